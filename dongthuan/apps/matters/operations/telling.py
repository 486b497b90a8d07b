"""Who is told of a matter: who answers for it, the units asked, the spokespersons when it is urgent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.matters.lifecycle import Grade
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.notices import operations as notices


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told; key: told once to each officer."""

    kind: str
    title: str | Promise
    record: Matter | Verification
    key: str
    is_urgent: bool = True


def tell_of_opening(matter: Matter, *, by: Actor, at: datetime) -> None:
    """Tell the owner or the unit's officers; if it is urgent or a duty binds, the spokespersons too."""
    to = {matter.owner} if matter.owner else set(officers_of(matter.unit_id, at=at))
    if matter.grade == Grade.URGENT or matter.clause:
        to |= set(holders(Role.SPOKESPERSON, at=at))
    words = format_lazy(_("Matter opened: {title}"), title=matter.title)
    is_urgent = matter.grade == Grade.URGENT or bool(matter.clause)
    _tell(to, Telling("matters.opened", words, matter, "opened", is_urgent), by=by, at=at)


def tell_of_moving(matter: Matter, *, by: Actor, at: datetime) -> None:
    """Tell the owner or the officers of the unit that takes charge now."""
    to = {matter.owner} if matter.owner else set(officers_of(matter.unit_id, at=at))
    words = format_lazy(_("Your unit is in charge of the matter now: {title}"), title=matter.title)
    key = f"moved-{matter.version}"
    _tell(to, Telling("matters.moved", words, matter, key, bool(matter.clause)), by=by, at=at)


def tell_of_question(verification: Verification, *, by: Actor, at: datetime) -> None:
    """Tell the officers of the unit that facts are asked of it."""
    words = format_lazy(_("Facts are asked of your unit: {title}"), title=verification.matter.title)
    key = f"asked-{verification.version}"
    to = set(officers_of(verification.unit_id, at=at))
    _tell(to, Telling("matters.facts_asked", words, verification, key), by=by, at=at)


def tell_of_answer(verification: Verification, *, by: Actor, at: datetime) -> None:
    """Tell who asked, and who answers for the matter, that the unit answered."""
    matter = verification.matter
    words = format_lazy(_("The unit answered on: {title}"), title=matter.title)
    to = {officer for officer in (verification.asked_by, matter.owner) if officer}
    key = f"answered-{verification.version}"
    _tell(to, Telling("matters.facts_answered", words, verification, key), by=by, at=at)


def tell_of_lateness(verification: Verification, *, by: Actor, at: datetime) -> None:
    """Tell the unit and who asked that facts are late; once for each instant they were needed by."""
    words = format_lazy(_("Facts are late: {title}"), title=verification.matter.title)
    to = set(officers_of(verification.unit_id, at=at)) | {verification.asked_by}
    key = f"late-{verification.due_at:%Y%m%d%H%M}"
    _tell(to, Telling("matters.facts_late", words, verification, key), by=by, at=at)


def officers_of(unit_id: int, *, at: datetime) -> Iterable[Officer]:
    """Return the communications officers of a unit, or its leaders where it has none."""
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(unit_id=unit_id, officer__is_active=True)
    for role in (Role.UNIT_OFFICER, Role.LEADER):
        found = [row.officer for row in held.filter(role=role).select_related("officer")]
        if found:
            return found
    return []


def holders(role: Role, *, at: datetime) -> Iterable[Officer]:
    """Return the active officers who hold a role somewhere."""
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(role=role, officer__is_active=True)
    return [row.officer for row in held.select_related("officer")]


def _tell(to: Iterable[Officer], told: Telling, *, by: Actor, at: datetime) -> None:
    record = told.record
    url = record.get_absolute_url()
    for officer in sorted(to, key=lambda officer: officer.pk):
        if officer.pk != by.pk:
            notices.queue(
                kind=told.kind,
                recipient=officer,
                title=told.title,
                at=at,
                record=record,
                url=url,
                key=f"{record._meta.label_lower}-{record.pk}-{told.key}",
                is_urgent=told.is_urgent,
            )
