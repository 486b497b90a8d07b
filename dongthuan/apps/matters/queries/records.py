"""How records of other apps are called, and found by the address of their page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model, QuerySet
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that may hang on a matter: its page, which of them an officer sees, its icon."""

    page: str
    seen: Callable[[Actor], QuerySet[Any]]
    icon: str
    title: Callable[[Any], str] = str


def _signal(record: Signal) -> str:
    return f"{record.topic.name}: {record.subject}"


def _headline(record: Any) -> str:
    return str(record.title)


def _content(record: Task) -> str:
    return record.content


# What is monitored is public, so every officer sees it (monitoring.rules).
KINDS: dict[str, Kind] = {
    "monitoring.signal": Kind(
        "monitoring:signal", lambda _by: Signal.objects.select_related("topic"), "activity", _signal
    ),
    "monitoring.item": Kind("monitoring:item", lambda _by: Item.objects.all(), "news", _headline),
    "monitoring.story": Kind("monitoring:story", lambda _by: Story.objects.all(), "stack-2", _headline),
    "plans.task": Kind("plans:task", Task.objects.visible_to, "checklist", _content),
    "press.inquiry": Kind("press:inquiry", Inquiry.objects.visible_to, "message-2"),
    "press.line": Kind("press:line", Line.objects.visible_to, "message-circle", _headline),
    "press.correctionrequest": Kind("press:correction", CorrectionRequest.objects.visible_to, "pencil"),
    "press.conference": Kind("press:conference", lambda _by: Conference.objects.all(), "users"),
    "content.text": Kind("content:text", Text.objects.visible_to, "article", _headline),
    "documents.officialdocument": Kind(
        "documents:document", OfficialDocument.objects.visible_to, "file-text"
    ),
}
_BY_PAGE = {kind.page: kind for kind in KINDS.values()}


def title_of(record: Model) -> str:
    """Return what a record is called."""
    kind = KINDS.get(record._meta.label_lower)
    return kind.title(record) if kind else str(record)


def address_of(record: Model) -> str:
    """Return the address of a record's page, "" where it has none."""
    page = getattr(record, "get_absolute_url", None)
    if page is not None:
        return str(page())
    kind = KINDS.get(record._meta.label_lower)
    try:
        return reverse(kind.page, args=[record.pk]) if kind else ""
    except NoReverseMatch:
        return ""


def icon_of(record_type: str) -> str:
    """Return the icon of a kind of record."""
    kind = KINDS.get(record_type)
    return kind.icon if kind else "link"


def found_at(address: str, *, seen_by: Actor) -> Model | None:
    """Return the record whose page has this address, if it may hang on a matter and the officer sees it."""
    try:
        match = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return None
    kind = _BY_PAGE.get(match.view_name)
    key = match.kwargs.get("pk", match.args[0] if match.args else None)
    if kind is None or not isinstance(key, int) or key >= 2**63:
        return None
    found: Model | None = kind.seen(seen_by).filter(pk=key).first()
    return found
