"""One course: sessions, whom to invite, who came, results, certificates, what participants say."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.capacity.forms import training as forms
from dongthuan.apps.capacity.lifecycle import CourseState, InvitationState, PlanState
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Course, Invitation, Session, TrainingPlan
from dongthuan.apps.capacity.operations import attending
from dongthuan.apps.capacity.operations import courses as operations
from dongthuan.apps.capacity.operations.certificates import certify
from dongthuan.apps.capacity.queries.training import (
    MOST_CANDIDATES,
    candidates,
    lines_for,
    participants,
    verdicts,
)
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.capacity.views.taking import taken
from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.forms.register_fields import StepForm, StepReasonForm

_attempt = attempting(REFUSED, sentence_of)


def _is_open(course: Course) -> bool:
    return course.state == CourseState.OPEN


def _is_held(course: Course) -> bool:
    return course.state == CourseState.OPEN and course.plan.state == PlanState.IN_FORCE


STEPS = Steps(
    "course",
    {
        "buoi": Step(
            Act.KEEP_COURSE,
            forms.SessionForm,
            attending.add_session,
            "plus",
            gettext_lazy("Add a session"),
            gettext_lazy("The session is added."),
            _is_held,
        ),
        "chung-chi": Step(
            Act.CERTIFY,
            forms.CertifyForm,
            certify,
            "certificate",
            gettext_lazy("Give certificates"),
            gettext_lazy("Certificates were given to all who came and passed."),
            lambda course: course.state != CourseState.CANCELLED,
            hint=gettext_lazy(
                "To everybody who came often enough and passed the test, and has none; never to oneself."
            ),
        ),
        "xong": Step(
            Act.KEEP_COURSE,
            StepForm,
            operations.finish_course,
            "check",
            gettext_lazy("The course is over"),
            gettext_lazy("The course is finished."),
            _is_open,
        ),
        "huy": Step(
            Act.KEEP_COURSE,
            StepReasonForm,
            operations.call_off_course,
            "x",
            gettext_lazy("Call the course off"),
            gettext_lazy("The course is called off; its needs are open again."),
            _is_open,
            is_grave=True,
        ),
        "mo-lai": Step(
            Act.KEEP_COURSE,
            StepForm,
            operations.reopen_course,
            "arrow-back-up",
            gettext_lazy("Open the course again"),
            gettext_lazy("The course is open again."),
            lambda course: course.state != CourseState.OPEN,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)
_INVITATION_STEPS = Steps(
    "invitation",
    {
        "rut": Step(
            Act.INVITE,
            StepReasonForm,
            attending.withdraw_invitation,
            "x",
            gettext_lazy("Withdraw the invitation"),
            gettext_lazy("The invitation is withdrawn."),
            lambda row: row.state == InvitationState.INVITED,
            is_grave=True,
        )
    },
    {Act.INVITE: lambda officer, row: ACCESS[Act.INVITE](officer, row.course)},
    REFUSED,
    sentence_of,
)


@require_GET
def course(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a course."""
    return _show(request, course_of(request, pk), {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step on a course."""
    return STEPS.take(request, slug, course_of(request, pk), _show)


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change a course."""
    found = course_of(request, pk)
    require(ACCESS, Act.KEEP_COURSE, request.user, found)
    form = forms.CourseForm(
        request.POST or None,
        lines=lines_for(request.user, found.plan),
        initial=forms.CourseForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        given = {"course": found, "content": form.content_given(), "version": form.seen}
        made = taken(request, form, operations.rewrite_course, _("The course is changed."), **given)
        if made is not None:
            return redirect(made)
    page = {"form": form, "plan": found.plan, "course": found}
    return render(request, "capacity/course_edit.html", page, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def invite(request: OfficerRequest, pk: int) -> HttpResponse:
    """Choose whom to invite: those with an open need first."""
    found = course_of(request, pk)
    require(ACCESS, Act.INVITE, request.user, found)
    form = forms.CandidatesForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    wanted = wanted | {"only": wanted.get("only") or "need"}
    on = clock.local_day(clock.now())
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("member") if key.isdecimal() and len(key) < 19]
        chosen = list(Member.objects.visible_to(request.user).present(on=on).filter(pk__in=keys))
        done = _("Invited: %(count)s") % {"count": len(chosen)}
        if _attempt(request, attending.invite, done, course=found, members=chosen) is not None:
            return redirect(found)
    rows = candidates(request.user, found, wanted, on=on)
    page = {
        "course": found,
        "form": form,
        "rows": rows[:MOST_CANDIDATES],
        "is_cut": rows.count() > MOST_CANDIDATES,
        "is_need": wanted["only"] == "need",
    }
    return render(request, "capacity/invite.html", page, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def attendance(request: OfficerRequest, pk: int, session_pk: int) -> HttpResponse:
    """Note who came to a session; or take the session out."""
    found = course_of(request, pk)
    require(ACCESS, Act.NOTE_ATTENDANCE, request.user, found)
    sitting = get_object_or_404(Session.objects.filter(course=found), pk=session_pk)
    came = list(sitting.attendances.values_list("invitation_id", flat=True))
    form = forms.PresentForm(
        request.POST or None,
        people=participants(found),
        initial={"present": came, "version": sitting.version},
    )
    if request.method == "POST" and form.is_valid():
        is_dropped = "drop" in request.POST
        act: Any = attending.drop_session if is_dropped else attending.note_attendance
        given = {"version": form.seen} if is_dropped else form.given()
        done = _("The session is taken out.") if is_dropped else _("Attendance is noted.")
        if taken(request, form, act, done, session=sitting, **given) is not None:
            return redirect(found)
    page = {"form": form, "course": found, "session": sitting, "has_come": bool(came)}
    return render(request, "capacity/attendance.html", page, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def results(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note the results of the test."""
    found = course_of(request, pk)
    require(ACCESS, Act.NOTE_RESULT, request.user, found)
    people = participants(found)
    initial = {"tested_on": clock.local_day(clock.now()), "version": found.version}
    form = forms.ResultsForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _("The results are noted.")
        if taken(request, form, attending.note_results, done, course=found, **form.given()) is not None:
            return redirect(found)
    page = {"form": form, "course": found, "people": people}
    return render(request, "capacity/results.html", page, status=400 if form.is_bound else 200)


@require_GET
def invitation(request: OfficerRequest, pk: int, invitation_pk: int) -> HttpResponse:
    """Show one invitation and what can be done about it."""
    found = course_of(request, pk)
    row = _invitation(found, invitation_pk)
    require(ACCESS, Act.INVITE, request.user, found)
    return _show_invitation(request, row, {})


@require_POST
def take_invitation_step(request: OfficerRequest, pk: int, invitation_pk: int, slug: str) -> HttpResponse:
    """Withdraw an invitation."""
    row = _invitation(course_of(request, pk), invitation_pk)
    return _INVITATION_STEPS.take(request, slug, row, _show_invitation)


def course_of(request: OfficerRequest, pk: int) -> Course:
    """Return a course of a plan that the officer may read, or answer that there is none."""
    rows = Course.objects.filter(plan__in=TrainingPlan.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("plan__unit__parent", "line__unit"), pk=pk)


def _invitation(found: Course, pk: int) -> Invitation:
    return get_object_or_404(found.invitations.select_related("member__unit", "invited_by"), pk=pk)


def _show(request: OfficerRequest, found: Course, bound: Any, *, status: int = 200) -> HttpResponse:
    keeps = ACCESS[Act.KEEP_COURSE](request.user, found)
    people = participants(found) if keeps else []
    page = {
        "course": found,
        "sessions": found.sessions.all(),
        "people": people,
        "people_count": len(people) if keeps else found.invitations.filter(state="invited").count(),
        "keeps": keeps,
        "may_invite": keeps and _is_held(found),
        "may_test": keeps and _is_held(found) and found.pass_percent is not None,
        "verdicts": verdicts(found),
        "need_count": found.needs.count(),
        "steps": STEPS.offered(request, found, bound),
    }
    return render(request, "capacity/course.html", page, status=status)


def _show_invitation(
    request: OfficerRequest, row: Invitation, bound: Any, *, status: int = 200
) -> HttpResponse:
    page = {
        "invitation": row,
        "course": row.course,
        "offered": _INVITATION_STEPS.offered(request, row, bound),
    }
    return render(request, "capacity/invitation.html", page, status=status)
