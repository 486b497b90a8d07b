"""A part is approved, returned, overridden or handed over: under a lock, for the very text that was read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.lifecycle import PASSES, ClearanceState, Decision, Part
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep, OutsideLink
from dongthuan.apps.clearances.operations.clearances import NoLongerOpen, end, locked
from dongthuan.apps.clearances.operations.links import send_link_for, token_hash
from dongthuan.apps.clearances.operations.telling import tell, tell_asked, tell_writers
from dongthuan.apps.clearances.queries.clearances import is_ready, stand_in_may
from dongthuan.apps.clearances.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret

LONGEST_COMMENT = 5_000


class AnotherText(Exception):
    """The text on the officer's screen is not the one put before those who clear it."""


class AlreadyDecided(Exception):
    """Somebody decided this part meanwhile, or it was never returned."""


class FactsFirst(Exception):
    """The facts are not confirmed yet."""


class StandInTooEarly(Exception):
    """The officer asked is there and still has time."""


class NoReason(Exception):
    """A return, an override or a hand-over says why."""


class NeverOverridden(Exception):
    """The check for state secrets is passed by whoever is asked for it, never by an override."""


class NotOutside(Exception):
    """The part is asked of an officer, who signs in."""


class LinkUnknown(Exception):
    """No such link was ever made."""


class LinkGone(Exception):
    """The link was used or replaced, is past its time, or the part was settled in another way."""


@transaction.atomic
def decide_step(
    *, step: ClearanceStep, decision: Decision, comment: str, text_hash: str, by: Actor, at: datetime
) -> Clearance:
    """Approve or return one part of the text whose hash was on the screen; tells who waits for it.

    One return ends the clearance as returned; the last approval clears the text. Raises NoLongerOpen,
    AnotherText, AlreadyDecided, FactsFirst, StandInTooEarly, NoReason, SecretMark.
    """
    clearance, step = _locked_step(step)
    require(ACCESS, Act.DECIDE, by, step)
    if by.pk != step.officer_id and not stand_in_may(step, at=at):
        raise StandInTooEarly
    return _decide(clearance, step, (decision, comment, text_hash), by=by, at=at, act=Act.DECIDE)


def _decide(
    clearance: Clearance,
    step: ClearanceStep,
    said: tuple[Decision, str, str],
    *,
    by: Actor,
    at: datetime,
    act: Act,
) -> Clearance:
    decision, comment, text_hash = said
    if clearance.state != ClearanceState.OPEN:
        raise NoLongerOpen(clearance.state)
    if text_hash != clearance.text_hash:
        raise AnotherText
    if step.decision:
        raise AlreadyDecided
    if not is_ready(step):
        raise FactsFirst
    if decision not in (Decision.APPROVED, Decision.RETURNED):
        raise ValueError(decision)
    step.comment = _reason(comment, is_needed=decision == Decision.RETURNED)
    step.decision, step.decided_by_id, step.decided_at = decision, by.pk, at
    step.decided_name = step.outside_name
    step.save(update_fields=["decision", "comment", "decided_by", "decided_name", "decided_at"])
    details = {"step": step.pk, "part": step.part, "decision": decision, "hash": text_hash}
    audit.note(act=act, actor=by, record=clearance, at=at, details=details)
    return _go_on(clearance, step, by=by, at=at)


def _go_on(clearance: Clearance, step: ClearanceStep, *, by: Actor, at: datetime) -> Clearance:
    """Draw the consequence of a decision: returned, cleared, or on to those who waited for the facts."""
    steps = list(clearance.steps.all())
    if any(one.decision == Decision.RETURNED for one in steps):
        end(clearance, ClearanceState.RETURNED, act=Act.DECIDE, by=by, at=at, reason=step.comment)
        key = f"clearances.returned:{step.pk}:{at.isoformat()}"
        tell_writers(clearance, _("Returned to you with remarks: {title}"), key, at=at)
    elif all(one.decision in PASSES for one in steps):
        end(clearance, ClearanceState.CLEARED, act=Act.DECIDE, by=by, at=at)
        tell_writers(clearance, _("Cleared: {title}"), f"clearances.cleared:{clearance.pk}", at=at)
    elif step.part == Part.FACTS and all(one.decision for one in steps if one.part == Part.FACTS):
        tell_asked([one for one in steps if not one.decision], at=at)
    return clearance


