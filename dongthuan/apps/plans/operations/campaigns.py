"""Fill in a model of work for a plan; begin a plan from a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.campaigns import Template
from dongthuan.apps.plans.lifecycle import State
from dongthuan.apps.plans.models.campaigns import PlanSheet
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile, NotInThatState
from dongthuan.apps.plans.operations.steps import refuse_dissolved
from dongthuan.apps.plans.queries.campaigns import rows_dated
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import WorkingCalendar

_WORDS = ("ref", "content", "message", "audience", "channel", "product", "indicator", "level", "budget_line")


@transaction.atomic
def save_sheet(
    *, plan: Plan, template: Template, answers: Mapping[str, str], version: int, by: Actor, at: datetime
) -> PlanSheet:
    """Save what was filled in; the audit record keeps who changed which fields when.

    version: of the sheet that the officer saw, 0 where there was none. Answers to what the template
    does not ask are dropped. Raises ChangedMeanwhile, NotInThatState, SecretMark.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    require(ACCESS, Act.FILL_SHEET, by, plan)
    if plan.state in (State.CLOSED, State.DISCARDED):
        raise NotInThatState(plan.state)
    sheet = PlanSheet.objects.filter(plan=plan, template=template.key).first()
    if (sheet.version if sheet else 0) != version:
        raise ChangedMeanwhile(plan.pk)
    kept = {field.key: answers[field.key] for field in template.fields if answers.get(field.key)}
    refuse_secret(*kept.values())
    before = sheet.answers if sheet else {}
    sheet = sheet or PlanSheet(plan=plan, template=template.key, version=0)
    sheet.answers, sheet.saved_by_id, sheet.saved_at = kept, by.pk, at
    sheet.version += 1
    sheet.save()
    changed = sorted(key for key in {*before, *kept} if before.get(key) != kept.get(key))
    details = {"template": template.key, "version": sheet.version, "changed": changed}
    audit.note(act=Act.FILL_SHEET, actor=by, record=sheet, at=at, details=details)
    return sheet


@dataclass(frozen=True, slots=True)
class Beginning:
    """A plan to begin: which template, for which unit and year, under which title ("" = the template's)."""

    template: Template
    unit: Unit
    year: int
    title: str = ""


@transaction.atomic
def begin_plan(*, beginning: Beginning, calendar: WorkingCalendar, by: Actor, at: datetime) -> Plan:
    """Draft a plan of a unit's own from a template, its days on that year's calendar.

    The unit leads each row until somebody says otherwise. Raises UnitDissolved, SecretMark.
    """
    unit, year = beginning.unit, beginning.year
    require(ACCESS, Act.SAVE_DRAFT, by, Plan(unit=unit))
    refuse_dissolved(unit, on=clock.local_day(at))
    refuse_secret(beginning.title)
    plan = Plan.objects.create(
        unit=unit,
        year=year,
        title=(beginning.title or beginning.template.title.replace("{year}", str(year)))[:1000],
        state=State.DRAFT,
        created_at=at,
        saved_at=at,
        saved_by_id=by.pk,
    )
    rows = rows_dated(beginning.template, year, calendar)
    Task.objects.bulk_create(
        Task(
            plan=plan,
            lead_unit=unit,
            position=place,
            start_on=row.start_on,
            due_on=row.due_on,
            report_due_on=row.report_due_on,
            **{name: getattr(row.row, name) for name in _WORDS},
        )
        for place, row in enumerate(rows)
    )
    details = {"template": beginning.template.key, "year": year, "tasks": len(rows)}
    audit.note(act=Act.SAVE_DRAFT, actor=by, record=plan, at=at, details=details)
    return plan
