"""Rounds and unit reports: each act changes, notes and tells; refused ones leave no trace."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Notice, Reminder
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.reports import freezing
from dongthuan.apps.reports.jobs import remind
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations import rounds as operations
from dongthuan.apps.reports.operations import unit_reports as reporting
from dongthuan.apps.reports.operations import units_of_round
from dongthuan.apps.reports.queries import counting
from dongthuan.apps.reports.queries import rounds as queries
from dongthuan.apps.reports.queries import unit_reports as reads
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.operations import end_unit
from tests.integration.reports.conftest import DAY, DUE, NOON, at, filed, institute_of, officer_of, written


def acts() -> list[str]:
    """Return what the record says was done with reports."""
    return list(Entry.objects.filter(act__startswith="reports.").order_by("id").values_list("act", flat=True))


def test_opening_tells_the_units_once(draft: Round, coordinator: Officer, institute_officer: Officer) -> None:
    opened = operations.open_round(round_=draft, version=draft.version, by=coordinator, at=NOON)
    notice = Notice.objects.get(recipient=institute_officer)
    assert opened.title in notice.title
    assert acts() == ["reports.save_round", "reports.open_round"]
    closed = operations.close_round(round_=opened, version=opened.version, by=coordinator, at=NOON)
    operations.open_round(round_=closed, version=closed.version, by=coordinator, at=NOON)
    assert Notice.objects.filter(recipient=institute_officer).count() == 1


def test_a_round_without_units_is_not_opened(draft: Round, coordinator: Officer) -> None:
    draft.unit_reports.all().delete()
    with pytest.raises(operations.NoUnits):
        operations.open_round(round_=draft, version=draft.version, by=coordinator, at=NOON)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_dissolved_unit_is_named_before_opening(
    draft: Round, institute: Unit, coordinator: Officer
) -> None:
    end_unit(unit=institute, end_on=DAY, by=coordinator, at=NOON)
    with pytest.raises(operations.UnitsDissolved) as refusal:
        operations.open_round(round_=draft, version=draft.version, by=coordinator, at=NOON)
    assert refusal.value.args[0] == ["Viện thử"]


def test_the_form_stands_once_opened(
    opened: Round, content: operations.RoundContent, coordinator: Officer
) -> None:
    with pytest.raises(operations.FormStands):
        operations.save_round(
            round_=opened, content=content, unit=opened.unit, version=opened.version, by=coordinator, at=NOON
        )


def test_two_preparing_one_round(
    draft: Round, content: operations.RoundContent, coordinator: Officer
) -> None:
    with pytest.raises(operations.ChangedMeanwhile):
        operations.save_round(
            round_=draft, content=content, unit=draft.unit, version=draft.version - 1, by=coordinator, at=NOON
        )


def test_closing_keeps_who_is_missing(
    report: UnitReport, institute_officer: Officer, other_institute: Unit, coordinator: Officer
) -> None:
    filed(report, institute_officer)
    round_ = operations.close_round(
        round_=report.round, version=report.round.version, by=coordinator, at=NOON
    )
    assert round_.missing_at_close == [other_institute.pk]
    report.refresh_from_db()
    with pytest.raises(reporting.RoundNotOpen):
        reporting.return_report(report=report, reason="sai", version=report.version, by=coordinator, at=NOON)


def test_a_report_comes_filled_from_the_records(report: UnitReport, institute_officer: Officer) -> None:
    report = reporting.begin_report(report=report, version=report.version, by=institute_officer, at=NOON)
    told = {text.task.content: (text.part, text.is_own) for text in report.texts.all() if text.task}
    assert told == {
        "Họp báo quý I": ("2", False),
        "Tập huấn": ("2", False),
        "Bản tin tháng": ("3b", False),
        "Phim ngắn": ("4", False),
    }
    assert (
        report.texts.get(part="3b").text == "Nhiệm vụ “Bản tin tháng” đã quá hạn từ ngày 30/11/2026, đạt 40%."
    )
    assert report.state == "drafting"


def test_fetching_again_adds_only_what_is_new(
    report: UnitReport,
    institute_officer: Officer,
    make_task: Callable[..., Task],
    institute: Unit,
) -> None:
    report = written(report, institute_officer)
    count = report.texts.count()
    make_task(institute, "Việc mới", due_on=date(2026, 12, 20))
    reporting.begin_report(report=report, version=report.version, by=institute_officer, at=NOON)
    assert report.texts.count() == count + 1


def test_what_the_unit_changes_is_its_own(report: UnitReport, institute_officer: Officer) -> None:
    report = reporting.begin_report(report=report, version=report.version, by=institute_officer, at=NOON)
    first, *rest = report.texts.order_by("pk")
    typed = [reporting.TextContent(one.pk, one.part, one.text, one.task_id) for one in rest]
    typed.append(reporting.TextContent(first.pk, first.part, "Viết lại", first.task_id))
    report = reporting.save_report(
        report=report, texts=typed, figures={}, version=report.version, by=institute_officer, at=NOON
    )
    assert {text.text for text in report.texts.filter(is_own=True)} == {"Viết lại"}
    assert report.texts.filter(is_own=False).count() == len(rest)


def test_a_foreign_task_is_refused(report: UnitReport, institute_officer: Officer, tasks: list[Task]) -> None:
    typed = [reporting.TextContent(None, "2", "Việc của viện khác", tasks[5].pk)]
    with pytest.raises(reporting.ForeignTask):
        reporting.save_report(
            report=report, texts=typed, figures={}, version=report.version, by=institute_officer, at=NOON
        )
    assert not report.texts.exists()


def test_filing_freezes_what_it_says_and_what_it_counts(
    report: UnitReport, institute_officer: Officer, tasks: list[Task]
) -> None:
    version = filed(report, institute_officer)
    assert version.content_hash == freezing.hash_of(version.content)
    tasks[2].state, tasks[2].done_at = "done", NOON
    tasks[2].save()
    said = reads.content_of(version)
    assert said.measures["overdue"] == 1
    assert [row.task for row in counting.versions_rows(version.pk, "overdue")] == [tasks[2]]
    for key in ("assigned", "due", "in_time", "late", "overdue", "running"):
        assert len(counting.versions_rows(version.pk, key)) == said.measures[key]
    assert said.figures[0].value == 12


def test_an_empty_report_is_not_filed(report: UnitReport, institute_officer: Officer) -> None:
    with pytest.raises(reporting.NothingSaid):
        reporting.file_report(report=report, version=report.version, by=institute_officer, at=NOON)


@pytest.mark.parametrize(
    ("day", "hour", "is_late"),
    [
        pytest.param(DUE, 16, False, id="a minute before midnight in Hà Nội"),
        pytest.param(DUE, 17, True, id="midnight in Hà Nội, still the day in UTC"),
    ],
)
def test_late_is_by_the_local_day(
    day: date, hour: int, is_late: bool, report: UnitReport, institute_officer: Officer
) -> None:
    version = filed(report, institute_officer, at(day, hour) + timedelta(minutes=59 if hour == 16 else 0))
    report.refresh_from_db()
    assert (version.is_late, report.is_late) == (is_late, is_late)


def test_returned_corrected_filed_again(
    report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    first = filed(report, institute_officer)
    report.refresh_from_db()
    with pytest.raises(reporting.NoReason):
        reporting.return_report(report=report, reason=" ", version=report.version, by=coordinator, at=NOON)
    report = reporting.return_report(
        report=report, reason="Thiếu số liệu", version=report.version, by=coordinator, at=NOON
    )
    assert Notice.objects.filter(recipient=institute_officer, kind="reports.returned").count() == 1
    late = at(DUE + timedelta(days=3))
    second = filed(report, institute_officer, late)
    first.refresh_from_db()
    report.refresh_from_db()
    assert (second.number, second.is_late, report.is_late) == (2, True, False)
    assert first.return_reason == "Thiếu số liệu"
    assert [one.pk for one in reads.standing_versions(report.round_id)] == [second.pk]
    report = reporting.accept_report(report=report, version=report.version, by=coordinator, at=NOON)
    assert report.state == "accepted"
    with pytest.raises(reporting.NotInThatState):
        reporting.file_report(report=report, version=report.version, by=institute_officer, at=NOON)


def test_no_act_without_the_right(report: UnitReport, other_officer: Officer, leader: Officer) -> None:
    before = Entry.objects.count()
    for officer in (other_officer, leader.on(DAY)):
        with pytest.raises(NotAllowed):
            reporting.begin_report(report=report, version=report.version, by=officer, at=NOON)
        with pytest.raises(NotAllowed):
            operations.close_round(round_=report.round, version=report.round.version, by=officer, at=NOON)
    assert Entry.objects.count() == before


def test_a_unit_is_left_out_and_taken_back(report: UnitReport, institute: Unit, coordinator: Officer) -> None:
    with pytest.raises(operations.NoReason):
        units_of_round.drop_unit(report=report, reason="", by=coordinator, at=NOON)
    units_of_round.drop_unit(report=report, reason="Không thuộc đối tượng", by=coordinator, at=NOON)
    with pytest.raises(units_of_round.NotInThatState):
        units_of_round.drop_unit(report=report, reason="lại", by=coordinator, at=NOON)
    again = operations.add_unit(
        round_=report.round, unit=institute, reason="Có nhiệm vụ", by=coordinator, at=NOON
    )
    assert (again.pk, again.state, again.is_added_later) == (report.pk, "waiting", True)
    with pytest.raises(operations.AlreadyIn):
        operations.add_unit(round_=report.round, unit=institute, reason="x", by=coordinator, at=NOON)


def test_the_successor_of_a_dissolved_unit_takes_over(
    report: UnitReport, institute: Unit, institute_officer: Officer, coordinator: Officer, system: Officer
) -> None:
    report = written(report, institute_officer)
    heir_unit = institute_of("VHN", "Viện hợp nhất", system, (institute,))
    heir_officer = officer_of("hop-nhat", "Đặng Thu Thảo", heir_unit, system)
    end_unit(unit=institute, end_on=DAY, by=coordinator, at=NOON)
    rows = queries.report_rows(report.round, seen_by=coordinator, on=DAY)
    (row,) = [one for one in rows if one.has_ended]
    assert list(row.successors) == [heir_unit]
    heir = units_of_round.take_over(
        report=report, successor=heir_unit, reason="Quyết định sáp nhập", by=coordinator, at=NOON
    )
    assert heir.texts.filter(text__contains="Đã ban hành kế hoạch").count() == 1
    version = filed(heir, heir_officer)
    said = reads.content_of(version)
    assert said.predecessors == ("Viện thử",)
    assert said.measures["assigned"] == 5
    report.refresh_from_db()
    assert (report.state, report.taken_over_by) == ("taken_over", heir)
    assert report in UnitReport.objects.visible_to(heir_officer)


def test_only_a_successor_takes_over(report: UnitReport, other_institute: Unit, coordinator: Officer) -> None:
    with pytest.raises(units_of_round.NotASuccessor):
        units_of_round.take_over(
            report=report, successor=other_institute, reason="x", by=coordinator, at=NOON
        )


def test_a_moved_day_tells_who_must_still_file(
    report: UnitReport, institute_officer: Officer, other_officer: Officer, coordinator: Officer
) -> None:
    filed(report, institute_officer)
    operations.move_due_day(
        round_=report.round,
        due_on=date(2026, 12, 25),
        reason="Nghỉ lễ",
        version=report.round.version,
        by=coordinator,
        at=NOON,
    )
    assert list(
        Notice.objects.filter(kind="reports.moved").values_list("recipient__username", flat=True)
    ) == ["vien-khac"]


def test_the_database_keeps_what_must_hold(report: UnitReport) -> None:
    for wrong in ({"state": "filed"}, {"state": "returned"}, {"state": "taken_over", "reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitReport.objects.filter(pk=report.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=report.round_id).update(end_on=report.round.start_on)


def test_reminders_come_once_and_stop_when_filed(
    report: UnitReport,
    institute_officer: Officer,
    other_officer: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dongthuan.apps.reports.jobs.now", lambda: at(DUE))
    remind()
    remind()
    told = Reminder.objects.filter(record_type="reports.unitreport")
    assert {one.recipient for one in told} == {institute_officer, other_officer}
    assert told.count() == len({(one.recipient_id, one.step) for one in told})
    filed(report, institute_officer)
    monkeypatch.setattr("dongthuan.apps.reports.jobs.now", lambda: at(DUE + timedelta(days=4)))
    before = Reminder.objects.filter(record_key=str(report.pk)).count()
    remind()
    assert Reminder.objects.filter(record_key=str(report.pk)).count() == before


def test_a_dissolved_unit_s_only_successor_is_asked_in_its_place(
    report: UnitReport,
    institute: Unit,
    coordinator: Officer,
    system: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heir_unit = institute_of("VHN", "Viện hợp nhất", system, (institute,))
    heir_officer = officer_of("hop-nhat", "Đặng Thu Thảo", heir_unit, system)
    end_unit(unit=institute, end_on=DAY, by=coordinator, at=NOON)
    monkeypatch.setattr("dongthuan.apps.reports.jobs.now", lambda: at(DUE))
    remind()
    remind()
    report.refresh_from_db()
    assert report.state == "taken_over"
    heir = report.taken_over_by
    assert heir is not None
    assert heir.unit == heir_unit
    assert "kết thúc hoạt động từ ngày 16/12/2026" in report.reason
    told = Reminder.objects.filter(record_type="reports.unitreport", record_key=str(heir.pk))
    assert {one.recipient for one in told} == {heir_officer}
    assert not Reminder.objects.filter(record_key=str(report.pk)).exists()
    entry = Entry.objects.filter(act="reports.choose_units").latest("id")
    assert entry.actor_id == system.pk


def test_with_two_successors_the_office_chooses(
    report: UnitReport, institute: Unit, coordinator: Officer, system: Officer
) -> None:
    for code in ("VH1", "VH2"):
        institute_of(code, f"Viện {code}", system, (institute,))
    end_unit(unit=institute, end_on=DAY, by=coordinator, at=NOON)
    for _turn in range(2):
        assert units_of_round.hand_over_dissolved(by=system.on(DAY), at=NOON) == 0
    told = Notice.objects.filter(kind="reports.dissolved")
    assert [one.recipient for one in told] == [coordinator]


def test_a_unit_takes_its_report_back_before_it_is_taken_in(
    report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    filed(report, institute_officer)
    report.refresh_from_db()
    given = {"by": institute_officer, "at": NOON, "version": report.version}
    with pytest.raises(reporting.NoReason):
        reporting.withdraw_report(report=report, reason=" ", **given)
    with pytest.raises(NotAllowed):
        reporting.withdraw_report(report=report, reason="x", **(given | {"by": coordinator}))
    back = reporting.withdraw_report(report=report, reason="Nhầm số liệu", **given)
    assert back.state == "drafting"
    assert report.versions.get().return_reason == "Nhầm số liệu"
    with pytest.raises(reporting.NotInThatState):
        reporting.withdraw_report(report=back, reason="x", **(given | {"version": back.version}))
    assert Notice.objects.filter(kind="reports.withdrawn", recipient=coordinator).count() == 1
    assert filed(back, institute_officer).number == 2


def test_what_the_desk_asks(
    report: UnitReport, institute_officer: Officer, coordinator: Officer, leader: Officer
) -> None:
    assert queries.my_reports(institute_officer, on=DAY) == [report]
    assert queries.my_reports(coordinator, on=DAY) == []
    late_day = DUE + timedelta(days=2)
    (needing,) = queries.rounds_needing(coordinator, on=late_day)
    assert (needing.missing_count, needing.late_count, needing.filed_waiting) == (2, 2, 0)
    assert queries.rounds_needing(leader.on(DAY), on=late_day) == []
    late = queries.late_units(seen_by=leader.on(DAY), on=late_day)
    assert [(row.report.unit.name, row.days_late) for row in late] == [("Viện khác", 2), ("Viện thử", 2)]
    assert late[1].officers == [institute_officer]
    filed(report, institute_officer)
    assert queries.my_reports(institute_officer, on=DAY) == []