@transaction.atomic
def override_step(*, step: ClearanceStep, reason: str, by: Actor, at: datetime) -> Clearance:
    """Pass a part in place of who was asked; what stood there and the reason stay to be seen.

    Takes a returned clearance up again. Raises NoLongerOpen, AlreadyDecided, NeverOverridden, NoReason.
    """
    clearance, step = _locked_step(step)
    require(ACCESS, Act.OVERRIDE, by, step)
    if clearance.state not in (ClearanceState.OPEN, ClearanceState.RETURNED):
        raise NoLongerOpen(clearance.state)
    if not _is_newest(clearance):
        raise NoLongerOpen(ClearanceState.SUPERSEDED)
    if step.part == Part.SECRECY:
        raise NeverOverridden
    if step.decision in PASSES:
        raise AlreadyDecided
    step.former_decision, step.former_comment = step.decision, step.comment
    step.former_by_id, step.former_at = step.decided_by_id, step.decided_at
    step.comment = _reason(reason, is_needed=True)
    step.decision, step.decided_by_id, step.decided_at = Decision.OVERRIDDEN, by.pk, at
    step.decided_name = ""
    step.save()
    if clearance.state == ClearanceState.RETURNED:
        clearance.state, clearance.ended_at, clearance.end_reason = ClearanceState.OPEN, None, ""
        clearance.save(update_fields=["state", "ended_at", "end_reason"])
    details = {"step": step.pk, "part": step.part, "former": step.former_decision}
    audit.note(act=Act.OVERRIDE, actor=by, record=clearance, at=at, ground=step.comment, details=details)
    key = f"clearances.overridden:{step.pk}"
    if step.officer is not None:
        tell(clearance, step.officer, _("A leader decided in your place: {title}"), key, at=at)
    tell_writers(clearance, _("A leader overrode a part of the clearance: {title}"), key, at=at)
    return _go_on(clearance, step, by=by, at=at)


@transaction.atomic
def hand_over_step(*, step: ClearanceStep, by: Actor, at: datetime) -> Clearance:
    """Let the stand-in decide because the officer is away; raises NoLongerOpen, AlreadyDecided."""
    clearance, step = _locked_step(step)
    require(ACCESS, Act.HAND_OVER, by, step)
    if clearance.state != ClearanceState.OPEN:
        raise NoLongerOpen(clearance.state)
    if step.decision or step.handed_over_at is not None or step.stand_in is None:
        raise AlreadyDecided
    step.handed_over_at = at
    step.save(update_fields=["handed_over_at"])
    audit.note(act=Act.HAND_OVER, actor=by, record=clearance, at=at, details={"step": step.pk})
    if is_ready(step):
        words = _("You stand in for a colleague who is away: {title}")
        tell(clearance, step.stand_in, words, f"clearances.stand_in:{step.pk}", at=at)
    return clearance


@transaction.atomic
def send_link(*, step: ClearanceStep, by: Actor, at: datetime) -> str:
    """Mail a new link to somebody outside and return its token; the older one dies. Raises NotOutside."""
    clearance, step = _locked_step(step)
    require(ACCESS, Act.SEND_LINK, by, step)
    if step.officer_id is not None:
        raise NotOutside
    if clearance.state != ClearanceState.OPEN or step.decision:
        raise NoLongerOpen(clearance.state)
    token = send_link_for(step, by=by, at=at)
    audit.note(act=Act.SEND_LINK, actor=by, record=clearance, at=at, details={"step": step.pk})
    return token


@transaction.atomic
def decide_by_link(*, token: str, decision: Decision, comment: str, by: Actor, at: datetime) -> Clearance:
    """Decide through a link, which is then used up; `by` is the system, for whoever pressed.

    Raises LinkUnknown, LinkGone, FactsFirst, NoReason, SecretMark.
    """
    clearance, step = _locked_step(link_of(token, at=at).step)
    link = OutsideLink.objects.select_for_update().get(token_hash=token_hash(token))
    if link.used_at is not None or link.expires_at <= at or step.decision:
        raise LinkGone
    require(ACCESS, Act.DECIDE_BY_LINK, by, step)
    link.used_at = at
    link.save(update_fields=["used_at"])
    said = (decision, comment, clearance.text_hash)
    return _decide(clearance, step, said, by=by, at=at, act=Act.DECIDE_BY_LINK)


def link_of(token: str, *, at: datetime) -> OutsideLink:
    """Return the link of a token, still to be used; the hash is looked up, so time tells nothing.

    Raises LinkUnknown, LinkGone.
    """
    links = OutsideLink.objects.select_related("step__clearance__unit")
    link = links.filter(token_hash=token_hash(token)).first()
    if link is None:
        raise LinkUnknown
    is_open = link.step.clearance.state == ClearanceState.OPEN and not link.step.decision
    if link.used_at is not None or link.expires_at <= at or not is_open:
        raise LinkGone
    return link


def _locked_step(step: ClearanceStep) -> tuple[Clearance, ClearanceStep]:
    clearance = locked(step.clearance_id)
    return clearance, next(one for one in clearance.steps.all() if one.pk == step.pk)


def _is_newest(clearance: Clearance) -> bool:
    newer = Clearance.objects.filter(
        record_type=clearance.record_type, record_key=clearance.record_key, pk__gt=clearance.pk
    )
    return not newer.exists()


def _reason(comment: str, *, is_needed: bool) -> str:
    said = nfc(comment.replace("\x00", "")).strip()[:LONGEST_COMMENT]
    if is_needed and not said:
        raise NoReason
    refuse_secret(said)
    return said
