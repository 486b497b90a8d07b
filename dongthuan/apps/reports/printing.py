"""A synthesis as the blocks of an official report; Vietnamese, because printed. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dongthuan.apps.reports import tokens
from dongthuan.apps.reports.measures import MEASURES, percent_words, ratio_of, summed
from dongthuan.apps.reports.outline import PRINTED_PARTS, AskedFigure, Outline
from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table

WIDEST = 6  # so many stated figures go side by side on a sheet in landscape
STATISTICS, STATED, FILING, TASKS, SOURCES = "statistics", "stated", "filing", "tasks", "sources"
ROMAN = ("I", "II", "III", "IV", "V")
OUTCOMES = {
    "in_time": "Hoàn thành đúng hạn",
    "late": "Hoàn thành quá hạn",
    "overdue": "Quá hạn chưa hoàn thành",
    "running": "Đang thực hiện trong hạn",
}
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
    """A unit in the annexes. filed: when and how it filed, or why it is missing; measures None = missing.

    report_key, number: of the filed version that says so.
    """

    unit_name: str
    filed: str
    note: str
    measures: Mapping[str, int] | None
    stated: Mapping[str, str]
    report_key: int = 0
    number: int = 0

    def cells(self) -> list[tuple[str, int]]:
        """Return the figures from the records by their keys, in the order of the columns."""
        return [(one.key, (self.measures or {}).get(one.key, 0)) for one in MEASURES]

    def ratio(self) -> float | None:
        """Return the share done in time, 0 to 1; None where there is none."""
        return ratio_of(self.measures or {})


@dataclass(frozen=True, slots=True)
class PrintedTask:
    """A task that the figures count, and how it stood in its unit's report. outcome: a key of OUTCOMES."""

    unit_name: str
    task: str
    due_on: date | None
    done_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class PrintedTasks:
    """The tasks behind the figures.

    are_all: else only those done late or overdue stand here. left_out: how many of those do not.
    """

    rows: Sequence[PrintedTask] = ()
    are_all: bool = True
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Printable:
    """All that is printed of a synthesis. last_on: the last day of the period; as_of: of its figures.

    plan: the title of the plan that alone is counted, "" = of all plans.
    """

    outline: Outline
    basis: str
    start_on: date
    last_on: date
    as_of: date
    paragraphs: Sequence[PrintedParagraph]
    values: Mapping[str, str]
    rows: Sequence[UnitRow]
    tasks: PrintedTasks = PrintedTasks()
    plan: str = ""


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
    """Return the Roman number of an annex; of the figures by unit where that annex is not printed."""
    keys = _annex_keys(printable)
    return ROMAN[keys.index(annex) if annex in keys else 0]


def _annex_keys(printable: Printable) -> list[str]:
    """Return which annexes are printed, in order."""
    is_printed = {
        STATISTICS: True,
        STATED: bool(printable.outline.figures),
        FILING: True,
        TASKS: bool(printable.tasks.rows),
        SOURCES: any(one.sources for one in printable.paragraphs),
    }
    return [key for key, printed in is_printed.items() if printed]


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
    """Return the annexes: figures by unit (landscape), stated figures, who filed, tasks, sources."""
    drawn = {
        STATISTICS: _statistics,
        STATED: _stated,
        FILING: _who_filed,
        TASKS: _tasks,
        SOURCES: _sources,
    }
    return tuple(drawn[key](printable) for key in _annex_keys(printable))


def _statistics(printable: Printable) -> Annex:
    header = ("TT", "Đơn vị", *(measure.printed for measure in MEASURES), "Tỷ lệ đúng hạn")
    rows = [
        (str(place), _named(row), *_measured(row.measures))
        for place, row in enumerate(printable.rows, start=1)
    ]
    total = summed(row.measures for row in printable.rows if row.measures is not None)
    rows.append(("", "TỔNG CỘNG", *_measured(total)))
    scope = f"Chỉ tính nhiệm vụ thuộc “{printable.plan}”. " if printable.plan else ""
    note = Paragraph(
        f"{scope}Số nhiệm vụ được giao = hoàn thành đúng hạn + hoàn thành quá hạn "
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


def _tasks(printable: Printable) -> Annex:
    tasks = printable.tasks
    rows = tuple(
        (str(place), row.unit_name, row.task, _day(row.due_on), _day(row.done_on), OUTCOMES[row.outcome])
        for place, row in enumerate(tasks.rows, start=1)
    )
    header = ("TT", "Đơn vị", "Nhiệm vụ", "Hạn", "Hoàn thành", "Kết quả")
    table = Table(header, rows, widths=(1, 4, 9, 2.4, 2.4, 3.4))
    title = "Danh mục nhiệm vụ được tính trong số liệu"
    if tasks.are_all:
        return Annex(title, (table,), is_landscape=True)
    told = (
        "Danh mục này chỉ nêu nhiệm vụ hoàn thành quá hạn và quá hạn chưa hoàn thành; "
        "toàn bộ nhiệm vụ được tính có trong bảng dữ liệu kèm theo trên hệ thống."
    )
    more = f" Còn {tokens.plain_number(tasks.left_out)} nhiệm vụ khác như vậy." if tasks.left_out else ""
    return Annex(
        "Danh mục nhiệm vụ quá hạn trong số liệu", (table, Paragraph(told + more)), is_landscape=True
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def _sources(printable: Printable) -> Annex:
    rows = tuple(
        (f"[{number}]", source.unit_name, source.task or "–", source.version)
        for source, number in _marks(printable).items()
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
