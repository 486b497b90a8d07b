"""Officers' rules laid over the shipped ones: between its dates, an approved rule stands in their place."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dongthuan.law.model import Rule


def laid_over(rules: Iterable[Rule], approved: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules with each approved one in place of what held under its key and conditions.

    approved: in the order in which they were approved; a later one wins over an earlier one. What a rule
    covers outside the dates of the one that replaces it goes on to hold.
    """
    standing = list(rules)
    for one in approved:
        standing = [piece for rule in standing for piece in _outside(rule, one)]
        standing.append(one)
    return tuple(standing)


def place_of(rule: Rule) -> tuple[str, str, str, str]:
    """Return what makes two rules speak of the same: key and conditions."""
    return rule.key, rule.channel, rule.complexity, rule.agency_kind


def _outside(rule: Rule, over: Rule) -> list[Rule]:
    """Return what is left of a rule before and after the span of another that speaks of the same."""
    ends, over_ends = rule.valid_to or date.max, over.valid_to or date.max
    if place_of(rule) != place_of(over) or ends <= over.valid_from or over_ends <= rule.valid_from:
        return [rule]
    left = []
    if rule.valid_from < over.valid_from:
        left.append(replace(rule, valid_to=over.valid_from))
    if over_ends < ends:
        left.append(replace(rule, valid_from=over_ends))
    return left
