"""What pages ask about directives and plans."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.plans.models.directives import Clause, Directive, Duty, DutyActor, DutyChange, Plan
from dongthuan.apps.plans.rules import RUNS
from dongthuan.apps.units.models import Unit


@dataclass(frozen=True, slots=True)
class ActorLoad:
    """One doer and the references of its duties, in order."""

    name: str
    unit: Unit | None
    refs: list[str]


def plans_listed(*, seen_by: Actor, is_discarded: bool = False) -> QuerySet[Plan]:
    """Return the plans this officer sees, with `duty_count`; to be paged by `created_at`."""
    plans = Plan.objects.visible_to(seen_by)
    plans = plans.filter(state="discarded") if is_discarded else plans.standing()
    counted = Count("duties", filter=Q(duties__is_removed=False))
    return plans.select_related("directive", "unit").defer("directive__text").annotate(duty_count=counted)


def duties_of(plan: Plan) -> list[Duty]:
    """Return the duties of a plan in its order, those taken out left out; three queries."""
    actors = Prefetch("actors", DutyActor.objects.select_related("unit").order_by("position"))
    return list(plan.duties.filter(is_removed=False).prefetch_related(actors, "citations"))


def removed_duties_of(plan: Plan) -> list[Duty]:
    """Return the duties that were taken out by hand."""
    return list(plan.duties.filter(is_removed=True))


def clauses_of(directive: Directive) -> list[Clause]:
    """Return the clauses of a directive in the order of the text, each with its depth."""
    return list(directive.clauses.order_by("position"))


def last_change_of(plan: Plan) -> DutyChange | None:
    """Return the change that would be undone, None if there is none."""
    return plan.changes.select_related("duty", "by").first()


def loads_of(duties: list[Duty]) -> list[ActorLoad]:
    """Return the doers of these duties in order; those whom a clause names before those inferred."""
    loads: dict[str, ActorLoad] = {}
    for duty in sorted(duties, key=lambda d: bool(d.inferred_from)):
        for actor in duty.actors.all():
            loads.setdefault(actor.name, ActorLoad(actor.name, actor.unit, []))
    for duty in duties:
        for actor in duty.actors.all():
            loads[actor.name].refs.append(duty.ref)
    return list(loads.values())


def units_for_directives(officer: Actor, units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return those of `units` for which this officer may hand in a directive."""
    held = officer.held_roles()
    if Role.COORDINATOR in officer.held_at_the_top() or any(role == Role.SYSTEM for role, _unit in held):
        return units
    return units.filter(pk__in=[unit for role, unit in held if role in RUNS])
