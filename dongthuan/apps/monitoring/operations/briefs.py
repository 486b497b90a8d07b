"""A brief is compiled, submitted, and approved or returned by another person; what is approved is frozen."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.models.briefs import Brief, BriefEntry
from dongthuan.apps.monitoring.operations import approving
from dongthuan.apps.monitoring.operations.approving import OPEN_STATES, NotOpen
from dongthuan.apps.monitoring.queries import briefs as queries
from dongthuan.apps.monitoring.queries.briefs_choosing import choose_entries, hours_of
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.brief_record import figures_to_plain, fingerprint, to_plain


class UnitMissing(Exception):
    """An unfavourable item has no unit or no proposed handling; the argument is the list of entries."""


class DayToCome(Exception):
    """The day has not begun; nothing can be read of it."""


@transaction.atomic
def compile_brief(*, day: date, by: Officer, at: datetime) -> Brief:
    """Make the brief of a day by the rules, or add to an open one what is new; edits and drops stay.

    Raises NotOpen where it was submitted or approved, DayToCome.
    """
    require(ACCESS, Act.COMPILE_BRIEF, by, None)
    if day > by.day:
        raise DayToCome(day.isoformat())
    Brief.objects.get_or_create(day=day, defaults={"compiler": by, "compiled_at": at, "version": 0})
    brief = Brief.objects.select_for_update().get(day=day)
    if brief.state not in OPEN_STATES:
        raise NotOpen(day.isoformat())
    hours = hours_of(day, at=at)
    brief.compiled_at = at
    brief.figures = figures_to_plain(queries.figures_of(hours, day=day))
    agency = current_agency()
    brief.is_illustrative = bool(agency and agency.is_demonstration)
    brief.version += 1
    brief.save()
    there = queries.entries_of(brief)
    fresh = choose_entries(hours, on=day, without=there)
    _append(brief, there, fresh)
    audit.note(act=Act.COMPILE_BRIEF, actor=by, record=brief, at=at, details={"added": len(fresh)})
    return brief


def _append(brief: Brief, there: list[BriefEntry], fresh: list[BriefEntry]) -> None:
    last = dict.fromkeys(BriefEntry.Group.values, 0)
    for entry in there:
        last[entry.group] = max(last[entry.group], entry.position)
    for entry in fresh:
        last[entry.group] += 1
        entry.brief, entry.position = brief, last[entry.group]
    BriefEntry.objects.bulk_create(fresh)


@transaction.atomic
def submit_brief(*, brief: Brief, version: int, by: Officer, at: datetime) -> Brief:
    """Hand a brief in for approval; from then on its text stands.

    Raises UnitMissing while an unfavourable item names no unit or no handling.
    """
    return approving.hand_in(
        brief, version=version, act=Act.SUBMIT_BRIEF, check=_refuse_lacking, by=by, at=at
    )


def _refuse_lacking(brief: Brief) -> None:
    missing = queries.lacking(queries.entries_of(brief))
    if missing:
        raise UnitMissing([entry.pk for entry in missing])


@transaction.atomic
def withdraw_brief(*, brief: Brief, version: int, by: Officer, at: datetime) -> Brief:
    """Take a submitted brief back to go on working on it."""
    return approving.take_back(brief, version=version, act=Act.SUBMIT_BRIEF, by=by, at=at)


@transaction.atomic
def return_brief(*, brief: Brief, version: int, reason: str, by: Officer, at: datetime) -> Brief:
    """Give a submitted brief back to its authors with a reason; raises NoReason without one."""
    return approving.give_back(brief, version=version, reason=reason, act=Act.RETURN_BRIEF, by=by, at=at)


@transaction.atomic
def approve_brief(*, brief: Brief, version: int, content_hash: str, by: Officer, at: datetime) -> Brief:
    """Approve the text with this hash, which is the one on the approver's screen, and freeze it.

    Raises ChangedMeanwhile if the text is another by now: a label was corrected, for instance.
    """

    def freeze(kept: Brief) -> tuple[dict[str, Any], str]:
        content = queries.signed_content(kept, by_post=by.post, by_name=by.full_name, at=at)
        return to_plain(content), fingerprint(content)

    return approving.approve(
        brief,
        seen=approving.Seen(version, content_hash),
        act=Act.APPROVE_BRIEF,
        freeze=freeze,
        by=by,
        at=at,
    )
