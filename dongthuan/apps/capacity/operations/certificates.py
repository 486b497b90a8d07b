"""Certificates: given to who came and passed, revoked with a reason, restored, reminded of."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.capacity.lifecycle import CourseState, NeedState
from dongthuan.apps.capacity.models.staff import SkillHeld
from dongthuan.apps.capacity.models.training import (
    Certificate,
    CertificateQuerySet,
    Course,
    Invitation,
    NeedQuerySet,
    TrainingNeed,
    first_and_last,
)
from dongthuan.apps.capacity.operations.attending import BeforeCourse, NoSession
from dongthuan.apps.capacity.operations.needs import NotOpen
from dongthuan.apps.capacity.queries.training import qualified
from dongthuan.apps.capacity.rules import ACCESS, Act, is_oneself
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices.operations import withdraw
from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.press.operations.versions import AheadOfTime

REMINDED_BEFORE = timedelta(days=75)
REMINDED_AFTER = timedelta(days=60)


class NobodyQualifies(Exception):
    """Nobody who has no certificate yet came often enough and passed the test."""


@transaction.atomic
def certify(*, course: Course, issued_on: date, version: int, by: Actor, at: datetime) -> Course:
    """Give a certificate to everybody who came often enough and passed, and has none; never to oneself.

    It counts as the course's level of its skill while it holds, meets the needs it answers, and ends the
    reminders of an older one. Raises ChangedMeanwhile, NotOpen (called off), NoSession, BeforeCourse,
    AheadOfTime, NobodyQualifies.
    """
    row = locked(course, version)
    require(ACCESS, Act.CERTIFY, by, row)
    if row.state == CourseState.CANCELLED:
        raise NotOpen
    span = first_and_last(row)
    if span is None:
        raise NoSession
    if issued_on < local_day(span[1]):
        raise BeforeCourse
    if issued_on > local_day(at):
        raise AheadOfTime
    chosen = [one for one in qualified(row) if not is_oneself(by, one)]
    if not chosen:
        raise NobodyQualifies
    for one in chosen:
        _issue(row, one, issued_on, by, at)
    row.save(update_fields=["version"])
    return row


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, version: int, by: Actor, at: datetime
) -> Certificate:
    """Revoke a certificate; the level it stood for no longer counts, the needs it met are open again.

    Raises ChangedMeanwhile, NotOpen, NoReason, SecretMark.
    """
    row = locked(certificate, version)
    require(ACCESS, Act.REVOKE, by, row)
    if row.revoked_at is not None:
        raise NotOpen
    row.revoked_at, row.revoked_reason = at, reason_given(reason)[:500]
    row.save()
    _needs(row).filter(state=NeedState.MET).update(state=NeedState.PLANNED)
    withdraw(record=row, at=at)
    audit.note(act=Act.REVOKE, actor=by, record=row, at=at, ground=row.revoked_reason)
    return row


@transaction.atomic
def restore_certificate(*, certificate: Certificate, version: int, by: Actor, at: datetime) -> Certificate:
    """Undo a revocation. Raises ChangedMeanwhile, NotOpen."""
    row = locked(certificate, version)
    require(ACCESS, Act.REVOKE, by, row)
    if row.revoked_at is None:
        raise NotOpen
    row.revoked_at, row.revoked_reason = None, ""
    row.save()
    _needs(row).filter(state=NeedState.PLANNED).update(state=NeedState.MET)
    audit.note(act=Act.REVOKE, actor=by, record=row, at=at, details={"undone": True})
    return row


def ending(*, on: date) -> Iterator[Deadline]:
    """Give a deadline for each certificate that ends soon or ended lately and that no later one renews."""
    near = Certificate.objects.filter(
        revoked_at__isnull=True, expires_on__gt=on - REMINDED_AFTER, expires_on__lte=on + REMINDED_BEFORE
    )
    near = near.filter(invitation__member__end_on__isnull=True)
    for row in near.select_related("invitation__member__officer", "invitation__course").iterator(500):
        if _is_renewed(row):
            continue
        member, course = row.invitation.member, row.invitation.course
        assert row.expires_on is not None
        yield Deadline(
            record=row,
            title=f"{course.title} – {member.full_name}",
            url=row.get_absolute_url(),
            due_on=row.expires_on,
            owner=member.officer,
            unit_id=member.unit_id,
        )


def after_months(on: date, months: int) -> date:
    """Return the same day so many months later, the month's last where it has no such day.

    >>> after_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def _issue(course: Course, invitation: Invitation, on: date, by: Actor, at: datetime) -> Certificate:
    row = Certificate.objects.create(
        invitation=invitation,
        number=f"{invitation.pk:05d}/GCN-{on.year}",
        issued_on=on,
        expires_on=after_months(on, course.valid_months) if course.valid_months else None,
        issued_by_id=by.pk,
        issued_at=at,
    )
    SkillHeld.objects.create(
        member=invitation.member,
        skill=course.skill,
        level=course.level,
        certificate=row,
        by_id=by.pk,
        at=at,
    )
    TrainingNeed.objects.filter(
        member=invitation.member,
        skill=course.skill,
        level__lte=course.level,
        state__in=[NeedState.OPEN, NeedState.PLANNED],
    ).update(state=NeedState.MET, course=course)
    for older in _same_skill(row).filter(revoked_at__isnull=True):
        withdraw(record=older, at=at)
    audit.note(act=Act.CERTIFY, actor=by, record=row, at=at, details={"course": course.pk})
    return row


def _needs(row: Certificate) -> NeedQuerySet:
    return TrainingNeed.objects.filter(member=row.invitation.member, course=row.invitation.course)


def _same_skill(row: Certificate) -> CertificateQuerySet:
    course = row.invitation.course
    return Certificate.objects.filter(
        invitation__member_id=row.invitation.member_id,
        invitation__course__skill=course.skill,
        invitation__course__level__lte=course.level,
    ).exclude(pk=row.pk)


def _is_renewed(row: Certificate) -> bool:
    course = row.invitation.course
    later = Certificate.objects.filter(
        invitation__member_id=row.invitation.member_id,
        invitation__course__skill=course.skill,
        invitation__course__level__gte=course.level,
        revoked_at__isnull=True,
    ).exclude(pk=row.pk)
    lasts_longer = Q(expires_on__isnull=True) | Q(expires_on__gt=row.expires_on)
    return later.filter(lasts_longer).exists()
