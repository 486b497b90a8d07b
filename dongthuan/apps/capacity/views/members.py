"""Staff: the list, one person with skills, needs and certificates, what is done about him or her."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.capacity import sheets
from dongthuan.apps.capacity.forms import staff as forms
from dongthuan.apps.capacity.lifecycle import OPEN_NEEDS, NeedState
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, TrainingNeed
from dongthuan.apps.capacity.operations import needs
from dongthuan.apps.capacity.operations import staff as operations
from dongthuan.apps.capacity.queries.staff import (
    accounts_for,
    cells_of,
    kept_units,
    levels_of,
    members_listed,
)
from dongthuan.apps.capacity.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.capacity.views.taking import taken
from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.forms.register_fields import StepForm, StepReasonForm
from dongthuan.apps.press.views.register_steps import page_by_name

STEPS = Steps(
    "member",
    {
        "ky-nang": Step(
            Act.ASSESS,
            forms.LevelsForm,
            operations.assess_skills,
            "adjustments",
            gettext_lazy("Assess the skills"),
            gettext_lazy("The levels are noted."),
            lambda member: member.end_on is None,
            hint=gettext_lazy("What certificates say counts beside it, as long as they hold."),
            initial=lambda member: {
                one.skill: one.level for one in member.skills.filter(certificate__isnull=True)
            },
        ),
        "nhu-cau": Step(
            Act.STATE_NEED,
            forms.NeedForm,
            needs.state_need,
            "plus",
            gettext_lazy("State a need of training"),
            gettext_lazy("The need is noted; it can go into a course."),
            lambda member: member.end_on is None,
        ),
        "thoi": Step(
            Act.END,
            forms.EndForm,
            operations.end_member,
            "x",
            gettext_lazy("Does it no longer"),
            gettext_lazy("The end is noted."),
            lambda member: member.end_on is None,
            is_grave=True,
        ),
        "tro-lai": Step(
            Act.END,
            StepForm,
            operations.reinstate_member,
            "arrow-back-up",
            gettext_lazy("Undo the end"),
            gettext_lazy("The person is among the staff again."),
            lambda member: member.end_on is not None,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)
_ON_ITS_MEMBER = {
    act: (lambda officer, need, act=act: ACCESS[act](officer, need.member))
    for act in (Act.STATE_NEED, Act.DROP_NEED)
}
NEED_STEPS = Steps(
    "need",
    {
        "bo": Step(
            Act.DROP_NEED,
            StepReasonForm,
            needs.drop_need,
            "x",
            gettext_lazy("Drop the need"),
            gettext_lazy("The need is dropped."),
            lambda need: need.state in OPEN_NEEDS,
            is_grave=True,
        ),
        "mo-lai": Step(
            Act.STATE_NEED,
            StepForm,
            needs.reopen_need,
            "arrow-back-up",
            gettext_lazy("Open it again"),
            gettext_lazy("The need is open again."),
            lambda need: need.state == NeedState.DROPPED,
        ),
    },
    _ON_ITS_MEMBER,
    REFUSED,
    sentence_of,
)


@require_GET
def members(request: OfficerRequest) -> HttpResponse:
    """List the staff, page by page; as a workbook with levels."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    on = clock.local_day(at)
    form = forms.MembersForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = members_listed(request.user, wanted, on=on)
    if workbook.is_wanted(request):
        shown = list(rows[: workbook.MOST_ROWS])
        columns = sheets.member_columns(levels_of(shown, on=on))
        title = _("Communications staff")
        return workbook.answer_with(title, columns, shown, name="can-bo-truyen-thong", at=at, form=form)
    page = page_by_name(rows, request.GET.get("page", ""))
    context = {
        "form": form,
        "tab": "members",
        "page": page,
        "is_filtered": any(wanted.values()),
        "may_enter": keeps_somewhere(request.user, None),
    }
    return render(request, "capacity/members.html", context, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def enter(request: OfficerRequest) -> HttpResponse:
    """Enter a person."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change what is written of a person."""
    found = member_of(request, pk)
    require(ACCESS, Act.REWRITE, request.user, found)
    return _edit(request, found)


def _edit(request: OfficerRequest, found: Member | None) -> HttpResponse:
    if not keeps_somewhere(request.user, None):
        raise NotAllowed(Act.ENTER.value)
    today = clock.local_day(clock.now())
    units = kept_units(request.user, on=today)
    initial = (
        forms.MemberForm.initial_of(found)
        if found
        else {"unit": own_unit(request.user, units), "start_on": today}
    )
    accounts = accounts_for(request.user, units, on=today)
    if found and found.officer_id:
        accounts |= Officer.objects.filter(pk=found.officer_id)
    form = forms.MemberForm(request.POST or None, units=units, accounts=accounts, initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"member": found, "version": form.seen} if found else {}
        act: Any = operations.rewrite_member if found else operations.enter_member
        made = taken(request, form, act, _("The person is saved."), content=form.content(), **given)
        if made is not None:
            return redirect(made)
    page = {"form": form, "member": found}
    return render(request, "capacity/member_edit.html", page, status=400 if form.is_bound else 200)


@require_GET
def member(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a person: skills against needs, training, certificates."""
    return _show(request, member_of(request, pk), {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step about a person."""
    return STEPS.take(request, slug, member_of(request, pk), _show)


@require_GET
def need(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one need and what can be done about it."""
    return _show_need(request, _need(request, pk), {})


@require_POST
def take_need_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Drop a need, or open it again."""
    return NEED_STEPS.take(request, slug, _need(request, pk), _show_need)


def member_of(request: OfficerRequest, pk: int) -> Member:
    """Return a person whom the officer may read, or answer that there is none."""
    rows = Member.objects.visible_to(request.user).select_related("unit", "officer", "entered_by")
    return get_object_or_404(rows, pk=pk)


def _show(request: OfficerRequest, found: Member, bound: Any, *, status: int = 200) -> HttpResponse:
    today = clock.local_day(clock.now())
    certificates = Certificate.objects.filter(invitation__member=found).select_related("invitation__course")
    page = {
        "member": found,
        "cells": cells_of(found, on=today),
        "needs": found.needs.select_related("course")[:50],
        "certificates": [(one, one.holds(on=today)) for one in certificates[:50]],
        "steps": STEPS.offered(request, found, bound),
        "may_edit": ACCESS[Act.REWRITE](request.user, found),
    }
    return render(request, "capacity/member.html", page, status=status)


def _show_need(
    request: OfficerRequest, found: TrainingNeed, bound: Any, *, status: int = 200
) -> HttpResponse:
    page = {"need": found, "steps": NEED_STEPS.offered(request, found, bound)}
    return render(request, "capacity/need.html", page, status=status)


def _need(request: OfficerRequest, pk: int) -> TrainingNeed:
    rows = TrainingNeed.objects.visible_to(request.user).select_related("member__unit", "course", "stated_by")
    return get_object_or_404(rows, pk=pk)
