"""The sentences with which a unit's form comes filled from its records, as documents print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LONGEST_CONTENT = 300
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the records say of one task. outcome: in_time, late, overdue or running."""

    content: str
    outcome: str
    due_on: date | None
    done_on: date | None
    product: str = ""
    progress_percent: int = 0
    said: str = ""
    evidence: tuple[str, ...] = ()


def sentence_of(facts: TaskFacts) -> tuple[str, str] | None:
    """Return the part of the report and the sentence for a task; None where there is nothing to tell yet."""
    name = f"“{shortened(facts.content)}”"
    if facts.done_on is not None:
        how = "đúng hạn" if facts.outcome == "in_time" else "quá hạn"
        words = f"Đã hoàn thành nhiệm vụ {name} (ngày {_day(facts.done_on)}, {how})"
        return "2", _closed(words + _more(facts))
    if facts.outcome == "overdue" and facts.due_on is not None:
        far = f", đạt {facts.progress_percent}%" if facts.progress_percent else ""
        return "3b", _closed(f"Nhiệm vụ {name} đã quá hạn từ ngày {_day(facts.due_on)}{far}{_said(facts)}")
    if facts.progress_percent or facts.said:
        words = f"Đang thực hiện nhiệm vụ {name}, đạt {facts.progress_percent}%{_said(facts)}"
        return "2", _closed(words)
    if facts.due_on is not None:
        return "4", _closed(f"Thực hiện nhiệm vụ {name}, hoàn thành trước ngày {_day(facts.due_on)}")
    return None


def shortened(text: str, most: int = LONGEST_CONTENT) -> str:
    """Return a text on one line, cut at a word where it is longer than `most`."""
    line = " ".join(text.split()).rstrip(".;, ")
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(".;, ") + "…"


def _more(facts: TaskFacts) -> str:
    product = f"; sản phẩm: {shortened(facts.product, 200)}" if facts.product else ""
    shown = _listed(facts.evidence)
    return product + (f"; minh chứng: {shown}" if shown else "") + _said(facts)


def _said(facts: TaskFacts) -> str:
    return f". {shortened(facts.said, 600)}" if facts.said else ""


def _listed(evidence: Iterable[str]) -> str:
    names = [shortened(one, 150) for one in evidence if one]
    rest = len(names) - MOST_EVIDENCE
    return ", ".join(names[:MOST_EVIDENCE]) + (f" và {rest} minh chứng khác" if rest > 0 else "")


def _closed(text: str) -> str:
    return text if text.endswith((".", "…")) else f"{text}."


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
