"""Writes about directives and plans as a whole."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from dongthuan.analysis.directive.model import Clause as ReadClause
from dongthuan.analysis.directive.model import Duty as ReadDuty
from dongthuan.analysis.text import marked
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.lifecycle import NEXT, OPEN_TASKS, State
from dongthuan.apps.plans.models.directives import (
    CitedDocument,
    Clause,
    Directive,
    DirectiveFile,
    Duty,
    DutyActor,
    Plan,
)
from dongthuan.apps.plans.reading import Reading, read_plan_file
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

READER_VERSION = "directive-1"
_UNTITLED = gettext_noop("Plan without a title")


class AlreadyRead(Exception):
    """This very file was handed in before; `plan` is the first one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.pk)
        self.plan = plan


class ChangedMeanwhile(Exception):
    """Somebody else saved the plan since this officer opened it."""


class NotInThatState(Exception):
    """The plan is in another state by now."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it came. digest: SHA-256 of its bytes, in hexadecimal."""

    data: bytes
    name: str
    digest: str
    unit: Unit


def read_directive(*, data: bytes, name: str, unit: Unit, by: Actor, at: datetime) -> Plan:
    """Read a file, keep it with what it says, and begin a plan from it.

    Nothing is stored of a file that is refused. Raises Refused (also for a classified document), AlreadyRead.
    """
    require(ACCESS, Act.READ_DIRECTIVE, by, Plan(unit=unit))
    digest = hashlib.sha256(data).hexdigest()
    _refuse_twice(unit, digest)
    reading = read_plan_file(data, name)
    try:
        return _store(reading, HandedIn(data, name, digest, unit), by=by, at=at)
    except IntegrityError:
        _refuse_twice(unit, digest)
        raise


@transaction.atomic
def save_draft_plan(*, plan: Plan, title: str, version: int, by: Actor, at: datetime) -> Plan:
    """Save a plan as a draft under a title; raises ChangedMeanwhile, NotInThatState, SecretMark."""
    plan = taken(plan, version)
    require(ACCESS, Act.SAVE_DRAFT, by, plan)
    refuse_secret(title)
    step(plan, State.DRAFT)
    plan.title, plan.saved_at, plan.saved_by_id = title, at, by.pk
    plan.version += 1
    plan.save(update_fields=["title", "state", "saved_at", "saved_by", "version"])
    audit.note(act=Act.SAVE_DRAFT, actor=by, record=plan, at=at, details={"version": plan.version})
    return plan


@transaction.atomic
def discard_plan(*, plan: Plan, version: int, by: Actor, at: datetime) -> Plan:
    """Give a plan up; it stays on record, its file may be read anew.

    A plan with tasks that were given cannot be. Raises as `save_draft_plan` does.
    """
    plan = taken(plan, version)
    require(ACCESS, Act.DISCARD, by, plan)
    if plan.tasks.filter(state__in=OPEN_TASKS).exists():
        raise NotInThatState(plan.state)
    step(plan, State.DISCARDED)
    plan.version += 1
    plan.save(update_fields=["state", "version"])
    audit.note(act=Act.DISCARD, actor=by, record=plan, at=at)
    return plan


def taken(plan: Plan, version: int) -> Plan:
    """Return the plan, locked; raises ChangedMeanwhile if it is no longer at `version`."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.version != version:
        raise ChangedMeanwhile(plan.pk)
    return plan


def step(plan: Plan, to: State) -> None:
    """Move a plan to another state; raises NotInThatState if there is no such step."""
    if to not in NEXT[State(plan.state)]:
        raise NotInThatState(plan.state)
    plan.state = to


def _refuse_twice(unit: Unit, digest: str) -> None:
    known = Plan.objects.standing().filter(unit=unit, directive__sha256=digest).first()
    if known is not None:
        raise AlreadyRead(known)


@transaction.atomic
def _store(reading: Reading, file: HandedIn, *, by: Actor, at: datetime) -> Plan:
    directive = Directive.objects.filter(unit=file.unit, sha256=file.digest).first()
    if directive is None:
        directive = _directive(reading, file, by=by, at=at)
        DirectiveFile.objects.create(directive=directive, content=file.data)
    plan = Plan.objects.create(
        directive=directive, unit=file.unit, title=directive.title or _UNTITLED, created_at=at
    )
    _duties(plan, directive, reading)
    details = {"sha256": file.digest, "kind": directive.kind, "duties": len(reading.directive.duties)}
    audit.note(act=Act.READ_DIRECTIVE, actor=by, record=plan, at=at, details=details)
    return plan


def _directive(reading: Reading, file: HandedIn, *, by: Actor, at: datetime) -> Directive:
    said = reading.directive
    directive = Directive.objects.create(
        unit=file.unit,
        kind=said.type,
        title=said.title[:1000],
        number=said.number[:80],
        issued_on=said.issued_on,
        agency_name=said.agency[:300],
        signatory_mode=said.signatory.mode[:20],
        signatory_title=said.signatory.title[:300],
        signatory_name=said.signatory.name[:120],
        recipients=[{"name": r.name, "purpose": r.purpose} for r in said.recipients],
        warnings=[{"code": w.code, "ref": w.ref, "detail": w.detail} for w in reading.warnings],
        text=reading.text,
        file_name=file.name[-255:],
        file_kind=reading.kind,
        encoding=reading.encoding,
        sha256=file.digest,
        reader_version=READER_VERSION,
        read_by_id=by.pk,
        read_at=at,
    )
    _clauses(directive, said.clauses, None, [])
    CitedDocument.objects.bulk_create(
        CitedDocument(
            directive=directive,
            position=place,
            canonical=cited.canonical[:200],
            kind=cited.type,
            issued_on=cited.issued_on,
            issuer=cited.issuer[:200],
        )
        for place, cited in enumerate(said.citations)
    )
    return directive


def _clauses(
    directive: Directive, clauses: tuple[ReadClause, ...], parent: Clause | None, seen: list[Clause]
) -> None:
    for read in clauses:
        clause = Clause.objects.create(
            directive=directive,
            parent=parent,
            position=len(seen),
            depth=parent.depth + 1 if parent else 0,
            ref=read.ref[:60],
            role=read.role,
            label=read.label[:40],
            text="\n".join(read.paragraphs),
        )
        seen.append(clause)
        _clauses(directive, read.children, clause, seen)


def _duties(plan: Plan, directive: Directive, reading: Reading) -> None:
    cited = {document.canonical: document for document in directive.citations.all()}
    units = units_by_name()
    for place, read in enumerate(reading.directive.duties):
        duty = Duty.objects.create(
            plan=plan,
            position=place,
            ref=read.ref[:60],
            text=read.text,
            inferred_from=read.inferred_from[:60],
        )
        duty.citations.set(cited[name[:200]] for name in read.citations if name[:200] in cited)
        DutyActor.objects.bulk_create(_actors(duty, read, units))


def _actors(duty: Duty, read: ReadDuty, units: dict[str, Unit]) -> list[DutyActor]:
    return [
        DutyActor(
            duty=duty,
            position=place,
            name=name[:200],
            is_partner=name in read.partners,
            unit=units.get(marked(name)),
        )
        for place, name in enumerate(read.actors)
    ]


def units_by_name() -> dict[str, Unit]:
    """Return the units under their names and short names, as names are compared."""
    units = Unit.objects.filter(end_on__isnull=True)
    return {marked(name): unit for unit in units for name in (unit.name, unit.short_name) if name}
