"""Who may do what with orders of the press: who orders is not who accepts; silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done; the record is the order, also one not yet saved that names its unit."""

    LIST = "commissions.list"
    READ = "commissions.read"
    PREPARE = "commissions.prepare"
    CONFIRM_FORM = "commissions.confirm_form"
    ORDER = "commissions.order"
    SEND_LINK = "commissions.send_link"
    NOTE_ANSWER = "commissions.note_answer"
    ANSWER = "commissions.answer"
    PUT_IN_FORCE = "commissions.put_in_force"
    NOTE_PIECE = "commissions.note_piece"
    PROPOSE_PIECE = "commissions.propose_piece"
    DECIDE_PIECE = "commissions.decide_piece"
    ACCEPT = "commissions.accept"
    ADVANCE = "commissions.advance"
    PAY = "commissions.pay"
    RECOVER = "commissions.recover"
    SETTLE = "commissions.settle"
    CANCEL = "commissions.cancel"


def is_of_its_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer does the communication of the ordering unit."""
    return (Role.UNIT_OFFICER, record.unit_id) in officer.held_roles()


def did_not_order(officer: Actor, record: Any) -> bool:
    """Say whether the officer neither prepared the order nor placed it: two pairs of eyes."""
    return officer.pk not in (record.prepared_by_id, record.ordered_by_id)


def did_not_prepare(officer: Actor, record: Any) -> bool:
    """Say whether somebody else prepared the order."""
    return bool(officer.pk != record.prepared_by_id)


# Says whether the officer may order for some unit.
prepares_somewhere = holds(Role.COORDINATOR, Role.UNIT_OFFICER)

_SPENDS = holds_there_or_at_the_top(Role.COORDINATOR)
_ORDERS = any_of(_SPENDS, is_of_its_unit)
_SYSTEM = holds(Role.SYSTEM)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: any_of(oversees, is_of_same_unit, holds(Role.LEGAL_OFFICER)),
    Act.PREPARE: _ORDERS,
    Act.CONFIRM_FORM: all_of(did_not_prepare, holds(Role.LEGAL_OFFICER)),
    Act.ORDER: _ORDERS,
    Act.SEND_LINK: _ORDERS,
    Act.NOTE_ANSWER: _ORDERS,
    Act.ANSWER: _SYSTEM,
    Act.PUT_IN_FORCE: _ORDERS,
    Act.NOTE_PIECE: _ORDERS,
    Act.PROPOSE_PIECE: _SYSTEM,
    Act.DECIDE_PIECE: _ORDERS,
    Act.ACCEPT: all_of(did_not_order, any_of(_ORDERS, holds_there_or_at_the_top(Role.LEADER))),
    Act.ADVANCE: _SPENDS,
    Act.PAY: _SPENDS,
    Act.RECOVER: _SPENDS,
    Act.SETTLE: _SPENDS,
    Act.CANCEL: _ORDERS,
}
