"""The pages: what one sees, 302/403/404, conflicts that keep what was typed, query counts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.reports.outline import PRESS_FIGURES
from dongthuan.apps.units.models import Unit
from tests.integration.reports.conftest import NOON, filed, written

GIVEN = {
    "title": "Báo cáo quý",
    "start_on": "2026-01-01",
    "last_on": "31/03/2026",
    "due_on": "2026-04-05",
    "version": "0",
    "part_1": "Chỉ đạo",
    "part_2": "Kết quả",
    "figures": "Số bài | bài\nSố cuộc họp",
}


@pytest.fixture
def synthesis(report: UnitReport, institute_officer: Officer, coordinator: Officer) -> Synthesis:
    """The synthesis of what the institute filed."""
    filed(report, institute_officer)
    return synthesise(round_=report.round, by=coordinator, at=NOON)


def pages_of(report: UnitReport) -> list[str]:
    """Return the addresses of a round's pages."""
    return [
        reverse("reports:rounds"),
        reverse("reports:round", args=[report.round_id]),
        reverse("reports:unit_report", args=[report.pk]),
        reverse("reports:rows", args=[report.pk, "overdue"]),
    ]


def test_nobody_without_a_sign_in(client: Client, report: UnitReport) -> None:
    for address in pages_of(report):
        assert client.get(address).status_code == 302


def test_who_may_not_see_finds_nothing(client: Client, report: UnitReport, other_officer: Officer) -> None:
    client.force_login(other_officer)
    assert client.get(reverse("reports:unit_report", args=[report.pk])).status_code == 404
    assert client.get(reverse("reports:report_edit", args=[report.pk])).status_code == 404
    assert client.get(reverse("reports:rows", args=[report.pk, "overdue"])).status_code == 404
    page = client.get(reverse("reports:round", args=[report.round_id])).content.decode()
    assert "Viện khác" in page
    assert "Viện thử" not in page


def test_who_sees_but_may_not(client: Client, synthesis: Synthesis, leader: Officer) -> None:
    client.force_login(leader)
    pk, report = synthesis.round_id, UnitReport.objects.filter(state="filed").get()
    paragraph = synthesis.paragraphs.first()
    assert paragraph is not None
    for name, keys in {
        "round_edit": [pk],
        "round_add": [],
        "report_edit": [report.pk],
        "unit_drop": [report.pk],
        "paragraph": [pk, paragraph.pk],
    }.items():
        assert client.get(reverse(f"reports:{name}", args=keys)).status_code == 403, name
    for name, keys in {"assemble": [pk], "draw_up": [pk], "chase": [pk], "round_close": [pk]}.items():
        assert client.post(reverse(f"reports:{name}", args=keys), {"version": 2}).status_code == 403, name


def test_a_unit_does_not_see_the_synthesis(
    client: Client, synthesis: Synthesis, institute_officer: Officer
) -> None:
    client.force_login(institute_officer)
    for name in ("synthesis", "preview", "filing_sheet", "statistics_sheet"):
        assert client.get(reverse(f"reports:{name}", args=[synthesis.round_id])).status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens(
    language: str, client: Client, synthesis: Synthesis, coordinator: Officer, institute_officer: Officer
) -> None:
    report = UnitReport.objects.filter(state="filed").get()
    paragraph = synthesis.paragraphs.filter(part="2").first()
    assert paragraph is not None
    pk = synthesis.round_id
    addresses = [
        *pages_of(report),
        reverse("reports:round_add"),
        reverse("reports:synthesis", args=[pk]),
        reverse("reports:preview", args=[pk]),
        reverse("reports:paragraph", args=[pk, paragraph.pk]),
        reverse("reports:figure", args=[pk, "tong.due"]),
        reverse("reports:figure", args=[pk, "tong.don_vi"]),
        reverse("reports:version", args=[report.pk, 1]),
        reverse("reports:version_rows", args=[report.pk, 1, "late"]),
        reverse("reports:unit_drop", args=[report.pk]),
        reverse("reports:filing_sheet", args=[pk]),
        reverse("reports:statistics_sheet", args=[pk]),
    ]
    client.force_login(coordinator)
    for address in addresses:
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200, address


