"""What the law says to a clause on a day: which rule counts its limit, or why there is none to count."""

from datetime import datetime

from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.matters.lifecycle import CLAUSES, Clause
from dongthuan.law.model import CannotCompute, Facts, Rule
from dongthuan.law.selection import NoRule, UnknownLimit, rule_in_force


class WrongLaw(Exception):
    """The clause is of a law that did not hold on the day of t0; `why` says so."""

    def __init__(self, why: CannotCompute) -> None:
        super().__init__(why.code)
        self.why = why


def limit_of(clause: Clause, t0_at: datetime) -> Rule | None:
    """Return the rule that limits a clause on the day of t0, None where the law names no figure.

    Raises WrongLaw where that clause was not in force on that day.
    """
    try:
        return _ruled(clause, t0_at)
    except UnknownLimit:
        return None
    except NoRule as why:
        raise WrongLaw(why) from None


def why_no_limit(clause: Clause, t0_at: datetime) -> CannotCompute | None:
    """Return what the law says where a clause has no figure, None where it has one."""
    try:
        _ruled(clause, t0_at)
    except CannotCompute as why:
        return why
    return None


def clauses_on(at: datetime) -> list[Clause]:
    """Return the clauses in force at an instant, in their order."""
    found = []
    for clause in Clause:
        try:
            limit_of(clause, at)
        except WrongLaw:
            continue
        found.append(clause)
    return found


def _ruled(clause: Clause, t0_at: datetime) -> Rule:
    named = CLAUSES[clause]
    facts: Facts = named.facts
    return rule_in_force(rules_in_force_now(), named.rule, on=local_day(t0_at), facts=facts)
