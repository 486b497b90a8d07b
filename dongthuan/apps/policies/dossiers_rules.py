"""Who may do what with dossiers of draft policies: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role


class DossierAct(Enum):
    """What can be done; the record is the dossier, or its part where the part is named."""

    READ_DOSSIER = "policies.read_dossier"
    OPEN_DOSSIER = "policies.open_dossier"
    REWRITE_DOSSIER = "policies.rewrite_dossier"
    MOVE_DOSSIER = "policies.move_dossier"
    STOP_DOSSIER = "policies.stop_dossier"
    ASK_UNITS = "policies.ask_units"
    ANSWER_CRITERION = "policies.answer_criterion"
    ENTER_WORDING = "policies.enter_wording"
    CONFIRM_WORDING = "policies.confirm_wording"
    WRITE_IMPACT = "policies.write_impact"
    PLAN_ACT = "policies.plan_act"
    DO_ACT = "policies.do_act"
    WAIVE_ACT = "policies.waive_act"
    TAKE_REACTION = "policies.take_reaction"
    WRITE_SCENARIO = "policies.write_scenario"
    GIVE_OPINION = "policies.give_opinion"
    ANSWER_OPINION = "policies.answer_opinion"
    READ_COVERAGE = "policies.read_coverage"
    SUM_UP = "policies.sum_up_dossier"


DRAFTS = frozenset({Role.POLICY_DRAFTER, Role.UNIT_OFFICER})
GIVES_OPINIONS = frozenset(
    {Role.UNIT_OFFICER, Role.COORDINATOR, Role.SPOKESPERSON, Role.LEADER, Role.LEGAL_OFFICER}
)


def is_legal_officer(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer answers for the law, in whatever unit."""
    return any(role == Role.LEGAL_OFFICER for role, _unit in officer.held_roles())


def drafts_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer drafts in the dossier's unit, or is the one named, and holds a role."""
    held = officer.held_roles()
    if held and record.drafter_id == officer.pk:
        return True
    return any(role in DRAFTS and unit == record.unit_id for role, unit in held)


def may_draft_there(officer: Actor, record: Any) -> bool:
    """Say whether the officer drafts policies in the unit of a dossier that is yet to be opened."""
    return any(role in DRAFTS and unit == record.unit_id for role, unit in officer.held_roles())


def is_asked(officer: Actor, record: Any) -> bool:
    """Say whether a unit of the officer was asked for an opinion."""
    if record.pk is None:
        return False
    units = [unit for _role, unit in officer.held_roles()]
    return bool(record.asked_units.filter(pk__in=units).exists())


def does_an_act_of_it(officer: Actor, record: Any) -> bool:
    """Say whether a communication act of the dossier is the officer's."""
    if record.pk is None or not officer.held_roles():
        return False
    return bool(record.communication_acts.filter(owner_id=officer.pk).exists())


def does_it(officer: Actor, record: Any) -> bool:
    """Say whether this communication act is the officer's, who holds a role."""
    return bool(record.owner_id == officer.pk and officer.held_roles())


def did_not_enter_it(officer: Actor, record: Any) -> bool:
    """Say whether another officer entered the wording: two pairs of eyes."""
    return bool(record.entered_by_id != officer.pk)


def did_not_give_it(officer: Actor, record: Any) -> bool:
    """Say whether another officer gave the opinion: nobody answers himself or herself."""
    return bool(record.given_by_id != officer.pk)


def speaks_for_that_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer gives opinions in the name of the opinion's unit."""
    return any(role in GIVES_OPINIONS and unit == record.unit_id for role, unit in officer.held_roles())


def of_the_dossier(rule: Rule) -> Rule:
    """Return a rule that asks about the dossier of a part."""
    return lambda officer, record: rule(officer, record.dossier)


_OFFICE = holds_there_or_at_the_top(Role.COORDINATOR)
_LEADS = holds_there_or_at_the_top(Role.LEADER)
_SYSTEM = holds(Role.SYSTEM)

reads_it: Rule = any_of(
    oversees, is_legal_officer, is_of_same_unit, all_of(is_officer, is_asked), does_an_act_of_it, drafts_it
)
works_on_it: Rule = any_of(drafts_it, _OFFICE)

DOSSIER_ACCESS: dict[DossierAct, Rule] = {
    DossierAct.READ_DOSSIER: reads_it,
    DossierAct.OPEN_DOSSIER: any_of(may_draft_there, _OFFICE, _SYSTEM),
    DossierAct.REWRITE_DOSSIER: works_on_it,
    DossierAct.MOVE_DOSSIER: any_of(works_on_it, _LEADS),
    DossierAct.STOP_DOSSIER: any_of(_OFFICE, _LEADS),
    DossierAct.ASK_UNITS: works_on_it,
    DossierAct.ANSWER_CRITERION: any_of(works_on_it, is_legal_officer),
    # What the decision says is for the legal officers alone; one enters it, another confirms it.
    DossierAct.ENTER_WORDING: is_legal_officer,
    DossierAct.CONFIRM_WORDING: all_of(is_legal_officer, did_not_enter_it),
    DossierAct.WRITE_IMPACT: works_on_it,
    DossierAct.PLAN_ACT: works_on_it,
    DossierAct.DO_ACT: any_of(does_it, of_the_dossier(works_on_it)),
    # Who owes an act does not excuse himself or herself from it.
    DossierAct.WAIVE_ACT: any_of(of_the_dossier(_OFFICE), of_the_dossier(_LEADS), is_legal_officer),
    DossierAct.TAKE_REACTION: works_on_it,
    DossierAct.WRITE_SCENARIO: works_on_it,
    DossierAct.GIVE_OPINION: all_of(speaks_for_that_unit, of_the_dossier(reads_it)),
    DossierAct.ANSWER_OPINION: all_of(did_not_give_it, of_the_dossier(works_on_it)),
    DossierAct.READ_COVERAGE: is_officer,
    DossierAct.SUM_UP: works_on_it,
}


def may_open_somewhere(officer: Actor, _record: Any) -> bool:
    """Say whether there is a unit for which the officer may open dossiers."""
    return any(role in DRAFTS | {Role.COORDINATOR} for role, _unit in officer.held_roles())
