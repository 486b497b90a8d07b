"""Who may set up, open, move and call off a consultation: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top
from dongthuan.apps.common.access import Rule, all_of, any_of, holds
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.policies.dossiers_rules import is_legal_officer, of_the_dossier, reads_it, works_on_it


class ConsultationAct(Enum):
    """What can be done; the record is the consultation, also one not yet saved, with its dossier."""

    READ_CONSULTATION = "policies.read_consultation"
    SET_UP_CONSULTATION = "policies.set_up_consultation"
    CHECK_SECRECY = "policies.check_secrecy"
    OPEN_CONSULTATION = "policies.open_consultation"
    EXTEND_CONSULTATION = "policies.extend_consultation"
    CLOSE_EARLY = "policies.close_early"
    CANCEL_CONSULTATION = "policies.cancel_consultation"
    CLOSE_DUE = "policies.close_due"
    ADD_DOCUMENT = "policies.add_document"
    LET_DOCUMENT_THROUGH = "policies.let_document_through"
    WITHDRAW_DOCUMENT = "policies.withdraw_document"


def did_not_set_it_up(officer: Actor, record: Any) -> bool:
    """Say whether others set the consultation up: two pairs of eyes."""
    if officer.pk == record.created_by_id:
        return False
    return record.pk is None or not record.editors.filter(pk=officer.pk).exists()


def did_not_add_it(officer: Actor, record: Any) -> bool:
    """Say whether another officer added the document: two pairs of eyes."""
    return bool(record.added_by_id != officer.pk)


def of_its_consultation(rule: Rule) -> Rule:
    """Return a rule that asks about the consultation of a document."""
    return lambda officer, record: rule(officer, record.consultation)


_OFFICE = holds_there_or_at_the_top(Role.COORDINATOR)
_LEADS = holds_there_or_at_the_top(Role.LEADER)
_DECIDES = any_of(_OFFICE, _LEADS)

CONSULTATION_ACCESS: dict[ConsultationAct, Rule] = {
    ConsultationAct.READ_CONSULTATION: of_the_dossier(reads_it),
    ConsultationAct.SET_UP_CONSULTATION: of_the_dossier(works_on_it),
    # Whoever wrote it does not look for secrets in it alone, nor open it to the public.
    ConsultationAct.CHECK_SECRECY: all_of(
        did_not_set_it_up, any_of(of_the_dossier(works_on_it), _DECIDES, is_legal_officer)
    ),
    ConsultationAct.OPEN_CONSULTATION: all_of(did_not_set_it_up, _DECIDES),
    ConsultationAct.EXTEND_CONSULTATION: any_of(of_the_dossier(works_on_it), _DECIDES),
    ConsultationAct.CLOSE_EARLY: _DECIDES,
    ConsultationAct.CANCEL_CONSULTATION: _DECIDES,
    ConsultationAct.CLOSE_DUE: holds(Role.SYSTEM),
    ConsultationAct.ADD_DOCUMENT: of_the_dossier(works_on_it),
    # What is added after the opening is looked through by another as well, before the public has it.
    ConsultationAct.LET_DOCUMENT_THROUGH: all_of(
        did_not_add_it,
        of_its_consultation(any_of(of_the_dossier(works_on_it), _DECIDES, is_legal_officer)),
    ),
    ConsultationAct.WITHDRAW_DOCUMENT: of_its_consultation(any_of(of_the_dossier(works_on_it), _DECIDES)),
}
