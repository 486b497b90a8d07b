"""A correction of a published text: drafted, put for clearance, published or given up."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.content.forms.texts import CorrectionForm, VersionForm, initial_correction
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import clearing
from dongthuan.apps.content.operations import correcting as operations
from dongthuan.apps.content.queries.corrections import clearing_state, open_correction
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.content.views.publishing import clear_form, is_before_them
from dongthuan.apps.content.views.texts import attempt, blocking, text_of
from dongthuan.apps.content.wording import REFUSALS, sentence


@require_http_methods(["GET", "POST"])
def correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draft the correction of a text, or go on with the one being drafted."""
    text = text_of(request, pk)
    require(ACCESS, Act.CORRECT, request.user, text)
    if text.state != TextState.PUBLISHED:
        return redirect("content:text", pk=pk)
    correction = open_correction(text)
    form = CorrectionForm(request.POST or None, initial=initial_correction(text, correction))
    if form.is_valid() and (kept := _kept(request, form, text, correction)) is not None:
        if form.cleaned_data["is_of_pictures"]:
            return redirect("content:correction-pictures", pk=kept.pk)
        return redirect("content:text", pk=pk)
    content = {"form": form, "text": text, "correction": correction}
    return render(request, "content/correct.html", content, status=400 if request.method == "POST" else 200)


def _kept(
    request: OfficerRequest, form: CorrectionForm, text: Text, correction: CorrectionNotice | None
) -> CorrectionNotice | None:
    given: dict[str, Any] = {"content": form.content, "by": request.user, "at": clock.now()}
    try:
        if correction is None:
            return operations.draft_correction(text=text, **given)
        version = form.cleaned_data["version"] or 0
        return operations.rewrite_correction(correction=correction, version=version, **given)
    except tuple(REFUSALS) as refusal:
        form.add_error(None, sentence(refusal))
        return None


def correction_of(request: OfficerRequest, pk: int) -> CorrectionNotice:
    """Return the correction, if this officer may see its text."""
    seen = Text.objects.visible_to(request.user)
    return get_object_or_404(CorrectionNotice.objects.select_related("text__unit"), pk=pk, text__in=seen)


@require_http_methods(["GET", "POST"])
def clear(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say who clears the correction."""
    correction = correction_of(request, pk)
    text = correction.text
    require(ACCESS, Act.PUT_FOR_CLEARANCE, request.user, text)
    if is_before_them(request, clearing_state(correction)):
        return redirect("content:text", pk=text.pk)
    form = clear_form(request, text, correction, correction.version)
    if form.is_valid():
        given: dict[str, Any] = {"version": form.cleaned_data["version"], "steps": form.steps}
        done = _("Put for clearance; those asked were told.")
        act = clearing.put_correction_for_clearance
        if attempt(request, act, done, correction=correction, **given):
            return redirect("content:text", pk=text.pk)
    content = {"form": form, "text": text, "correction": correction, "blocking": blocking(text, correction)}
    return render(request, "content/clear.html", content, status=400 if request.method == "POST" else 200)


@require_POST
def publish(request: OfficerRequest, pk: int) -> HttpResponse:
    """Publish the cleared correction with its notice."""
    return _step(request, pk, operations.publish_correction, _("The correction is public, with its notice."))


@require_POST
def drop(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the correction up."""
    return _step(request, pk, operations.drop_correction, _("The correction was given up."))


def _step(request: OfficerRequest, pk: int, act: Any, done: str) -> HttpResponse:
    correction = correction_of(request, pk)
    form = VersionForm(request.POST)
    if form.is_valid():
        attempt(request, act, done, correction=correction, version=form.cleaned_data["version"])
    return redirect("content:text", pk=correction.text_id)
