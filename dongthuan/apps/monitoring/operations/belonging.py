"""People say what an item concerns: the agency or not, this topic or not. The machine learns from it.

Counts follow in the same transaction. What was said of relevance is a training example; what was said of a
topic makes texts like it belong, or not, from the next turn on.
"""

from datetime import datetime

from django.db import models, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.lifecycle import Origin, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.learning import IRRELEVANT, TopicExample
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.operations.correcting import NotReadYet
from dongthuan.apps.monitoring.operations.grouping import count_items, refresh_stories
from dongthuan.apps.monitoring.operations.learning import keep_example
from dongthuan.apps.monitoring.rules import ACCESS, Act

SAID = "officer"  # how a mention was found: a person said so


@transaction.atomic
def say_relevance(*, item: Item, is_relevant: bool, by: Officer, at: datetime) -> Item:
    """Say whether an item concerns the agency's matters; it enters or leaves "all relevant news"."""
    item = _locked(item, by)
    told = item.polarity if item.polarity_origin == Origin.HUMAN else ""
    keep_example(item=item, label=told if is_relevant else IRRELEVANT, by=by, at=at)
    everything = Topic.objects.filter(kind=Topic.Kind.EVERYTHING).first()
    item.relevance = 1.0 if is_relevant else 0.0
    item.save(update_fields=["relevance"])
    if everything is not None:
        _move(item, everything, belongs=is_relevant)
    details = {"relevant": is_relevant}
    audit.note(act=Act.CORRECT_LABEL, actor=by, record=item, at=at, details=details)
    return item


@transaction.atomic
def say_topic(*, item: Item, topic: Topic, belongs: bool, by: Officer, at: datetime) -> Item:
    """Say whether an item speaks of a watched topic; texts like it will be taken or left from now on."""
    item = _locked(item, by)
    TopicExample.objects.create(
        topic=topic, item_key=item.pk, title=item.title, lead=item.lead, belongs=belongs, by=by, at=at
    )
    Topic.objects.filter(pk=topic.pk).update(version=models.F("version") + 1)  # workers notice by the version
    _move(item, topic, belongs=belongs)
    details = {"topic": topic.pk, "belongs": belongs}
    audit.note(act=Act.CORRECT_LABEL, actor=by, record=item, at=at, details=details)
    return item


def _locked(item: Item, by: Officer) -> Item:
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(ACCESS, Act.CORRECT_LABEL, by, item)
    if item.stage == Stage.RECEIVED:
        raise NotReadYet
    return item


def _move(item: Item, topic: Topic, *, belongs: bool) -> None:
    """Let a counted item enter or leave a topic; nothing happens where it is so already."""
    if Mention.objects.filter(item=item, topic=topic).exists() == belongs:
        return
    is_counted = item.stage == Stage.COUNTED
    if is_counted:
        count_items([item], by=-1)
    if belongs:
        Mention.objects.create(item=item, topic=topic, confidence=1.0, matched_by=SAID)
    else:
        Mention.objects.filter(item=item, topic=topic).delete()
    if is_counted:
        count_items([item])
        if item.story_id is not None:
            refresh_stories([item.story_id])
