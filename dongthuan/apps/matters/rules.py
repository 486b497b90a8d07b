"""Who may do what with matters, verifications of facts and misinformation cards."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.documents import rules as documents
from dongthuan.apps.matters.models.matters import SEES_EVERY_MATTER
from dongthuan.apps.policies.dossiers_rules import GIVES_OPINIONS


class Act(Enum):
    """What can be done; the record is the matter, the verification or the card, also one not yet saved."""

    READ = "matters.read"
    OPEN = "matters.open"
    EDIT = "matters.edit"
    REGRADE = "matters.regrade"
    SET_CLAUSE = "matters.set_clause"
    CHANGE_CLAUSE = "matters.change_clause"
    LINK = "matters.link"
    SPEAK = "matters.speak"
    RECORD_STATEMENT = "matters.record_statement"
    STRIKE = "matters.strike_statement"
    CLOSE = "matters.close"
    REOPEN = "matters.reopen"
    MERGE = "matters.merge"
    PART = "matters.part"
    MEASURE = "matters.measure"

    ASK_FACTS = "matters.ask_facts"
    ANSWER_FACTS = "matters.answer_facts"
    ASK_AGAIN = "matters.ask_facts_again"
    WITHDRAW_QUESTION = "matters.withdraw_question"

    READ_CARD = "matters.read_card"
    NOTE_CARD = "matters.note_card"
    EDIT_CARD = "matters.edit_card"
    RESPOND = "matters.respond_to_claim"
    REPORT_CLAIM = "matters.report_claim"
    CLOSE_CARD = "matters.close_card"
    REOPEN_CARD = "matters.reopen_card"
    HAND_ON = "matters.hand_on_criticism"


ESTABLISHES = frozenset(set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM})


def establishes_facts_there(officer: Actor, record: Any) -> bool:
    """Say whether the officer works in the unit that was asked for facts."""
    return any(role in ESTABLISHES and unit == record.unit_id for role, unit in officer.held_roles())


def has_a_part(officer: Actor, record: Any) -> bool:
    """Say whether one of the officer's units was asked for facts on the matter."""
    if record.pk is None:
        return False
    units = [unit for _role, unit in officer.held_roles()]
    return bool(record.units.filter(unit_id__in=units).exists())


def gives_opinions(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer gives opinions on drafts in the name of some unit."""
    return any(role in GIVES_OPINIONS for role, _unit in officer.held_roles())


def _of_its_matter(rule: Rule) -> Rule:
    return lambda officer, record: rule(officer, record.matter)


_SYSTEM = holds(Role.SYSTEM)
_PRESS = holds(*SEES_EVERY_MATTER)  # the spokesperson and the legal officer serve the whole agency
_DESK = any_of(_PRESS, holds_there_or_at_the_top(Role.COORDINATOR, Role.LEADER, Role.UNIT_OFFICER))
# A unit does not move its own limit, close its own matter or report a claim: those who answer for it do.
_DECIDES = any_of(_PRESS, holds_there_or_at_the_top(Role.LEADER, Role.COORDINATOR))

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(oversees, _PRESS, is_of_same_unit, has_a_part),
    Act.OPEN: _DESK,
    Act.EDIT: _DESK,
    Act.REGRADE: _DESK,
    Act.SET_CLAUSE: _DESK,
    Act.CHANGE_CLAUSE: _DECIDES,
    Act.LINK: _DESK,
    Act.SPEAK: _DECIDES,  # content asks for a live mandate
    Act.RECORD_STATEMENT: _SYSTEM,
    Act.STRIKE: _DECIDES,
    Act.CLOSE: _DECIDES,
    Act.REOPEN: _DECIDES,
    Act.MERGE: _DECIDES,  # asked of both matters
    Act.PART: _DECIDES,
    Act.MEASURE: _SYSTEM,
    Act.ASK_FACTS: _DESK,
    Act.ANSWER_FACTS: establishes_facts_there,
    Act.ASK_AGAIN: _of_its_matter(_DESK),
    Act.WITHDRAW_QUESTION: _of_its_matter(_DESK),
    Act.READ_CARD: any_of(oversees, _PRESS, is_of_same_unit),
    Act.NOTE_CARD: _DESK,
    Act.EDIT_CARD: _DESK,
    Act.RESPOND: _DECIDES,
    Act.REPORT_CLAIM: all_of(_DECIDES, documents.ACCESS[documents.Act.DRAW_UP]),
    Act.CLOSE_CARD: _DECIDES,
    Act.REOPEN_CARD: _DECIDES,
    Act.HAND_ON: all_of(_DECIDES, gives_opinions),  # policies asks which unit and which draft
}
ON_MATTER = {
    act: ACCESS[act]
    for act in (
        Act.EDIT,
        Act.REGRADE,
        Act.SET_CLAUSE,
        Act.CHANGE_CLAUSE,
        Act.LINK,
        Act.SPEAK,
        Act.STRIKE,
        Act.CLOSE,
        Act.REOPEN,
        Act.MERGE,
        Act.PART,
        Act.ASK_FACTS,
        Act.NOTE_CARD,
    )
}
ON_VERIFICATION = {act: ACCESS[act] for act in (Act.ANSWER_FACTS, Act.ASK_AGAIN, Act.WITHDRAW_QUESTION)}
ON_CARD = {
    act: ACCESS[act]
    for act in (
        Act.EDIT_CARD,
        Act.RESPOND,
        Act.REPORT_CLAIM,
        Act.CLOSE_CARD,
        Act.REOPEN_CARD,
        Act.HAND_ON,
    )
}
_OPENERS = SEES_EVERY_MATTER | {Role.COORDINATOR, Role.LEADER, Role.UNIT_OFFICER, Role.SYSTEM}


def may_open_somewhere(officer: Actor, _record: object = None) -> bool:
    """Say whether there is a unit for which the officer may open a matter or note a claim."""
    return any(role in _OPENERS for role, _unit in officer.held_roles())
