"""Which rule holds: by the day of the event that starts the limit, and by what is known of the case."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dongthuan.law.model import CannotCompute, Facts, Rule, Unit, Verified

CONDITIONS = ("channel", "complexity", "agency_kind")
NO_FACTS = Facts()


class NoRule(CannotCompute):
    """No rule of that name holds on that day, or for such a case."""


class UnknownLimit(CannotCompute):
    """The rule is there, but its figure is not: somebody must enter it."""


class AmbiguousRule(CannotCompute):
    """More than one rule holds, and nothing says which."""


def rule_in_force(rules: Iterable[Rule], name: str, *, on: date, facts: Facts = NO_FACTS) -> Rule:
    """Return the rule of a name as it stood on the day of the event.

    name: a key, the beginning of a key up to a dot, or an alias; so that "access.answer" with the facts
    network and complex is "access.answer.network.complex". A whole key goes before a beginning.
    Of rules that fit, the one with the most conditions is meant. A rule is never guessed.
    Raises NoRule, AmbiguousRule, or UnknownLimit if the rule has no figure.
    """
    rules = tuple(rules)
    named = [rule for rule in rules if rule.key == name]
    named = named or [rule for rule in rules if is_named(rule, name)]
    if not named:
        raise NoRule("no-such-rule", name=name)
    holding = [rule for rule in named if holds(rule, on)]
    if not holding:
        raise _not_in_force(rules, named, name, on)
    fitting = [rule for rule in holding if _fits(rule, facts)]
    if not fitting:
        raise NoRule("no-rule-for-case", name=name, case=_case(facts), rules=_listed(holding))
    return _with_figure(_narrowest(fitting, facts, name))


def is_named(rule: Rule, name: str) -> bool:
    """Return whether a rule bears the name, or belongs to the family of that name."""
    if not name:
        return False
    family = f"{name}."
    return name in (rule.key, rule.alias) or rule.key.startswith(family) or rule.alias.startswith(family)


def holds(rule: Rule, on: date) -> bool:
    """Return whether a rule is in force on a day."""
    return rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to)


def rules_in_force(rules: Iterable[Rule], *, on: date) -> list[Rule]:
    """Return the rules in force on a day, in the order of their keys."""
    return sorted((rule for rule in rules if holds(rule, on)), key=lambda rule: (rule.key, rule.alias))


def condition_of(rule: Rule) -> tuple[str, str, str]:
    """Return the three conditions of a rule, "" where it has none."""
    return rule.channel, rule.complexity, rule.agency_kind


def _fits(rule: Rule, facts: Facts) -> bool:
    pairs = zip(condition_of(rule), _told(facts), strict=True)
    return all(not mine or not told or mine == told for mine, told in pairs)


def _told(facts: Facts) -> tuple[str, str, str]:
    return facts.channel, facts.complexity, facts.agency_kind


def _narrowest(fitting: Sequence[Rule], facts: Facts, name: str) -> Rule:
    if len(fitting) == 1:
        return fitting[0]
    plain = {replace(rule, channel="", complexity="", agency_kind="") for rule in fitting}
    if len(plain) == 1:
        return fitting[0]
    if not any(map(has_figure, fitting)):
        return replace(fitting[0], title=_shared_title(fitting))
    untold = [
        condition
        for condition, values, told in zip(
            CONDITIONS, zip(*map(condition_of, fitting), strict=True), _told(facts), strict=True
        )
        if not told and len(set(values)) > 1
    ]
    if untold:
        raise AmbiguousRule("facts-needed", name=name, missing=",".join(untold), rules=_listed(fitting))
    most = max(map(_condition_count, fitting))
    narrow = [rule for rule in fitting if _condition_count(rule) == most]
    if len(narrow) > 1:
        raise AmbiguousRule("several-rules", name=name, rules=_listed(narrow))
    return narrow[0]


def _shared_title(rules: Sequence[Rule]) -> str:
    """Return the words with which all the titles begin, or the first title."""
    shared = []
    for words in zip(*(rule.title.split() for rule in rules), strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return " ".join(shared) or rules[0].title


def _condition_count(rule: Rule) -> int:
    return sum(map(bool, condition_of(rule)))


def has_figure(rule: Rule) -> bool:
    """Return whether a limit can be counted from the rule."""
    return rule.unit in (Unit.IMMEDIATE, Unit.DATE) or (rule.amount is not None and rule.unit is not None)


def _with_figure(rule: Rule) -> Rule:
    if has_figure(rule):
        return rule
    code = "limit-unknown" if rule.verified is Verified.NO else "limit-not-in-law"
    raise UnknownLimit(code, **_described(rule))


def _not_in_force(rules: Sequence[Rule], named: Sequence[Rule], name: str, on: date) -> NoRule:
    later = [rule for rule in named if rule.valid_from > on]
    ended = [rule for rule in named if rule.valid_to is not None and rule.valid_to <= on]
    if not ended:
        first = min(later, key=lambda rule: rule.valid_from)
        return NoRule("rule-not-yet", on=_day(on), since=_day(first.valid_from), **_described(first))
    last = max(ended, key=lambda rule: rule.valid_to or date.min)
    gone = {"on": _day(on), "gone_since": _day(last.valid_to or date.max)}
    keys = {rule.key for rule in ended}
    heirs = [rule for rule in rules if holds(rule, on) and any(is_named(rule, key) for key in keys)]
    if not heirs:
        return NoRule("rule-no-longer", **gone, **_described(last))
    code = "rule-replaced" if any(map(has_figure, heirs)) else "rule-replaced-unknown"
    heir = {"heirs": _listed(heirs), "heir_instrument": heirs[0].instrument}
    return NoRule(code, **gone, **heir, **_described(last))


def _described(rule: Rule) -> dict[str, str]:
    return {
        "name": rule.alias or rule.key,
        "title": rule.title,
        "instrument": rule.instrument,
        "article": rule.article,
    }


def _listed(rules: Sequence[Rule]) -> str:
    return "; ".join(dict.fromkeys(f"{rule.alias or rule.key} ({rule.title})" for rule in rules))


def _case(facts: Facts) -> str:
    return ",".join(filter(None, _told(facts)))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
