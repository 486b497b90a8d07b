"""What the page of a plan shows: the directive as it was read, the duties, the tasks by unit."""

from typing import Any

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts
from dongthuan.apps.plans.forms.directives import SaveForm
from dongthuan.apps.plans.lifecycle import State
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries import directives as queries
from dongthuan.apps.plans.queries import progress
from dongthuan.apps.plans.queries import tasks as task_queries
from dongthuan.apps.plans.rules import PLAN_ACCESS
from dongthuan.apps.plans.warnings import sentences_of

SHOWN = 100
_WHILE_OPEN = {"plans.save_draft", "plans.correct", "plans.discard"}


def plan_content(officer: Officer, plan: Plan) -> dict[str, Any]:
    """Return everything the page of a plan shows this officer."""
    duties = queries.duties_of(plan)
    may = _may(officer, plan)
    directive = plan.directive
    return {
        "plan": plan,
        "directive": directive,
        "duties": duties,
        "loads": queries.loads_of(duties),
        "clauses": queries.clauses_of(directive) if directive else [],
        "citations": directive.citations.all() if directive else [],
        "warnings": sentences_of(directive) if directive else [],
        "last_change": queries.last_change_of(plan),
        "removed": queries.removed_duties_of(plan),
        "may": may,
        "save_form": SaveForm(initial={"title": plan.title, "version": plan.version}),
        **_tasks(officer, plan),
    }


def _may(officer: Officer, plan: Plan) -> set[str]:
    if plan.state == State.DISCARDED:
        return set()
    may = allowed_acts(PLAN_ACCESS, officer, plan)
    return may if plan.state in (State.READ, State.DRAFT) else may - _WHILE_OPEN


def _tasks(officer: Officer, plan: Plan) -> dict[str, Any]:
    today = clock.local_day(clock.now())
    seen = Task.objects.visible_to(officer)
    tasks = seen.filter(plan=plan)
    rows = list(tasks.select_related("lead_unit", "owner").order_by("position", "pk")[: SHOWN + 1])
    for row in rows:
        row.plan = plan
    parts = task_queries.parts_of(plan, on=today) if plan.state in (State.ISSUED, State.CLOSED) else []
    by_unit = progress.unit_progress(plan) if parts else {}
    own_plans = task_queries.unit_plans_of(plan) if parts else {}
    return {
        "tasks": rows[:SHOWN],
        "has_more_tasks": len(rows) > SHOWN,
        "known": progress.progress_of(rows[:SHOWN]),
        "counts": task_queries.counts_of(tasks, on=today),
        "unconfirmed": tasks.exclude(due_words="").count(),
        "parts": [
            {"part": part, "progress": by_unit.get(part.unit_id), "plan": own_plans.get(part.unit_id)}
            for part in parts
        ],
        "whole": progress.plan_progress(plan) if rows else None,
        "today": today,
    }
