"""Corrections of single duties by hand, each of which can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dongthuan.analysis.text import marked
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.lifecycle import Change, Origin, State
from dongthuan.apps.plans.models.directives import Duty, DutyActor, DutyChange, Plan
from dongthuan.apps.plans.operations.plans import NotInThatState, taken, units_by_name
from dongthuan.apps.plans.rules import ACCESS, Act


class RefTaken(Exception):
    """Another duty of the plan has this reference."""


class NothingToUndo(Exception):
    """No correction is left to be undone."""


@dataclass(frozen=True, slots=True)
class DutyContent:
    """A duty as one writes it down."""

    ref: str
    text: str
    leads: Sequence[str]
    partners: Sequence[str] = ()


@transaction.atomic
def correct_duty(*, duty: Duty, content: DutyContent, version: int, by: Actor, at: datetime) -> Duty:
    """Rewrite a duty: reference, text, doers; it then stands as confirmed by a person.

    Raises RefTaken, SecretMark.
    """
    plan = _open(duty.plan, version, by)
    duty = plan.duties.get(pk=duty.pk, is_removed=False)
    before = _snapshot(duty)
    _refuse_taken(plan, content.ref, but=duty)
    _write(duty, content)
    _note(plan, duty, Change.CORRECTED, before, by, at)
    return duty


@transaction.atomic
def add_duty(*, plan: Plan, content: DutyContent, version: int, by: Actor, at: datetime) -> Duty:
    """Add a duty at the end of a plan. Raises RefTaken, SecretMark."""
    plan = _open(plan, version, by)
    _refuse_taken(plan, content.ref, but=None)
    last = plan.duties.aggregate(last=Max("position"))["last"]
    duty = Duty(plan=plan, position=0 if last is None else last + 1)
    _write(duty, content)
    _note(plan, duty, Change.ADDED, {}, by, at)
    return duty


@transaction.atomic
def remove_duty(*, duty: Duty, version: int, by: Actor, at: datetime) -> Duty:
    """Take a duty out of a plan; it can be brought back by undoing."""
    plan = _open(duty.plan, version, by)
    duty = plan.duties.get(pk=duty.pk, is_removed=False)
    before = _snapshot(duty)
    duty.is_removed = True
    duty.save(update_fields=["is_removed"])
    _note(plan, duty, Change.REMOVED, before, by, at)
    return duty


@transaction.atomic
def move_duty(*, duty: Duty, is_up: bool, version: int, by: Actor, at: datetime) -> Duty:
    """Exchange a duty with the one above or below; at the edge nothing happens."""
    plan = _open(duty.plan, version, by)
    duty = plan.duties.get(pk=duty.pk, is_removed=False)
    others = plan.duties.filter(is_removed=False)
    if is_up:
        other = others.filter(position__lt=duty.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=duty.position).order_by("position").first()
    if other is None:
        return duty
    before = {"other": other.pk}
    _exchange(duty, other)
    _note(plan, duty, Change.MOVED, before, by, at)
    return duty


@transaction.atomic
def undo(*, plan: Plan, version: int, by: Actor, at: datetime) -> DutyChange:
    """Take the last correction back, whoever made it; raises NothingToUndo, RefTaken."""
    plan = _open(plan, version, by)
    change = plan.changes.select_related("duty").first()
    if change is None:
        raise NothingToUndo(plan.pk)
    if change.kind in (Change.REMOVED, Change.CORRECTED):
        _refuse_taken(plan, change.before["ref"], but=change.duty)
    _UNDO[Change(change.kind)](change.duty, change.before)
    plan.version += 1
    plan.save(update_fields=["version"])
    details = {"undone": change.kind, "duty": change.duty_id}
    audit.note(act=Act.CORRECT, actor=by, record=plan, at=at, details=details)
    change.delete()
    return change


def _open(plan: Plan, version: int, by: Actor) -> Plan:
    plan = taken(plan, version)
    require(ACCESS, Act.CORRECT, by, plan)
    if plan.state not in (State.READ, State.DRAFT):
        raise NotInThatState(plan.state)
    return plan


def _refuse_taken(plan: Plan, ref: str, *, but: Duty | None) -> None:
    others = plan.duties.filter(is_removed=False, ref=ref)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise RefTaken(ref)


def _write(duty: Duty, content: DutyContent) -> None:
    refuse_secret(content.ref, content.text, *content.leads, *content.partners)
    duty.ref, duty.text, duty.inferred_from, duty.origin = content.ref, content.text, "", Origin.HUMAN
    duty.save()
    rows = [(name, False) for name in content.leads] + [(name, True) for name in content.partners]
    _set_actors(duty, rows)


def _set_actors(duty: Duty, rows: Sequence[tuple[str, bool]]) -> None:
    units = units_by_name()
    duty.actors.all().delete()
    DutyActor.objects.bulk_create(
        DutyActor(duty=duty, position=place, name=name, is_partner=partner, unit=units.get(marked(name)))
        for place, (name, partner) in enumerate(rows)
    )


def _snapshot(duty: Duty) -> dict[str, Any]:
    return {
        "ref": duty.ref,
        "text": duty.text,
        "inferred_from": duty.inferred_from,
        "origin": duty.origin,
        "actors": [[actor.name, actor.is_partner] for actor in duty.actors.order_by("position")],
    }


def _note(plan: Plan, duty: Duty, kind: Change, before: dict[str, Any], by: Actor, at: datetime) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])
    DutyChange.objects.create(plan=plan, duty=duty, kind=kind, before=before, by_id=by.pk, at=at)
    details = {"change": kind, "duty": duty.pk, "ref": duty.ref}
    audit.note(act=Act.CORRECT, actor=by, record=plan, at=at, details=details)


def _exchange(duty: Duty, other: Duty) -> None:
    duty.position, other.position = other.position, duty.position
    duty.save(update_fields=["position"])
    other.save(update_fields=["position"])


def _undo_correction(duty: Duty, before: dict[str, Any]) -> None:
    duty.ref, duty.text = before["ref"], before["text"]
    duty.inferred_from, duty.origin = before["inferred_from"], before["origin"]
    duty.save()
    _set_actors(duty, [(name, partner) for name, partner in before["actors"]])


def _undo_addition(duty: Duty, _before: dict[str, Any]) -> None:
    duty.delete()


def _undo_removal(duty: Duty, _before: dict[str, Any]) -> None:
    duty.is_removed = False
    duty.save(update_fields=["is_removed"])


def _undo_move(duty: Duty, before: dict[str, Any]) -> None:
    _exchange(duty, Duty.objects.get(pk=before["other"]))


_UNDO: dict[Change, Callable[[Duty, dict[str, Any]], None]] = {
    Change.CORRECTED: _undo_correction,
    Change.ADDED: _undo_addition,
    Change.REMOVED: _undo_removal,
    Change.MOVED: _undo_move,
}
