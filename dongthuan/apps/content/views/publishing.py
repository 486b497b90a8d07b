"""A text is put for clearance, held under embargo, scheduled, published, withdrawn; and its archive copy."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import away_on
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clearances.lifecycle import STANDING, ClearanceState, Part
from dongthuan.apps.clearances.operations.clearances import SameWords
from dongthuan.apps.clearances.queries.clearances import state_for
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.content.forms import texts as entered
from dongthuan.apps.content.forms.clearing import ClearForm
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import clearing, correcting, publishing
from dongthuan.apps.content.queries import people
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.content.views.texts import attempt, blocking, text_of
from dongthuan.apps.content.wording import sentence

USUAL_TIME = timedelta(hours=4)


def clear_form(
    request: OfficerRequest, text: Text, record: Text | CorrectionNotice, version: int
) -> ClearForm:
    """Return the form that asks for clearance, with whom one usually asks."""
    at = clock.now()
    on = clock.local_day(at)
    wrote = {one.pk for one in clearing.authors_of(record)} | {request.user.pk}
    away = away_on(on)
    proposed = {part: people.proposed(part, text.unit, on=on, but_not=wrote, away=away) for part in Part}
    for optional in (Part.FACTS, Part.UNIT):
        proposed[optional] = None
    return ClearForm(
        request.POST or None,
        people=people.clearers(on=on).exclude(pk__in=wrote),
        proposed=proposed,
        due_at=(at + USUAL_TIME).replace(second=0, microsecond=0),
        away=away,
        initial={"version": version},
    )


def is_before_them(request: OfficerRequest, state: ClearanceState | None) -> bool:
    """Say, also to the officer, whether these very words are being cleared or are cleared already."""
    is_standing = state in STANDING
    if is_standing:
        messages.info(request, sentence(SameWords(state)))
    return is_standing


@require_http_methods(["GET", "POST"])
def clear(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say who clears what, until when, and who stands in."""
    text = text_of(request, pk)
    require(ACCESS, Act.PUT_FOR_CLEARANCE, request.user, text)
    if is_before_them(request, state_for(text, whole_of(text).as_words())):
        return redirect("content:text", pk=pk)
    form = clear_form(request, text, text, text.version)
    if form.is_valid():
        given: dict[str, Any] = {"version": form.cleaned_data["version"], "steps": form.steps}
        done = _("Put for clearance; those asked were told.")
        if attempt(request, clearing.put_for_clearance, done, text=text, **given):
            return redirect("content:text", pk=pk)
    content = {"form": form, "text": text, "blocking": blocking(text)}
    return render(request, "content/clear.html", content, status=400 if request.method == "POST" else 200)


@require_POST
def embargo(request: OfficerRequest, pk: int) -> HttpResponse:
    """Set an embargo; an empty time lifts it."""
    text = text_of(request, pk)
    form = entered.EmbargoForm(request.POST)
    if form.is_valid():
        until, version = form.cleaned_data["moment"], form.cleaned_data["version"]
        done = _("The embargo is set.") if until else _("The embargo is lifted.")
        attempt(request, publishing.set_embargo, done, text=text, version=version, until=until)
    else:
        messages.error(request, _("Give the day and time as 05/03/2026 14:30."))
    return redirect("content:text", pk=pk)


@require_POST
def schedule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Set the time of publication."""
    text = text_of(request, pk)
    form = entered.ScheduleForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        given = {"version": said["version"], "publish_at": said["moment"], "has_looked": said["has_looked"]}
        done = _("Scheduled; until then the text is locked.")
        attempt(request, publishing.schedule_text, done, text=text, **given)
    else:
        messages.error(request, _("Give the day and time as 05/03/2026 14:30."))
    return redirect("content:text", pk=pk)


@require_POST
def unschedule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the text off the schedule."""
    text = text_of(request, pk)
    form = entered.VersionForm(request.POST)
    if form.is_valid():
        done = _("Taken off the schedule.")
        attempt(request, publishing.unschedule_text, done, text=text, version=form.cleaned_data["version"])
    return redirect("content:text", pk=pk)


@require_POST
def publish(request: OfficerRequest, pk: int) -> HttpResponse:
    """Publish the cleared words."""
    text = text_of(request, pk)
    form = entered.PublishForm(request.POST)
    if form.is_valid():
        attempt(request, publishing.publish_text, _("Published."), text=text, **form.cleaned_data)
    return redirect("content:text", pk=pk)


@require_POST
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Withdraw a published text with a reason that all see."""
    text = text_of(request, pk)
    form = entered.WithdrawForm(request.POST)
    if form.is_valid():
        done = _("Withdrawn; the banner says why.")
        attempt(request, correcting.withdraw_text, done, text=text, **form.cleaned_data)
    else:
        messages.error(request, _("Say what was wrong and why, for everybody to read."))
    return redirect("content:text", pk=pk)


@require_GET
def archive(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Give the archived page of one published version as a file, with its fingerprint in a header."""
    text = text_of(request, pk)
    revision = get_object_or_404(text.revisions.all(), number=number)
    answer = HttpResponse(revision.html, content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{text.slug}-{number}.html"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Content-SHA256"] = revision.html_hash
    return answer
