"""Trend reports: counted by a frozen question, written in, approved by another, counted again later."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.lifecycle import BriefState, HandlingState, Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.trend_reports import TrendReport
from dongthuan.apps.monitoring.operations import approving
from dongthuan.apps.monitoring.operations import trend_reports as operations
from dongthuan.apps.monitoring.operations.correcting import correct_label, handle_item
from dongthuan.apps.monitoring.queries.briefs import Altered
from dongthuan.apps.monitoring.queries.trend_figures import differences
from dongthuan.apps.monitoring.queries.trend_reports import content_of, counted_again
from dongthuan.docgen.official_record import fingerprint
from tests.integration.monitoring.newsroom import Newsroom

NOW = datetime(2026, 3, 16, 2, tzinfo=UTC)  # Monday, 09:00 in Hà Nội
WEEK = TrendReport.Period.WEEK
LAST_WEEK = date(2026, 3, 11)


@pytest.fixture
def room(system: Officer) -> Newsroom:
    """A week with four originals and a copy, four quieter weeks before, nothing a year before."""
    room = Newsroom(NOW)
    for days in range(25, 45):
        room.publish("Tin cũ", ago=timedelta(days=days), topics=[room.topic])
    first = room.publish(
        "Đường hỏng kéo dài", ago=timedelta(days=3), polarity="negative", topics=[room.topic]
    )
    room.publish("Đường hỏng kéo dài (đăng lại)", ago=timedelta(days=2), copy_of=first, polarity="negative")
    room.publish("Khánh thành trạm", ago=timedelta(days=4), polarity="positive", topics=[room.topic])
    room.publish("Họp giao ban", ago=timedelta(days=5))
    room.publish("Lấy ý kiến dự thảo", ago=timedelta(days=6))
    Forecast.objects.create(
        topic=room.everything,
        series=Series.VOLUME,
        step=Forecast.Step.DAY,
        start_at=NOW - timedelta(hours=9),
        made_at=NOW - timedelta(hours=1),
        method="thử",
        model_id="thử",
        history_count=25,
        **{name: [2.0] * 7 for name in ("mean", "low_80", "high_80", "low_95", "high_95")},
    )
    return room


@pytest.fixture
def report(room: Newsroom, coordinator: Officer) -> TrendReport:
    """The report of the week, with what officers wrote."""
    made = operations.compile_report(period=WEEK, day=LAST_WEEK, by=coordinator, at=NOW)
    return operations.write_report(
        report=made,
        note="Tin xấu giảm.",
        proposals="Sở Giao thông trả lời báo chí\nVăn phòng theo dõi",
        version=made.version,
        by=coordinator,
        at=NOW,
    )


def approved(report: TrendReport, by: Officer, author: Officer) -> TrendReport:
    """Hand a report in and approve it."""
    sent = operations.submit_report(report=report, version=report.version, by=author, at=NOW)
    seen = fingerprint(content_of(sent))
    return operations.approve_report(report=sent, version=sent.version, content_hash=seen, by=by, at=NOW)


def test_it_counts_originals_of_whole_days_against_the_month_before(report: TrendReport) -> None:
    assert (report.first_on, report.last_on) == (date(2026, 3, 9), date(2026, 3, 15))
    shares = report.figures["shares"]
    counts = {"negative": 1, "neutral": 2, "positive": 1, "unclear": 0}
    assert shares["now"] == counts | {"copies": 1, "total": 4}
    assert shares["month_ago"]["total"] == 7
    assert shares["year_ago"] is None
    assert [row["name"] for row in report.figures["top"]] == ["Bão lũ"]
    (row,) = report.figures["unfavourable"]
    assert (row["title"], row["copies"], row["handling"]) == ("Đường hỏng kéo dài", 1, "open")
    assert report.figures["forecasts"][0]["days"][0]["mean"] == 2.0
    assert report.figures["forecasts"][1] is None


def test_counted_again_it_is_equal_until_something_is_corrected(
    report: TrendReport, coordinator: Officer
) -> None:
    assert counted_again(report) == []
    item = Item.objects.get(title="Đường hỏng kéo dài")
    handle_item(item=item, handling=HandlingState.IN_HAND, by=coordinator, at=NOW)
    assert [(one.path, one.then, one.now) for one in counted_again(report)] == [
        ("unfavourable.1.handling", "open", "in_hand")
    ]
    correct_label(item=item, polarity=Polarity.NEUTRAL, by=coordinator, at=NOW)
    paths = {one.path for one in counted_again(report)}
    assert {"shares.now.negative", "shares.now.neutral", "unfavourable.1"} <= paths


def test_it_is_approved_by_another_and_frozen(
    report: TrendReport, coordinator: Officer, leader: Officer
) -> None:
    done = approved(report, leader, coordinator)
    assert (done.state, done.approver) == (BriefState.APPROVED, leader)
    item = Item.objects.get(title="Đường hỏng kéo dài")
    correct_label(item=item, polarity=Polarity.NEUTRAL, by=coordinator, at=NOW)
    assert fingerprint(content_of(done)) == done.content_hash
    with pytest.raises(approving.NotOpen):
        operations.compile_report(period=WEEK, day=LAST_WEEK, by=coordinator, at=NOW)
    done.frozen_content["subject"] = "Khác"
    with pytest.raises(Altered):
        content_of(done)


def test_who_wrote_in_it_does_not_approve_it(report: TrendReport, coordinator: Officer) -> None:
    with pytest.raises(NotAllowed):
        approved(report, coordinator, coordinator)


def test_figures_alone_are_not_handed_in(room: Newsroom, coordinator: Officer) -> None:
    bare = operations.compile_report(period=WEEK, day=LAST_WEEK, by=coordinator, at=NOW)
    with pytest.raises(operations.NothingProposed):
        operations.submit_report(report=bare, version=bare.version, by=coordinator, at=NOW)


def test_a_week_that_runs_is_not_reported(room: Newsroom, coordinator: Officer) -> None:
    with pytest.raises(operations.NotOverYet):
        operations.compile_report(period=WEEK, day=date(2026, 3, 16), by=coordinator, at=NOW)


def test_the_job_makes_up_for_what_nobody_compiled_and_once(room: Newsroom, system: Officer) -> None:
    by = system.on(date(2026, 3, 16))
    made = operations.compile_missing(by=by, at=NOW)
    assert [(one.period, one.first_on) for one in made] == [
        ("week", date(2026, 3, 9)),
        ("month", date(2026, 2, 1)),
    ]
    assert operations.compile_missing(by=by, at=NOW) == []


def test_what_people_wrote_survives_a_new_count(report: TrendReport, coordinator: Officer) -> None:
    again = operations.compile_report(period=WEEK, day=LAST_WEEK, by=coordinator, at=NOW)
    assert again.note == "Tin xấu giảm."
    assert again.version == report.version + 1


def test_differences_name_what_came_and_went() -> None:
    then, now = {"a": [1, 2], "b": None}, {"a": [1], "b": {"c": 3}}
    assert [(one.path, one.then, one.now) for one in differences(then, now)] == [
        ("a.2", 2, None),
        ("b", None, {"c": 3}),
    ]


def test_pages_and_documents(report: TrendReport, coordinator: Officer, client: Client) -> None:
    client.force_login(coordinator)
    base = "/giam-sat/bao-cao-xu-huong/"
    assert "16/03/2026" not in client.get(base).content.decode()
    page = client.get(f"{base}{report.pk}/?again=1").content.decode()
    assert "Mọi con số hôm nay vẫn như vậy" in page
    assert "Đường hỏng kéo dài" in page
    docx = client.get(f"{base}{report.pk}/tai-ve/docx/")
    with ZipFile(BytesIO(docx.content)) as packed:
        words = packed.read("word/document.xml").decode()
    assert "Sở Giao thông trả lời báo chí" in words
    assert client.get(f"{base}{report.pk}/tai-ve/pdf/").content.startswith(b"%PDF")
    assert client.get(f"{base}{report.pk}/tai-ve/xlsx/").content.startswith(b"PK")
    assert client.get(f"{base}{report.pk}/tai-ve/exe/").status_code == 404
    client.post(f"{base}{report.pk}/trinh/", {"version": report.version})
    report.refresh_from_db()
    assert report.state == BriefState.SUBMITTED
