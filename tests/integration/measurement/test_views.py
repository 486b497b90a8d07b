"""The pages of campaigns and targets as officers use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.measurement.models.campaigns import Campaign
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, NOON
from tests.integration.measurement.test_figures import HEADER, URL, _sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def office(client: Client, coordinator: Officer) -> Client:
    """The coordinator at the browser."""
    client.force_login(coordinator)
    return client


def _post(client: Client, path: str, expected: int = 302, **data: object) -> str:
    answer = client.post(path, data)
    assert answer.status_code == expected, answer.content.decode()
    return answer.content.decode()


def test_every_page_has_an_empty_state(office: Client) -> None:
    for page, words in (
        ("", "Chưa có chiến dịch nào được đo"),
        ("chi-tieu/", "chưa có tỷ lệ"),
        ("nhiem-vu-khcn/", "Chưa có nhiệm vụ nào"),
        ("moi/", "Lập chiến dịch"),
        ("nhiem-vu-khcn/nhap/", "Bảng tính"),
    ):
        assert words in office.get(f"/do-luong/{page}").content.decode()


def test_a_campaign_page_by_page(office: Client, agency: Unit) -> None:
    _post(office, "/do-luong/moi/", 400, unit=agency.pk, title="A", start_on=DAY, end_on="2026-03-01")
    _post(office, "/do-luong/moi/", unit=agency.pk, title="Báo tin", start_on=DAY, end_on="2026-03-09")
    row = Campaign.objects.get()
    page = f"/do-luong/{row.pk}/"
    assert "Chưa đặt mục tiêu nào" in office.get(page).content.decode()
    wanted = {
        "level": "outcome",
        "statement": "Người dân biết báo tin",
        "measure": "hand",
        "baseline": "12,5",
        "baseline_source": "Khảo sát",
        "target": "60",
    }
    refused = _post(office, f"{page}muc-tieu/", 400, version=1, **wanted | {"unit_of_measure": "AVE"})
    assert "Nguyên tắc Barcelona" in refused
    _post(office, f"{page}muc-tieu/", version=1, **wanted)
    one = row.objectives.get()
    assert str(one.baseline) == "12.50"
    _post(office, f"{page}bat-dau/", version=2)
    edit = f"{page}muc-tieu/{one.pk}/"
    _post(office, edit, 400, version=3, **wanted | {"target": "50"})
    _post(office, edit, version=3, **wanted | {"target": "50", "reason": "Bớt một tỉnh"})
    _post(office, f"{page}ket-qua/", objective=one.pk, value="55", on=DAY, source="Khảo sát tháng 3")
    shown = office.get(page).content.decode()
    for words in ("12,5", "Bớt một tỉnh", "sửa sau khi bắt đầu", "Chưa kết luận được"):
        assert words in shown
    _post(office, f"{page}bao-cao/")
    assert OfficialDocument.objects.get().record_key == str(row.pk)
    _post(office, f"{page}dong/", 400, version=4, lesson="Tranh dễ hiểu", next_time="")
    _post(office, f"{page}dong/", version=4, lesson="Tranh dễ hiểu", next_time="Làm tranh trước")
    assert "Tranh dễ hiểu" in office.get(page).content.decode()
    assert "1/1" in office.get("/do-luong/").content.decode().replace(" ", "")
    for path in ("/do-luong/?xlsx", f"{page}?xlsx", f"{page}thong-diep/"):
        assert office.get(path).status_code == 200


def test_the_list_behind_decision_1169(office: Client, institute: Unit, spokesperson: Officer) -> None:
    book = SimpleUploadedFile("khcn.xlsx", _sheet(HEADER, ("KC.01", "Đo", 2025, None, DAY, URL)))
    _post(office, "/do-luong/nhiem-vu-khcn/nhap/", unit=institute.pk, file=book)
    bad = SimpleUploadedFile("khcn.xlsx", _sheet(HEADER, ("KC.02", "Đo", "?")))
    assert "Hàng 2" in _post(office, "/do-luong/nhiem-vu-khcn/nhap/", 400, unit=institute.pk, file=bad)
    task = {"unit": institute.pk, "code": "KC.02", "year": 2026, "title": "Vệ tinh"}
    _post(office, "/do-luong/nhiem-vu-khcn/them/", **task)
    row = ScienceTask.objects.get(code="KC.02")
    assert "50,0%" in office.get("/do-luong/chi-tieu/").content.decode()
    told = task | {"version": row.version, "told_on": DAY, "evidence": URL}
    _post(office, f"/do-luong/nhiem-vu-khcn/{row.pk}/", **told)
    shown = office.get("/do-luong/nhiem-vu-khcn/").content.decode()
    for words in ("100,0%", "Quyết định 1169", "chưa đối chiếu"):
        assert words in shown
    office.force_login(spokesperson)
    assert office.get("/do-luong/nhiem-vu-khcn/them/").status_code == 403
