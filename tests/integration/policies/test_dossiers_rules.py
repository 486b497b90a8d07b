"""Who may do what with dossiers and consultations: the tables over the cast, and that lists agree."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.consultation_documents import ConsultationDocument
from dongthuan.apps.policies.models.dossiers import CriterionWording, PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct, InternalOpinion
from dongthuan.apps.units.models import Unit
from tests.integration.policies.dossier_cast import AT, a_consultation, a_dossier

HERE = [
    "system",
    "leader",
    "coordinator",
    "unit_officer",
    "drafter",
    "spokesperson",
    "legal_officer",
    "administrator",
    "institute_officer",
    "institute_leader",
    "outsider",
]
EVERYBODY = set(HERE) - {"outsider"}
INSIDE = EVERYBODY - {"institute_officer", "institute_leader"}
WORKS = {"coordinator", "unit_officer", "drafter"}
EXPECTED: dict[DossierAct, set[str]] = {
    DossierAct.READ_DOSSIER: INSIDE,
    DossierAct.OPEN_DOSSIER: WORKS | {"system"},
    DossierAct.REWRITE_DOSSIER: WORKS,
    DossierAct.MOVE_DOSSIER: WORKS | {"leader"},
    DossierAct.STOP_DOSSIER: {"coordinator", "leader"},
    DossierAct.ASK_UNITS: WORKS,
    DossierAct.ANSWER_CRITERION: WORKS | {"legal_officer"},
    DossierAct.ENTER_WORDING: {"legal_officer"},
    DossierAct.CONFIRM_WORDING: set(),  # the legal officer entered it
    DossierAct.WRITE_IMPACT: WORKS,
    DossierAct.PLAN_ACT: WORKS,
    DossierAct.DO_ACT: WORKS,
    DossierAct.WAIVE_ACT: {"coordinator", "leader", "legal_officer"},
    DossierAct.TAKE_REACTION: WORKS,
    DossierAct.WRITE_SCENARIO: WORKS,
    DossierAct.GIVE_OPINION: {"coordinator", "leader", "unit_officer", "spokesperson", "legal_officer"},
    DossierAct.ANSWER_OPINION: {"unit_officer", "drafter"},  # the coordinator gave it
    DossierAct.READ_COVERAGE: EVERYBODY,
    DossierAct.SUM_UP: WORKS,
}
OF_CONSULTATIONS: dict[ConsultationAct, set[str]] = {
    ConsultationAct.READ_CONSULTATION: INSIDE,
    ConsultationAct.SET_UP_CONSULTATION: WORKS,
    ConsultationAct.CHECK_SECRECY: {"coordinator", "leader", "unit_officer", "legal_officer"},
    ConsultationAct.OPEN_CONSULTATION: {"coordinator", "leader"},
    ConsultationAct.EXTEND_CONSULTATION: WORKS | {"leader"},
    ConsultationAct.CLOSE_EARLY: {"coordinator", "leader"},
    ConsultationAct.CANCEL_CONSULTATION: {"coordinator", "leader"},
    ConsultationAct.CLOSE_DUE: {"system"},
    ConsultationAct.ADD_DOCUMENT: WORKS,
    ConsultationAct.LET_DOCUMENT_THROUGH: {"coordinator", "leader", "unit_officer", "legal_officer"},
    ConsultationAct.WITHDRAW_DOCUMENT: WORKS | {"leader"},
}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(DOSSIER_ACCESS) == set(DossierAct) == set(EXPECTED)
    assert set(CONSULTATION_ACCESS) == set(ConsultationAct) == set(OF_CONSULTATIONS)


def test_access_and_lists_agree(drafter: Officer, agency: Unit, request: pytest.FixtureRequest) -> None:
    officers = {name: request.getfixturevalue(name).on(AT.date()) for name in HERE}
    dossier = a_dossier(drafter)
    consultation = a_consultation(dossier, drafter)
    wording = CriterionWording(key="fourth", entered_by=officers["legal_officer"])
    opinion = InternalOpinion(dossier=dossier, unit=agency, given_by=officers["coordinator"])
    act = CommunicationAct(dossier=dossier, owner=drafter)
    document = ConsultationDocument(consultation=consultation, added_by=drafter)
    records = {
        DossierAct.CONFIRM_WORDING: wording,
        DossierAct.DO_ACT: act,
        DossierAct.WAIVE_ACT: act,
        DossierAct.GIVE_OPINION: opinion,
        DossierAct.ANSWER_OPINION: opinion,
    }
    for asked, rule in DOSSIER_ACCESS.items():
        record = records.get(asked, dossier)
        assert {name for name, one in officers.items() if rule(one, record)} == EXPECTED[asked], asked
    for todo, rule in CONSULTATION_ACCESS.items():
        record = (
            document
            if todo.name.endswith(("_DOCUMENT", "_THROUGH")) and "ADD" not in todo.name
            else consultation
        )
        allowed = {name for name, one in officers.items() if rule(one, record)}
        assert allowed == OF_CONSULTATIONS[todo], todo
    listed = {name for name, one in officers.items() if dossier in PolicyDossier.objects.visible_to(one)}
    assert listed == EXPECTED[DossierAct.READ_DOSSIER]


def test_a_unit_that_is_asked_reads_the_dossier_and_so_does_who_owes_an_act(
    drafter: Officer, institute: Unit, institute_officer: Officer, institute_leader: Officer
) -> None:
    dossier, rule = a_dossier(drafter), DOSSIER_ACCESS[DossierAct.READ_DOSSIER]
    owing = a_dossier(drafter, title="Dự thảo khác")
    for officer in (institute_officer, institute_leader):
        officer.on(AT.date())
    dossier.asked_units.add(institute)
    owing.communication_acts.update(owner=institute_officer)
    assert [rule(institute_officer, dossier), rule(institute_officer, owing)] == [True, True]
    assert [rule(institute_leader, dossier), rule(institute_leader, owing)] == [True, False]
    assert set(PolicyDossier.objects.visible_to(institute_officer)) == {dossier, owing}
    assert list(PolicyDossier.objects.visible_to(institute_leader)) == [dossier]
