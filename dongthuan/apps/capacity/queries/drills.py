"""Drills as lists; the feed and the scored timeline of one."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from dongthuan.apps.capacity.models.drills import Drill, DrillAct, DrillQuerySet
from dongthuan.apps.capacity.scenarios import Inject, Score, Script, scores_of, script_from
from dongthuan.apps.common.roles import Actor


def drills_listed(officer: Actor) -> DrillQuerySet:
    """Return the drills the officer may see with how many take part, the latest first."""
    rows = Drill.objects.visible_to(officer).select_related("unit")
    return rows.annotate(part_count=Count("parts")).order_by("-planned_on", "-pk")


def script_of(drill: Drill) -> Script:
    """Return the scenario as it stood when the drill was set up."""
    return script_from(drill.script)


def acts_of(drill: Drill) -> QuerySet[DrillAct]:
    """Return what was done in a drill, the first first."""
    return drill.acts.select_related("by").order_by("at", "pk")


def scores_shown(drill: Drill) -> list[Score]:
    """Return each timed act of a drill against the scenario's aim."""
    return scores_of(script_of(drill), drill.acts.values_list("kind", "minute"))


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: what came in, or what was done."""

    minute: int
    inject: Inject | None = None
    act: DrillAct | None = None


def timeline(drill: Drill, *, minute: int) -> list[Moment]:
    """Return what came in and what was done up to a minute of the scenario, the latest first."""
    came = [Moment(one.minute, inject=one) for one in script_of(drill).injects if one.minute <= minute]
    done = [Moment(one.minute, act=one) for one in acts_of(drill)]
    return sorted(came + done, key=lambda one: (one.minute, one.act is not None), reverse=True)
