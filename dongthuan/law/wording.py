"""The sentences in which limits are explained and refused; English, put into other words by `translate`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from dongthuan.law.deadlines import Due
from dongthuan.law.model import CannotCompute, Verified
from dongthuan.law.phrases import FAULTS, ICS, LISTS, NOTES, PROBLEMS, STEPS, WORDS
from dongthuan.law.steps import Step
from dongthuan.law.vietnam import ZONE

Translate = Callable[[str], str]
MOST_DAYS_NAMED = 12
STARTS = ("rule", "immediate")


def sentence(of: Step | CannotCompute, translate: Translate) -> str:
    """Return a step, or the reason for which a limit cannot be given, in one sentence."""
    if isinstance(of, CannotCompute):
        return translate(PROBLEMS.get(of.code, PROBLEMS["other"])) % _all_facts(of.facts, translate)
    code = of.code
    if of.detail.get("skipped") and f"{code}-skipping" in STEPS:
        code = f"{code}-skipping"
    told = _all_told(of.detail, translate) | {
        "limit": counted(abs(of.amount), str(of.unit or ""), translate),
        "remaining": counted(of.detail.get("left"), of.detail.get("left_unit"), translate),
        "count": len(of.detail.get("skipped", ())),
        "at": _start(of.at) if code in STARTS else end_words(of.at),
    }
    return translate(STEPS[code]) % told


def counted(amount: object, unit: object, translate: Translate) -> str:
    """Return an amount in its unit, one or many: "1 working day"; "" in a unit that is not counted."""
    form = WORDS.get(f"{'one' if amount == 1 else 'many'}-{unit}")
    return translate(form) % {"amount": amount} if form else ""


def sentences(steps: Iterable[Step], translate: Translate) -> list[str]:
    """Return the steps of a count as sentences, in their order."""
    return [sentence(step, translate) for step in steps]


def explanation(due: Due, translate: Translate) -> list[str]:
    """Return why a limit ends when it does: its steps, and what makes the answer less than certain."""
    told = sentences(due.steps, translate)
    rule = due.rule
    if due.is_estimated and due.due_on is not None:
        told.append(translate(NOTES["estimated"]) % {"year": due.due_on.year})
    if rule.verified is not Verified.V1:
        facts = {"name": rule.alias or rule.key, "verified": rule.verified, "source": rule.source}
        told.append(translate(NOTES["unverified"]) % facts)
    return told


def fault_sentence(code: str, translate: Translate) -> str:
    """Return what is wrong with a field of a rule in one sentence."""
    return translate(FAULTS[code])


def ics_sentence(problem: str, translate: Translate) -> str:
    """Return what could not be read of an iCalendar file; `problem` is "code" or "code|which entry"."""
    code, _, which = problem.partition("|")
    return translate(ICS[code]) % {"which": which}


def _all_facts(facts: Mapping[str, Any], translate: Translate) -> dict[str, Any]:
    limit = counted(facts.get("amount"), facts.get("unit"), translate)
    return {"limit": limit, **_all_told(facts, translate)}


def _all_told(facts: Mapping[str, Any], translate: Translate) -> dict[str, Any]:
    return {name: _TELLERS[name](it, translate) if name in _TELLERS else it for name, it in facts.items()}


def _days(days: list[list[str]], translate: Translate) -> str:
    named = ", ".join(f"{_day(day)} ({why})" for day, why in days[:MOST_DAYS_NAMED])
    more = len(days) - MOST_DAYS_NAMED
    return translate(WORDS["more-days"]) % {"days": named, "count": more} if more > 0 else named


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}"


def _start(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%H:%M %d/%m/%Y}"


def end_words(at: datetime) -> str:
    """Return an end as officers write it: the midnight after a day as 24:00 of that day.

    >>> end_words(datetime(2026, 8, 29, tzinfo=ZONE)), end_words(datetime(2026, 8, 29, 9, 30, tzinfo=ZONE))
    ('24:00 28/08/2026', '09:30 29/08/2026')
    """
    local = at.astimezone(ZONE)
    return f"24:00 {local - timedelta(days=1):%d/%m/%Y}" if local.time() == time() else _start(local)


def _moment(text: str) -> str:
    return _start(datetime.fromisoformat(text)) if text else ""


def _length(minutes: int, translate: Translate) -> str:
    hours, rest = divmod(minutes, 60)
    return translate(WORDS["hours-and-minutes"]) % {"hours": hours, "minutes": rest}


def _words(names: str, translate: Translate) -> str:
    return ", ".join(translate(WORDS[name]) if name in WORDS else name for name in names.split(","))


_TELLERS: dict[str, Callable[[Any, Translate], str]] = {
    "skipped": _days,
    "off": _days,
    "last": lambda day, _: _day(day),
    "day": lambda day, _: _day(day),
    "before": lambda day, _: _day(day),
    "start": lambda at, _: _moment(at),
    "end": lambda at, _: _moment(at),
    "microseconds": lambda length, translate: _length(length // 60_000_000, translate),
    "left_minutes": _length,
    "unit": _words,
    "asked_unit": _words,
    "missing": _words,
    "case": _words,
    "list": lambda kind, translate: translate(LISTS[kind]),
}
