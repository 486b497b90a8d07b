"""What is counted here for a campaign: readings, mails, mentions and their polarity, messages carried."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import CharField, Count, Q, QuerySet, Sum
from django.db.models.functions import MD5, Cast
from django.utils.timezone import get_default_timezone

from dongthuan.analysis.interruption import Effect
from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.content.models.mailings import Delivery
from dongthuan.apps.measurement.lifecycle import Measure
from dongthuan.apps.measurement.models.campaigns import Campaign, MessageCheck, Objective
from dongthuan.apps.measurement.models.readings import TextDay
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.topics import TopicHour
from dongthuan.apps.monitoring.queries.interruption import effect_around

SAMPLE = 30
CARRIED_FROM = 0.6  # share of a message's words that an item must hold to be proposed
_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Mood:
    """Items that mention the topics, originals only, by polarity; shares leave out what is unclear."""

    negative: int
    neutral: int
    positive: int
    unclear: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.negative + self.neutral + self.positive + self.unclear

    def share(self, count: int) -> float | None:
        """Return a count as a share of the items whose polarity is known."""
        known = self.total - self.unclear
        return count / known if known else None


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails of the campaign's texts as we know them: no pixel tells whether anybody opened one."""

    queued: int
    delivered: int
    failed: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Of a sample a person looked at: how many items carry a message, with the bounds of the share."""

    items: int
    checked: int
    carried: int

    @property
    def share(self) -> float | None:
        """The share of the sample that carries a message."""
        return self.carried / self.checked if self.checked else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Where the share of all items lies in 95 of 100 such samples (Wilson)."""
        return share_bounds(self.carried, self.checked)


def share_bounds(hits: int, total: int) -> tuple[float, float]:
    """Return Wilson's bounds of a share.

    >>> [round(bound, 2) for bound in share_bounds(5, 10)], share_bounds(0, 0)
    ([0.24, 0.76], (0.0, 1.0))
    """
    if not total:
        return 0.0, 1.0
    share, square = hits / total, _Z95**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    width = _Z95 * math.sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    return max(0.0, middle - width), min(1.0, middle + width)


def reads_of(campaign: Campaign, *, on: date) -> int:
    """Return how often the texts of a campaign were read from its first day to its last, or to today."""
    rows = TextDay.objects.filter(text__in=campaign.texts.all(), day__gte=campaign.start_on)
    return int(rows.filter(day__lte=min(on, campaign.end_on)).aggregate(sum=Sum("count"))["sum"] or 0)


def mails_of(campaign: Campaign) -> Mails:
    """Return what became of the mails with the texts of a campaign, queued within its days."""
    start, end = span_of(campaign, on=campaign.end_on)
    mails = Delivery.objects.filter(
        revision__text__in=campaign.texts.all(), mailing__queued_at__gte=start, mailing__queued_at__lt=end
    )
    states = dict(mails.order_by().values("state").annotate(count=Count("pk")).values_list("state", "count"))
    return Mails(
        sum(states.values()),
        states.get(DeliveryState.SENT, 0),
        states.get(DeliveryState.FAILED, 0),
        states.get(DeliveryState.UNSURE, 0),
    )


def mood_of(campaign: Campaign, *, on: date) -> Mood:
    """Return how the topics of a campaign were spoken of within its days."""
    start, end = span_of(campaign, on=on)
    hours = TopicHour.objects.filter(topic__in=campaign.topics.all(), hour__gte=start, hour__lt=end)
    counts = dict(hours.order_by().values_list("polarity").annotate(sum=Sum("original_count")))
    return Mood(*(int(counts.get(one, 0)) for one in _POLARITIES))


def effect_on_topics(campaign: Campaign, *, at: datetime) -> Effect | None:
    """Return what was different on the topics from the campaign's first day on; None while unknown."""
    topics = list(campaign.topics.all())
    if not topics:
        return None
    start, end = span_of(campaign, on=campaign.end_on)
    return effect_around(topics, start, until=min(at, end))


def items_of(campaign: Campaign, *, on: date) -> QuerySet[Item]:
    """Return the original items that mention the topics within the campaign's days, each once."""
    start, end = span_of(campaign, on=on)
    mentioned = Item.objects.counted().originals().between(start, end)
    return mentioned.filter(
        pk__in=Item.objects.filter(mentions__topic__in=campaign.topics.all()).values("pk")
    )


def sample_of(campaign: Campaign, *, on: date) -> QuerySet[Item]:
    """Return the items to be looked at: SAMPLE of them, in an order that nobody chooses."""
    mixed = MD5(Cast("pk", CharField()))
    return items_of(campaign, on=on).order_by(mixed)[:SAMPLE]


def carried_of(campaign: Campaign, *, on: date) -> Carried:
    """Return the share of items that carry a message, by what persons said of the sample."""
    checks = MessageCheck.objects.filter(campaign=campaign)
    counts = checks.aggregate(checked=Count("pk"), carried=Count("pk", filter=Q(is_carried=True)))
    return Carried(items_of(campaign, on=on).count(), counts["checked"], counts["carried"])


def seems_to_carry(messages: Collection[str], text: str) -> bool:
    """Say whether a text holds most of the words of one of the messages: a proposal, a person decides.

    >>> seems_to_carry(["Báo tin động đất trong năm phút"], "Mạng lưới báo tin động đất chỉ trong năm phút")
    True
    """
    held = set(tokens(fold(text)))
    wanted = [set(tokens(fold(message))) for message in messages]
    return any(words and len(words & held) >= CARRIED_FROM * len(words) for words in wanted)


def value_of(objective: Objective, *, on: date) -> Decimal | None:
    """Return what is counted here for an objective up to a day; None where there is nothing to count."""
    campaign = objective.campaign
    if objective.measure == Measure.READS:
        return Decimal(reads_of(campaign, on=on)) if campaign.texts.exists() else None
    if objective.measure == Measure.DELIVERED:
        mails = mails_of(campaign)
        return Decimal(mails.delivered) if mails.queued else None
    if objective.measure == Measure.MESSAGE:
        return _percent(carried_of(campaign, on=on).share)
    if not campaign.topics.exists():
        return None
    mood = mood_of(campaign, on=on)
    if objective.measure == Measure.MENTIONS:
        return Decimal(mood.total)
    return _percent(mood.share(mood.negative if objective.measure == Measure.NEGATIVE else mood.positive))


def span_of(campaign: Campaign, *, on: date) -> tuple[datetime, datetime]:
    """Return the instants between which a campaign lies, up to the end of a day at most."""
    zone = get_default_timezone()
    last = min(on, campaign.end_on) + timedelta(days=1)
    return (
        datetime.combine(campaign.start_on, time(), zone),
        datetime.combine(max(last, campaign.start_on), time(), zone),
    )


def _percent(share: float | None) -> Decimal | None:
    return None if share is None else Decimal(str(round(100 * share, 2)))


_POLARITIES = (Polarity.NEGATIVE, Polarity.NEUTRAL, Polarity.POSITIVE, Polarity.UNCLEAR)
