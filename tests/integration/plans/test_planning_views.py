"""Pages of planning: who gets in, what they show, sheets there and back, the feed without a sign-in."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar
from openpyxl import Workbook, load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.campaigns import CalendarFeed, PlanSheet, SheetImport
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.workbooks import rows_of

HEADER = [
    "TT",
    "Nội dung/nhiệm vụ",
    "Thời gian",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Kinh phí, nguồn",
    "Mã dòng",
]


@pytest.fixture
def unit(institute: Unit) -> Unit:
    return institute


@pytest.fixture
def yearly(unit: Unit, coordinator: Officer) -> Plan:
    plan = a_plan(unit, coordinator, "Kế hoạch năm 2026", year=2026)
    a_task(plan, unit, content="Tổ chức họp báo", due_on=date(2026, 3, 13), ref="1", budget_vnd=1_200_000)
    a_task(
        plan, unit, content="Báo cáo năm", start_on=date(2026, 3, 1), due_on=date(2026, 12, 14),
        report_due_on=date(2026, 12, 15), ref="2", state=TaskState.DRAFT, budget_vnd=5, budget_source="NSNN",
    )  # fmt: skip
    return plan


def workbook(*rows: list[Any], header: list[str] = HEADER) -> bytes:
    book, kept = Workbook(), BytesIO()
    for row in (["KẾ HOẠCH NĂM"], header, *rows):
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def hand_in(client: Client, plan: Plan, data: bytes) -> Any:
    return client.post(f"/ke-hoach/{plan.pk}/nhap-bang/", {"file": SimpleUploadedFile("bang.xlsx", data)})


def take_in(client: Client, address: str) -> Any:
    page = client.get(address)
    return client.post(address, {"seen": page.context["seen"]})


PAGES = ["lich/", "tien-do/", "mau-thuan/", "mau/", "lich-rieng/"]
OF_PLAN = ["nam-khac/", "nhap-bang/", "bang.xlsx", "mau/oasis/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_sign_in(client: Client, system: Officer, path: str) -> None:
    assert client.get(f"/ke-hoach/{path}").status_code == 302


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_empty_and_full(
    client: Client, path: str, yearly: Plan, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    assert client.get(f"/ke-hoach/{path}").status_code == 200
    Task.objects.all().delete()
    assert client.get(f"/ke-hoach/{path}").status_code == 200


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("coordinator", [200, 200, 200, 200]),
        ("institute_officer", [200, 200, 200, 200]),
        ("leader", [403, 403, 200, 200]),
        ("outsider", [404, 404, 404, 404]),
        ("unit_officer", [404, 404, 404, 404]),
    ],
)
def test_who_gets_in(name: str, answers: list[int], client: Client, yearly: Plan, request: Any) -> None:
    Plan.objects.filter(pk=yearly.pk).update(state=State.DRAFT)
    client.force_login(request.getfixturevalue(name))
    assert [client.get(f"/ke-hoach/{yearly.pk}/{path}").status_code for path in OF_PLAN] == answers


def test_the_month_shows_tasks_days_off_and_one_day_in_full(
    client: Client, yearly: Plan, unit: Unit, coordinator: Officer
) -> None:
    for number in range(6):
        a_task(yearly, unit, content=f"Việc {number}", due_on=date(2026, 4, 29))
    client.force_login(coordinator)
    page = client.get("/ke-hoach/lich/?month=2026-04").content.decode()
    for words in ("Việc 0", "+2", "Chiến thắng", "4/2026"):
        assert words in page
    day = client.get("/ke-hoach/lich/?month=2026-04&day=2026-04-29").content.decode()
    assert "Việc 5" in day
    for wrong in ("?month=2026-13", "?month=x&day=2026-99-99", "?unit=99999999999999999999", "?month=%00"):
        assert client.get(f"/ke-hoach/lich/{wrong}").status_code == 200


def test_the_timeline_shows_units_then_bars_with_words(
    client: Client, yearly: Plan, unit: Unit, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    page = client.get("/ke-hoach/tien-do/?year=2026").content.decode()
    assert unit.name in page
    bars = client.get(f"/ke-hoach/tien-do/?year=2026&unit={unit.pk}").content.decode()
    assert "Tổ chức họp báo" in bars
    assert "style=" not in bars.split("<main", 1)[1].split("</main", 1)[0]
    assert client.get("/ke-hoach/tien-do/?year=9&quarter=7").status_code == 200


@pytest.mark.parametrize("path", ["lich/?month=2026-03", "tien-do/?year=2026&mine=", "mau-thuan/"])
def test_queries_do_not_grow_with_tasks(
    client: Client,
    path: str,
    yearly: Plan,
    unit: Unit,
    coordinator: Officer,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(coordinator)
    for number in range(30):
        a_task(yearly, unit, content=f"Việc {number}", due_on=date(2026, 3, 1 + number % 28))
    client.get(f"/ke-hoach/{path}")
    with django_assert_max_num_queries(22):
        client.get(f"/ke-hoach/{path}")


def test_the_feed_is_secret_renewable_revocable_and_valid(
    client: Client, yearly: Plan, institute_officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 2, 5, tzinfo=UTC))
    other = a_plan(a_unit("B"), institute_officer)
    a_task(other, a_unit("C"), content="Của đơn vị khác", due_on=date(2026, 3, 13))
    Task.objects.filter(state=TaskState.DRAFT).update(state=TaskState.ACCEPTED)
    client.force_login(institute_officer)
    address = client.post("/ke-hoach/lich-rieng/").context["address"]
    assert address not in client.get("/ke-hoach/lich-rieng/").content.decode()
    assert address.split("/")[-1].removesuffix(".ics") not in CalendarFeed.objects.get().token_hash
    stranger = Client()
    answer = stranger.get(address)
    calendar = Calendar.from_ical(answer.content)
    events = {str(e["uid"]): e for e in calendar.walk("VEVENT")}
    first, second = Task.objects.filter(plan=yearly).order_by("position")
    assert set(events) == {
        f"task-{first.pk}-due@dongthuan",
        f"task-{second.pk}-due@dongthuan",
        f"task-{second.pk}-report@dongthuan",
    }  # fmt: skip
    due = events[f"task-{first.pk}-due@dongthuan"]
    assert due["dtstart"].to_ical() == b"20260313"
    assert "Tổ chức họp báo" in str(due["summary"])
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    assert answer["Content-Type"].startswith("text/calendar")
    client.post("/ke-hoach/lich-rieng/")
    assert stranger.get(address).status_code == 404
    again = client.post("/ke-hoach/lich-rieng/").context["address"]
    assert stranger.get(again).status_code == 200
    Officer.objects.filter(pk=institute_officer.pk).update(is_active=False)
    assert stranger.get(again).status_code == 404
    Officer.objects.filter(pk=institute_officer.pk).update(is_active=True)
    client.post("/ke-hoach/lich-rieng/thu-hoi/")
    assert stranger.get(again).status_code == 404
    assert Entry.objects.filter(act="plans.revoke_feed").count() == 1


@pytest.mark.parametrize("token", ["x", "a" * 300, "%00", "..%2f"])
def test_a_wrong_feed_address_is_not_found(client: Client, system: Officer, token: str) -> None:
    assert client.get(f"/ke-hoach/lich-rieng/{token}.ics").status_code == 404


def test_an_outsider_has_no_feed(client: Client, outsider: Officer) -> None:
    client.force_login(outsider)
    assert client.get("/ke-hoach/lich-rieng/").status_code == 403


def test_a_sheet_that_comes_back_unchanged_changes_nothing(
    client: Client, yearly: Plan, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    data = client.get(f"/ke-hoach/{yearly.pk}/bang.xlsx").content
    page = client.get(hand_in(client, yearly, data).url)
    counts = page.context["counts"]
    assert (counts.new, counts.changed, counts.same, counts.bad) == (0, 0, 2, 0)
    answer = client.post(page.request["PATH_INFO"], {"seen": page.context["seen"]})
    assert answer.status_code == 200
    assert not Entry.objects.filter(act="plans.import_sheet").exists()


def test_only_what_changed_is_rewritten(client: Client, yearly: Plan, coordinator: Officer) -> None:
    client.force_login(coordinator)
    book = load_workbook(BytesIO(client.get(f"/ke-hoach/{yearly.pk}/bang.xlsx").content))
    page = book.active
    place = next(cell for row in page.iter_rows() for cell in row if cell.value == "Báo cáo năm")
    page.cell(place.row, place.column + 5).value = "05/03/2026 – 15/12/2026"
    page.append(["3", "Tập huấn phát ngôn"])
    kept = BytesIO()
    book.save(kept)
    address = hand_in(client, yearly, kept.getvalue()).url
    assert Task.objects.count() == 2
    assert take_in(client, address).status_code == 302
    first, second, third = Task.objects.filter(plan=yearly).order_by("position")
    assert (first.version, second.version) == (1, 2)
    assert (second.start_on, second.due_on, second.report_due_on) == (
        date(2026, 3, 5), date(2026, 12, 15), date(2026, 12, 15),
    )  # fmt: skip
    assert (second.budget_vnd, second.budget_source) == (5, "NSNN")
    assert (third.content, third.lead_unit, third.state) == (
        "Tập huấn phát ngôn",
        yearly.unit,
        TaskState.DRAFT,
    )
    assert Entry.objects.get(act="plans.import_sheet").details == {
        "new": 1,
        "changed": 1,
        "same": 1,
        "bad": 0,
    }
    assert client.get(address).status_code == 404


def test_each_fault_is_said_at_its_row_and_left_out(
    client: Client, yearly: Plan, unit: Unit, coordinator: Officer
) -> None:
    a_unit("TT", "Trung tâm Thông tin")
    key = f"NV-{yearly.tasks.first().pk}"
    data = workbook(
        ["1", "Ngày gõ tay", "05/03/2026", "VTT", "Trung tâm Thông tin", "1.200.000 đ; NSNN", None],
        ["2", "Số", 46086, unit.name.upper(), None, 1200000, None],
        ["3", "Ngược", "10/03/2026 - 05/03/2026", None, None, None, None],
        ["4", "Sai đơn vị", None, "Trung tam Thong tim", None, None, None],
        ["5", "31/2", "31/02/2026", None, None, "một triệu rưỡi", None],
        ["6", None, "05/03/2026", None, None, "1,5", None],
        ["7", "Lạ", None, None, None, None, "NV-999999"],
        ["8", "Lặp", None, None, None, None, key],
        ["9", "Lặp", None, None, None, None, key],
        ["10", "Mười", None, None, None, None, "x"],
    )
    client.force_login(coordinator)
    address = hand_in(client, yearly, data).url
    page = client.get(address)
    words = page.content.decode()
    for said in ("Trung tâm Thông tin", "31/02/2026", "NV-999999", "46086 = 05/03/2026"):
        assert said in words
    rows = {row.number: row for row, _problems, _changes in page.context["rows"]}
    kinds = [rows[number].kind for number in sorted(rows)]
    assert kinds == ["new", "new", "bad", "bad", "bad", "bad", "bad", "changed", "bad", "bad"]
    assert rows[3].values["due_on"] == date(2026, 3, 5)
    assert (rows[3].values["budget_vnd"], rows[3].values["budget_source"]) == (1_200_000, "NSNN")
    take_in(client, address)
    assert Task.objects.count() == 4


@pytest.mark.parametrize("data", [b"", b"abc", workbook(["1", "x"], header=["a", "b"])])
def test_what_is_no_sheet_is_refused(client: Client, yearly: Plan, coordinator: Officer, data: bytes) -> None:
    client.force_login(coordinator)
    assert hand_in(client, yearly, data).status_code == 400
    assert not SheetImport.objects.exists()


def test_a_preview_that_no_longer_holds_is_shown_anew(
    client: Client, yearly: Plan, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    address = hand_in(client, yearly, workbook(["1", "Mới", "05/03/2026"], ["1", "Cũ", None, None, None, None,
                      f"NV-{yearly.tasks.first().pk}"])).url  # fmt: skip
    seen = client.get(address).context["seen"]
    yearly.tasks.update(version=5)
    assert client.post(address, {"seen": seen}).status_code == 200
    assert Task.objects.count() == 2


def test_too_many_rows_are_refused(client: Client, yearly: Plan, coordinator: Officer) -> None:
    client.force_login(coordinator)
    data = workbook(*(["1", f"Việc {number}"] for number in range(2_001)))
    assert hand_in(client, yearly, data).status_code == 400


def test_all_tasks_as_a_workbook(
    client: Client, yearly: Plan, institute_officer: Officer, system: Officer
) -> None:
    a_task(a_plan(a_unit("B"), system), a_unit("C"), content="Không được thấy")
    client.force_login(institute_officer)
    told = [cell for row in rows_of(client, "/ke-hoach/cong-viec/?state=draft") for cell in row]
    told += [cell for row in rows_of(client, "/ke-hoach/cong-viec/") for cell in row]
    assert "Tổ chức họp báo" in told
    assert "Không được thấy" not in told


def test_a_sheet_of_oasis_is_filled_in_with_versions(
    client: Client, yearly: Plan, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    address = f"/ke-hoach/{yearly.pk}/mau/oasis/"
    given = {"version": 0, "answer_objective": "Tăng từ 40% lên 60%", "answer_role": "Giải thích chính sách"}
    assert client.post(address, given).status_code == 302
    sheet = PlanSheet.objects.get()
    assert (sheet.version, sheet.answers["objective"]) == (1, "Tăng từ 40% lên 60%")
    again = client.post(address, given | {"answer_objective": "Khác"})
    assert again.status_code == 200
    assert "Khác" in again.content.decode()
    assert PlanSheet.objects.get().version == 1
    assert client.post(address, given | {"version": 1, "answer_role": "không có"}).status_code == 200
    assert client.get(f"/ke-hoach/{yearly.pk}/mau/khong-co/").status_code == 404
    assert Entry.objects.get(act="plans.fill_sheet").details["changed"] == ["objective", "role"]


def test_a_plan_begins_from_a_template(client: Client, coordinator: Officer, unit: Unit) -> None:
    client.force_login(coordinator)
    assert "01/02/2027" in client.get("/ke-hoach/mau/ke-hoach-nam/?year=2027").content.decode()
    answer = client.post("/ke-hoach/mau/ke-hoach-nam/", {"year": 2027, "unit": unit.pk, "title": ""})
    plan = Plan.objects.get()
    assert answer.url == f"/ke-hoach/{plan.pk}/"
    assert (plan.title, plan.directive, plan.state) == (
        "Kế hoạch truyền thông chính sách năm 2027",
        None,
        State.DRAFT,
    )
    assert plan.tasks.count() == 11
    assert plan.tasks.get(ref="2").due_on == date(2027, 2, 1)  # 31/1/2027 is a Sunday


def test_cloning_from_its_page(client: Client, yearly: Plan, coordinator: Officer) -> None:
    client.force_login(coordinator)
    address = f"/ke-hoach/{yearly.pk}/nam-khac/"
    page = client.get(address).content.decode()
    assert "13/03/2026" in page
    assert client.post(address, {"year": 2027, "version": 1}).status_code == 302
    assert Plan.objects.get(cloned_from=yearly).tasks.count() == 2
    assert client.get(address).status_code == 200
    for year in (1, 99999, "x"):
        assert client.get(f"{address}?year={year}").status_code == 200


def test_a_conflict_is_pardoned_from_its_page(
    client: Client, yearly: Plan, unit: Unit, coordinator: Officer
) -> None:
    other = a_plan(unit, coordinator, "Kế hoạch khác")
    a_task(other, unit, content="Tổ chức họp báo", due_on=date(2026, 4, 13))
    first, second = Task.objects.filter(content="Tổ chức họp báo").order_by("pk")
    client.force_login(coordinator)
    assert "Kế hoạch khác" in client.get("/ke-hoach/mau-thuan/").content.decode()
    asked = {"kind": "alike", "first": first.pk, "second": second.pk}
    address = "/ke-hoach/mau-thuan/khong-phai/"
    assert client.get(address, asked).status_code == 200
    assert client.post(address, asked | {"reason": ""}).status_code == 400
    assert client.post(address, asked | {"reason": "hai đợt"}).status_code == 302
    assert "hai đợt" in client.get("/ke-hoach/mau-thuan/").content.decode()
    assert client.get(address, asked | {"second": 99999}).status_code == 404
    assert client.get(address, {"kind": "x"}).status_code == 404


def test_a_directive_is_revoked_from_its_page(client: Client, plan: Plan, coordinator: Officer) -> None:
    agency = Unit.objects.get(parent__isnull=True)
    task = a_task(plan, agency, content="Việc mở")
    client.force_login(coordinator)
    address = f"/ke-hoach/{plan.pk}/thay-the/"
    assert client.get(address).status_code == 200
    assert client.get(address, {"kind": "replaced"}).status_code == 200
    asked = f"{address}?kind=revoked"
    assert "Việc mở" in client.get(asked).content.decode()
    assert client.post(asked, {f"task-{task.pk}": "close", "reason": ""}).status_code == 200
    assert client.post(asked, {f"task-{task.pk}": "move-1", "reason": "x"}).status_code == 200
    assert client.post(asked, {f"task-{task.pk}": "close", "reason": "Bãi bỏ"}).status_code == 302
    task.refresh_from_db()
    assert task.state == TaskState.CANCELLED
