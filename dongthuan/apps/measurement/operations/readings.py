"""A reading of a published text is counted: one more on that day, and nothing about who read."""

import re
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F

from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.measurement.models.readings import TextDay

_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|go-http|okhttp|headless|scrap|fetch|^$",
    re.I,
)


def is_machine(headers: Mapping[str, str]) -> bool:
    """Say whether a request names itself as a machine, or is made ahead of a reader by the browser.

    >>> is_machine({"User-Agent": "Googlebot/2.1"})
    True
    >>> is_machine({"User-Agent": "Mozilla/5.0 (Windows NT 10.0)"})
    False
    """
    return bool(_MACHINE.search(headers.get("User-Agent", ""))) or "prefetch" in headers.get(
        "Sec-Purpose", ""
    )


@transaction.atomic
def count_reading(*, slug: str, day: date) -> None:
    """Count one reading of a published text on a day. Nobody's act: no officer, no audit record."""
    if TextDay.objects.filter(text__slug=slug, day=day).update(count=F("count") + 1):
        return
    text = Text.objects.filter(slug=slug).only("pk").first()
    if text is not None:
        TextDay.objects.get_or_create(text=text, day=day)
        TextDay.objects.filter(text=text, day=day).update(count=F("count") + 1)
