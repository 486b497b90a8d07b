"""Who may do what with directives, plans and tasks."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, oversees
from dongthuan.apps.clocks import rules as clocks
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.plans.lifecycle import OPEN_TASKS
from dongthuan.apps.plans.models.campaigns import CalendarFeed
from dongthuan.apps.plans.models.tasks import Task


class Act(Enum):
    """What can be done with a plan, or with a task.

    The record of the first group is the plan, or one not yet saved that names the unit;
    of the second the task, or one not yet saved that names its plan and lead unit.
    """

    READ = "plans.read"
    READ_DIRECTIVE = "plans.read_directive"
    SAVE_DRAFT = "plans.save_draft"
    CORRECT = "plans.correct"
    DISCARD = "plans.discard"
    DRAFT_TASKS = "plans.draft_tasks"
    ISSUE = "plans.issue"
    CASCADE = "plans.cascade"
    DRAW_UP = "plans.draw_up"

    READ_TASK = "plans.read_task"
    REWRITE_TASK = "plans.rewrite_task"
    ASSIGN_TASK = "plans.assign_task"
    REASSIGN_TASK = "plans.reassign_task"
    HAND_OVER = "plans.hand_over"
    SEND_LINK = "plans.send_link"
    ACCEPT_TASK = "plans.accept_task"
    REFUSE_TASK = "plans.refuse_task"
    REPORT_PROGRESS = "plans.report_progress"
    ADD_EVIDENCE = "plans.add_evidence"
    WITHDRAW_EVIDENCE = "plans.withdraw_evidence"
    SUBMIT_TASK = "plans.submit_task"
    APPROVE_TASK = "plans.approve_task"
    APPROVE_OWN_WORK = "plans.approve_own_work"
    RETURN_TASK = "plans.return_task"
    REOPEN_TASK = "plans.reopen_task"
    CANCEL_TASK = "plans.cancel_task"

    IMPORT_SHEET = "plans.import_sheet"
    PURGE_IMPORTS = "plans.purge_imports"
    CLONE = "plans.clone"
    FILL_SHEET = "plans.fill_sheet"
    PARDON = "plans.pardon_conflict"
    CHANGE_DIRECTIVE = "plans.change_directive"
    RENEW_FEED = "plans.renew_feed"
    REVOKE_FEED = "plans.revoke_feed"


RUNS = frozenset({Role.UNIT_OFFICER, Role.COORDINATOR})
SERVES = frozenset({Role.UNIT_OFFICER, Role.LEADER, Role.COORDINATOR})


def does_the_units_communication(officer: Actor, record: Any) -> bool:
    """Say whether the officer does communication in the record's unit, or coordinates there."""
    return any(role in RUNS and unit == record.unit_id for role, unit in officer.held_roles())


def leads_the_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer leads the record's unit."""
    return (Role.LEADER, record.unit_id) in officer.held_roles()


def has_a_part(officer: Actor, plan: Any) -> bool:
    """Say whether an issued plan gave a plan or a task to one of the officer's units."""
    if not plan.pk or plan.state not in ("issued", "closed"):
        return False
    units = [unit for _role, unit in officer.held_roles()]
    return bool(
        plan.unit_plans.filter(unit_id__in=units).exists()
        or plan.tasks.given().filter(lead_unit_id__in=units).exists()
    )


def runs_its_plan(officer: Actor, task: Task) -> bool:
    """Say whether the officer does communication in the unit of the task's plan, or coordinates there."""
    return does_the_units_communication(officer, task.plan)


def leads_within(_officer: Actor, task: Task) -> bool:
    """Say whether the task's lead is the plan's own unit, or one right below it."""
    return task.plan.unit_id in (task.lead_unit_id, task.lead_unit.parent_id)


def is_not_from_above(_officer: Actor, task: Task) -> bool:
    """Say whether the plan's own unit wrote the task."""
    return task.parent_id is None


def has_a_hand_in_it(officer: Actor, task: Task) -> bool:
    """Say whether a unit of the officer leads, approves, plans or helps."""
    units = {unit for _role, unit in officer.held_roles()}
    if units & {task.lead_unit_id, task.approving_unit_id, task.plan.unit_id}:
        return True
    return bool(task.pk and task.coordinating_units.filter(pk__in=units).exists())


def serves_the_lead(officer: Actor, task: Task) -> bool:
    """Say whether the officer acts for the task's lead unit."""
    return any(role in SERVES and unit == task.lead_unit_id for role, unit in officer.held_roles())


def answers_for_it(officer: Actor, task: Task) -> bool:
    """Say whether the officer is the one answerable for the task, and still of its lead unit."""
    return task.owner_id == officer.pk and any(
        unit == task.lead_unit_id for _role, unit in officer.held_roles()
    )


def helps(officer: Actor, task: Task) -> bool:
    """Say whether the officer does communication in a coordinating unit."""
    units = [unit for role, unit in officer.held_roles() if role in SERVES]
    return bool(units and task.pk and task.coordinating_units.filter(pk__in=units).exists())


def approves_for_its_unit(officer: Actor, task: Task) -> bool:
    """Say whether the officer acts for the approving unit; without one, for the unit of the plan."""
    unit_id = task.approving_unit_id or task.plan.unit_id
    return any(role in SERVES and unit == unit_id for role, unit in officer.held_roles())


def did_not_hand_it_in(officer: Actor, task: Task) -> bool:
    """Say whether somebody else handed the task in: nobody approves his own work."""
    return task.submitted_by_id != officer.pk


