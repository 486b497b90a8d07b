"""A text is put before those who answer for it, taken back, or lapses because it was changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.lifecycle import CLEARANCE_NEXT, STANDING, ClearanceState, Part
from dongthuan.apps.clearances.models.clearances import Clearance, ClearancePicture, ClearanceStep
from dongthuan.apps.clearances.operations.links import end_links, send_link_for
from dongthuan.apps.clearances.operations.telling import settle, tell_asked
from dongthuan.apps.clearances.queries.clearances import hash_of, is_ready, whole
from dongthuan.apps.clearances.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.units.models import Unit

LONGEST_TEXT = 500_000
LONGEST_TITLE = 500
MOST_STEPS = 20
LATEST_DUE = timedelta(days=366)


class NothingToClear(Exception):
    """There is no text, no title, or it is longer than a text can be."""


class NobodyAsked(Exception):
    """A clearance asks at least one person and at most MOST_STEPS."""


class AskedTwice(Exception):
    """The same person is asked for the same part twice."""


class AuthorAsked(Exception):
    """Somebody who wrote the text, or requests its clearance, was asked to clear it."""


class DueInPast(Exception):
    """A part must be due after now and within a year."""


class SameWords(Exception):
    """These very words are being cleared, or are cleared: that clearance stays; its state is the argument."""


class NoLongerOpen(Exception):
    """The clearance has ended; its state is the argument."""


@dataclass(frozen=True, slots=True)
class StepAsked:
    """One part, who is asked for it, until when, and who stands in.

    officer: None = somebody outside, named with an address, gets a link. unit: None = that of the text.
    """

    part: Part
    officer: Officer | None
    due_at: datetime
    stand_in: Officer | None = None
    outside_name: str = ""
    outside_email: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture as those who clear see it; width, height: in points. Its hash is to be part of the text."""

    attachment: Attachment
    alt: str
    caption: str
    width: int
    height: int


@transaction.atomic
def request_clearance(  # noqa: PLR0913  # the face agreed with the apps above: each is said by every caller
    *,
    record: Model,
    title: str,
    url: str,
    text: str,
    unit: Unit,
    steps: Sequence[StepAsked],
    authors: Iterable[Officer],
    by: Actor,
    at: datetime,
    pictures: Sequence[PictureShown] = (),
    answerable: Iterable[int] = (),
) -> Clearance:
    """Freeze a text with its pictures and put it before those who answer for it.

    answerable: keys of the officers accountable for what the text is about, who may request as well.
    An open clearance of other words of the record lapses; one of the same words stays (SameWords). Who
    requests counts as an author. Those asked are told at once, or once the facts are confirmed where that
    is a part. Raises NothingToClear, NobodyAsked, AskedTwice, AuthorAsked, DueInPast, SameWords, SecretMark.
    """
    text, title = plain(text), " ".join(nfc(title).split())[:LONGEST_TITLE]
    wrote = {by.pk, *(one.pk for one in authors)}
    clearance = Clearance(
        record_type=record._meta.label_lower,
        record_key=str(record.pk),
        title=title,
        url=url[:500],
        unit=unit,
        text=text,
        text_hash=hash_of(text),
        requested_by_id=by.pk,
        requested_at=at,
    )
    clearance.answerable = frozenset(answerable)
    require(ACCESS, Act.REQUEST, by, clearance)
    if not text.strip() or not title or len(text) > LONGEST_TEXT:
        raise NothingToClear
    _check_steps(steps, wrote, at=at)
    refuse_secret(title, text)
    _end_older(record, clearance.text_hash, by=by, at=at)
    clearance.save(force_insert=True)
    clearance.authors.set(wrote)
    _show(clearance, pictures)
    for asked in steps:
        _ask(clearance, asked, by=by, at=at)
    audit.note(act=Act.REQUEST, actor=by, record=clearance, at=at, details={"hash": clearance.text_hash})
    made = whole(Clearance.objects.filter(pk=clearance.pk)).get()
    tell_asked([step for step in made.steps.all() if is_ready(step)], at=at)
    return made


