"""The synthesis: what it stands on, what edits keep, what a late report changes, what is printed."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.reports import assembling, printing, tokens
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis, SynthesisParagraph
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations import paragraphs, units_of_round
from dongthuan.apps.reports.operations import unit_reports as reporting
from dongthuan.apps.reports.operations.documents import NobodyMissing, draw_up_dispatch, draw_up_report
from dongthuan.apps.reports.operations.syntheses import NothingFiled, synthesise
from dongthuan.apps.reports.queries import printing as printed
from dongthuan.apps.reports.queries import syntheses as queries
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Paragraph, Table
from tests.integration.reports.conftest import NOON, START, at, filed, written


@pytest.fixture
def synthesis(report: UnitReport, institute_officer: Officer, coordinator: Officer) -> Synthesis:
    """The synthesis while only one of two institutes has filed."""
    filed(report, institute_officer)
    return synthesise(round_=report.round, by=coordinator, at=NOON)


@pytest.fixture
def late_report(opened: Round, other_institute: Unit) -> UnitReport:
    """The report of the other institute, not begun."""
    return opened.unit_reports.get(unit=other_institute)


def value(synthesis: Synthesis, key: str) -> Decimal | None:
    """Return a figure of the synthesis."""
    return synthesis.figures.get(key=key).value


def edit(
    paragraph: SynthesisParagraph, text: str, by: Officer, *, is_loss_meant: bool = False
) -> SynthesisParagraph:
    """Rewrite a paragraph."""
    return paragraphs.edit_paragraph(
        paragraph=paragraph,
        text=text,
        version=paragraph.version,
        is_loss_meant=is_loss_meant,
        by=by,
        at=NOON,
    )


def test_nothing_is_put_together_from_nothing(opened: Round, coordinator: Officer) -> None:
    with pytest.raises(NothingFiled):
        synthesise(round_=opened, by=coordinator, at=NOON)
    assert not Synthesis.objects.exists()


def test_every_paragraph_of_a_unit_names_unit_and_task(synthesis: Synthesis) -> None:
    told = synthesis.paragraphs.filter(source_key__startswith="text:")
    assert told.count() == 5
    for paragraph in told:
        (source,) = paragraph.sources.select_related("version__report__unit", "task")
        assert source.version.report.unit.name == "Viện thử"
        assert paragraph.text.startswith("Viện thử: ")
        if paragraph.part != "1":
            assert source.task is not None
            assert source.task.content in paragraph.text


def test_missing_units_are_named(synthesis: Synthesis) -> None:
    paragraph = synthesis.paragraphs.get(source_key="stat:missing")
    assert "Viện khác" in paragraph.text
    assert synthesis.missing == [{"unit": "Viện khác", "why": "Chưa lập báo cáo"}]


def test_figures_add_up(synthesis: Synthesis, late_report: UnitReport, other_officer: Officer) -> None:
    filed(late_report, other_officer)
    synthesis = synthesise(round_=synthesis.round, by=synthesis.made_by.on(NOON.date()), at=NOON)
    for measure in ("assigned", "due", "in_time", "late", "overdue", "running"):
        parts = [value(synthesis, f"{code}.{measure}") or 0 for code in ("VTT", "VKH")]
        assert value(synthesis, f"tong.{measure}") == sum(parts)
    total = value(synthesis, "tong.assigned")
    assert total == sum(
        value(synthesis, f"tong.{key}") or 0 for key in ("in_time", "late", "overdue", "running")
    )
    assert value(synthesis, "tong.tk1") == 24


def test_a_late_report_shows_what_it_changed(
    synthesis: Synthesis, late_report: UnitReport, other_officer: Officer, coordinator: Officer
) -> None:
    assert not queries.waiting_for(synthesis)
    filed(late_report, other_officer)
    assert queries.waiting_for(synthesis).filed == ["Viện khác"]
    synthesise(round_=synthesis.round, by=coordinator, at=NOON)
    refresh = synthesis.refreshes.get()
    assert refresh.changes["units"] == ["Viện khác"]
    changed = {one["key"]: (one["old"], one["new"]) for one in refresh.changes["figures"]}
    assert changed["tong.da_nop"] == ("1", "2")
    assert changed["tong.assigned"] == ("5", "6")
    assert not queries.waiting_for(synthesis)
    assert "Tất cả các đơn vị" in synthesis.paragraphs.get(source_key="stat:missing").text


def test_refreshing_twice_changes_nothing(synthesis: Synthesis, coordinator: Officer) -> None:
    before = list(synthesis.paragraphs.values_list("pk", "text", "version"))
    synthesise(round_=synthesis.round, by=coordinator, at=NOON)
    assert list(synthesis.paragraphs.values_list("pk", "text", "version")) == before
    changes = synthesis.refreshes.get().changes
    assert (changes["figures"], changes["added"], changes["rewritten"]) == ([], 0, 0)


def test_an_edit_keeps_its_figures_through_a_refresh(
    synthesis: Synthesis, late_report: UnitReport, other_officer: Officer, coordinator: Officer
) -> None:
    paragraph = synthesis.paragraphs.get(source_key="stat:tasks")
    edit(paragraph, f"Toàn cơ quan: {paragraph.text}", coordinator)
    filed(late_report, other_officer)
    synthesise(round_=synthesis.round, by=coordinator, at=NOON)
    paragraph.refresh_from_db()
    values = queries.written_values(queries.figures_by_key(synthesis))
    assert tokens.written(paragraph.text, values).startswith(
        "Toàn cơ quan: Các đơn vị đã nộp báo cáo được giao 6 nhiệm vụ"
    )


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: text.replace("{{so:tong.due}}", "7"), id="typed over"),
        pytest.param(lambda text: text.replace("{{so:tong.due}}", ""), id="dropped"),
        pytest.param(lambda text: text.replace("{{so:tong.due}}", "{{so:tong.late}}"), id="swapped"),
    ],
)
def test_a_lost_figure_is_refused(spoil: object, synthesis: Synthesis, coordinator: Officer) -> None:
    paragraph = synthesis.paragraphs.get(source_key="stat:tasks")
    text = spoil(paragraph.text)  # type: ignore[operator]  # a function of the text
    with pytest.raises(paragraphs.FiguresLost) as refusal:
        edit(paragraph, text, coordinator)
    assert refusal.value.labels == ["Đến hạn, toàn cơ quan (3)"]
    assert edit(paragraph, text, coordinator, is_loss_meant=True).text == text


@pytest.mark.parametrize(
    "text", ["{{so:tong.khong_co}}", "{{so:tong.due}", "so:tong.due}}", "{{tong.due}}", "{{so:}}"]
)
def test_a_broken_or_unknown_sign_is_refused(text: str, synthesis: Synthesis, coordinator: Officer) -> None:
    paragraph = synthesis.paragraphs.get(source_key="stat:missing")
    with pytest.raises(paragraphs.FiguresUnknown):
        edit(paragraph, f"{paragraph.text} {text}", coordinator, is_loss_meant=True)


def test_two_editing_one_paragraph(synthesis: Synthesis, coordinator: Officer) -> None:
    stale = synthesis.paragraphs.filter(part="4").get()
    edit(stale, "Bản một", coordinator)
    with pytest.raises(paragraphs.ChangedMeanwhile) as refusal:
        edit(stale, "Bản hai", coordinator)
    assert refusal.value.paragraph.text == "Bản một"
    other = synthesis.paragraphs.filter(part="3b", source_key__startswith="text:").get()
    assert edit(other, "Đoạn khác vẫn sửa được", coordinator).version == 2


def test_a_corrected_report_waits_beside_an_edited_paragraph(
    synthesis: Synthesis, report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    edited = edit(synthesis.paragraphs.filter(part="4").get(), "Văn phòng viết lại", coordinator)
    report.refresh_from_db()
    report = reporting.return_report(
        report=report, reason="Sửa", version=report.version, by=coordinator, at=NOON
    )
    typed = [
        reporting.TextContent(one.pk, one.part, f"{one.text} Đã sửa.", one.task_id)
        for one in report.texts.all()
    ]
    report = reporting.save_report(
        report=report, texts=typed, figures={}, version=report.version, by=institute_officer, at=NOON
    )
    second = reporting.file_report(report=report, version=report.version, by=institute_officer, at=NOON)
    synthesise(round_=synthesis.round, by=coordinator, at=NOON)
    edited.refresh_from_db()
    assert edited.text == "Văn phòng viết lại"
    assert edited.new_text.endswith("Đã sửa.")
    untouched = synthesis.paragraphs.filter(part="2", source_key__startswith="text:").first()
    assert untouched is not None
    assert untouched.text.endswith("Đã sửa.")
    assert untouched.sources.get().version == second
    taken = paragraphs.settle_new_text(
        paragraph=edited, is_taken=True, version=edited.version, by=coordinator, at=NOON
    )
    assert taken.text.endswith("Đã sửa.")
    assert taken.sources.get().version == second


def test_what_a_unit_writes_forges_no_figure(
    report: UnitReport, institute_officer: Officer, coordinator: Officer
) -> None:
    report = written(report, institute_officer)
    typed = [reporting.TextContent(None, "5", "Đề nghị {{so:tong.due}} {{so:VKH.late}}")]
    report = reporting.save_report(
        report=report, texts=typed, figures={}, version=report.version, by=institute_officer, at=NOON
    )
    reporting.file_report(report=report, version=report.version, by=institute_officer, at=NOON)
    synthesis = synthesise(round_=report.round, by=coordinator, at=NOON)
    paragraph = synthesis.paragraphs.get(part="5")
    assert not tokens.keys_in(paragraph.text)
    assert edit(paragraph, f"{paragraph.text} Thêm.", coordinator).version == 2


def test_a_unit_left_out_takes_its_paragraphs_along(
    synthesis: Synthesis,
    report: UnitReport,
    late_report: UnitReport,
    other_officer: Officer,
    coordinator: Officer,
) -> None:
    own = paragraphs.add_paragraph(
        synthesis=synthesis, part="2", text="Riêng Viện thử: {{so:VTT.late}} việc.", by=coordinator, at=NOON
    )
    filed(late_report, other_officer)
    units_of_round.drop_unit(report=report, reason="Nhầm", by=coordinator, at=NOON)
    synthesise(round_=synthesis.round, by=coordinator, at=NOON)
    shown = synthesis.paragraphs.filter(is_removed=False)
    assert not shown.filter(text__startswith="Viện thử").exists()
    assert own in shown
    assert value(synthesis, "VTT.late") is None
    assert not synthesis.figures.filter(key="VTT.due").exists()


def test_paragraphs_are_moved_and_taken_out(synthesis: Synthesis, coordinator: Officer) -> None:
    rows = list(synthesis.paragraphs.filter(part="2"))
    paragraphs.move_paragraph(paragraph=rows[0], is_up=False, by=coordinator, at=NOON)
    assert [one.pk for one in synthesis.paragraphs.filter(part="2")][:2] == [rows[1].pk, rows[0].pk]
    rows[0].refresh_from_db()
    paragraphs.put_paragraph(
        paragraph=rows[0], is_removed=True, version=rows[0].version, by=coordinator, at=NOON
    )
    text = " ".join(
        block.words for block in printed.printed_of(synthesis).body if isinstance(block, Paragraph)
    )
    values = queries.written_values(queries.figures_by_key(synthesis))
    assert tokens.written(rows[0].text, values) not in text


def test_the_document_gives_every_sentence_its_source(synthesis: Synthesis) -> None:
    result = printed.printed_of(synthesis)
    words = [block.words for block in result.body if isinstance(block, Paragraph)]
    assert all("{{" not in one for one in words)
    sources = next(annex for annex in result.annexes if annex.title.startswith("Nguồn"))
    (table,) = [block for block in sources.blocks if isinstance(block, Table)]
    marks = {row[0] for row in table.rows}
    for one in words[1:]:
        if one.startswith("Viện thử:"):
            assert one.rsplit(" ", 1)[-1] in marks, one
    assert any("Họp báo quý I" in row[2] and row[1] == "Viện thử" for row in table.rows)
    statistics = result.annexes[0]
    assert statistics.is_landscape
    table = next(block for block in statistics.blocks if isinstance(block, Table))
    assert table.rows[0][1:] == ("Viện khác (chưa nộp)", *("–",) * 8)
    assert table.rows[-1][1:] == ("TỔNG CỘNG", "5", "3", "1", "1", "1", "2", "0", "33,3%")
    filing = next(annex for annex in result.annexes if annex.title.startswith("Tình hình nộp"))
    assert any(
        "CHƯA NỘP" in row[2] for block in filing.blocks if isinstance(block, Table) for row in block.rows
    )


def test_drawing_up_again_keeps_the_earlier_document(synthesis: Synthesis, coordinator: Officer) -> None:
    first = draw_up_report(synthesis=synthesis, by=coordinator, at=NOON)
    body = list(first.body)
    second = draw_up_report(synthesis=synthesis, by=coordinator, at=NOON)
    assert first.pk != second.pk
    first.refresh_from_db()
    assert first.body == body
    assert OfficialDocument.objects.filter(record_type="reports.synthesis").count() == 2


def test_nobody_is_urged_on_where_all_have_filed(
    synthesis: Synthesis, late_report: UnitReport, other_officer: Officer, coordinator: Officer
) -> None:
    filed(late_report, other_officer)
    with pytest.raises(NobodyMissing):
        draw_up_dispatch(round_=synthesis.round, by=coordinator, at=NOON)
    assert not OfficialDocument.objects.exists()


def test_a_chapter_without_words_is_left_out(synthesis: Synthesis) -> None:
    printable = printed.printable_of(synthesis)
    headings = [
        block.words for block in printing.body_of(printable) if not isinstance(block, Paragraph | Table)
    ]
    assert headings[0] == "I. Công tác chỉ đạo, triển khai"
    assert not any(one.startswith("V.") for one in headings)


def test_many_sentences_of_the_records_are_told_by_number(
    report: UnitReport,
    institute: Unit,
    institute_officer: Officer,
    coordinator: Officer,
    make_task: Callable[..., Task],
) -> None:
    for number in range(6):
        make_task(institute, f"Việc {number}", state="done", due_on=START, done_at=at(START))
    filed(report, institute_officer)
    synthesis = synthesise(round_=report.round, by=coordinator, at=NOON)
    told = synthesis.paragraphs.filter(part="2").exclude(source_key__startswith="stat:")
    assert told.count() == assembling.MOST_RECORDED + 1
    rest = told.get(source_key__startswith="more:")
    assert rest.text == "Viện thử: còn 5 nhiệm vụ khác, nêu trong báo cáo của đơn vị."
    assert rest.sources.get().version.report == report
