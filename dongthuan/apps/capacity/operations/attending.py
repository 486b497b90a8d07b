"""Sessions, invitations, who came, results of the test, and what participants say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.capacity.lifecycle import CourseState, InvitationState, NeedState, PlanState
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import (
    Attendance,
    Course,
    Feedback,
    Invitation,
    Session,
    TrainingNeed,
    first_and_last,
)
from dongthuan.apps.capacity.operations.needs import NotOpen
from dongthuan.apps.capacity.rules import ACCESS, Act, is_oneself
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices.operations import queue
from dongthuan.apps.press.operations.versions import AheadOfTime

MOST_INVITED = 120


class Overlaps(Exception):
    """Another session of the course, or one at the same place or with the same trainer, is at that time."""


class NoSession(Exception):
    """The course has no session yet."""


class TooMany(Exception):
    """More people than a course takes."""


class AnotherUnit(Exception):
    """A unit invites its own people; the Office invites anybody."""


class NotInvited(Exception):
    """Somebody who was not invited cannot have come."""


class DidNotCome(Exception):
    """Only who came to a course says how it was."""


class OutOfRange(Exception):
    """A result lies between 0 and 100, a rating between 1 and 5."""


class BeforeCourse(Exception):
    """That day lies before the course."""


class CertificateStands(Exception):
    """A certificate rests on it: revoke that first."""


@dataclass(frozen=True, slots=True)
class SessionContent:
    """When and where one sitting is."""

    start_at: datetime
    end_at: datetime
    place: str = ""
    trainer: str = ""


@transaction.atomic
def add_session(*, course: Course, content: SessionContent, by: Actor, at: datetime) -> Session:
    """Add a session to a course of a plan in force. Raises NotOpen, Overlaps, SecretMark."""
    course = _held(course)
    row = Session(course=course, **{name: getattr(content, name) for name in SessionContent.__slots__})
    require(ACCESS, Act.KEEP_COURSE, by, row)
    refuse_secret(content.place, content.trainer)
    if content.end_at <= content.start_at:
        raise Overlaps
    same = Q(course=course)
    if content.place:
        same |= Q(place__iexact=content.place)
    if content.trainer:
        same |= Q(trainer__iexact=content.trainer)
    at_once = Session.objects.filter(same, start_at__lt=content.end_at, end_at__gt=content.start_at)
    if at_once.exclude(course__state=CourseState.CANCELLED).exists():
        raise Overlaps
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        raise Overlaps from fault
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at, details={"course": course.pk})
    return row


@transaction.atomic
def drop_session(*, session: Session, version: int, by: Actor, at: datetime) -> Course:
    """Take out a session to which nobody is noted as having come. Raises ChangedMeanwhile, NotOpen."""
    row = locked(session, version)
    require(ACCESS, Act.KEEP_COURSE, by, row)
    course = _held(row.course)
    if row.attendances.exists():
        raise NotOpen
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at, details={"dropped": True})
    row.delete()
    return course


@transaction.atomic
def invite(*, course: Course, members: Sequence[Member], by: Actor, at: datetime) -> Course:
    """Invite people to a course of a plan in force, tell those with an account, plan their needs.

    Who was invited before is invited again where that was withdrawn. Raises NotOpen, TooMany, AnotherUnit.
    """
    course = _held(course)
    require(ACCESS, Act.INVITE, by, course)
    if any(not ACCESS[Act.REWRITE](by, one) for one in members):
        raise AnotherUnit
    known = {one.member_id: one for one in course.invitations.all()}
    if len({one.pk for one in members} | set(known)) > MOST_INVITED:
        raise TooMany
    for member in members:
        row = known.get(member.pk) or Invitation(course=course, member=member, version=0)
        if row.pk and row.state == InvitationState.INVITED:
            continue
        row.state, row.reason, row.invited_by_id, row.invited_at = InvitationState.INVITED, "", by.pk, at
        row.version += 1
        row.save()
        _tell(row, at)
    TrainingNeed.objects.filter(
        state=NeedState.OPEN, member__in=members, skill=course.skill, level__lte=course.level
    ).update(state=NeedState.PLANNED, course=course)
    audit.note(act=Act.INVITE, actor=by, record=course, at=at, details={"members": [m.pk for m in members]})
    return course


@transaction.atomic
def withdraw_invitation(
    *, invitation: Invitation, reason: str, version: int, by: Actor, at: datetime
) -> Invitation:
    """Withdraw the invitation of one who did not come. Raises ChangedMeanwhile, NotOpen, NoReason."""
    row = locked(invitation, version)
    require(ACCESS, Act.INVITE, by, row.course)
    if row.state != InvitationState.INVITED or row.attendances.exists():
        raise NotOpen
    row.state, row.reason = InvitationState.WITHDRAWN, reason_given(reason)[:500]
    row.save()
    audit.note(act=Act.INVITE, actor=by, record=row, at=at, ground=row.reason)
    return row


@transaction.atomic
def note_attendance(
    *, session: Session, present: Collection[int], version: int, by: Actor, at: datetime
) -> Session:
    """Note who came to a session: keys of invitations; whoever is left out did not come.

    Raises ChangedMeanwhile, NotOpen, AheadOfTime (before it begins), NotInvited, CertificateStands.
    """
    row = locked(session, version)
    require(ACCESS, Act.NOTE_ATTENDANCE, by, row)
    course = _held(row.course)
    if row.start_at > at:
        raise AheadOfTime
    invited = {one.pk for one in course.invitations.filter(state=InvitationState.INVITED)}
    if not set(present) <= invited:
        raise NotInvited
    gone = row.attendances.exclude(invitation_id__in=present)
    if gone.filter(
        invitation__certificate__isnull=False, invitation__certificate__revoked_at__isnull=True
    ).exists():
        raise CertificateStands
    gone.delete()
    known = set(row.attendances.values_list("invitation_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(session=row, invitation_id=key, noted_by_id=by.pk, noted_at=at)
        for key in sorted(set(present) - known)
    )
    row.save(update_fields=["version"])
    audit.note(act=Act.NOTE_ATTENDANCE, actor=by, record=row, at=at, details={"present": len(set(present))})
    return row


@transaction.atomic
def note_results(
    *,
    course: Course,
    results: Mapping[int, int | None],
    tested_on: date,
    version: int,
    by: Actor,
    at: datetime,
) -> Course:
    """Note the results of the test in per cent by key of invitation; None = not taken.

    Nobody notes one's own. Raises ChangedMeanwhile, NotOpen, NotInvited, OutOfRange, NoSession, BeforeCourse,
    AheadOfTime, CertificateStands.
    """
    row = locked(course, version)
    require(ACCESS, Act.NOTE_RESULT, by, row)
    row = _held(row)
    _refuse_day(row, tested_on, at)
    rows = {one.pk: one for one in row.invitations.select_related("member", "certificate")}
    for key, percent in results.items():
        one = rows.get(key)
        if one is None or one.state != InvitationState.INVITED:
            raise NotInvited
        if percent is not None and not 0 <= percent <= 100:  # per cent
            raise OutOfRange
        if percent == one.result_percent:
            continue
        if is_oneself(by, one):
            raise NotAllowed(Act.NOTE_RESULT.value)
        if hasattr(one, "certificate") and one.certificate.revoked_at is None:
            raise CertificateStands
        one.result_percent, one.tested_on = percent, tested_on if percent is not None else None
        one.save(update_fields=["result_percent", "tested_on"])
    Course.objects.filter(pk=row.pk).update(version=version + 1)
    audit.note(act=Act.NOTE_RESULT, actor=by, record=row, at=at, details={"count": len(results)})
    return row


@transaction.atomic
def give_feedback(
    *, invitation: Invitation, rating: int, words: str = "", by: Actor, at: datetime
) -> Feedback:
    """Say how a course was; once more replaces it. Raises OutOfRange, DidNotCome, SecretMark."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("member").get(pk=invitation.pk)
    require(ACCESS, Act.GIVE_FEEDBACK, by, row)
    if not 1 <= rating <= 5:  # five stars
        raise OutOfRange
    if not row.attendances.exists():
        raise DidNotCome
    refuse_secret(words)
    said, _is_new = Feedback.objects.update_or_create(
        invitation=row, defaults={"rating": rating, "words": words[:1000], "given_at": at}
    )
    audit.note(act=Act.GIVE_FEEDBACK, actor=by, record=row.course, at=at)
    return said


def _held(course: Course) -> Course:
    """Return the course, open and of a plan in force. Raises NotOpen."""
    row = Course.objects.select_related("plan__unit__parent").get(pk=course.pk)
    if row.state != CourseState.OPEN or row.plan.state != PlanState.IN_FORCE:
        raise NotOpen
    return row


def _refuse_day(course: Course, on: date, at: datetime) -> None:
    span = first_and_last(course)
    if span is None:
        raise NoSession
    if on < local_day(span[0]):
        raise BeforeCourse
    if on > local_day(at):
        raise AheadOfTime


def _tell(row: Invitation, at: datetime) -> None:
    if row.member.officer is None:
        return
    title = format_lazy("{words}: {course}", words=_("You are invited to a course"), course=row.course.title)
    queue(
        kind="capacity.invite",
        recipient=row.member.officer,
        title=title,
        at=at,
        record=row.course,
        url=row.course.get_absolute_url(),
        key=f"capacity.invite:{row.pk}:{row.version}",
    )