def _check_steps(steps: Sequence[StepAsked], wrote: set[int], *, at: datetime) -> None:
    if not 0 < len(steps) <= MOST_STEPS:
        raise NobodyAsked
    asked = [(one.part, one.officer.pk if one.officer else one.outside_email.lower()) for one in steps]
    if len(set(asked)) < len(asked):
        raise AskedTwice
    if any(one.officer is None and not (one.outside_name.strip() and one.outside_email) for one in steps):
        raise NobodyAsked
    people = [person for one in steps for person in (one.officer, one.stand_in) if person is not None]
    if any(person.pk in wrote for person in people):
        raise AuthorAsked
    if any(not at < one.due_at <= at + LATEST_DUE for one in steps):
        raise DueInPast


def _ask(clearance: Clearance, asked: StepAsked, *, by: Actor, at: datetime) -> None:
    is_outside = asked.officer is None
    step = ClearanceStep.objects.create(
        clearance=clearance,
        part=asked.part,
        unit=asked.unit or clearance.unit,
        officer=asked.officer,
        stand_in=asked.stand_in if asked.stand_in != asked.officer else None,
        outside_name=nfc(asked.outside_name).strip()[:120] if is_outside else "",
        outside_email=asked.outside_email[:254] if is_outside else "",
        due_at=asked.due_at,
    )
    if is_outside:
        send_link_for(step, by=by, at=at)


def _show(clearance: Clearance, pictures: Sequence[PictureShown]) -> None:
    ClearancePicture.objects.bulk_create(
        ClearancePicture(
            clearance=clearance,
            number=number,
            attachment=one.attachment,
            alt=one.alt,
            caption=one.caption,
            width=one.width,
            height=one.height,
        )
        for number, one in enumerate(pictures, 1)
    )


def _end_older(record: Model, text_hash: str, *, by: Actor, at: datetime) -> None:
    older = Clearance.objects.of_record(record).select_for_update(of=("self",))
    for clearance in older.filter(state__in=STANDING):
        if clearance.text_hash == text_hash:
            raise SameWords(clearance.state)
        end(clearance, ClearanceState.SUPERSEDED, act=Act.SUPERSEDE, by=by, at=at)


@transaction.atomic
def withdraw_clearance(*, clearance: Clearance, reason: str, by: Actor, at: datetime) -> Clearance:
    """Take an open clearance back; those asked no longer need to decide. Raises NoLongerOpen."""
    clearance = locked(clearance.pk)
    require(ACCESS, Act.WITHDRAW, by, clearance)
    refuse_secret(reason)
    if clearance.state != ClearanceState.OPEN:
        raise NoLongerOpen(clearance.state)
    return end(clearance, ClearanceState.WITHDRAWN, act=Act.WITHDRAW, by=by, at=at, reason=reason)


@transaction.atomic
def text_changed(*, record: Model, text: str, by: Actor, at: datetime) -> bool:
    """End the clearance of a record whose text is no longer the one put before those who clear it.

    For operations of the apps above, in the transaction that changes the text; whether one lapsed.
    """
    rows = Clearance.objects.of_record(record).select_for_update(of=("self",))
    newest = rows.first()
    if newest is None or newest.text_hash == hash_of(text):
        return False
    if ClearanceState.SUPERSEDED not in CLEARANCE_NEXT[ClearanceState(newest.state)]:
        return False
    require(ACCESS, Act.SUPERSEDE, by, newest)
    end(newest, ClearanceState.SUPERSEDED, act=Act.SUPERSEDE, by=by, at=at)
    return True


def plain(text: str) -> str:
    """Return a text as it is frozen: composed letters, Unix line ends, no NUL."""
    return nfc(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"))


def locked(pk: int) -> Clearance:
    """Return a clearance locked for a change, with its parts and authors."""
    Clearance.objects.select_for_update().get(pk=pk)
    return whole(Clearance.objects.filter(pk=pk)).get()


def end(
    clearance: Clearance, to: ClearanceState, *, act: Act, by: Actor, at: datetime, reason: str = ""
) -> Clearance:
    """End a locked clearance: links die, reminders stop, and the log says why; no rule is asked here."""
    if to not in CLEARANCE_NEXT[ClearanceState(clearance.state)]:
        raise NoLongerOpen(clearance.state)
    clearance.state, clearance.ended_at = to, at
    clearance.end_reason = nfc(reason).strip()[:1000]
    clearance.save(update_fields=["state", "ended_at", "end_reason"])
    end_links(clearance, at=at)
    settle(clearance, at=at)
    details = {"state": to.value}
    audit.note(act=act, actor=by, record=clearance, at=at, ground=clearance.end_reason, details=details)
    return clearance
