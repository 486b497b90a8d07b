"""What a later directive changes: duty by duty, and where each open task of the earlier one would go."""

from dataclasses import dataclass

from django.db.models import Q

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.conflicts import Piece, best_match, likeness, word_changes
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, State, TaskState
from dongthuan.apps.plans.models.directives import Directive, Duty, Plan
from dongthuan.apps.plans.models.tasks import Task

SAME_ENOUGH = 0.5
SAME_REF = 0.3


@dataclass(frozen=True, slots=True)
class DutyChange:
    """One duty in both directives. kind: "same", "changed", "new" (only later) or "gone" (only earlier)."""

    kind: str
    old: Duty | None
    new: Duty | None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskFate:
    """One open task of the earlier directive and the duty of the later one it seems to belong to."""

    task: Task
    duty: Duty | None
    likeness: float


def standing_duties(plan: Plan) -> list[Duty]:
    """Return the duties of a plan in its order, without those taken out."""
    return list(plan.duties.filter(is_removed=False).order_by("position", "pk"))


def duty_changes(earlier: Plan, later: Plan) -> list[DutyChange]:
    """Return what became of the duties of one plan in another, in the order of the later one.

    Two duties are the same one where half of their words are, or three tenths under the same
    reference; each is matched once, the most alike first. What is gone stands at the end.
    """
    old, new = standing_duties(earlier), standing_duties(later)
    rated = sorted(
        ((likeness(a.text, b.text), a.pk, b.pk) for a in old for b in new
         if likeness(a.text, b.text) >= (SAME_REF if a.ref == b.ref else SAME_ENOUGH)),
        key=lambda row: (-row[0], row[1], row[2]),
    )  # fmt: skip
    taken_old: dict[int, int] = {}
    taken_new: dict[int, int] = {}
    for _like, a, b in rated:
        if a not in taken_old and b not in taken_new:
            taken_old[a], taken_new[b] = b, a
    by_key = {duty.pk: duty for duty in old}
    found = [_change(by_key.get(taken_new.get(duty.pk, 0)), duty) for duty in new]
    return found + [_change(duty, None) for duty in old if duty.pk not in taken_old]


def _change(old: Duty | None, new: Duty | None) -> DutyChange:
    if old is None or new is None:
        return DutyChange("new" if old is None else "gone", old, new)
    pieces = tuple(word_changes(old.text, new.text))
    is_same = all(piece.kind == "same" for piece in pieces)
    return DutyChange("same" if is_same else "changed", old, new, pieces)


def open_tasks_of(directive: Directive) -> list[Task]:
    """Return the open and drafted tasks that rest on a directive; rows of unit plans follow those above."""
    rows = Task.objects.filter(plan__directive=directive, state__in=[*OPEN_TASKS, TaskState.DRAFT])
    rows = rows.filter(plan__parent__isnull=True).exclude(plan__state=State.DISCARDED)
    return list(
        rows.select_related("plan", "lead_unit", "owner", "duty").order_by("plan_id", "position", "pk")
    )


def fates_of(earlier: Directive, later: Plan | None) -> list[TaskFate]:
    """Return each open task with the duty of the later plan that is most like it."""
    duties = {duty.pk: duty for duty in standing_duties(later)} if later else {}
    texts = {key: duty.text for key, duty in duties.items()}
    fates = []
    for task in open_tasks_of(earlier):
        match = best_match(task.content, texts, least=SAME_ENOUGH)
        fates.append(TaskFate(task, duties[match[0]] if match else None, match[1] if match else 0.0))
    return fates


def plans_that_may_follow(plan: Plan, officer: Actor) -> list[Plan]:
    """Return the plans of other directives that may amend or replace that of `plan`, the latest first.

    At most 100; plans that the officer does not see are left out.
    """
    plans = Plan.objects.visible_to(officer).filter(
        Q(state__in=[State.DRAFT, State.ISSUED]), directive__isnull=False, parent__isnull=True
    )
    if plan.directive_id is not None:
        plans = plans.exclude(directive_id=plan.directive_id)
    plans = plans.select_related("directive").defer("directive__text")
    return list(plans.order_by("-created_at")[:100])
