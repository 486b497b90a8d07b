"""What is handed in by mistake or on purpose: addresses that run, cells that compute, old feeds."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common import clock
from dongthuan.apps.plans.forms.tasks import EvidenceForm, LinkForm
from dongthuan.apps.plans.models.campaigns import SheetImport
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.sheets import COLUMNS
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task

COMMAND = "=cmd|' /C calc'!A0"


@pytest.fixture
def own_plan(coordinator: Officer) -> Plan:
    """A plan of the agency in force, that rests on no document."""
    return a_plan(Unit.objects.get(parent=None), coordinator)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt://x.vn/%0aalert(1)", "data:text/html,x", "//", "http://",
     "ftp://x.vn", "file:///etc/passwd", "https://x.vn/\x00", "https://nguoi:mk@x.vn/",
     "https://x.vn/" + "a" * 2000, "x" * 3000],
)  # fmt: skip
def test_addresses_that_are_no_evidence(url: str) -> None:
    assert not EvidenceForm({"url": url}, {}).is_valid()


@pytest.mark.parametrize(
    "url", ["https://vien.example/bài-viết?a=1#x", "http://vien.example/", "vien.example/x"]
)
def test_addresses_that_are(url: str) -> None:
    form = EvidenceForm({"url": url}, {})
    assert form.is_valid()
    assert form.cleaned_data["url"].startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "to", ["a@b", "a@b.vn\nBcc: c@d.vn", "a" * 250 + "@b.vn", "a@b.vn, c@d.vn", "<a@b.vn>"]
)
def test_a_letter_goes_to_one_address(to: str) -> None:
    assert not LinkForm({"recipient": to}).is_valid()


def test_no_cell_that_goes_out_computes(client: Client, own_plan: Plan, coordinator: Officer) -> None:
    task = a_task(own_plan, own_plan.unit, content=COMMAND, product="+1+1", note="@SUM(A1)")
    client.force_login(coordinator)
    for address in (f"/ke-hoach/{own_plan.pk}/bang.xlsx", "/ke-hoach/cong-viec/?xlsx=1&state="):
        sheet = load_workbook(BytesIO(client.get(address).content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert any(COMMAND in str(cell.value) for cell in cells), task


def test_cells_that_compute_or_are_merged_are_read_as_what_they_show(
    client: Client, own_plan: Plan, coordinator: Officer
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(list(COLUMNS.values()))
    sheet.append(["1", "Họp báo", None, None, None, None, "=TODAY()"])
    sheet.append(["2", "Tập huấn", None, None, None, None, "5/3/2026"])
    sheet.append(["3", None, None, None, None, None, date(2026, 3, 9)])
    sheet.merge_cells("B3:B4")
    data = BytesIO()
    book.save(data)
    client.force_login(coordinator)
    data.seek(0)
    data.name = "bang.xlsx"
    answer = client.post(f"/ke-hoach/{own_plan.pk}/nhap-bang/", {"file": data})
    page = client.get(answer.url)
    rows = {row.number: row for row, _problems, _changes in page.context["rows"]}
    assert [rows[number].values.get("due_on") for number in sorted(rows)] == [
        None, date(2026, 3, 5), date(2026, 3, 9),
    ]  # fmt: skip
    assert rows[max(rows)].values["content"] == "Tập huấn"  # what a merged cell shows
    assert any("công thức" in warning for warning in SheetImport.objects.get().warnings)


def test_a_feed_ends_with_the_last_role(
    client: Client, own_plan: Plan, institute_officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 2, 5, tzinfo=UTC))
    a_task(own_plan, Unit.objects.get(code="VTT"), due_on=date(2026, 3, 13))
    client.force_login(institute_officer)
    address = client.post("/ke-hoach/lich-rieng/").context["address"]
    stranger = Client()
    assert b"VEVENT" in stranger.get(address).content
    RoleHeld.objects.filter(officer=institute_officer).update(end_on=date(2026, 3, 3))
    assert stranger.get(address).status_code == 200  # the role ends tomorrow
    RoleHeld.objects.filter(officer=institute_officer).update(end_on=date(2026, 3, 2))
    assert stranger.get(address).status_code == 404
