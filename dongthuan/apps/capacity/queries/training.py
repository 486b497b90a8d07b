"""Needs, plans, courses and certificates as lists; who of a course qualifies for a certificate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Prefetch, Q, QuerySet, Sum

from dongthuan.apps.budgets.models import Line, LineQuerySet
from dongthuan.apps.capacity.lifecycle import InvitationState, NeedState
from dongthuan.apps.capacity.models.staff import Member, MemberQuerySet
from dongthuan.apps.capacity.models.training import (
    Attendance,
    Certificate,
    CertificateQuerySet,
    Course,
    Feedback,
    Invitation,
    NeedQuerySet,
    TrainingNeed,
    TrainingPlan,
    TrainingPlanQuerySet,
)
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.lifecycle import BudgetLine

MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Participant:
    """One invited: to how many sessions he or she came, and whether a certificate may follow."""

    invitation: Invitation
    came_to: int
    is_qualified: bool
    certificate: Certificate | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What participants say of a course, without names. mean: of 1 to 5, None = nobody said anything."""

    count: int
    mean: float | None
    words: list[str]


def participants(course: Course) -> list[Participant]:
    """Return who is invited to a course, by name; two queries."""
    rows = course.invitations.filter(state=InvitationState.INVITED).select_related(
        "member__unit", "certificate"
    )
    rows = rows.annotate(came_to=Count("attendances")).order_by("member__full_name", "pk")
    return [
        Participant(one, one.came_to, _qualifies(course, one), getattr(one, "certificate", None))
        for one in rows
    ]


def qualified(course: Course) -> list[Invitation]:
    """Return the invitations whose people came often enough, passed, and have no certificate yet."""
    return [one.invitation for one in participants(course) if one.is_qualified and one.certificate is None]


def _qualifies(course: Course, invitation: Any) -> bool:
    if invitation.came_to < max(course.least_sessions, 1):
        return False
    percent = invitation.result_percent
    return course.pass_percent is None or (percent is not None and bool(percent >= course.pass_percent))


def verdicts(course: Course) -> Verdicts:
    """Return what participants said of a course."""
    said = Feedback.objects.filter(invitation__course=course)
    found = said.aggregate(count=Count("pk"), mean=Avg("rating"))
    words = list(said.exclude(words="").order_by("words").values_list("words", flat=True)[:50])
    return Verdicts(found["count"], found["mean"], words)


def needs_listed(officer: Actor, wanted: Mapping[str, Any]) -> NeedQuerySet:
    """Return the needs the officer may read that pass the filter, the latest first."""
    rows = TrainingNeed.objects.visible_to(officer).select_related("member__unit", "course")
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    if wanted.get("skill"):
        rows = rows.filter(skill=wanted["skill"])
    if wanted.get("unit"):
        rows = rows.filter(member__unit=wanted["unit"])
    return rows


def plans_listed(officer: Actor) -> TrainingPlanQuerySet:
    """Return the plans the officer may read with the count and the sum of their courses, the latest first."""
    standing = ~Q(courses__state="cancelled")
    return (
        TrainingPlan.objects.visible_to(officer)
        .select_related("unit")
        .annotate(
            course_count=Count("courses", filter=standing),
            estimate=Sum("courses__estimate_vnd", filter=standing),
        )
        .order_by("-year", "unit__name")
    )


def courses_of(plan: TrainingPlan) -> QuerySet[Course]:
    """Return the courses of a plan with how many are invited, certified and how many needs they answer."""
    return (
        plan.courses.select_related("line__unit")
        .annotate(
            invited=Count("invitations", filter=Q(invitations__state="invited"), distinct=True),
            certified=Count("invitations__certificate", distinct=True),
            answered=Count("needs", distinct=True),
        )
        .order_by("title", "pk")
    )


def lines_for(officer: Actor, plan: TrainingPlan) -> LineQuerySet:
    """Return the open lines for training of the plan's year that the officer may read."""
    rows = Line.objects.visible_to(officer).filter(year=plan.year, kind=BudgetLine.TRAINING, state="open")
    return rows.select_related("unit")


def candidates(officer: Actor, course: Course, wanted: Mapping[str, Any], *, on: date) -> MemberQuerySet:
    """Return whom the officer may ask to a course: those with an open need first by default, at most 200."""
    rows = Member.objects.visible_to(officer).present(on=on).select_related("unit")
    if not course.plan.unit.is_at_the_top:
        rows = rows.filter(unit=course.plan.unit)
    rows = rows.exclude(invitations__in=course.invitations.filter(state=InvitationState.INVITED))
    if wanted.get("unit"):
        rows = rows.filter(unit=wanted["unit"])
    if wanted.get("q"):
        rows = rows.filter(full_name__icontains=wanted["q"])
    if wanted.get("only", "need") == "need":
        asked = TrainingNeed.objects.filter(
            state__in=[NeedState.OPEN, NeedState.PLANNED], skill=course.skill, level__lte=course.level
        )
        rows = rows.filter(pk__in=asked.values("member_id"))
    return rows.order_by("full_name", "pk")


def certificates_listed(officer: Actor, wanted: Mapping[str, Any], *, on: date) -> CertificateQuerySet:
    """Return the certificates the officer may read that pass the filter; those that end first come first."""
    rows = Certificate.objects.visible_to(officer).select_related(
        "invitation__member__unit", "invitation__course"
    )
    if wanted.get("skill"):
        rows = rows.filter(invitation__course__skill=wanted["skill"])
    if wanted.get("unit"):
        rows = rows.filter(invitation__member__unit=wanted["unit"])
    only = wanted.get("only")
    if only == "holding":
        rows = rows.holding(on=on)
    elif only == "expired":
        rows = rows.filter(revoked_at__isnull=True, expires_on__lte=on)
    elif only == "revoked":
        rows = rows.filter(revoked_at__isnull=False)
    return rows.order_by("expires_on", "pk")


def own_invitations(member_keys: list[int]) -> QuerySet[Invitation]:
    """Return the invitations of one's own entries with course, sessions, certificate and feedback."""
    came = Attendance.objects.select_related("session")
    return (
        Invitation.objects.filter(member_id__in=member_keys, state=InvitationState.INVITED)
        .select_related("course", "certificate", "feedback", "member")
        .prefetch_related("course__sessions", Prefetch("attendances", queryset=came))
        .order_by("-invited_at", "-pk")
    )
