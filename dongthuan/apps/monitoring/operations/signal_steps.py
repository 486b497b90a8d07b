"""The life of a signal: taken up, given to somebody, answered, closed, opened again; the last step undone.

The steps are the truth; what stands on the signal is what they add up to.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.lifecycle import SIGNAL_NEXT, SignalState
from dongthuan.apps.monitoring.models.alerts import AlertTelling, SignalStep
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.notices.operations import queue

Kind = SignalStep.Kind
STATE_AFTER = {
    Kind.TAKEN: SignalState.ACKNOWLEDGED,
    Kind.ASSIGNED: SignalState.ASSIGNED,
    Kind.ANSWERED: SignalState.ANSWERED,
    Kind.CLOSED_TRUE: SignalState.CLOSED_TRUE,
    Kind.CLOSED_FALSE: SignalState.CLOSED_FALSE,
}


class NoSuchStep(Exception):
    """A signal cannot go from its state to that one."""


class NoAnswer(Exception):
    """An answer says something."""


class CannotTake(Exception):
    """The officer may not take signals up, so none can be given to him or her."""


class NotTheLastStep(Exception):
    """Only the last step that stands can be taken back."""


@transaction.atomic
def take_signal(*, signal: Signal, by: Officer, at: datetime) -> Signal:
    """Take a signal up, or open a closed one again: from now on somebody answers for it."""
    signal = _locked(signal)
    require(ACCESS, Act.TAKE_SIGNAL, by, signal)
    return _add(signal, SignalStep(kind=Kind.TAKEN, by=by, at=at), Act.TAKE_SIGNAL)


@transaction.atomic
def assign_signal(*, signal: Signal, to: Officer, note: str, by: Officer, at: datetime) -> Signal:
    """Give a signal to an officer, who is told; who gives a new one has seen it, so it counts as taken up.

    Raises NoSuchStep, CannotTake.
    """
    signal = _locked(signal)
    require(ACCESS, Act.ASSIGN_SIGNAL, by, signal)
    if not ACCESS[Act.TAKE_SIGNAL](to.on(by.day), signal):
        raise CannotTake(to.full_name)
    step = SignalStep(kind=Kind.ASSIGNED, by=by, at=at, to=to, text=nfc(note).strip())
    signal = _add(signal, step, Act.ASSIGN_SIGNAL)
    if to.pk != by.pk:
        title = format_lazy(_("A signal is yours to answer: {topic}"), topic=signal.topic.name)
        _tell(signal, to, title, step, at)
    return signal


@transaction.atomic
def answer_signal(*, signal: Signal, text: str, by: Officer, at: datetime) -> Signal:
    """Say what was found and what is done about it; whoever gave the signal away is told.

    Raises NoSuchStep, NoAnswer.
    """
    signal = _locked(signal)
    require(ACCESS, Act.ANSWER_SIGNAL, by, signal)
    if not text.strip():
        raise NoAnswer
    giver = signal.steps.filter(kind=Kind.ASSIGNED, undone_at=None).order_by("-id").first()
    step = SignalStep(kind=Kind.ANSWERED, by=by, at=at, text=nfc(text).strip())
    signal = _add(signal, step, Act.ANSWER_SIGNAL)
    if giver is not None and giver.by_id != by.pk:
        title = format_lazy(_("A signal is answered: {topic}"), topic=signal.topic.name)
        _tell(signal, giver.by, title, step, at)
    return signal


@transaction.atomic
def close_signal(*, signal: Signal, was_real: bool, note: str, by: Officer, at: datetime) -> Signal:
    """Close a signal and say whether it was real; the scorecard counts it."""
    signal = _locked(signal)
    require(ACCESS, Act.CLOSE_SIGNAL, by, signal)
    kind = Kind.CLOSED_TRUE if was_real else Kind.CLOSED_FALSE
    step = SignalStep(kind=kind, by=by, at=at, text=note)
    return _add(signal, step, Act.CLOSE_SIGNAL, was_real=was_real)


@transaction.atomic
def undo_step(*, step: SignalStep, by: Officer, at: datetime) -> Signal:
    """Take the last step of a signal back; it stays to be read. Raises NotTheLastStep.

    Who was given the signal is told that it is no longer theirs.
    """
    signal = _locked(step.signal)
    last = signal.steps.filter(undone_at=None).order_by("-id").first()
    require(ACCESS, Act.UNDO_SIGNAL_STEP, by, step)
    if last is None or last.pk != step.pk:
        raise NotTheLastStep
    last.undone_at, last.undone_by = at, by
    last.save(update_fields=["undone_at", "undone_by"])
    _add_up(signal)
    audit.note(act=Act.UNDO_SIGNAL_STEP, actor=by, record=signal, at=at, details={"step": last.kind})
    if last.to is not None and last.to_id != by.pk:
        title = format_lazy(_("A signal is no longer yours: {topic}"), topic=signal.topic.name)
        _tell(signal, last.to, title, last, at, word="undone")
    return signal


def _locked(signal: Signal) -> Signal:
    return Signal.objects.select_for_update(of=("self",)).select_related("topic").get(pk=signal.pk)


def _add(signal: Signal, step: SignalStep, act: Act, **details: object) -> Signal:
    """Add a step and let the signal follow; alerts of it that still wait to be told are dropped."""
    state = STATE_AFTER[Kind(step.kind)]
    if state not in SIGNAL_NEXT[SignalState(signal.state)]:
        raise NoSuchStep(signal.state, state)
    step.signal = signal
    step.save()
    _add_up(signal)
    waiting = AlertTelling.objects.filter(alert__signal=signal, told_at=None, dropped_at=None)
    waiting.update(dropped_at=step.at)
    audit.note(act=act, actor=step.by, record=signal, at=step.at, details=details)
    return signal


def _add_up(signal: Signal) -> None:
    """Set the signal to what its standing steps add up to."""
    signal.state = SignalState.NEW
    signal.taken_by = signal.taken_at = signal.assigned_to = signal.assigned_at = None
    signal.answered_at = signal.closed_at = None
    signal.answer = signal.closing_note = ""
    for step in signal.steps.filter(undone_at=None).select_related("by", "to").order_by("id"):
        _apply(signal, step)
    signal.save()


def _apply(signal: Signal, step: SignalStep) -> None:
    signal.state = STATE_AFTER[Kind(step.kind)]
    if step.kind == Kind.TAKEN or signal.taken_by is None:
        signal.taken_by, signal.taken_at = step.by, step.at
    if step.kind == Kind.TAKEN:
        signal.closed_at, signal.closing_note = None, ""
    elif step.kind == Kind.ASSIGNED:
        signal.assigned_to, signal.assigned_at = step.to, step.at
    elif step.kind == Kind.ANSWERED:
        signal.answer, signal.answered_at = step.text, step.at
    else:
        signal.closed_at, signal.closing_note = step.at, step.text


def _tell(
    signal: Signal, to: Officer, title: Promise, step: SignalStep, at: datetime, word: str = "step"
) -> None:
    queue(
        kind="monitoring.signal_step",
        recipient=to,
        title=title,
        body=step.text,
        url=reverse("monitoring:signal", args=[signal.pk]),
        record=signal,
        key=f"signal-{word}:{step.pk}",
        is_urgent=True,
        at=at,
    )
