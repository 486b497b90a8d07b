"""Who may do what with report rounds, unit reports and syntheses."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.reports.lifecycle import ReportState, RoundState


class Act(Enum):
    """What can be done; the record is the round, or the unit report where the word ends in `_report`."""

    READ_ROUND = "reports.read_round"
    SAVE_ROUND = "reports.save_round"
    OPEN_ROUND = "reports.open_round"
    CLOSE_ROUND = "reports.close_round"
    CHOOSE_UNITS = "reports.choose_units"
    CHASE = "reports.chase"
    READ_REPORT = "reports.read_report"
    WRITE_REPORT = "reports.write_report"
    FILE_REPORT = "reports.file_report"
    WITHDRAW_REPORT = "reports.withdraw_report"
    RETURN_REPORT = "reports.return_report"
    ACCEPT_REPORT = "reports.accept_report"
    READ_SYNTHESIS = "reports.read_synthesis"
    SYNTHESISE = "reports.synthesise"
    EDIT_SYNTHESIS = "reports.edit_synthesis"
    DRAW_UP = "reports.draw_up"


_RUNS = any_of(holds_at_the_top(Role.COORDINATOR), holds(Role.SYSTEM))


def is_asked(officer: Actor, record: Any) -> bool:
    """Say whether a unit of the officer is in the round, which has been opened."""
    own = [unit for _role, unit in officer.held_roles()]
    if record.pk is None or record.state == RoundState.DRAFT:
        return False
    return bool(record.unit_reports.filter(unit_id__in=own).exclude(state=ReportState.DROPPED).exists())


def is_of_reporting_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer holds a role in the report's unit, or in the one that took it over."""
    units = {record.unit_id}
    if record.taken_over_by_id:
        units.add(record.taken_over_by.unit_id)
    return any(unit in units for _role, unit in officer.held_roles())


def is_in_opened_round(_officer: Actor, record: Any) -> bool:
    """Say whether the report's round was opened and its unit not left out."""
    return bool(record.round.state != RoundState.DRAFT and record.state != ReportState.DROPPED)


def writes_for_the_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer does communication in the report's unit, or leads that unit."""
    held = officer.held_roles()
    return (Role.UNIT_OFFICER, record.unit_id) in held or (Role.LEADER, record.unit_id) in held


ON_ROUNDS: dict[Act, Rule] = {
    Act.READ_ROUND: any_of(oversees, is_asked),
    Act.SAVE_ROUND: _RUNS,
    Act.OPEN_ROUND: _RUNS,
    Act.CLOSE_ROUND: _RUNS,
    Act.CHOOSE_UNITS: _RUNS,
    Act.CHASE: _RUNS,
    Act.READ_SYNTHESIS: oversees,
    Act.SYNTHESISE: _RUNS,
    Act.EDIT_SYNTHESIS: _RUNS,
    Act.DRAW_UP: _RUNS,
}
ON_REPORTS: dict[Act, Rule] = {
    Act.READ_REPORT: any_of(oversees, all_of(is_in_opened_round, is_of_reporting_unit)),
    Act.WRITE_REPORT: all_of(is_in_opened_round, writes_for_the_unit),
    Act.FILE_REPORT: all_of(is_in_opened_round, writes_for_the_unit),
    Act.WITHDRAW_REPORT: all_of(is_in_opened_round, writes_for_the_unit),
    Act.RETURN_REPORT: _RUNS,
    Act.ACCEPT_REPORT: _RUNS,
}
ACCESS: dict[Act, Rule] = {**ON_ROUNDS, **ON_REPORTS}


def may_open_rounds(officer: Actor, _record: Any) -> bool:
    """Say whether the officer runs report rounds at all."""
    return _RUNS(officer, None)
