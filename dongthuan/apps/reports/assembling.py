"""From filed reports to a synthesis: its figures, its first sentences, and what each stands on. No database.

Words are Vietnamese because they are printed. What a unit wrote cannot forge a figure: its braces are parted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dongthuan.apps.reports.freezing import FrozenReport
from dongthuan.apps.reports.measures import JUDGED, MEASURES, ratio_of, summed
from dongthuan.apps.reports.outline import Outline
from dongthuan.apps.reports.tokens import token

ALL = "tong"
MOST_NAMED = 8
MOST_RECORDED = 3


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed report as it enters a synthesis. code: how its figures are called ("VTT.due")."""

    version_key: int
    report_key: int
    unit_key: int
    code: str
    unit_name: str
    content: FrozenReport
    is_late: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that has not filed: its name, and what stands beside it in the annex."""

    unit_key: int
    unit_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit that was dissolved, and the one that reports for it."""

    unit_name: str
    successor_name: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that a synthesis is assembled from. last_on: the last day of the period."""

    outline: Outline
    start_on: date
    last_on: date
    filed: Sequence[Filed]
    missing: Sequence[Missing]
    successions: Sequence[Succession] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure under its key; unit_key None = of all units that filed. is_stated: units say so themselves."""

    key: str
    measure: str
    label: str
    value: Decimal | None
    unit_key: int | None = None
    is_stated: bool = False


@dataclass(frozen=True, slots=True)
class Assembled:
    """A paragraph. sources: pairs of a filed version and the task it tells of, if it names one."""

    source_key: str
    part: str
    text: str
    sources: tuple[tuple[int, int | None], ...] = ()


def code_of(code: str, unit_key: int) -> str:
    """Return the word under which a unit's figures are called; its key where the code holds other signs.

    >>> code_of("VTT", 7), code_of("Viện {x}", 7)
    ('VTT', 'dv7')
    """
    is_plain = code and all(sign.isalnum() or sign in "-_" for sign in code) and code != ALL
    return code[:40] if is_plain else f"dv{unit_key}"


def figures_of(material: Material) -> list[Figure]:
    """Return every figure: totals first, then unit by unit."""
    filed = material.filed
    total = summed(one.content.measures for one in filed)
    asked = len(filed) + len(material.missing)
    counts = (
        ("don_vi", "Số đơn vị phải báo cáo", asked),
        ("da_nop", "Số đơn vị đã nộp báo cáo", len(filed)),
        ("nop_cham", "Số đơn vị nộp chậm", sum(one.is_late for one in filed)),
        ("chua_nop", "Số đơn vị chưa nộp báo cáo", len(material.missing)),
    )
    figures = [Figure(f"{ALL}.{key}", key, label, Decimal(value)) for key, label, value in counts]
    figures += _measured(ALL, "toàn cơ quan", total, None)
    figures += [_total_stated(material, asked_one.key) for asked_one in material.outline.figures]
    for one in filed:
        figures += _measured(one.code, one.unit_name, dict(one.content.measures), one.unit_key)
        figures += [
            Figure(
                f"{one.code}.{stated.key}",
                stated.key,
                f"{stated.label}, {one.unit_name}"[:400],
                stated.value,
                one.unit_key,
                is_stated=True,
            )
            for stated in one.content.figures
        ]
    return figures


def _measured(code: str, whose: str, measures: dict[str, int], unit_key: int | None) -> list[Figure]:
    found = [
        Figure(
            f"{code}.{measure.key}",
            measure.key,
            f"{measure.printed}, {whose}"[:400],
            Decimal(measures.get(measure.key, 0)),
            unit_key,
        )
        for measure in MEASURES
    ]
    ratio = ratio_of(measures)
    share = None if ratio is None else Decimal(str(round(ratio * 100, 1)))
    label = f"Tỷ lệ hoàn thành đúng hạn (%), {whose}"[:400]
    return [*found, Figure(f"{code}.ty_le", "ty_le", label, share, unit_key)]


def _total_stated(material: Material, key: str) -> Figure:
    stated = [figure for one in material.filed for figure in one.content.figures if figure.key == key]
    values = [figure.value for figure in stated if figure.value is not None]
    asked = next(figure for figure in material.outline.figures if figure.key == key)
    value = sum(values, Decimal(0)) if values else None
    return Figure(f"{ALL}.{key}", key, f"{asked.label}, toàn cơ quan"[:400], value, is_stated=True)


def paragraphs_of(material: Material) -> list[Assembled]:
    """Return the paragraphs in order: what the figures say, then what each unit says, part by part."""
    parts = [section.part for section in material.outline.sections]
    leading = _leading(material)
    found: list[Assembled] = []
    for part in parts:
        found += [one for one in leading if one.part == part]
        for filed in material.filed:
            found += _of_unit(filed, part)
    return found + [one for one in leading if one.part not in parts]


