"""What a campaign can be and by what an objective is measured; no tables."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold


class CampaignState(models.TextChoices):
    """Where a campaign stands: its objectives are free, then frozen, then held against the results."""

    PREPARED = "prepared", _("Objectives being set")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed with its lesson")


NEXT: dict[CampaignState, set[CampaignState]] = {
    CampaignState.PREPARED: {CampaignState.RUNNING},
    CampaignState.RUNNING: {CampaignState.CLOSED},
    CampaignState.CLOSED: set(),
}


class Measure(models.TextChoices):
    """Where the value of an objective comes from; all but by hand are counted here, within the campaign."""

    HAND = "hand", _("Noted by hand, with its source")
    READS = "reads", _("Readings of our published texts")
    DELIVERED = "delivered", _("Mails delivered")
    MENTIONS = "mentions", _("Items that mention the topics")
    NEGATIVE = "negative", _("Share of negative items, in per cent")
    POSITIVE = "positive", _("Share of positive items, in per cent")
    MESSAGE = "message", _("Share of items that carry a message, confirmed by a person, in per cent")


COUNTED = frozenset(Measure) - {Measure.HAND}

# What asks for the value of advertising space: the Barcelona Principles reject it as no measure.
_ADVERTISING = re.compile(
    r"\bave\b|quy doi (?:gia tri )?quang cao|gia tri quang cao|advertising (?:value|equiv)"
)


def is_advertising_value(*words: str) -> bool:
    """Say whether words ask for an advertising value equivalent.

    >>> is_advertising_value("Giá trị quy đổi quảng cáo (AVE)"), is_advertising_value("Số lượt đọc")
    (True, False)
    """
    return any(_ADVERTISING.search(fold(text)) for text in words)
