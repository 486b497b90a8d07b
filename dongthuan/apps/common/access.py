"""The grammar of access: small predicates, a table per app, silence means no.

A rule takes the officer and the record and answers yes or no. An app's `ACCESS` maps each of its
acts to one rule; `require` guards an operation by it and `allowed_acts` makes the buttons.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied

from dongthuan.apps.common.roles import Actor, Role

Rule = Callable[[Actor, Any], bool]


class NotAllowed(PermissionDenied):
    """The officer sees the record but may not do this act."""


def all_of(*rules: Rule) -> Rule:
    """Return a rule that holds where every one of `rules` does."""
    return lambda officer, record: all(rule(officer, record) for rule in rules)


def any_of(*rules: Rule) -> Rule:
    """Return a rule that holds where one of `rules` does."""
    return lambda officer, record: any(rule(officer, record) for rule in rules)


def holds(*roles: Role) -> Rule:
    """Return a rule: the officer holds one of `roles`, in whatever unit."""
    wanted = frozenset(roles)
    return lambda officer, _record: any(role in wanted for role, _unit in officer.held_roles())


def is_officer(officer: Actor, _record: Any) -> bool:
    """Say whether the officer holds any role today."""
    return bool(officer.held_roles())


def is_of_same_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer holds a role in the record's unit (`record.unit_id`)."""
    return any(unit == record.unit_id for _role, unit in officer.held_roles())


def require(access: Mapping[Any, Rule], act: Enum, by: Actor, record: Any) -> None:
    """Raise NotAllowed unless the table lets `by` do `act` on `record`; no rule means no."""
    rule = access.get(act)
    if rule is None or not rule(by, record):
        raise NotAllowed(act.value)


def allowed_acts(access: Mapping[Any, Rule], officer: Actor, record: Any) -> set[str]:
    """Return the acts (their dotted words) that `officer` may do on `record`."""
    return {act.value for act, rule in access.items() if rule(officer, record)}