def _of_unit(filed: Filed, part: str) -> list[Assembled]:
    """Return what a unit says in a part: all it wrote itself, and the first few sentences of its records.

    A unit with a hundred tasks has a hundred of those: the rest is told by number, and stands in its report.
    """
    texts = filed.content.of_part(part)
    recorded = [text.id for text in texts if not text.is_own]
    left_out = set(recorded[MOST_RECORDED:])
    found = [
        Assembled(
            f"text:{text.id}",
            part,
            f"{filed.unit_name}: {parted(text.text)}",
            ((filed.version_key, text.task.id if text.task else None),),
        )
        for text in texts
        if text.id not in left_out
    ]
    if left_out:
        words = f"{filed.unit_name}: còn {len(left_out)} nhiệm vụ khác, nêu trong báo cáo của đơn vị."
        found.append(Assembled(f"more:{filed.report_key}:{part}", part, words, ((filed.version_key, None),)))
    return found


def parted(text: str) -> str:
    """Return a text in which nothing can be taken for a figure's token.

    >>> parted("giả {{so:tong.due}}")
    'giả { {so:tong.due} }'
    """
    return text.replace("{{", "{ {").replace("}}", "} }")


def _leading(material: Material) -> list[Assembled]:
    said = [
        Assembled("stat:filed", "1", _filed_words(material)),
        Assembled("stat:missing", "1", _missing_words(material)),
    ]
    if material.successions:
        said.append(Assembled("stat:successions", "1", _succession_words(material)))
    if material.filed:
        said.append(Assembled("stat:tasks", "2", _task_words()))
    if material.filed and material.outline.figures:
        said.append(Assembled("stat:stated", "2", _stated_words(material)))
    late = sorted(material.filed, key=lambda one: -one.content.measures.get("overdue", 0))
    late = [one for one in late if one.content.measures.get("overdue", 0)]
    if late:
        said.append(Assembled("stat:overdue", "3b", _overdue_words(late)))
    return said


def _filed_words(material: Material) -> str:
    return (
        f"Trong kỳ báo cáo (từ ngày {material.start_on:%d/%m/%Y} đến hết ngày {material.last_on:%d/%m/%Y}), "
        f"có {token(f'{ALL}.don_vi')} đơn vị phải báo cáo; {token(f'{ALL}.da_nop')} đơn vị đã nộp báo cáo, "
        f"trong đó {token(f'{ALL}.nop_cham')} đơn vị nộp chậm."
    )


def _missing_words(material: Material) -> str:
    if not material.missing:
        return "Tất cả các đơn vị phải báo cáo đã nộp báo cáo."
    names = "; ".join(one.unit_name for one in material.missing)
    return f"Còn {token(f'{ALL}.chua_nop')} đơn vị chưa nộp báo cáo, chưa có trong số liệu tổng hợp: {names}."


def _succession_words(material: Material) -> str:
    told = "; ".join(
        f"{one.unit_name} đã kết thúc hoạt động, {one.successor_name} là đơn vị kế thừa và báo cáo thay"
        for one in material.successions
    )
    return f"{told}."


def _task_words() -> str:
    return (
        f"Các đơn vị đã nộp báo cáo được giao {token(f'{ALL}.assigned')} nhiệm vụ, trong đó "
        f"{token(f'{ALL}.due')} nhiệm vụ đến hạn; hoàn thành đúng hạn {token(f'{ALL}.in_time')}, "
        f"hoàn thành quá hạn {token(f'{ALL}.late')}, quá hạn chưa hoàn thành {token(f'{ALL}.overdue')}, "
        f"đang thực hiện trong hạn {token(f'{ALL}.running')} nhiệm vụ; "
        f"tỷ lệ hoàn thành đúng hạn {token(f'{ALL}.ty_le')}%."
    )


def _stated_words(material: Material) -> str:
    told = "; ".join(
        f"{_lowered(one.label)}: {token(f'{ALL}.{one.key}')}{f' {one.unit}' if one.unit else ''}"
        for one in material.outline.figures
    )
    return f"Số liệu do các đơn vị tự khai: {told}."


def _overdue_words(late: Sequence[Filed]) -> str:
    named = "; ".join(f"{one.unit_name} ({token(f'{one.code}.overdue')})" for one in late[:MOST_NAMED])
    rest = len(late) - MOST_NAMED
    more = f"; và {rest} đơn vị khác" if rest > 0 else ""
    return f"Còn {token(f'{ALL}.overdue')} nhiệm vụ quá hạn chưa hoàn thành, gồm: {named}{more}."


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def adds_up(measures: dict[str, int]) -> bool:
    """Say whether the figures of a unit or a total add up."""
    return measures["assigned"] == sum(measures[key] for key in JUDGED) + measures["running"]
