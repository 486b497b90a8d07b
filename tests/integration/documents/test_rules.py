"""Who may do what with documents: the table, act by act, over the whole cast."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.lifecycle import DOCUMENT_NEXT, DocumentKind, DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import signing
from dongthuan.apps.documents.queries.issuers import units_to_write_for
from dongthuan.apps.documents.queries.signing import to_sign
from dongthuan.apps.documents.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, newcomer
from tests.integration.documents.conftest import NOON, Maker

CAST = [
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "system",
    "researcher",
]
STAFF = {"leader", "coordinator", "unit_officer", "spokesperson", "administrator", "system"}
WRITERS = {"leader", "coordinator", "unit_officer", "spokesperson", "system"}
KEEPERS = {"leader", "coordinator", "administrator", "system"}
# The document is the agency's own, by the system; the leader is the one signatory.
EXPECTED = {
    Act.READ: STAFF,
    Act.DRAW_UP: WRITERS,
    Act.EDIT: WRITERS,
    Act.SUBMIT: WRITERS,
    Act.SEND_BACK: {"leader", "coordinator"},
    Act.SIGN: {"leader"},
    Act.ISSUE: WRITERS - {"system"},
    Act.CANCEL: WRITERS,
    Act.CANCEL_SIGNED: {"leader", "coordinator"},
    Act.READ_AUTHORITIES: STAFF | {"researcher"},
    Act.GRANT_AUTHORITY: KEEPERS,
    Act.END_AUTHORITY: KEEPERS,
    Act.OPEN_REGISTER: {"coordinator"},
}


@pytest.fixture
def document(draw_up: Maker, agency: Unit, system: Officer, head: SigningAuthority) -> OfficialDocument:
    """The agency's own document, drawn up by a job."""
    return draw_up(unit=agency, by=system)


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


def test_every_state_has_its_steps() -> None:
    assert set(DOCUMENT_NEXT) == set(DocumentState)
    assert not DOCUMENT_NEXT[DocumentState.ISSUED]
    assert all(
        DocumentState.SIGNED not in steps for state, steps in DOCUMENT_NEXT.items() if state != "submitted"
    )


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, document: OfficialDocument, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    assert ACCESS[act](officer, document) == (name in EXPECTED[act])


@pytest.mark.parametrize("act", [Act.DRAW_UP, Act.EDIT, Act.SUBMIT, Act.CANCEL, Act.ISSUE, Act.READ])
def test_a_unit_keeps_its_own(
    act: Act, draw_up: Maker, institute: Unit, researcher: Officer, unit_officer: Officer
) -> None:
    own = draw_up(unit=institute)
    assert ACCESS[act](researcher, own)
    assert not ACCESS[act](unit_officer, own)


def test_the_units_paper_under_the_agencys_head_is_sent_out_by_the_office(
    draw_up: Maker, institute: Unit, agency: Unit, researcher: Officer, coordinator: Officer
) -> None:
    document = draw_up(unit=institute, issuer=agency)
    assert not ACCESS[Act.ISSUE](researcher, document)
    assert ACCESS[Act.ISSUE](coordinator, document)


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("state", ["draft", "submitted", "signed"])
@pytest.mark.parametrize("place", ["agency", "institute"])
def test_list_and_rule_agree(
    name: str,
    state: str,
    place: str,
    draw_up: Maker,
    head: SigningAuthority,
    leader: Officer,
    coordinator: Officer,
    request: pytest.FixtureRequest,
) -> None:
    unit = request.getfixturevalue(place)
    officer: Officer = request.getfixturevalue(name)
    document = draw_up(unit=unit, issuer=head.unit)
    if state != "draft":
        document = signing.submit(document=document, version=1, by=coordinator, at=NOON)
    if state == "signed":
        document = signing.sign(
            document=document, authority=head, version=document.version, by=leader, at=NOON
        )
    seen = OfficialDocument.objects.visible_to(officer).filter(pk=document.pk).exists()
    assert seen == ACCESS[Act.READ](officer, document)
    awaited = to_sign(officer).filter(pk=document.pk).exists()
    assert awaited == (state == "submitted" and ACCESS[Act.SIGN](officer, document))


@pytest.mark.parametrize("kinds", [[], [DocumentKind.PLAN], [DocumentKind.NOTICE]])
def test_a_signatory_from_outside_sees_what_waits_for_him(
    kinds: list[str],
    submitted: OfficialDocument,
    draw_up: Maker,
    head: SigningAuthority,
    researcher: Officer,
) -> None:
    draft = draw_up(subject="Chưa trình")
    head.officer, head.kinds = researcher, kinds
    head.save()
    seen = set(OfficialDocument.objects.visible_to(researcher))
    assert seen == ({submitted} if kinds != [DocumentKind.NOTICE] else set())
    assert ACCESS[Act.READ](researcher, submitted) == (submitted in seen)
    assert not ACCESS[Act.READ](researcher, draft)


def test_who_leads_an_institute_answers_for_it_alone(
    draw_up: Maker, institute: Unit, agency: Unit, system: Officer, leader: Officer
) -> None:
    director = newcomer("vien-truong", "Phan Văn Lực", system)
    give_role(officer=director, role=Role.LEADER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    director = director.on(leader.day)
    own, others = draw_up(unit=institute), draw_up(unit=agency)
    assert set(OfficialDocument.objects.visible_to(director)) == {own}
    assert set(OfficialDocument.objects.visible_to(leader)) == {own, others}
    for act in (Act.READ, Act.SEND_BACK, Act.CANCEL_SIGNED):
        assert ACCESS[act](director, own)
        assert not ACCESS[act](director, others)
    assert ACCESS[Act.GRANT_AUTHORITY](director, SigningAuthority(unit=institute))
    assert not ACCESS[Act.GRANT_AUTHORITY](director, SigningAuthority(unit=agency))


def test_a_coordinator_of_a_unit_is_not_the_office(
    draw_up: Maker, document: OfficialDocument, institute: Unit, outsider: Officer, system: Officer
) -> None:
    role = Role.COORDINATOR
    give_role(officer=outsider, role=role, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    officer = outsider.on(FIRST_DAY)
    own = draw_up(unit=institute, by=system)
    assert {act for act in Act if ACCESS[act](officer, document)} == {Act.READ_AUTHORITIES}
    may = {act for act in Act if ACCESS[act](officer, own)}
    assert {Act.READ, Act.DRAW_UP, Act.EDIT, Act.SUBMIT, Act.CANCEL} <= may
    assert not {Act.SEND_BACK, Act.CANCEL_SIGNED, Act.GRANT_AUTHORITY, Act.OPEN_REGISTER} & may
    assert list(units_to_write_for(officer, on=FIRST_DAY)) == [institute]
