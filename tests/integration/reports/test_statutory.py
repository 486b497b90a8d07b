"""The annual report of Decree 244: six indicators from the logs, each with its cases, in its period."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.matters.lifecycle import Clause, Form, Grade
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.statements import Statement
from dongthuan.apps.matters.operations.clauses import Duty
from dongthuan.apps.matters.operations.machine import machine
from dongthuan.apps.matters.operations.matters import Grading, MatterContent, open_matter
from dongthuan.apps.matters.operations.statements import take_in
from dongthuan.apps.matters.queries.said import Said
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.reports import statutory_jobs
from dongthuan.apps.reports.models.statutory import StatutoryReport
from dongthuan.apps.reports.operations.statutory import (
    ChangedMeanwhile,
    NoReportYet,
    NotDrawnUp,
    NotSent,
    NotYetHappened,
    NoWords,
    PeriodRuns,
    SentAlready,
    draw_up_statutory,
    open_statutory,
    send_statutory,
    take_sending_back,
    write_statutory,
)
from dongthuan.apps.reports.queries.statutory import BY_CODE, cases, count_all, period_of, year_of
from dongthuan.apps.reports.statutory_rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Table

AT = datetime(2026, 12, 16, 3, tzinfo=UTC)
ON = AT.date()
HOUR = timedelta(hours=1)
FIRST = datetime(2025, 12, 14, 17, tzinfo=UTC)  # midnight in Hà Nội: 15 December 2025 begins
LAST = datetime(2026, 12, 14, 17, tzinfo=UTC) - timedelta(seconds=1)  # 14 December 2026 ends


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency itself."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def office(coordinator: Officer) -> Officer:
    """The Office's coordinator as of the day of these tests."""
    return coordinator.on(ON)


def arisen(agency: Unit, by: Officer, clause: Clause, t0: datetime, spoken: datetime | None = None) -> Matter:
    """Return a matter whose time ran from `t0`, spoken on officially at `spoken`."""
    at = max(t0, spoken or t0) + HOUR
    matter = open_matter(
        content=MatterContent(f"Vụ việc {clause.value}", agency),
        grading=Grading(Grade.NOTABLE, "Thử"),
        duty=Duty(clause, t0, "Xác định"),
        by=by.on(at.date()),
        at=at,
    )
    if spoken is not None:
        said = Said(
            matter.pk, "content.text", str(matter.pk), Form.POSTED, spoken, "Phát biểu", "", "A", "B", "head"
        )
        take_in(matter=matter, said=said, by=machine(by), at=at)
    return matter


def figures() -> dict[str, str]:
    """Return the six figures of 2026 as the form writes them."""
    return {one.indicator.code: one.written for one in count_all(period_of(2026))}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2026, 12, 14), 2026), (date(2026, 12, 15), 2027), (date(2026, 1, 1), 2026)],
)
def test_a_day_is_counted_in_one_report(on: date, year: int) -> None:
    assert year_of(on) == year
    assert period_of(year).start_on <= on < period_of(year).end_on


def test_an_empty_year_is_written_as_noughts(system: Officer) -> None:
    assert figures() == {"1": "0", "2": "0", "3": "0/0", "4": "0/0", "5": "0/0", "6": "0/0"}
    assert (period_of(2026).start_on, period_of(2026).last_on) == (date(2025, 12, 15), date(2026, 12, 14))


def test_extraordinary_cases_and_those_in_time(agency: Unit, office: Officer) -> None:
    summer = datetime(2026, 8, 3, 2, tzinfo=UTC)
    arisen(agency, office, Clause.OPINIONS, summer, summer + 23 * HOUR)  # in time
    arisen(agency, office, Clause.EVENT, summer, summer + 24 * HOUR)  # the first instant that is too late
    arisen(agency, office, Clause.EVENT, summer)  # not spoken on
    arisen(agency, office, Clause.JOINT, summer, summer + 90 * HOUR)  # no limit in the decree
    arisen(agency, office, Clause.REQUESTED, summer)
    arisen(agency, office, Clause.NATIONAL, summer, summer + HOUR)  # 7(1): not in the form
    arisen(agency, office, Clause.OLD_EVENT, datetime(2026, 3, 2, tzinfo=UTC))  # the old decree
    assert (figures()["4"], figures()["5"]) == ("3/5", "1/3")