def worked_on_it(officer: Actor, task: Task) -> bool:
    """Say whether the officer reported the task's progress or put evidence forward that stands."""
    if not task.pk:
        return False
    evidence = task.evidence.filter(by_id=officer.pk, is_withdrawn=False)
    return bool(task.progress_reports.filter(by_id=officer.pk).exists() or evidence.exists())


def did_not_work_on_it(officer: Actor, task: Task) -> bool:
    """Say whether what is to be approved is the work of others: two pairs of eyes."""
    return not worked_on_it(officer, task)


def leads_the_approving_unit(officer: Actor, task: Task) -> bool:
    """Say whether the officer leads the approving unit; without one, the unit of the plan."""
    return (Role.LEADER, task.approving_unit_id or task.plan.unit_id) in officer.held_roles()


_COORDINATES_ALL = holds_at_the_top(Role.COORDINATOR)
_OFFICE = any_of(_COORDINATES_ALL, holds(Role.SYSTEM))


def is_own_feed(officer: Actor, record: Any) -> bool:
    """Say whether the record is the officer's own calendar feed, and the officer holds a role."""
    is_own = isinstance(record, CalendarFeed) and record.officer_id == officer.pk
    return is_own and is_officer(officer, record)


_RUNS_PLANS = any_of(_OFFICE, does_the_units_communication)
_PUTS_IN_FORCE = any_of(_RUNS_PLANS, leads_the_unit)
_WRITES = any_of(_OFFICE, runs_its_plan)
_GIVES = any_of(_OFFICE, all_of(runs_its_plan, leads_within, is_not_from_above))
_WORKS = any_of(serves_the_lead, answers_for_it)
_ANSWERS = any_of(_WORKS, holds(Role.SYSTEM))  # the system answers for whoever pressed a link
approves_some_way: Rule = any_of(_COORDINATES_ALL, approves_for_its_unit)
_APPROVES = all_of(did_not_hand_it_in, approves_some_way)

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(oversees, is_of_same_unit, has_a_part),
    Act.READ_DIRECTIVE: _RUNS_PLANS,
    Act.SAVE_DRAFT: _RUNS_PLANS,
    Act.CORRECT: _RUNS_PLANS,
    Act.DISCARD: _RUNS_PLANS,
    Act.DRAFT_TASKS: _RUNS_PLANS,
    Act.ISSUE: _PUTS_IN_FORCE,
    Act.CASCADE: _OFFICE,
    Act.DRAW_UP: _RUNS_PLANS,
    Act.READ_TASK: any_of(oversees, has_a_hand_in_it),
    Act.REWRITE_TASK: _WRITES,
    Act.ASSIGN_TASK: _GIVES,
    Act.REASSIGN_TASK: _OFFICE,
    Act.HAND_OVER: _OFFICE,
    Act.SEND_LINK: _GIVES,
    Act.ACCEPT_TASK: _ANSWERS,
    Act.REFUSE_TASK: _ANSWERS,
    Act.REPORT_PROGRESS: _WORKS,
    Act.ADD_EVIDENCE: any_of(_WORKS, helps),
    Act.WITHDRAW_EVIDENCE: _WORKS,
    Act.SUBMIT_TASK: _WORKS,
    Act.APPROVE_TASK: all_of(_APPROVES, did_not_work_on_it),
    # Where there is no other pair of eyes: who answers for the unit that approves, with a reason on record.
    Act.APPROVE_OWN_WORK: all_of(
        did_not_hand_it_in, any_of(_COORDINATES_ALL, leads_the_approving_unit), worked_on_it
    ),
    Act.RETURN_TASK: _APPROVES,
    Act.REOPEN_TASK: _APPROVES,
    Act.CANCEL_TASK: _GIVES,
    Act.IMPORT_SHEET: _RUNS_PLANS,
    Act.PURGE_IMPORTS: holds(Role.SYSTEM),
    Act.CLONE: _RUNS_PLANS,
    Act.FILL_SHEET: _RUNS_PLANS,
    Act.PARDON: _RUNS_PLANS,
    Act.CHANGE_DIRECTIVE: _RUNS_PLANS,
    Act.RENEW_FEED: is_own_feed,
    Act.REVOKE_FEED: is_own_feed,
}

TASK_ACCESS: dict[Act, Rule] = {
    act: ACCESS[act]
    for act in (
        Act.READ_TASK,
        Act.REWRITE_TASK,
        Act.ASSIGN_TASK,
        Act.REASSIGN_TASK,
        Act.HAND_OVER,
        Act.SEND_LINK,
        Act.ACCEPT_TASK,
        Act.REFUSE_TASK,
        Act.REPORT_PROGRESS,
        Act.ADD_EVIDENCE,
        Act.WITHDRAW_EVIDENCE,
        Act.SUBMIT_TASK,
        Act.APPROVE_TASK,
        Act.APPROVE_OWN_WORK,
        Act.RETURN_TASK,
        Act.REOPEN_TASK,
        Act.CANCEL_TASK,
    )
}
PLAN_ACCESS: dict[Act, Rule] = {act: rule for act, rule in ACCESS.items() if act not in TASK_ACCESS}


STARTS_CLOCK = clocks.Act.START.value


def may_start_clock(officer: Actor, task: Task) -> bool:
    """Say whether the officer may start a legal clock for the task's lead unit, while the task is open."""
    unit_clock = Clock(unit_id=task.lead_unit_id)
    return task.state in OPEN_TASKS and clocks.ACCESS[clocks.Act.START](officer, unit_clock)


def may_read_some_directive(officer: Actor, _record: Any) -> bool:
    """Say whether there is a unit for which the officer may hand in a directive."""
    return any(
        role in (Role.COORDINATOR, Role.SYSTEM, Role.UNIT_OFFICER) for role, _unit in officer.held_roles()
    )
