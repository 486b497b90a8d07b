"""Figures open what they count and add up: by plan, by unit, over all units; on pages, in sheets, printed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Evidence, Task
from dongthuan.apps.reports import printing
from dongthuan.apps.reports.measures import BY_KEY
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations import rounds
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.reports.queries import printing as printed
from dongthuan.apps.reports.queries.counting import measures_of
from dongthuan.apps.reports.queries.unit_reports import counted_of, tasks_to_name
from dongthuan.apps.units.models import Unit
from tests.integration.monitoring.newsroom import Newsroom
from tests.integration.reports.conftest import DAY, DUE, NOON, at, filed


@pytest.fixture
def synthesis(report: UnitReport, institute_officer: Officer, coordinator: Officer) -> Synthesis:
    """The synthesis while only one of two institutes has filed."""
    filed(report, institute_officer)
    return synthesise(round_=report.round, by=coordinator, at=NOON)


@pytest.fixture
def two_filed(
    synthesis: Synthesis, other_institute: Unit, other_officer: Officer, coordinator: Officer
) -> Synthesis:
    """The synthesis of both institutes."""
    filed(synthesis.round.unit_reports.get(unit=other_institute), other_officer)
    return synthesise(round_=synthesis.round, by=coordinator, at=NOON)


def on_plan(round_: Round, plan: Plan | None) -> None:
    """Let a round report on a plan."""
    Round.objects.filter(pk=round_.pk).update(plan=plan)
    round_.refresh_from_db()


def test_a_round_on_a_plan_counts_its_tasks_and_those_of_the_unit_plans(
    report: UnitReport, plan: Plan, institute: Unit, make_task: Callable[..., Task]
) -> None:
    part = Plan.objects.create(unit=institute, parent=plan, title="Kế hoạch của viện", created_at=NOON)
    other = Plan.objects.create(unit=plan.unit, title="Kế hoạch khác", created_at=NOON)
    own = make_task(institute, "Việc riêng của viện", due_on=date(2026, 11, 1))
    foreign = make_task(institute, "Việc của kế hoạch khác", due_on=date(2026, 11, 2))
    Task.objects.filter(pk=own.pk).update(plan=part)
    Task.objects.filter(pk=foreign.pk).update(plan=other)
    assert measures_of(counted_of(report, on=DAY))["assigned"] == 7
    on_plan(report.round, plan)
    rows = counted_of(report, on=DAY)
    assert measures_of(rows)["assigned"] == 6
    assert own.pk in {row.task.pk for row in rows}
    assert foreign.pk not in {task.pk for task in tasks_to_name(report, on=DAY)}


def test_the_scope_of_the_figures_is_said_on_pages_and_in_print(
    client: Client, synthesis: Synthesis, plan: Plan, coordinator: Officer
) -> None:
    on_plan(synthesis.round, plan)
    client.force_login(coordinator)
    page = client.get(reverse("reports:round", args=[synthesis.round_id])).content.decode()
    assert "Số liệu chỉ tính nhiệm vụ của kế hoạch này" in page
    statistics = printed.printed_of(Synthesis.objects.get()).annexes[0]
    assert any(plan.title in getattr(block, "words", "") for block in statistics.blocks)


def test_published_items_are_counted_not_their_tasks(
    client: Client, report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    task = Task.objects.get(content="Họp báo quý I")
    room = Newsroom(NOON)
    for number in range(3):
        item = room.publish(f"Tin {number}")
        Evidence.objects.create(
            task=task, words=item.title, item=item, by=institute_officer, at=at(date(2026, 4, 1))
        )
    client.force_login(coordinator)
    page = client.get(reverse("reports:rows", args=[report.pk, "published"]))
    assert page.context["value"] == 3
    assert len(page.context["rows"]) == 1
    assert ": 3</h1>" in page.content.decode()


def test_the_table_of_a_synthesis_opens_its_rows_and_adds_up(
    client: Client, two_filed: Synthesis, leader: Officer
) -> None:
    client.force_login(leader)
    page = client.get(reverse("reports:synthesis", args=[two_filed.round_id]))
    rows, total = page.context["rows"], page.context["total"]
    for place, (key, value) in enumerate(total.cells()):
        assert value == sum(row.cells()[place][1] for row in rows), key
        assert value == two_filed.figures.get(key=f"tong.{key}").value
    words = page.content.decode()
    for row in rows:
        for key in BY_KEY:
            address = reverse("reports:version_rows", args=[row.report_key, row.number, key])
            assert address in words
            shown = client.get(address)
            assert shown.context["value"] == dict(row.cells())[key]
    assert reverse("reports:figure", args=[two_filed.round_id, "tong.overdue"]) in words


def test_a_figure_of_all_units_shows_the_sum_of_theirs(
    client: Client, two_filed: Synthesis, leader: Officer
) -> None:
    client.force_login(leader)
    for key in ("assigned", "due", "overdue", "tk1"):
        figure = two_filed.figures.get(key=f"tong.{key}")
        page = client.get(reverse("reports:figure", args=[two_filed.round_id, figure.key]))
        assert page.context["total"] == figure.value, key
    share = client.get(reverse("reports:figure", args=[two_filed.round_id, "tong.ty_le"]))
    assert share.context["total"] is None


def test_the_document_lists_the_tasks_behind_the_figures(two_filed: Synthesis) -> None:
    annex = next(one for one in printed.printed_of(two_filed).annexes if "được tính" in one.title)
    (table,) = annex.blocks
    assert isinstance(table, printing.Table)
    assert len(table.rows) == two_filed.figures.get(key="tong.assigned").value
    overdue = [row for row in table.rows if row[5] == "Quá hạn chưa hoàn thành"]
    assert [(row[1], row[2], row[3]) for row in overdue] == [("Viện thử", "Bản tin tháng", "30/11/2026")]
    body = printed.printed_of(two_filed).body
    assert any(
        "quá hạn chưa hoàn thành, gồm" in one.words and "(Phụ lục IV)" in one.words
        for one in body
        if isinstance(one, printing.Paragraph)
    )


def test_of_very_many_tasks_only_what_is_late_is_printed(
    two_filed: Synthesis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed, "MOST_TASKS", 2)
    annex = next(one for one in printed.printed_of(two_filed).annexes if "quá hạn" in one.title)
    table, note = annex.blocks
    assert isinstance(table, printing.Table)
    assert {row[5] for row in table.rows} == {"Hoàn thành quá hạn", "Quá hạn chưa hoàn thành"}
    assert isinstance(note, printing.Paragraph)
    assert "chỉ nêu nhiệm vụ" in note.words


def test_the_sheet_holds_every_task_and_follows_the_synthesis_where_asked(
    client: Client, synthesis: Synthesis, other_institute: Unit, other_officer: Officer, leader: Officer
) -> None:
    filed(synthesis.round.unit_reports.get(unit=other_institute), other_officer)
    client.force_login(leader)
    address = reverse("reports:statistics_sheet", args=[synthesis.round_id])
    for query, assigned in (("", 6), ("?tong-hop=1", 5)):
        book = load_workbook(BytesIO(client.get(address + query).content))
        units, tasks = book.worksheets
        total = next(row for row in units.iter_rows(values_only=True) if row[0] == "TỔNG CỘNG")
        assert total[1] == assigned
        assert tasks.max_row - 2 == assigned


def test_who_filed_is_judged_by_the_moved_day(
    synthesis: Synthesis, coordinator: Officer, institute_officer: Officer
) -> None:
    round_ = synthesis.round
    report = round_.unit_reports.get(state="filed")
    for due_on, is_late in ((DAY - timedelta(days=1), True), (DUE, False)):
        round_.refresh_from_db()
        rounds.move_due_day(
            round_=round_,
            due_on=due_on,
            reason="Theo yêu cầu",
            version=round_.version,
            by=coordinator,
            at=NOON,
        )
        report.refresh_from_db()
        assert report.is_late is is_late
    assert report.versions.get().is_late is False


def test_a_cut_off_in_december_parts_the_years(
    draft: Round, coordinator: Officer, institute: Unit, make_task: Callable[..., Task]
) -> None:
    """Done on 14/12 belongs to this year's report, done on 15/12 to the next one."""
    given = {"state": "done", "assigned_at": at(date(2025, 6, 1))}
    for day in (date(2025, 12, 14), date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 15)):
        make_task(institute, f"Xong {day}", due_on=day, done_at=at(day), **given)
    round_ = rounds.open_round(round_=draft, version=draft.version, by=coordinator, at=NOON)
    report = round_.unit_reports.get(unit=institute)
    measures = measures_of(counted_of(report, on=date(2026, 12, 31)))
    assert measures["assigned"] == 3
    assert (measures["in_time"], measures["running"], measures["overdue"]) == (2, 1, 0)
    assert counted_of(report, on=date(2026, 12, 31))[-1].done_on is None
    assert sum(Decimal(measures[key]) for key in ("in_time", "late", "overdue", "running")) == 3
