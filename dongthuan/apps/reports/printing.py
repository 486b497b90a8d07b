"""A synthesis as the blocks of an official report; Vietnamese, because printed. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dongthuan.apps.reports import tokens
from dongthuan.apps.reports.measures import MEASURES, percent_words, ratio_of, summed
from dongthuan.apps.reports.outline import PRINTED_PARTS, AskedFigure, Outline
from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table

WIDEST = 6  # so many stated figures go side by side on a sheet in landscape
STATISTICS, STATED, FILING = "statistics", "stated", "filing"
CHAPTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("I", "Công tác chỉ đạo, triển khai", ("1",)),
    ("II", "Kết quả thực hiện", ("2",)),
    ("III", "Đánh giá", ("3a", "3b", "3c")),
    ("IV", "Phương hướng, nhiệm vụ thời gian tới", ("4",)),
    ("V", "Đề xuất, kiến nghị", ("5",)),
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a paragraph stands on: a unit, a task where it names one, a filed version."""

    unit_name: str
    task: str
    version: str


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph with the figures still as tokens. annex: where its figures stand, by the annex's key."""

    part: str
    text: str
    sources: tuple[Source, ...] = ()
    annex: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the annexes. filed: when and how it filed, or why it is missing; measures None = missing."""

    unit_name: str
    filed: str
    note: str
    measures: Mapping[str, int] | None
    stated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Printable:
    """All that is printed of a synthesis. last_on: the last day of the period; as_of: of its figures."""

    outline: Outline
    basis: str
    start_on: date
    last_on: date
    as_of: date
    paragraphs: Sequence[PrintedParagraph]
    values: Mapping[str, str]
    rows: Sequence[UnitRow]


def body_of(printable: Printable) -> tuple[Block, ...]:
    """Return the body: its ground, then chapter by chapter; each sentence with the mark of its source."""
    marks = _marks(printable)
    blocks: list[Block] = [Paragraph(_opening(printable))]
    for number, title, parts in CHAPTERS:
        chapter = _chapter(printable, parts, marks)
        if chapter:
            blocks += [Heading(f"{number}. {_title(printable.outline, title, parts)}", 1), *chapter]
    return tuple(blocks)


def _opening(printable: Printable) -> str:
    ground = f"Thực hiện {printable.basis.rstrip('. ')}, " if printable.basis else ""
    told = (
        f"kết quả từ ngày {printable.start_on:%d/%m/%Y} đến hết ngày {printable.last_on:%d/%m/%Y} "
        f"được tổng hợp từ báo cáo của các đơn vị "
        f"(số liệu cập nhật đến ngày {printable.as_of:%d/%m/%Y}) như sau:"
    )
    return ground + (told if ground else told[:1].upper() + told[1:])


def _title(outline: Outline, title: str, parts: tuple[str, ...]) -> str:
    return outline.title_of(parts[0]) if len(parts) == 1 else title


def _chapter(printable: Printable, parts: tuple[str, ...], marks: Mapping[Source, int]) -> list[Block]:
    blocks: list[Block] = []
    filled = [part for part in parts if any(one.part == part for one in printable.paragraphs)]
    for number, part in enumerate(filled, start=1):
        if len(parts) > 1:
            blocks.append(Heading(f"{number}. {printable.outline.title_of(part)}", 2))
        blocks += [
            Paragraph(_written(one, printable, marks)) for one in printable.paragraphs if one.part == part
        ]
    return blocks


def _written(paragraph: PrintedParagraph, printable: Printable, marks: Mapping[Source, int]) -> str:
    text = tokens.written(paragraph.text, printable.values)
    numbers = sorted(marks[source] for source in paragraph.sources)
    ends = [f"[{', '.join(map(str, numbers))}]"] if numbers else []
    annex = paragraph.annex or (STATISTICS if tokens.keys_in(paragraph.text) and not numbers else "")
    if annex:
        ends.append(f"(Phụ lục {_annex_number(printable, annex)})")
    return " ".join([text.rstrip(), *ends])


def _annex_number(printable: Printable, annex: str) -> str:
    """Return the Roman number of an annex; the stated figures have one only where some are asked."""
    if annex == STATISTICS:
        return "I"
    if annex == STATED:
        return "II"
    return "III" if printable.outline.figures else "II"


def _marks(printable: Printable) -> dict[Source, int]:
    """Number the sources in the order in which the body first names them."""
    order = [part for _number, _title, parts in CHAPTERS for part in parts]
    found: dict[Source, int] = {}
    for part in order:
        for paragraph in printable.paragraphs:
            if paragraph.part == part:
                for source in paragraph.sources:
                    found.setdefault(source, len(found) + 1)
    return found


def annexes_of(printable: Printable) -> tuple[Annex, ...]:
    """Return the annexes: figures by unit (landscape), stated figures, who filed, sources."""
    annexes = [_statistics(printable)]
    if printable.outline.figures:
        annexes.append(_stated(printable))
    annexes.append(_who_filed(printable))
    sources = _sources(printable)
    return (*annexes, sources) if sources is not None else tuple(annexes)


def _statistics(printable: Printable) -> Annex:
    header = ("TT", "Đơn vị", *(measure.printed for measure in MEASURES), "Tỷ lệ đúng hạn")
    rows = [
        (str(place), _named(row), *_measured(row.measures))
        for place, row in enumerate(printable.rows, start=1)
    ]
    total = summed(row.measures for row in printable.rows if row.measures is not None)
    rows.append(("", "TỔNG CỘNG", *_measured(total)))
    note = Paragraph(
        "Số nhiệm vụ được giao = hoàn thành đúng hạn + hoàn thành quá hạn "
        "+ quá hạn chưa hoàn thành + đang thực hiện trong hạn. "
        "Tỷ lệ đúng hạn = hoàn thành đúng hạn trên tổng số hoàn thành và quá hạn. "
        "Đơn vị chưa nộp báo cáo không tính vào tổng."
    )
    table = Table(header, tuple(rows), numeric=tuple(range(2, len(header))))
    return Annex("Thống kê tình hình thực hiện nhiệm vụ theo đơn vị", (table, note), is_landscape=True)


def _named(row: UnitRow) -> str:
    return row.unit_name if row.measures is not None else f"{row.unit_name} (chưa nộp)"


def _measured(measures: Mapping[str, int] | None) -> tuple[str, ...]:
    if measures is None:
        return ("–",) * (len(MEASURES) + 1)
    figures = tuple(tokens.plain_number(measures.get(measure.key, 0)) for measure in MEASURES)
    return (*figures, percent_words(ratio_of(measures)))


def _stated(printable: Printable) -> Annex:
    asked = printable.outline.figures
    tables = tuple(
        _stated_table(printable, asked[first : first + WIDEST]) for first in range(0, len(asked), WIDEST)
    )
    return Annex("Số liệu do đơn vị tự khai", tables, is_landscape=len(asked) > 2)


def _stated_table(printable: Printable, asked: Sequence[AskedFigure]) -> Table:
    header = ("TT", "Đơn vị", *(f"{one.label} ({one.unit})" if one.unit else one.label for one in asked))
    rows = [
        (str(place), row.unit_name, *(row.stated.get(one.key, "–") for one in asked))
        for place, row in enumerate(printable.rows, start=1)
    ]
    total = tuple(printable.values.get(f"tong.{one.key}", "–") for one in asked)
    rows.append(("", "TỔNG CỘNG", *total))
    return Table(header, tuple(rows), numeric=tuple(range(2, len(header))))


def _who_filed(printable: Printable) -> Annex:
    rows = tuple(
        (str(place), row.unit_name, row.filed, row.note) for place, row in enumerate(printable.rows, start=1)
    )
    header = ("TT", "Đơn vị", "Nộp báo cáo", "Ghi chú")
    return Annex("Tình hình nộp báo cáo của các đơn vị", (Table(header, rows, widths=(1, 6, 5, 5)),))


def _sources(printable: Printable) -> Annex | None:
    marks = _marks(printable)
    if not marks:
        return None
    rows = tuple(
        (f"[{number}]", source.unit_name, source.task or "–", source.version)
        for source, number in marks.items()
    )
    header = ("Số", "Đơn vị", "Nhiệm vụ", "Báo cáo của đơn vị")
    return Annex("Nguồn của các nội dung trong báo cáo", (Table(header, rows, widths=(1, 4, 7, 4)),))


def dispatch_body(
    *, title: str, basis: str, last_on: date, due_on: date, names: Sequence[str], days_late: int
) -> tuple[Block, ...]:
    """Return the body of a dispatch that urges units on to file."""
    ground = f"Thực hiện {basis.rstrip('. ')}, Văn phòng" if basis else "Văn phòng"
    when = (
        f"thời hạn nộp là ngày {due_on:%d/%m/%Y}, đến nay đã quá {days_late} ngày"
        if days_late > 0
        else f"thời hạn nộp là ngày {due_on:%d/%m/%Y}"
    )
    return (
        Paragraph(
            f"{ground} đã đề nghị các đơn vị gửi báo cáo “{title}” "
            f"(số liệu đến hết ngày {last_on:%d/%m/%Y}); {when}."
        ),
        Paragraph(f"Đến nay còn {len(names)} đơn vị chưa nộp báo cáo: {'; '.join(names)}."),
        Paragraph(
            "Đề nghị thủ trưởng các đơn vị nêu trên chỉ đạo hoàn thành và nộp báo cáo trên hệ thống "
            "Đồng Thuận trong thời gian sớm nhất để kịp tổng hợp, trình lãnh đạo."
        ),
    )


def part_title(outline: Outline, part: str) -> str:
    """Return the heading of a part, as printed."""
    return outline.title_of(part) or PRINTED_PARTS[part]