def test_a_round_is_prepared_and_opened(client: Client, coordinator: Officer, institute: Unit) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("reports:round_add"), GIVEN | {"units": [institute.pk]})
    round_ = Round.objects.get()
    assert answer.headers["Location"] == reverse("reports:round", args=[round_.pk])
    assert (round_.start_on.isoformat(), round_.end_on.isoformat()) == ("2026-01-01", "2026-04-01")
    assert [one["label"] for one in round_.form["figures"]] == ["Số bài", "Số cuộc họp"]
    client.post(reverse("reports:round_open", args=[round_.pk]), {"version": round_.version})
    round_.refresh_from_db()
    assert round_.state == "open"


def test_the_press_figures_are_asked_by_a_tick(client: Client, coordinator: Officer, institute: Unit) -> None:
    client.force_login(coordinator)
    client.post(reverse("reports:round_add"), GIVEN | {"units": [institute.pk], "is_press_asked": "on"})
    figures = Round.objects.get().form["figures"]
    assert len(figures) == 2 + len(PRESS_FIGURES)
    assert len({one["key"] for one in figures}) == len(figures)


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_on": "2025-12-31"},
        {"units": []},
        {"due_on": ""},
        {"title": "\x00"},
        {"due_on": "31/02/2026"},
        {"last_on": "2199-12-31"},
        {"figures": "x" * 400},
        {"part_1": "", "part_2": ""},
        {"title": "x" * 301},
    ],
)
def test_a_round_refuses_bad_input(
    wrong: dict[str, Any], client: Client, coordinator: Officer, institute: Unit
) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("reports:round_add"), GIVEN | {"units": [institute.pk]} | wrong)
    assert answer.status_code == 400
    assert not Round.objects.exists()


def test_filing_before_the_period_is_over_is_warned_of(
    client: Client, coordinator: Officer, institute: Unit
) -> None:
    client.force_login(coordinator)
    given = GIVEN | {"units": [institute.pk], "due_on": "2026-03-20"}
    page = client.post(reverse("reports:round_add"), given, follow=True).content.decode()
    assert Round.objects.count() == 1
    assert "notice is-warning" in page


