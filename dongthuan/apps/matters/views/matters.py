"""Pages of matters: the list, one matter with its line and clock, and what is done on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.common import paging, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.matters.forms.matters import EditForm, MatterFilterForm
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter, MatterLink
from dongthuan.apps.matters.operations.matters import edit_matter
from dongthuan.apps.matters.queries.choices import units_to_open_in
from dongthuan.apps.matters.queries.interruption import effect_of_statement
from dongthuan.apps.matters.queries.matters import matters_matching
from dongthuan.apps.matters.queries.picture import mood_chart
from dongthuan.apps.matters.queries.publishing import statements_waiting
from dongthuan.apps.matters.queries.sequence import sequence_of
from dongthuan.apps.matters.queries.timeline import timeline_of
from dongthuan.apps.matters.rules import ACCESS, ON_MATTER, Act, may_open_somewhere
from dongthuan.apps.matters.sheets import MATTERS
from dongthuan.apps.matters.views.acting import ACTS, Doing
from dongthuan.apps.matters.views.showing import legal_word, verification_rows
from dongthuan.apps.matters.wording import CLAUSE_HELP, REFUSED, sentence_of


@require_GET
def list_matters(request: OfficerRequest) -> HttpResponse:
    """List the matters the officer may read, the newest first."""
    form = MatterFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    matters = matters_matching(wanted, seen_by=request.user)
    if sheets.is_wanted(request):
        rows = matters.order_by("-opened_at", "-pk")
        return sheets.answer_with(_("Matters"), MATTERS, rows, name="vu-viec", at=time.now(), form=form)
    content = {
        "form": form,
        "page": paging.page_of(matters, request.GET.get("page", ""), by="opened_at"),
        "may_open": may_open_somewhere(request.user),
        "is_filtered": any(wanted.values()),
    }
    return render(request, "matters/matters.html", content)


@require_GET
def show_matter(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one matter: its clock, what to do next, its line."""
    return render(request, "matters/matter.html", content_of(request, _matter_of(request, pk)))


@require_POST
def act_on_matter(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Do one act on a matter; a refusal is said in words, with what was typed still there."""
    matter = _matter_of(request, pk)
    if way not in ACTS:
        raise Http404
    act = ACTS[way]
    if not any(ACCESS[one](request.user, matter) for one in act.acts):
        raise NotAllowed(act.acts[0].value)
    doing = Doing(matter, request.user, time.now())
    form = act.form(doing, request.POST)
    if form.is_valid():
        try:
            done = act.run(doing, form)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, str(act.done))
            return redirect("matters:matter", pk=done.pk if isinstance(done, Matter) else pk)
    content = content_of(request, _matter_of(request, pk), {way: form})
    return render(request, "matters/matter.html", content, status=400)


def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a matter anew."""
    matter = _matter_of(request, pk)
    if not ACCESS[Act.EDIT](request.user, matter):
        raise NotAllowed(Act.EDIT.value)
    at = time.now()
    initial = {
        name: getattr(matter, name) for name in ("title", "summary", "unit", "owner", "topic", "version")
    }
    units = units_to_open_in(request.user, on=local_day(at))
    form = EditForm(request.POST or None, units=units, initial=initial)
    if form.is_valid():
        version, reason = form.cleaned_data["version"], form.cleaned_data["unit_reason"]
        given = {"version": version, "content": form.content(), "reason": reason}
        try:
            edit_matter(matter=matter, by=request.user, at=at, **given)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            return redirect("matters:matter", pk=pk)
    status = 400 if form.errors else 200
    return render(request, "matters/edit.html", {"matter": matter, "form": form}, status=status)


def content_of(
    request: OfficerRequest, matter: Matter, typed: dict[str, forms.Form] | None = None
) -> dict[str, Any]:
    """Return what the page of a matter shows; typed: the form of an act that was refused."""
    at = time.now()
    allowed = allowed_acts(ON_MATTER, request.user, matter)
    doing = Doing(matter, request.user, at)
    offered = [
        {
            "way": way,
            "act": act,
            "form": (typed or {}).get(way) or act.form(doing, None),
            "is_open": way in (typed or {}),
        }
        for way, act in ACTS.items()
        if act.is_offered(matter, allowed)
    ]
    into = matter.merged_into
    return {
        "matter": matter,
        "shown_into": into and Matter.objects.visible_to(request.user).filter(pk=into.pk).exists(),
        "waiting": statements_waiting(matter, seen_by=request.user),
        "may": allowed,
        "offered": offered,
        "steps": sequence_of(matter, seen_by=request.user, at=at),
        "moments": timeline_of(matter, seen_by=request.user),
        "verifications": verification_rows(matter, request.user),
        "chart": mood_chart(matter, at=at),
        "moods": list(matter.moods.all()),
        "spoken": effect_of_statement(matter, at=at),
        "cards": list(
            MisinformationCard.objects.visible_to(request.user).filter(matter_id__in=matter.family_keys)[:50]
        ),
        "links": list(MatterLink.objects.filter(matter_id__in=matter.family_keys)[:200]),
        "legal_word": legal_word(matter),
        "clause_help": CLAUSE_HELP,
    }


def _matter_of(request: OfficerRequest, pk: int) -> Matter:
    matters = Matter.objects.visible_to(request.user)
    return get_object_or_404(
        matters.select_related("unit", "owner", "topic", "clock", "opened_by", "merged_into", "merged_by"),
        pk=pk,
    )
