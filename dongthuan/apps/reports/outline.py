"""The form of a round as data: which parts the units write, which figures they state; words as printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PRINTED_PARTS: Mapping[str, str] = {
    "1": "Công tác chỉ đạo, triển khai",
    "2": "Kết quả thực hiện",
    "3a": "Ưu điểm",
    "3b": "Tồn tại, hạn chế",
    "3c": "Nguyên nhân",
    "4": "Phương hướng, nhiệm vụ thời gian tới",
    "5": "Đề xuất, kiến nghị",
}
HINTS: Mapping[str, str] = {
    "1": "Văn bản đã ban hành, phân công, quán triệt, kiểm tra, đôn đốc.",
    "2": "Kết quả theo từng nhiệm vụ; mỗi đoạn nêu một nhiệm vụ, sản phẩm và minh chứng.",
    "3a": "Việc làm tốt, cách làm hay.",
    "3b": "Nhiệm vụ chậm, chưa làm, chất lượng chưa đạt.",
    "3c": "Nguyên nhân khách quan, chủ quan.",
    "4": "Nhiệm vụ trọng tâm của kỳ tới.",
    "5": "Kiến nghị với lãnh đạo cơ quan, Văn phòng, cơ quan cấp trên.",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form: its code (`lifecycle.Part`), its heading, what is meant by it."""

    part: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure that a unit states itself. unit: what is counted ("cuộc", "bài"), may be empty."""

    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a round asks."""

    sections: tuple[Section, ...]
    figures: tuple[AskedFigure, ...] = ()

    def title_of(self, part: str) -> str:
        """Return the heading of a part, as this form words it."""
        return next((one.title for one in self.sections if one.part == part), PRINTED_PARTS.get(part, part))


STANDARD = Outline(tuple(Section(part, title, HINTS[part]) for part, title in PRINTED_PARTS.items()))
# The six figures of the yearly report of Decree 244/2026/NĐ-CP (annex): four of them are so many of so many.
PRESS_FIGURES = (
    "Số cuộc họp báo đã tổ chức | cuộc",
    "Số lần chủ động cung cấp thông tin tại giao ban báo chí | lần",
    "Số yêu cầu của báo chí đã trả lời | yêu cầu",
    "Số yêu cầu của báo chí đã nhận | yêu cầu",
    "Số vụ việc đột xuất đã phát ngôn | vụ việc",
    "Tổng số vụ việc đột xuất (Điều 7 khoản 2, 3, 4, 5) | vụ việc",
    "Số vụ việc đã phát ngôn đúng thời hạn | vụ việc",
    "Số vụ việc có thời hạn phát ngôn (Điều 7 khoản 3, 4) | vụ việc",
    "Số vụ việc đã có văn bản đề nghị phản hồi, cải chính | vụ việc",
    "Số vụ việc phát sinh theo Điều 7 khoản 6 | vụ việc",
)


def figures_from_lines(text: str) -> tuple[AskedFigure, ...]:
    """Read asked figures, one a line, "label | what is counted".

    >>> figures_from_lines("Số bài đăng | bài")
    (AskedFigure(key='tk1', label='Số bài đăng', unit='bài'),)
    """
    found: list[AskedFigure] = []
    for line in text.splitlines():
        label, _, unit = line.partition("|")
        if label.strip():
            found.append(AskedFigure(f"tk{len(found) + 1}", label.strip(), unit.strip()))
    return tuple(found)


def with_press_figures(figures: tuple[AskedFigure, ...]) -> tuple[AskedFigure, ...]:
    """Return the figures with those of the yearly press report behind them; none is asked twice.

    >>> len(with_press_figures(with_press_figures(()))) == len(PRESS_FIGURES)
    True
    """
    asked = {one.label for one in figures}
    press = figures_from_lines("\n".join(PRESS_FIGURES))
    every = (*figures, *(one for one in press if one.label not in asked))
    return tuple(AskedFigure(f"tk{place}", one.label, one.unit) for place, one in enumerate(every, start=1))


def lines_from_figures(figures: tuple[AskedFigure, ...]) -> str:
    """Write asked figures as `figures_from_lines` reads them."""
    return "\n".join(f"{one.label} | {one.unit}" if one.unit else one.label for one in figures)


def to_plain(outline: Outline) -> dict[str, Any]:
    """Return what is stored of a form."""
    return {
        "sections": [{"part": s.part, "title": s.title, "hint": s.hint} for s in outline.sections],
        "figures": [{"key": f.key, "label": f.label, "unit": f.unit} for f in outline.figures],
    }


def from_plain(plain: Mapping[str, Any]) -> Outline:
    """Return the form that was stored; the standard one where nothing was."""
    if not plain.get("sections"):
        return STANDARD
    return Outline(
        tuple(Section(**section) for section in plain["sections"]),
        tuple(AskedFigure(**figure) for figure in plain.get("figures", ())),
    )
