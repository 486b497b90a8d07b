"""Who may do what in monitoring. What is monitored is public, so every officer of the agency may read it."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done in monitoring."""

    READ = "monitoring.read"
    SAVE_SOURCE = "monitoring.save_source"
    PAUSE_SOURCE = "monitoring.pause_source"
    REMOVE_SOURCE = "monitoring.remove_source"
    COLLECT = "monitoring.collect"
    IMPORT = "monitoring.import"
    UNDERSTAND = "monitoring.understand"
    CORRECT_LABEL = "monitoring.correct_label"
    REFIT_HEADS = "monitoring.refit_heads"
    ADOPT_HEADS = "monitoring.adopt_heads"
    CHOOSE_ANSWERED = "monitoring.choose_answered"
    HANDLE_ITEM = "monitoring.handle_item"
    CHANGE_STORY = "monitoring.change_story"
    SAVE_TOPIC = "monitoring.save_topic"
    DETECT = "monitoring.detect"
    TAKE_SIGNAL = "monitoring.take_signal"
    CLOSE_SIGNAL = "monitoring.close_signal"
    ASSIGN_SIGNAL = "monitoring.assign_signal"
    ANSWER_SIGNAL = "monitoring.answer_signal"
    UNDO_SIGNAL_STEP = "monitoring.undo_signal_step"
    JUDGE_WARNING = "monitoring.judge_warning"
    SAVE_ALERT_RULE = "monitoring.save_alert_rule"
    CONFIRM_ALERT_ADDRESS = "monitoring.confirm_alert_address"
    COMPILE_BRIEF = "monitoring.compile_brief"
    EDIT_BRIEF = "monitoring.edit_brief"
    SUBMIT_BRIEF = "monitoring.submit_brief"
    APPROVE_BRIEF = "monitoring.approve_brief"
    RETURN_BRIEF = "monitoring.return_brief"
    COMPILE_TREND = "monitoring.compile_trend"
    EDIT_TREND = "monitoring.edit_trend"
    SUBMIT_TREND = "monitoring.submit_trend"
    APPROVE_TREND = "monitoring.approve_trend"
    RETURN_TREND = "monitoring.return_trend"


def is_not_author(officer: Actor, record: Any) -> bool:
    """Say whether the officer neither compiled, edited nor submitted the brief: two pairs of eyes."""
    if officer.pk in (record.compiler_id, record.submitted_by_id):
        return False
    return record.pk is None or not record.editors.filter(pk=officer.pk).exists()


def is_own_step(officer: Actor, record: Any) -> bool:
    """Say whether the step was taken by the officer."""
    return bool(getattr(record, "by_id", None) == officer.pk)


_KEEPERS = holds(Role.ADMINISTRATOR, Role.COORDINATOR)
_WORKERS = holds(Role.COORDINATOR, Role.UNIT_OFFICER, Role.SPOKESPERSON, Role.LEADER)
_SYSTEM = holds(Role.SYSTEM)
_COMPILERS = holds(Role.COORDINATOR, Role.UNIT_OFFICER, Role.SPOKESPERSON)
_APPROVERS = holds(Role.LEADER, Role.COORDINATOR)

ACCESS: dict[Act, Rule] = {
    Act.READ: is_officer,
    Act.SAVE_SOURCE: any_of(_KEEPERS, _SYSTEM),
    Act.PAUSE_SOURCE: _KEEPERS,
    Act.REMOVE_SOURCE: any_of(_KEEPERS, _SYSTEM),
    Act.COLLECT: any_of(_KEEPERS, _SYSTEM),
    Act.IMPORT: any_of(_KEEPERS, _SYSTEM),
    Act.UNDERSTAND: _SYSTEM,
    Act.CORRECT_LABEL: _WORKERS,
    Act.REFIT_HEADS: any_of(_KEEPERS, _SYSTEM),
    Act.ADOPT_HEADS: holds(Role.COORDINATOR, Role.LEADER),
    Act.CHOOSE_ANSWERED: holds(Role.COORDINATOR, Role.LEADER),
    Act.HANDLE_ITEM: _WORKERS,
    Act.CHANGE_STORY: _WORKERS,
    Act.SAVE_TOPIC: any_of(_KEEPERS, _SYSTEM),
    Act.DETECT: _SYSTEM,
    Act.TAKE_SIGNAL: _WORKERS,
    Act.CLOSE_SIGNAL: _WORKERS,
    Act.ASSIGN_SIGNAL: _WORKERS,
    Act.ANSWER_SIGNAL: _WORKERS,
    Act.UNDO_SIGNAL_STEP: any_of(holds(Role.COORDINATOR), all_of(_WORKERS, is_own_step)),
    Act.JUDGE_WARNING: _WORKERS,
    Act.SAVE_ALERT_RULE: holds(Role.COORDINATOR, Role.ADMINISTRATOR, Role.LEADER, Role.SPOKESPERSON),
    Act.CONFIRM_ALERT_ADDRESS: _SYSTEM,  # by the link in a mail; its page acts as the system
    Act.COMPILE_BRIEF: any_of(_COMPILERS, _SYSTEM),
    Act.EDIT_BRIEF: _COMPILERS,
    Act.SUBMIT_BRIEF: _COMPILERS,
    Act.APPROVE_BRIEF: all_of(_APPROVERS, is_not_author),
    Act.RETURN_BRIEF: all_of(_APPROVERS, is_not_author),
    Act.COMPILE_TREND: any_of(_COMPILERS, _SYSTEM),
    Act.EDIT_TREND: _COMPILERS,
    Act.SUBMIT_TREND: _COMPILERS,
    Act.APPROVE_TREND: all_of(_APPROVERS, is_not_author),
    Act.RETURN_TREND: all_of(_APPROVERS, is_not_author),
}