@pytest.mark.parametrize(
    ("t0", "is_counted"),
    [(LAST, True), (LAST + timedelta(seconds=1), False)],
)
def test_the_period_ends_with_14_december(
    t0: datetime, is_counted: bool, agency: Unit, office: Officer
) -> None:
    arisen(agency, office, Clause.OPINIONS, t0)
    assert figures()["4"] == ("0/1" if is_counted else "0/0")


def test_a_case_of_the_last_night_is_in_time_when_spoken_on_after_the_period(
    agency: Unit, office: Officer
) -> None:
    arisen(agency, office, Clause.OPINIONS, LAST, LAST + 10 * HOUR)
    assert figures()["5"] == "1/1"


@pytest.fixture
def outlet(system: Officer) -> Outlet:
    """An invented outlet."""
    return Outlet.objects.create(name="Báo Minh hoạ", kind="newspaper", changed_at=AT)


def correction(unit: Unit, outlet: Outlet, by: Officer, sent: datetime, matter: Matter | None = None) -> None:
    """Record a request to correct that was sent."""
    CorrectionRequest.objects.create(
        unit=unit,
        outlet=outlet,
        item_title="Bài sai",
        item_published_at=sent - HOUR,
        false_content="Sai",
        correct_content="Đúng",
        grounds="Số liệu",
        state="sent",
        first_sent_at=sent,
        record_type="matters.matter" if matter else "",
        record_key=str(matter.pk) if matter else "",
        created_by=by,
        created_at=sent,
    )


def test_false_reports_and_what_was_asked(agency: Unit, office: Officer, outlet: Outlet) -> None:
    day = datetime(2026, 9, 1, 2, tzinfo=UTC)
    asked = arisen(agency, office, Clause.FALSE_REPORT, day)
    arisen(agency, office, Clause.FALSE_REPORT, day)  # nothing asked yet
    other = arisen(agency, office, Clause.OPINIONS, day)
    for matter in (asked, other, other):  # two letters on one matter are one case
        correction(agency, outlet, office, day + HOUR, matter)
    correction(agency, outlet, office, day + HOUR)  # a letter that belongs to no matter
    correction(agency, outlet, office, LAST + HOUR)  # after the period
    assert figures()["6"] == "3/4"
    found = cases(BY_CODE["6"], period_of(2026), most=50)
    assert [case.is_met for case in found].count(True) == 3


def test_inquiries_and_conferences(agency: Unit, office: Officer) -> None:
    for number, (received, state) in enumerate(
        [(FIRST, "received"), (LAST, "received"), (LAST + HOUR, "received")], 1
    ):
        Inquiry.objects.create(
            unit=agency,
            year=2026,
            number=number,
            channel="phone",
            topic="Hỏi",
            questions="Gì?",
            received_at=received,
            recorded_at=received,
            recorded_by=office,
            state=state,
        )
    for kind, is_proactive in (("regular", False), ("briefing", True), ("briefing", False)):
        Conference.objects.create(
            unit=agency,
            kind=kind,
            title="Họp",
            chair_name="A",
            place="Hà Nội",
            starts_at=AT - timedelta(days=30),
            ends_at=AT - timedelta(days=30) + HOUR,
            content="Nội dung",
            state="held",
            is_proactive=is_proactive,
            created_by=office,
            created_at=AT - timedelta(days=40),
        )
    assert (figures()["1"], figures()["2"], figures()["3"]) == ("1", "1", "0/2")


def test_every_figure_is_the_number_of_its_cases(agency: Unit, office: Officer) -> None:
    day = datetime(2026, 8, 3, 2, tzinfo=UTC)
    for number in range(4):
        arisen(agency, office, Clause.EVENT, day, day + (20 + 3 * number) * HOUR)
    for counted in count_all(period_of(2026)):
        every = cases(counted.indicator, period_of(2026), most=99)
        assert len(every) == counted.total
        if counted.numerator is not None:
            met = cases(counted.indicator, period_of(2026), is_met=True, most=99)
            missed = cases(counted.indicator, period_of(2026), is_met=False, most=99)
            assert len(met) == counted.numerator
            assert len(met) + len(missed) == counted.total


