"""An agency with an institute, its signatories, and a document on its way."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import documents, signing
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.docgen.official import Kind, Paragraph
from tests.integration.conftest import FIRST_DAY, newcomer

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
BODY = (Paragraph("Căn cứ Chỉ thị số 07/CT-TTg;", is_basis=True), Paragraph("Cơ quan ban hành kế hoạch."))
Maker = Callable[..., OfficialDocument]


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency, under a superior body."""
    unit = Unit.objects.get(parent__isnull=True)
    Agency.objects.update(document_code="VHL", parent_name="Chính phủ")
    return unit


@pytest.fixture
def office(agency: Unit) -> Unit:
    """The Office: writes under the agency's head."""
    return Unit.objects.create(
        code="VP", name="Văn phòng", kind=Unit.Kind.OFFICE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def institute(agency: Unit) -> Unit:
    """An institute with a seal of its own."""
    return Unit.objects.create(
        code="VHH", name="Viện Hóa học", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def researcher(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication."""
    officer = newcomer("vien", "Hoàng Thị Mai", system)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def head(agency: Unit, leader: Officer, coordinator: Officer) -> SigningAuthority:
    """The leader signs all documents of the agency as its head."""
    content = AuthorityContent(leader, agency, Capacity.HEAD, "Chủ tịch", "", FIRST_DAY)
    return grant_authority(content=content, by=coordinator, at=NOON)


@pytest.fixture
def draw_up(office: Unit, coordinator: Officer) -> Maker:
    """Draw up a document, by the Office's coordinator unless told otherwise."""

    def make(**given: object) -> OfficialDocument:
        usual = {"kind": Kind.PLAN, "unit": office, "subject": "Truyền thông chính sách", "body": BODY}
        return documents.draw_up(**usual | {"by": coordinator, "at": NOON} | given)  # type: ignore[arg-type]

    return make


@pytest.fixture
def submitted(draw_up: Maker, coordinator: Officer) -> OfficialDocument:
    """A plan that waits for its signature."""
    document = draw_up()
    return signing.submit(document=document, version=document.version, by=coordinator, at=NOON)


@pytest.fixture
def signed(submitted: OfficialDocument, head: SigningAuthority, leader: Officer) -> OfficialDocument:
    """A plan signed by the head, number 1 of its register."""
    return signing.sign(document=submitted, authority=head, version=submitted.version, by=leader, at=NOON)