def test_two_of_a_unit_writing_at_once_lose_nothing(
    client: Client, report: UnitReport, institute_officer: Officer
) -> None:
    stale = written(report, institute_officer)
    text = stale.texts.filter(part="2").first()
    assert text is not None
    client.force_login(institute_officer)
    address = reverse("reports:report_edit", args=[report.pk])
    base = {"version": stale.version, "f-tk1": "3", f"t{text.pk}-task": text.task_id or ""}
    client.post(address, base | {f"t{text.pk}-text": "Người thứ nhất viết"})
    answer = client.post(
        address, base | {f"t{text.pk}-text": "Người thứ hai viết", "n5-text": "Kiến nghị mới"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Người thứ hai viết" in page
    assert "Người thứ nhất viết" in page
    assert "Kiến nghị mới" in page
    text.refresh_from_db()
    assert text.text == "Người thứ nhất viết"
    assert report.texts.count() == stale.texts.count()


def test_what_the_browser_did_not_send_stays(
    client: Client, report: UnitReport, institute_officer: Officer
) -> None:
    stale = written(report, institute_officer)
    before = set(stale.texts.values_list("text", flat=True))
    client.force_login(institute_officer)
    client.post(reverse("reports:report_edit", args=[report.pk]), {"version": stale.version})
    assert set(report.texts.values_list("text", flat=True)) == before


def test_autosave_answers_with_the_version(
    client: Client, report: UnitReport, institute_officer: Officer
) -> None:
    stale = written(report, institute_officer)
    client.force_login(institute_officer)
    address = reverse("reports:report_edit", args=[report.pk])
    answer = client.post(address, {"version": stale.version}, headers={"x-autosave": "1"})
    assert answer.json() == {"version": stale.version + 1}
    answer = client.post(address, {"version": stale.version}, headers={"x-autosave": "1"})
    assert (answer.status_code, answer.json()) == (409, {"version": None})


def test_markup_is_shown_as_words(client: Client, report: UnitReport, institute_officer: Officer) -> None:
    stale = written(report, institute_officer)
    client.force_login(institute_officer)
    typed = {"version": stale.version, "n1-text": "<script>alert(1)</script>\x00 Vie\u0302\u0323n"}
    client.post(reverse("reports:report_edit", args=[report.pk]), typed)
    page = client.get(reverse("reports:unit_report", args=[report.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Viện" in page


def test_a_text_too_long_is_refused(client: Client, report: UnitReport, institute_officer: Officer) -> None:
    stale = written(report, institute_officer)
    client.force_login(institute_officer)
    typed = {"version": stale.version, "n1-text": "x" * 20_001}
    assert client.post(reverse("reports:report_edit", args=[report.pk]), typed).status_code == 400


def test_two_coordinators_editing_one_paragraph(
    client: Client, synthesis: Synthesis, coordinator: Officer
) -> None:
    paragraph = synthesis.paragraphs.filter(part="2", source_key__startswith="text:").first()
    assert paragraph is not None
    client.force_login(coordinator)
    address = reverse("reports:paragraph", args=[synthesis.round_id, paragraph.pk])
    client.post(address, {"version": paragraph.version, "text": "Bản của người thứ nhất"})
    answer = client.post(address, {"version": paragraph.version, "text": "Bản của người thứ hai"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người thứ nhất" in page
    assert "Bản của người thứ hai" in page
    again = {"version": paragraph.version + 1, "text": "Bản của người thứ hai"}
    assert client.post(address, again).status_code == 302


def test_a_figure_lost_is_named_and_may_be_confirmed(
    client: Client, synthesis: Synthesis, coordinator: Officer
) -> None:
    paragraph = synthesis.paragraphs.get(source_key="stat:tasks")
    client.force_login(coordinator)
    address = reverse("reports:paragraph", args=[synthesis.round_id, paragraph.pk])
    typed = {"version": paragraph.version, "text": paragraph.text.replace("{{so:tong.overdue}}", "không")}
    answer = client.post(address, typed)
    assert answer.status_code == 400
    assert "Quá hạn chưa hoàn thành, toàn cơ quan (1)" in answer.content.decode()
    assert client.post(address, typed | {"is_loss_meant": "on"}).status_code == 302


def test_the_dispatch_names_the_missing(client: Client, synthesis: Synthesis, coordinator: Officer) -> None:
    client.force_login(coordinator)
    client.post(reverse("reports:chase", args=[synthesis.round_id]))
    document = OfficialDocument.objects.get()
    assert (document.kind, document.addressees) == ("CV", ["Viện khác"])
    assert "Viện khác" in str(document.body)
    assert "Viện thử" not in str(document.body)


def test_pages_ask_the_database_a_fixed_number_of_times(
    client: Client,
    synthesis: Synthesis,
    coordinator: Officer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    for name, most in {"round": 25, "synthesis": 28, "preview": 16}.items():
        with django_assert_max_num_queries(most):
            client.get(reverse(f"reports:{name}", args=[synthesis.round_id]))


def test_keys_out_of_range_find_nothing(client: Client, report: UnitReport, coordinator: Officer) -> None:
    client.force_login(coordinator)
    for address in (
        f"/bao-cao/{10**30}/",
        f"/bao-cao/don-vi/{10**30}/",
        f"/bao-cao/don-vi/{report.pk}/lan/{10**30}/",
        reverse("reports:rows", args=[report.pk, "khong-co"]),
    ):
        assert client.get(address).status_code == 404, address


def test_a_secret_mark_is_refused_at_the_door(
    client: Client, report: UnitReport, institute_officer: Officer
) -> None:
    stale = written(report, institute_officer)
    client.force_login(institute_officer)
    typed = {"version": stale.version, "n1-text": "TỐI MẬT\nNội dung"}
    answer = client.post(reverse("reports:report_edit", args=[report.pk]), typed)
    assert answer.status_code == 400
    assert not report.texts.filter(text__contains="MẬT").exists()
