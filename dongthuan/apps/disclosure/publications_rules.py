"""Who may do what with the register of public information and the law's lists: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, holds_there_or_at_the_top
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.publications import sees_whole_register
from dongthuan.apps.disclosure.publications_lifecycle import InformationState

KEEPS = frozenset({Role.INFORMATION_OFFICER, Role.COORDINATOR, Role.UNIT_OFFICER})


class InformationAct(Enum):
    """What can be done; the record is the item, also one not yet saved that names its unit."""

    READ = "disclosure.read_information"
    ENTER = "disclosure.enter_information"
    REWRITE = "disclosure.rewrite_information"
    PUBLISH = "disclosure.publish_information"
    WITHDRAW = "disclosure.withdraw_information"
    END = "disclosure.end_information"
    KEEP_FILE = "disclosure.keep_information_file"
    IMPORT = "disclosure.import_information"
    RECEIVE_NOTICE = "disclosure.receive_error_notice"
    SORT_NOTICE = "disclosure.sort_error_notice"
    ANSWER_NOTICE = "disclosure.answer_error_notice"
    LOOK_AT_LINK = "disclosure.look_at_link"
    SET_PERIOD = "disclosure.set_group_period"
    START_LIMIT = "disclosure.start_publication_limit"
    READ_COVERAGE = "disclosure.read_coverage"
    READ_LISTS = "disclosure.read_lists"
    PROPOSE_ENTRY = "disclosure.propose_list_entry"
    APPROVE_ENTRY = "disclosure.approve_list_entry"
    REJECT_ENTRY = "disclosure.reject_list_entry"


def reads_item(officer: Actor, record: Any) -> bool:
    """Say whether the officer may read an item: what is or was public, and what the own unit entered."""
    if sees_whole_register(officer):
        return True
    held = officer.held_roles()
    is_own = any(unit == record.unit_id for _role, unit in held)
    return bool(held) and (is_own or record.state != InformationState.DRAFT)


def is_another(officer: Actor, record: Any) -> bool:
    """Say whether somebody else proposed it: two pairs of eyes."""
    return bool(record.proposed_by_id != officer.pk)


def keeps_register_somewhere(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer enters items of some unit."""
    return any(role in KEEPS for role, _unit in officer.held_roles())


_POINT = holds_there_or_at_the_top(Role.INFORMATION_OFFICER, Role.COORDINATOR)
# A unit's officer enters and rewrites what the own unit made; the contact point makes it public.
_KEEPER = any_of(_POINT, lambda officer, record: (Role.UNIT_OFFICER, record.unit_id) in officer.held_roles())
_PUBLISHER = any_of(_POINT, holds_there_or_at_the_top(Role.LEADER))
_SYSTEM = holds(Role.SYSTEM)
_LEGAL = holds(Role.LEGAL_OFFICER)
# A list of the law binds the whole agency: the head of one unit does not decide on it.
_DECIDES = all_of(any_of(_LEGAL, holds_at_the_top(Role.LEADER)), is_another)

INFORMATION_ACCESS: dict[InformationAct, Rule] = {
    InformationAct.READ: reads_item,
    InformationAct.ENTER: _KEEPER,
    InformationAct.REWRITE: _KEEPER,
    InformationAct.PUBLISH: _PUBLISHER,
    InformationAct.WITHDRAW: _PUBLISHER,
    InformationAct.END: any_of(_PUBLISHER, _SYSTEM),
    InformationAct.KEEP_FILE: _KEEPER,
    InformationAct.IMPORT: _POINT,
    InformationAct.RECEIVE_NOTICE: any_of(_POINT, _SYSTEM),
    InformationAct.SORT_NOTICE: _POINT,
    InformationAct.ANSWER_NOTICE: _POINT,
    InformationAct.LOOK_AT_LINK: any_of(_POINT, _SYSTEM),
    InformationAct.SET_PERIOD: any_of(
        holds_at_the_top(Role.INFORMATION_OFFICER, Role.COORDINATOR, Role.LEADER), _LEGAL
    ),
    InformationAct.START_LIMIT: _SYSTEM,
    InformationAct.READ_COVERAGE: is_officer,
    InformationAct.READ_LISTS: is_officer,
    InformationAct.PROPOSE_ENTRY: _LEGAL,
    InformationAct.APPROVE_ENTRY: _DECIDES,
    InformationAct.REJECT_ENTRY: _DECIDES,
}
ON_ITEM = {
    act: INFORMATION_ACCESS[act]
    for act in (
        InformationAct.REWRITE,
        InformationAct.PUBLISH,
        InformationAct.WITHDRAW,
        InformationAct.END,
        InformationAct.KEEP_FILE,
        InformationAct.RECEIVE_NOTICE,
        InformationAct.ANSWER_NOTICE,
    )
}
ON_ENTRY = {
    act: INFORMATION_ACCESS[act] for act in (InformationAct.APPROVE_ENTRY, InformationAct.REJECT_ENTRY)
}
