"""Reads about matters: the list, how many are under way, those that stand on the same topic."""

from typing import Any

from django.db.models import Model

from dongthuan.analysis.text import fold
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.lifecycle import MatterState
from dongthuan.apps.matters.models.matters import Matter, MatterQuerySet
from dongthuan.apps.monitoring.models.topics import Topic


def matters_matching(wanted: dict[str, Any], *, seen_by: Actor) -> MatterQuerySet:
    """Return the matters an officer may read that pass a filter; without a state those under way."""
    matters = Matter.objects.visible_to(seen_by).select_related("unit", "owner", "clock")
    state = wanted.get("state") or MatterState.OPEN
    if state != "all":
        matters = matters.filter(state=state)
    for name in ("grade", "unit"):
        if wanted.get(name):
            matters = matters.filter(**{name: wanted[name]})
    if wanted.get("clause"):
        matters = matters.filter(clause="" if wanted["clause"] == "none" else wanted["clause"])
    if wanted.get("q"):
        matters = matters.filter(folded__contains=fold(wanted["q"]))
    return matters.defer("summary", "lesson", "folded")


def matter_of(record: Model) -> Matter | None:
    """Return the matter on which a record hangs, or the one that goes on in; None = it hangs on none."""
    found = Matter.objects.linked_to(record).select_related("merged_into__unit", "unit")
    matter = found.order_by("state", "pk").last()
    return (matter.merged_into or matter) if matter is not None else None


def on_same_topic(topic: Topic | None, *, seen_by: Actor) -> list[Matter]:
    """Return the open matters on a topic that an officer may read, the newest first; five at most."""
    if topic is None:
        return []
    return list(Matter.objects.visible_to(seen_by).open().filter(topic=topic).order_by("-opened_at")[:5])
