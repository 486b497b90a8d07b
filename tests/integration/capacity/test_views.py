"""The pages of staff, training and drills as officers use them."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, Course, Feedback, Invitation, TrainingPlan
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.units.models import Unit
from tests.integration.capacity.conftest import Enters, attended
from tests.integration.conftest import NOON

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "can-bo/",
    "nhu-cau/",
    "ke-hoach/",
    "chung-chi/",
    "danh-ba/",
    "cua-toi/",
    "dien-tap/",
    "dinh-muc/",
)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def office(client: Client, coordinator: Officer) -> Client:
    """The coordinator at the browser."""
    client.force_login(coordinator)
    return client


def _rows(client: Client, path: str, sheet: int = 0) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(client.get(path).content))
    return [tuple(cell.value for cell in row) for row in book.worksheets[sheet].iter_rows()]


def test_every_page_has_an_empty_state(office: Client, agency: Unit) -> None:
    for page in PAGES:
        answer = office.get(f"/nang-luc/{page}")
        assert answer.status_code == 200, page
    assert "Chưa nhập cán bộ nào" in office.get("/nang-luc/can-bo/").content.decode()


def _planned(office: Client, institute: Unit, worker: Officer) -> Course:
    """Enter a person with a need, and plan a course for it, page by page."""
    person = {"unit": institute.pk, "full_name": "Cán bộ Viện", "post": "Chuyên viên", "officer": worker.pk}
    person |= {"engagement": "part", "duties": ["focal"], "start_on": "01/01/2025"}
    office.post("/nang-luc/can-bo/moi/", person)
    office.post(f"{Member.objects.get().get_absolute_url()}nhu-cau/", {"skill": "crisis", "level": 2})
    plan_form = {"year": 2026, "unit": institute.parent_id, "title": "Kế hoạch"}
    office.post("/nang-luc/ke-hoach/moi/", plan_form)
    plan = TrainingPlan.objects.get()
    office.post(f"{plan.get_absolute_url()}hieu-luc/", {"version": 1})
    course = {"title": "Khủng hoảng", "skill": "crisis", "level": 2, "least_sessions": 1}
    course |= {"pass_percent": 50, "valid_months": 12, "estimate_vnd": "20 triệu"}
    office.post(f"{plan.get_absolute_url()}khoa-moi/", course)
    return Course.objects.get()


def test_from_a_person_to_the_certificate(office: Client, institute: Unit, worker: Officer) -> None:
    course = _planned(office, institute, worker)
    page, member = course.get_absolute_url(), Member.objects.get()
    times = {"start_at": "2026-02-27T08:00", "end_at": "2026-02-27T11:00"}
    office.post(f"{page}buoi/", times)
    assert "Trùng giờ" in office.post(f"{page}buoi/", times).content.decode()
    assert "Cán bộ Viện" in office.get(f"{page}moi-hoc/").content.decode()
    office.post(f"{page}moi-hoc/", {"member": [member.pk]})
    row, sitting = Invitation.objects.get(), course.sessions.get()
    office.post(f"{page}buoi/{sitting.pk}/", {"present": [row.pk], "version": 1})
    results = {f"p{row.pk}": "101", "tested_on": "27/02/2026", "version": 1}
    assert office.post(f"{page}ket-qua/", results).status_code == 400
    office.post(f"{page}ket-qua/", results | {f"p{row.pk}": "75"})
    said = office.post(f"{page}chung-chi/", {"issued_on": "26/02/2026", "version": 2})
    assert said.status_code == 400
    assert "trước khóa học" in said.content.decode()
    office.post(f"{page}chung-chi/", {"issued_on": "27/02/2026", "version": 2})
    paper = Certificate.objects.get()
    file = office.get(f"{paper.get_absolute_url()}tep/")
    words = ZipFile(BytesIO(file.content)).read("word/document.xml").decode()
    assert all(part in words for part in ("GIẤY CHỨNG NHẬN", "Cán bộ Viện", "Khủng hoảng", paper.number))
    assert "mức 2" in office.get("/nang-luc/").content.decode()
    for address in (
        member.get_absolute_url(),
        page,
        course.plan.get_absolute_url(),
        paper.get_absolute_url(),
    ):
        assert office.get(address).status_code == 200


def test_another_unit_sees_nobody_of_it(
    client: Client, member: Member, course: Course, coordinator: Officer, unit_officer: Officer
) -> None:
    row = attended(course, member, coordinator)
    client.force_login(unit_officer)
    for page in PAGES[:-1]:
        assert member.full_name not in client.get(f"/nang-luc/{page}").content.decode(), page
    assert client.get(member.get_absolute_url()).status_code == 404
    assert member.full_name not in client.get(course.get_absolute_url()).content.decode()
    assert client.get(f"{course.get_absolute_url()}hoc-vien/{row.pk}/").status_code == 403
    assert client.get("/nang-luc/dinh-muc/").status_code == 403


def test_ones_own_page_takes_feedback(
    client: Client, member: Member, course: Course, coordinator: Officer, worker: Officer
) -> None:
    row = attended(course, member, coordinator)
    client.force_login(worker)
    assert "Góp ý về khóa học" in client.get("/nang-luc/cua-toi/").content.decode()
    said = {"invitation": row.pk, "rating": "4", "words": "Hay"}
    assert client.post("/nang-luc/cua-toi/", said | {"rating": "9"}).status_code == 400
    client.post("/nang-luc/cua-toi/", said)
    assert Feedback.objects.get().rating == 4
    assert client.post("/nang-luc/cua-toi/", said | {"invitation": 0}).status_code == 403


def test_the_contact_list_as_workbook_and_document(
    office: Client, enters: Enters, coordinator: Officer
) -> None:
    enters("Đầu mối A", phone="024 1", official_email="a@vien.example")
    enters("Người dựng phim", duties=["media"])
    names = [row[0] for row in _rows(office, "/nang-luc/danh-ba/?xlsx=1")]
    assert "Đầu mối A" in names
    assert "Người dựng phim" not in names
    answer = office.post("/nang-luc/danh-ba/van-ban/")
    paper = OfficialDocument.objects.get()
    assert answer.headers["Location"].endswith(f"/{paper.pk}/")
    assert "a@vien.example" in str(paper.annexes)


def test_a_drill_is_played_on_its_page(office: Client, agency: Unit, coordinator: Officer) -> None:
    made = {"unit": agency.pk, "scenario": "lo-ket-qua-giai-thuong", "planned_on": "02/03/2026", "pace": 10}
    office.post("/nang-luc/dien-tap/moi/", made)
    page = Drill.objects.get().get_absolute_url()
    office.post(f"{page}nguoi/", {"officers": [coordinator.pk], "version": 1})
    assert "Diễn đàn sinh viên" not in office.get(page).content.decode()
    office.post(f"{page}bat-dau/", {"version": 2})
    office.post(f"{page}ghi/", {"kind": "verification", "words": "Đã hỏi thư ký"})
    shown = office.get(page).content.decode()
    assert "DIỄN TẬP" in shown
    assert "Diễn đàn sinh viên" in shown
    assert "Đài Thành Phố" not in shown  # comes in later
    assert office.post(f"{page}ket-thuc/", {"lessons": "", "version": 3}).status_code == 400
    office.post(f"{page}ket-thuc/", {"lessons": "Phân công rõ hơn", "version": 3})
    assert "Phân công rõ hơn" in office.get(page).content.decode()
    office.post(f"{page}bao-cao/")
    assert OfficialDocument.objects.count() == 1


def test_levels_needed_are_said_and_let_go(office: Client, institute: Unit) -> None:
    office.post("/nang-luc/dinh-muc/", {"unit": "", "duty": "", "law": "2"})
    said = {"unit": institute.pk, "duty": "", "data": "3"}
    office.post("/nang-luc/dinh-muc/", said)
    assert "0/3" in office.get("/nang-luc/").content.decode()
    office.post("/nang-luc/dinh-muc/", said | {"forget": "1"})
    shown = office.get("/nang-luc/").content.decode()
    assert "0/3" not in shown
    assert "0/2" in shown


@pytest.mark.parametrize("query", ["unit=-1", "page=x", "skill=%00", "level=99", "only=x", "q=%00", "xlsx=1"])
def test_odd_questions_are_answered(office: Client, member: Member, query: str) -> None:
    for page in PAGES:
        assert office.get(f"/nang-luc/{page}?{query}").status_code in (200, 302, 400), page


def test_pages_ask_as_often_with_many_people(
    office: Client, enters: Enters, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        enters(f"Người {number}")
    for page in PAGES[:6]:
        with django_assert_max_num_queries(24):  # type: ignore[operator]  # the fixture of pytest-django
            office.get(f"/nang-luc/{page}")
