"""Matters under way, and who works on them."""

from datetime import UTC, date, datetime

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.matters.lifecycle import Clause, Grade
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.clauses import Duty
from dongthuan.apps.matters.operations.matters import Grading, MatterContent, open_matter
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, NOON

AT = datetime(2026, 11, 26, 3, tzinfo=UTC)  # 10:00 in Hà Nội
ON = AT.date()
NOTABLE = Grading(Grade.NOTABLE, "Nhiều báo đưa tin")


def member(name: str, full_name: str, unit: Unit, role: Role, by: Officer) -> Officer:
    """Return an officer with one role in a unit, as of the day of these tests."""
    officer = save_officer(officer=None, content=OfficerContent(name, full_name), by=by, at=NOON)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(ON)


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency itself."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def institute(agency: Unit) -> Unit:
    """A unit in charge of a field."""
    return Unit.objects.create(code="VLDC", name="Viện Vật lý Địa cầu", parent=agency, start_on=FIRST_DAY)


@pytest.fixture
def neighbour_unit(agency: Unit) -> Unit:
    """Another unit, with no part in the matter."""
    return Unit.objects.create(code="VHH", name="Viện Hóa học", parent=agency, start_on=FIRST_DAY)


@pytest.fixture
def speaker(spokesperson: Officer) -> Officer:
    """The spokesperson as of the day of these tests."""
    return spokesperson.on(ON)


@pytest.fixture
def office(coordinator: Officer) -> Officer:
    """The Office's coordinator as of the day of these tests."""
    return coordinator.on(ON)


@pytest.fixture
def expert(system: Officer, institute: Unit) -> Officer:
    """The communications officer of the institute."""
    return member("vien-vldc", "Hoàng Thị Mai", institute, Role.UNIT_OFFICER, system)


@pytest.fixture
def head(system: Officer, institute: Unit) -> Officer:
    """Leads the institute."""
    return member("vien-truong", "Ngô Văn Bình", institute, Role.LEADER, system)


@pytest.fixture
def neighbour(system: Officer, neighbour_unit: Unit) -> Officer:
    """The communications officer of another unit."""
    return member("vien-hoa", "Bùi Thị Sen", neighbour_unit, Role.UNIT_OFFICER, system)


@pytest.fixture
def legal(system: Officer, agency: Unit) -> Officer:
    """The legal officer."""
    return member("phap-che", "Đặng Văn Lâm", agency, Role.LEGAL_OFFICER, system)


@pytest.fixture
def topic(agency: Unit) -> Topic:
    """What monitoring counts for the matter."""
    return Topic.objects.create(slug="dong-dat", name="Động đất", phrases=["động đất"], unit=agency)


@pytest.fixture
def content(agency: Unit, topic: Topic) -> MatterContent:
    """What the matter is about."""
    return MatterContent(
        "Tin đồn động đất lớn", agency, "Mạng xã hội lan tin sắp có động đất lớn.", None, topic
    )


def duty(clause: Clause = Clause.OPINIONS, t0_at: datetime = AT) -> Duty:
    """Return a duty to speak."""
    return Duty(clause, t0_at, "Lãnh đạo xác định vụ việc có thể tác động đến dư luận")


@pytest.fixture
def matter(content: MatterContent, speaker: Officer) -> Matter:
    """A matter under article 7(4), opened by the spokesperson."""
    return open_matter(content=content, grading=NOTABLE, duty=duty(), by=speaker, at=AT)


@pytest.fixture
def office_of_speaker(agency: Unit, speaker: Officer, system: Officer) -> Spokesperson:
    """The regular spokesperson in office."""
    return Spokesperson.objects.create(
        unit=agency,
        officer=speaker,
        kind="regular",
        full_name="Phạm Quốc Anh",
        post="Chánh Văn phòng",
        phone="024 3756 0000",
        official_email="phatngon@coquan.vn",
        decision_no="12/QĐ-CQ",
        decided_at=datetime.combine(date(2026, 1, 5), datetime.min.time(), AT.tzinfo),
        start_on=FIRST_DAY,
        recorded_by=system,
        recorded_at=AT,
    )
