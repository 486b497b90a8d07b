"""What people and others type into the forms of reports, and two of them at once."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis, SynthesisFigure
from dongthuan.apps.reports.models.unit_reports import ReportFigure, ReportVersion, UnitReport
from dongthuan.apps.reports.operations import rounds
from dongthuan.apps.reports.operations import unit_reports as reporting
from dongthuan.apps.reports.operations.syntheses import synthesise
from tests.integration.reports.conftest import NOON, filed, written


def typed(client: Client, report: UnitReport, figure: str, text: str = "Đã làm.") -> int:
    """Save a figure and a paragraph of one's own on the form; returns the status."""
    given = {"version": report.version, "f-tk1": figure, "n1-text": text}
    return client.post(reverse("reports:report_edit", args=[report.pk]), given).status_code


@pytest.mark.parametrize(
    ("figure", "value"),
    [("1.200", 1200), ("12,5", 12.5), ("1 234 567", 1234567), ("0", 0), ("١٢", 12), ("", None)],
)
def test_figures_are_read_as_they_are_written_here(
    client: Client, report: UnitReport, institute_officer: Officer, figure: str, value: float | None
) -> None:
    report = written(report, institute_officer)
    client.force_login(institute_officer)
    assert typed(client, report, figure) == 302
    kept = ReportFigure.objects.get(report=report, key="tk1").value
    assert kept == (None if value is None else Decimal(str(value)))
    page = client.get(reverse("reports:report_edit", args=[report.pk])).content.decode()
    assert "E+" not in page


@pytest.mark.parametrize(
    "figure",
    [
        "-5",
        "9223372036854775808",
        "1e400",
        "NaN",
        "Infinity",
        "1.2.3",
        "=1+1",
        "12\x00,",
        "9" * 400,
        "1,234567",
    ],
)
def test_what_is_no_figure_is_refused_and_keeps_what_was_typed(
    client: Client, report: UnitReport, institute_officer: Officer, figure: str
) -> None:
    report = written(report, institute_officer)
    client.force_login(institute_officer)
    assert typed(client, report, figure, "Câu chưa lưu.") == 400
    assert ReportFigure.objects.get(report=report, key="tk1").value == 12
    given = {"version": report.version, "f-tk1": figure, "n1-text": "Câu chưa lưu."}
    page = client.post(reverse("reports:report_edit", args=[report.pk]), given).content.decode()
    assert "Câu chưa lưu." in page


def test_control_characters_are_dropped_from_text(
    client: Client, report: UnitReport, institute_officer: Officer
) -> None:
    report = written(report, institute_officer)
    client.force_login(institute_officer)
    assert typed(client, report, "1", "Đã\x00 làm\x07.") == 302
    assert report.texts.filter(text="Đã làm.").exists()


@pytest.mark.parametrize("version", ["-1", str(2**63), "1e3", "", "x"])
def test_odd_versions_file_nothing(
    client: Client, report: UnitReport, institute_officer: Officer, version: str
) -> None:
    report = written(report, institute_officer)
    client.force_login(institute_officer)
    client.post(reverse("reports:report_file", args=[report.pk]), {"version": version})
    assert not ReportVersion.objects.exists()


def test_a_late_unit_files_while_the_round_is_open_and_not_after(
    client: Client, report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    report = written(report, institute_officer)
    round_ = Round.objects.get(pk=report.round_id)
    rounds.close_round(round_=round_, version=round_.version, by=coordinator, at=NOON)
    client.force_login(institute_officer)
    address = reverse("reports:report_file", args=[report.pk])
    page = client.post(address, {"version": report.version}, follow=True).content.decode()
    assert "Đợt báo cáo không mở" in page
    assert not ReportVersion.objects.exists()
    round_.refresh_from_db()
    rounds.open_round(round_=round_, version=round_.version, by=coordinator, at=NOON)
    client.post(address, {"version": report.version})
    assert ReportVersion.objects.get().is_late is not None


def test_a_title_cannot_smuggle_a_mail_header(
    client: Client, draft: Round, coordinator: Officer, institute_officer: Officer
) -> None:
    Round.objects.filter(pk=draft.pk).update(title="Báo cáo\r\nBcc: x@y.z")
    draft.refresh_from_db()
    rounds.open_round(round_=draft, version=draft.version, by=coordinator, at=NOON)
    told = Notice.objects.get(recipient=institute_officer)
    assert "\n" not in told.title
    assert "\r" not in told.title


def at_once(act: Callable[[], object], refusals: tuple[type[Exception], ...]) -> list[str]:
    """Do an act twice at the same moment; returns how each ended."""
    ended: list[str] = []
    ready = threading.Barrier(2)

    def run() -> None:
        try:
            ready.wait(timeout=20)
            act()
            ended.append("done")
        except refusals as refusal:
            ended.append(type(refusal).__name__)
        finally:
            connection.close()

    workers = [threading.Thread(target=run) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    return sorted(ended)


@pytest.mark.django_db(transaction=True)
def test_two_submits_at_once_file_one_version(report: UnitReport, institute_officer: Officer) -> None:
    report = written(report, institute_officer)
    ended = at_once(
        lambda: reporting.file_report(report=report, version=report.version, by=institute_officer, at=NOON),
        (reporting.ChangedMeanwhile, reporting.NotInThatState),
    )
    assert ended == ["ChangedMeanwhile", "done"]
    assert ReportVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_syntheses_at_once_are_one(
    report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    filed(report, institute_officer)
    ended = at_once(lambda: synthesise(round_=report.round, by=coordinator, at=NOON), ())
    assert ended == ["done", "done"]
    synthesis = Synthesis.objects.get()
    assert synthesis.version == 2
    keys = list(SynthesisFigure.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
