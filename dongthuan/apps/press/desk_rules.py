"""Who may do what with inquiries, answers, lines to take and incoming mail: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.press.desk_lifecycle import AnswerState
from dongthuan.apps.press.models.inquiries import READS_ALL, Inquiry
from dongthuan.apps.press.models.mail import reads_the_box


class DeskAct(Enum):
    """What can be done; the record is the row itself, also one not yet saved that names the unit."""

    READ_INQUIRY = "press.read_inquiry"
    RECEIVE_INQUIRY = "press.receive_inquiry"
    RECEIVE_FROM_PORTAL = "press.receive_from_portal"
    REWRITE_INQUIRY = "press.rewrite_inquiry"
    OFFER_INQUIRY = "press.offer_inquiry"
    ACCEPT_INQUIRY = "press.accept_inquiry"
    REFUSE_OFFER = "press.refuse_offer"
    GROUP_INQUIRY = "press.group_inquiry"
    REFUSE_INQUIRY = "press.refuse_inquiry"
    CLOSE_INQUIRY = "press.close_inquiry"
    READ_ANSWER = "press.read_answer"
    DRAFT_ANSWER = "press.draft_answer"
    REWRITE_ANSWER = "press.rewrite_answer"
    DECIDE_FLAG = "press.decide_flag"
    ASK_CLEARANCE = "press.ask_clearance"
    SEND_ANSWER = "press.send_answer"
    DROP_ANSWER = "press.drop_answer"
    READ_LINE = "press.read_line"
    WRITE_LINE = "press.write_line"
    APPROVE_LINE = "press.approve_line"
    WITHDRAW_LINE = "press.withdraw_line"
    USE_LINE = "press.use_line"
    EXPIRE_LINES = "press.expire_lines"
    READ_MAIL = "press.read_mail"
    TAKE_IN_MAIL = "press.take_in_mail"
    DECIDE_MAIL = "press.decide_mail"
    SUM_UP = "press.sum_up"


WORKERS = frozenset({Role.SPOKESPERSON, Role.UNIT_OFFICER})


def reads_every_inquiry(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer reads the inquiries of all units: spokespersons and the legal officer."""
    return any(role in READS_ALL for role, _unit in officer.held_roles())


def works_there(officer: Actor, record: Any) -> bool:
    """Say whether the officer does the press work of the record's unit."""
    return any(role in WORKERS and unit == record.unit_id for role, unit in officer.held_roles())


def answers_for_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer is the one accountable for the inquiry, or was offered it, and holds a role."""
    return bool(record.owner_id and record.owner_id == officer.pk and officer.held_roles())


def was_offered_it(officer: Actor, record: Any) -> bool:
    """Say whether the inquiry waits for this officer's yes or no."""
    return bool(record.owner_id == officer.pk and record.accepted_at is None and officer.held_roles())


def reads_an_inquiry_of_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer reads one of the inquiries that an answer is for."""
    return (
        record.pk is not None
        and record.inquiries.filter(pk__in=Inquiry.objects.visible_to(officer).values("pk")).exists()
    )


def was_sent(_officer: Actor, record: Any) -> bool:
    """Say whether the answer went out, so that everybody here may know it."""
    return bool(record.state == AnswerState.SENT)


def answers_for_an_inquiry_of_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer is accountable for one of the inquiries that an answer is for."""
    if record.pk is None or not officer.held_roles():
        return False
    return bool(record.inquiries.filter(owner_id=officer.pk).exists())


def keeps_it_true(officer: Actor, record: Any) -> bool:
    """Say whether the officer is the owner of the line, and holds a role."""
    return bool(record.owner_id == officer.pk and officer.held_roles())


def did_not_write_it(officer: Actor, record: Any) -> bool:
    """Say whether others wrote the line: two pairs of eyes."""
    if officer.pk == record.author_id:
        return False
    return record.pk is None or not record.editors.filter(pk=officer.pk).exists()


def took_it_in(officer: Actor, record: Any) -> bool:
    """Say whether the officer handed the mail in, and holds a role."""
    return bool(getattr(record, "taken_by_id", None) == officer.pk and officer.held_roles())


