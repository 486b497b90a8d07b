"""A brief is compiled, submitted, and approved or returned by another person; what is approved is frozen."""

from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.lifecycle import BRIEF_NEXT, BriefState
from dongthuan.apps.monitoring.models.briefs import Brief, BriefEntry
from dongthuan.apps.monitoring.queries import briefs as queries
from dongthuan.apps.monitoring.queries.briefs_choosing import choose_entries, hours_of
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.brief_record import figures_to_plain, fingerprint, to_plain

OPEN_STATES = (BriefState.DRAFT, BriefState.RETURNED)


class NotOpen(Exception):
    """The brief was submitted or approved meanwhile; its text stands."""


class NotInThatState(Exception):
    """This step does not lead on from the state the brief is in."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this brief since it was opened."""


class UnitMissing(Exception):
    """An unfavourable item has no unit or no proposed handling; the argument is the list of entries."""


class NoReason(Exception):
    """A brief is returned with a reason."""


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


def locked(brief: Brief, *, version: int) -> Brief:
    """Return the brief locked for a change; raises ChangedMeanwhile if `version` is no longer stored."""
    found = Brief.objects.select_for_update(of=("self",)).select_related("compiler", "submitted_by")
    brief = found.get(pk=brief.pk)
    if brief.version != version:
        raise ChangedMeanwhile(brief.day.isoformat())
    return brief


def _step(brief: Brief, to: BriefState) -> None:
    if to not in BRIEF_NEXT[BriefState(brief.state)]:
        raise NotInThatState(brief.state)
    brief.state = to
    brief.version += 1


@transaction.atomic
def submit_brief(*, brief: Brief, version: int, by: Officer, at: datetime) -> Brief:
    """Hand a brief in for approval; from then on its text stands.

    Raises UnitMissing while an unfavourable item names no unit or no handling.
    """
    brief = locked(brief, version=version)
    require(ACCESS, Act.SUBMIT_BRIEF, by, brief)
    _step(brief, BriefState.SUBMITTED)
    missing = queries.lacking(queries.entries_of(brief))
    if missing:
        raise UnitMissing([entry.pk for entry in missing])
    brief.submitted_by, brief.submitted_at, brief.return_reason = by, at, ""
    brief.save()
    audit.note(act=Act.SUBMIT_BRIEF, actor=by, record=brief, at=at, details={"version": brief.version})
    return brief


@transaction.atomic
def withdraw_brief(*, brief: Brief, version: int, by: Officer, at: datetime) -> Brief:
    """Take a submitted brief back to go on working on it."""
    brief = locked(brief, version=version)
    require(ACCESS, Act.SUBMIT_BRIEF, by, brief)
    if brief.state != BriefState.SUBMITTED:
        raise NotInThatState(brief.state)
    _step(brief, BriefState.DRAFT)
    brief.submitted_by = brief.submitted_at = None
    brief.save()
    audit.note(act=Act.SUBMIT_BRIEF, actor=by, record=brief, at=at, details={"withdrawn": True})
    return brief


@transaction.atomic
def return_brief(*, brief: Brief, version: int, reason: str, by: Officer, at: datetime) -> Brief:
    """Give a submitted brief back to its authors with a reason; raises NoReason without one."""
    brief = locked(brief, version=version)
    require(ACCESS, Act.RETURN_BRIEF, by, brief)
    if not reason.strip():
        raise NoReason
    _step(brief, BriefState.RETURNED)
    brief.return_reason = reason.strip()
    brief.save()
    audit.note(act=Act.RETURN_BRIEF, actor=by, record=brief, at=at, ground=brief.return_reason)
    return brief


@transaction.atomic
def approve_brief(*, brief: Brief, version: int, content_hash: str, by: Officer, at: datetime) -> Brief:
    """Approve the text with this hash, which is the one on the approver's screen, and freeze it.

    Raises ChangedMeanwhile if the text is another by now: a label was corrected, for instance.
    """
    brief = locked(brief, version=version)
    require(ACCESS, Act.APPROVE_BRIEF, by, brief)
    content = queries.signed_content(brief, by_post=by.post, by_name=by.full_name, at=at)
    if fingerprint(content) != content_hash:
        raise ChangedMeanwhile(brief.day.isoformat())
    _step(brief, BriefState.APPROVED)
    brief.approver, brief.approved_at = by, at
    brief.frozen_content, brief.content_hash = to_plain(content), content_hash
    brief.save()
    audit.note(act=Act.APPROVE_BRIEF, actor=by, record=brief, at=at, details={"hash": content_hash})
    return brief