def test_the_year_opens_with_its_limit(office: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in (datetime(2026, 11, 30, 3, tzinfo=UTC), datetime(2026, 12, 1, 3, tzinfo=UTC), AT):
        monkeypatch.setattr(statutory_jobs, "now", lambda at=at: at)
        statutory_jobs.open_year()
    report = StatutoryReport.objects.get()
    assert report.clock is not None
    assert (report.year, report.clock.alias, report.clock.due_on) == (2026, "P10", date(2026, 12, 19))
    assert report.created_at == datetime(2026, 12, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize("year", [2025, 2028, 0])
def test_no_report_of_other_years(year: int, office: Officer) -> None:
    with pytest.raises(NoReportYet):
        open_statutory(year=year, by=office, at=AT)


@pytest.fixture
def report(office: Officer) -> StatutoryReport:
    """The report of 2026, opened."""
    return open_statutory(year=2026, by=office, at=AT)


def test_the_document_holds_the_form_and_its_cases(
    report: StatutoryReport, agency: Unit, office: Officer
) -> None:
    day = datetime(2026, 8, 3, 2, tzinfo=UTC)
    arisen(agency, office, Clause.OPINIONS, day, day + HOUR)
    write_statutory(
        report=report, version=1, difficulties="Thiếu người", proposals="Tập huấn", by=office, at=AT
    )
    document = draw_up_statutory(report=report, version=2, by=office, at=AT)
    content = content_of(document)
    assert content.addressees == ("Bộ Văn hóa, Thể thao và Du lịch",)
    words = " ".join(getattr(block, "words", "") for block in content.body)
    for part in ("15/12/2025", "14/12/2026", "Thiếu người", "Tập huấn"):
        assert part in words
    form, lists = content.annexes
    table = form.blocks[0]
    assert isinstance(table, Table)
    assert [row[2] for row in table.rows] == ["0", "0", "0/0", "1/1", "1/1", "0/0"]
    assert any(
        "Vụ việc 7.4" in cell for block in lists.blocks if isinstance(block, Table) for cell in block.rows[0]
    )
    report.refresh_from_db()
    assert (report.figures["5"], report.document) == ([1, 1], document)


def test_sending_ends_the_limit_and_the_writing(report: StatutoryReport, office: Officer) -> None:
    with pytest.raises(NotYetHappened):
        send_statutory(report=report, version=1, sent_at=AT + HOUR, note="Trục", by=office, at=AT)
    with pytest.raises(NotDrawnUp):
        send_statutory(report=report, version=1, sent_at=AT, note="Trục", by=office, at=AT)
    draw_up_statutory(report=report, version=1, by=office, at=AT)
    with pytest.raises(PeriodRuns):
        send_statutory(report=report, version=2, sent_at=LAST, note="Trục", by=office, at=AT)
    send_statutory(report=report, version=2, sent_at=AT, note="Trục liên thông", by=office, at=AT)
    report.refresh_from_db()
    assert report.clock is not None
    assert (report.clock.state, report.clock.is_late) == (State.DONE, False)
    given = {"difficulties": "", "proposals": "", "by": office, "at": AT}
    with pytest.raises(SentAlready):
        write_statutory(report=report, version=3, **given)  # type: ignore[arg-type]  # one set for both calls
    with pytest.raises(ChangedMeanwhile):
        write_statutory(report=report, version=1, **given)  # type: ignore[arg-type]  # one set for both calls


def test_a_record_of_sending_made_by_mistake_is_taken_back(report: StatutoryReport, office: Officer) -> None:
    with pytest.raises(NotSent):
        take_sending_back(report=report, version=1, reason="Nhầm", by=office, at=AT)
    draw_up_statutory(report=report, version=1, by=office, at=AT)
    send_statutory(report=report, version=2, sent_at=AT, note="Trục liên thông", by=office, at=AT)
    with pytest.raises(NoWords):
        take_sending_back(report=report, version=3, reason=" ", by=office, at=AT + HOUR)
    take_sending_back(report=report, version=3, reason="Bấm nhầm", by=office, at=AT + HOUR)
    report.refresh_from_db()
    assert report.sent_at is None
    assert report.clock is not None
    assert (report.clock.state, report.clock.due_on) == (State.RUNNING, date(2026, 12, 19))
    write_statutory(report=report, version=4, difficulties="", proposals="", by=office, at=AT + HOUR)


def test_nothing_secret_stands_in_it(report: StatutoryReport, office: Officer) -> None:
    with pytest.raises(SecretMark):
        write_statutory(report=report, version=1, difficulties="TỐI MẬT", proposals="", by=office, at=AT)


CAST = ["system", "leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider"]
EXPECTED = {
    Act.READ: {"system", "leader", "coordinator", "spokesperson", "administrator"},
    Act.PREPARE: {"system", "leader", "coordinator", "spokesperson"},
    Act.DRAW_UP: {"system", "leader", "coordinator", "spokesperson"},
    Act.SEND: {"system", "leader", "coordinator", "spokesperson"},
    Act.TAKE_BACK: {"system", "leader", "coordinator", "spokesperson"},
}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, agency: Unit, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name).on(ON)
    assert ACCESS[act](officer, OfficialDocument(unit=agency)) == (name in EXPECTED[act])


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 16 December 2026."""
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.mark.usefixtures("noon")
def test_pages_open_what_they_count(
    agency: Unit,
    office: Officer,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    day = datetime(2026, 8, 3, 2, tzinfo=UTC)
    for number in range(12):
        arisen(agency, office, Clause.EVENT, day, day + (20 + number) * HOUR)
    client.force_login(office)
    assert client.get(reverse("reports:statutory")).headers["Location"].endswith("/2027/")
    address = reverse("reports:statutory_year", args=[2026])
    assert "4/12" in client.get(address).content.decode()
    shown = reverse("reports:statutory_cases", args=[2026, "5"])
    with django_assert_max_num_queries(16):
        page = client.get(f"{shown}?dat=1")
    assert len(page.context["cases"]) == 4
    assert len(client.get(f"{shown}?dat=0").context["cases"]) == 8
    for step, given in (
        ("mo", {}),
        ("soan", {"version": 1, "difficulties": "Thiếu người", "proposals": ""}),
        ("van-ban", {"version": 2}),
        ("gui", {"version": 3, "sent_at": "2026-12-16T09:00", "note": "Trục"}),
    ):
        assert client.post(reverse("reports:statutory_act", args=[2026, step]), given).status_code == 302
    report = StatutoryReport.objects.get()
    assert (report.sent_note, report.figures["4"]) == ("Trục", [12, 12])
    book = load_workbook(BytesIO(client.get(reverse("reports:statutory_sheet", args=[2026])).content))
    assert len(book.sheetnames) == 7


@pytest.mark.usefixtures("noon")
def test_who_may_not_read_it_is_refused(
    unit_officer: Officer, institute_officer: Officer, client: Client
) -> None:
    address = reverse("reports:statutory_year", args=[2026])
    assert client.get(address).status_code == 302
    for officer in (unit_officer, institute_officer):
        client.force_login(officer)
        assert client.get(address).status_code == 403
        assert client.get(reverse("reports:statutory_sheet", args=[2026])).status_code == 403


@pytest.mark.usefixtures("noon")
def test_odd_years_and_figures_are_not_there(office: Officer, client: Client) -> None:
    client.force_login(office)
    for year in (0, 1999, 2025, 2028, 10**18):
        assert client.get(reverse("reports:statutory_year", args=[year])).status_code == 404
    assert client.get(reverse("reports:statutory_cases", args=[2026, "7"])).status_code == 404
    assert client.post(reverse("reports:statutory_act", args=[2026, "xoa"])).status_code == 404


def test_who_may_not_prepare_it_leaves_no_trace(unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        open_statutory(year=2026, by=unit_officer.on(ON), at=AT)
    assert not StatutoryReport.objects.exists()
    assert not Statement.objects.exists()