_OFFICE = holds_there_or_at_the_top(Role.COORDINATOR)
_LEADS = holds_there_or_at_the_top(Role.LEADER)
_SPEAKS = holds_there_or_at_the_top(Role.SPOKESPERSON)
_SYSTEM = holds(Role.SYSTEM)
_DESK = any_of(works_there, _OFFICE, _SPEAKS)
_ON_IT = any_of(_DESK, answers_for_it)
_ON_ANSWER = any_of(_DESK, answers_for_an_inquiry_of_it)

DESK_ACCESS: dict[DeskAct, Rule] = {
    DeskAct.READ_INQUIRY: any_of(
        oversees, reads_every_inquiry, is_of_same_unit, all_of(is_officer, answers_for_it)
    ),
    DeskAct.RECEIVE_INQUIRY: any_of(_DESK, _SYSTEM),
    # Whoever knocks from outside acts through the system.
    DeskAct.RECEIVE_FROM_PORTAL: _SYSTEM,
    DeskAct.REWRITE_INQUIRY: _ON_IT,
    DeskAct.OFFER_INQUIRY: any_of(_DESK, _LEADS),
    DeskAct.ACCEPT_INQUIRY: was_offered_it,
    DeskAct.REFUSE_OFFER: was_offered_it,
    DeskAct.GROUP_INQUIRY: _ON_IT,
    # To refuse the press is to speak for the agency: the head or the spokesperson, nobody else.
    DeskAct.REFUSE_INQUIRY: any_of(_LEADS, _SPEAKS),
    DeskAct.CLOSE_INQUIRY: any_of(_ON_IT, _LEADS),
    DeskAct.READ_ANSWER: any_of(all_of(was_sent, is_officer), all_of(is_officer, reads_an_inquiry_of_it)),
    DeskAct.DRAFT_ANSWER: _ON_IT,
    DeskAct.REWRITE_ANSWER: _ON_ANSWER,
    DeskAct.DECIDE_FLAG: any_of(_ON_ANSWER, _LEADS),
    DeskAct.ASK_CLEARANCE: _ON_ANSWER,
    DeskAct.SEND_ANSWER: _ON_ANSWER,
    DeskAct.DROP_ANSWER: any_of(_ON_ANSWER, _LEADS),
    DeskAct.READ_LINE: is_officer,
    DeskAct.WRITE_LINE: any_of(_DESK, keeps_it_true, _SYSTEM),
    DeskAct.APPROVE_LINE: all_of(did_not_write_it, any_of(_LEADS, _SPEAKS, _OFFICE)),
    DeskAct.WITHDRAW_LINE: any_of(_DESK, _LEADS, keeps_it_true),
    DeskAct.USE_LINE: is_officer,
    DeskAct.EXPIRE_LINES: _SYSTEM,
    DeskAct.READ_MAIL: any_of(reads_the_box, took_it_in),
    DeskAct.TAKE_IN_MAIL: any_of(holds(Role.SPOKESPERSON, Role.COORDINATOR, Role.UNIT_OFFICER), _SYSTEM),
    DeskAct.DECIDE_MAIL: any_of(
        holds(Role.SPOKESPERSON, Role.COORDINATOR), holds_at_the_top(Role.UNIT_OFFICER), took_it_in
    ),
    DeskAct.SUM_UP: _SYSTEM,
}


# The acts on one inquiry, for the buttons of its page.
INQUIRY_ACCESS: dict[DeskAct, Rule] = {
    act: DESK_ACCESS[act]
    for act in (
        DeskAct.REWRITE_INQUIRY,
        DeskAct.OFFER_INQUIRY,
        DeskAct.ACCEPT_INQUIRY,
        DeskAct.REFUSE_OFFER,
        DeskAct.GROUP_INQUIRY,
        DeskAct.REFUSE_INQUIRY,
        DeskAct.CLOSE_INQUIRY,
        DeskAct.DRAFT_ANSWER,
    )
}


def may_receive_somewhere(officer: Actor, _record: Any) -> bool:
    """Say whether there is a unit for which the officer may take inquiries in or write lines."""
    return any(role in WORKERS | {Role.COORDINATOR} for role, _unit in officer.held_roles())


def may_open_the_box(officer: Actor, _record: Any) -> bool:
    """Say whether the officer reads some of the mail of the press desk."""
    return reads_the_box(officer) or may_receive_somewhere(officer, None)
