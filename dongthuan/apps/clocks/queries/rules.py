"""Which rules of law hold: the shipped packs, with what officers entered and approved laid over them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, Max

from dongthuan.analysis.text import fold
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.overlay import laid_over
from dongthuan.apps.clocks.rulebook import as_rule
from dongthuan.law.model import Rule
from dongthuan.law.packs import shipped_rules
from dongthuan.law.selection import rules_in_force

Stamp = tuple[int, int | None, datetime | None]


def rules_in_force_now() -> tuple[Rule, ...]:
    """Return every dated rule: the shipped ones, with approved rules of officers in their place.

    One query that counts; the rules themselves are read only after an approval.
    """
    approved = RuleVersion.objects.filter(state="approved")
    found = approved.aggregate(count=Count("pk"), last=Max("pk"), decided=Max("decided_at"))
    return _rules((found["count"], found["last"], found["decided"]))


@lru_cache(maxsize=4)
def _rules(stamp: Stamp) -> tuple[Rule, ...]:
    approved = [as_rule(version) for version in RuleVersion.objects.approved()] if stamp[0] else []
    return laid_over(shipped_rules(), approved)


def searched(rules: Iterable[Rule], *, on: date, words: str = "") -> list[tuple[str, list[Rule]]]:
    """Return the rules in force on a day by instrument, those that hold all the words; in order of keys.

    Words typed without marks find those with marks ("gia han" finds "gia hạn").
    """
    wanted = words.casefold().split()
    groups: dict[str, list[Rule]] = {}
    for rule in rules_in_force(rules, on=on):
        text = _text_of(rule)
        bare = fold(text)
        if all(word in text or word in bare for word in wanted):
            groups.setdefault(rule.instrument, []).append(rule)
    return sorted(groups.items())


def history_of(rules: Iterable[Rule], key: str) -> list[Rule]:
    """Return all rules of one key, the latest in force first."""
    found = [rule for rule in rules if rule.key == key]
    return sorted(found, key=lambda rule: (rule.valid_from, rule.alias), reverse=True)


def _text_of(rule: Rule) -> str:
    parts = (rule.key, rule.alias, rule.title, rule.instrument, rule.article, rule.start_event, rule.note)
    return " ".join(parts).casefold()
