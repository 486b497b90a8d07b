"""Sources are added, changed, paused and removed by officers; what was collected stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.intake.addresses import BadAddress
from dongthuan.apps.monitoring.intake.letters import SCHEME, canonical_place
from dongthuan.apps.monitoring.intake.opml import Outline
from dongthuan.apps.monitoring.lifecycle import SourceState
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.rules import ACCESS, Act

LEAST_MINUTES = 5
MOST_MINUTES = 7 * 24 * 60
SPREAD = timedelta(seconds=7)


class AddressTaken(Exception):
    """Another source reads this address already."""


class AddressUnusable(Exception):
    """The address is neither of the web nor of a sender."""


class IsRemoved(Exception):
    """The source was removed, and stays so: add it anew."""


@dataclass(frozen=True, slots=True)
class SourceContent:
    """What an officer writes down about a source."""

    name: str
    url: str
    outlet: str = ""
    outlet_class: str = Source.OutletClass.PRESS
    kind: str = Source.Kind.FEED
    selector: str = ""
    category: str = ""
    wants_full_text: bool = False
    interval_minutes: int = 15
    is_verified: bool = False
    is_illustrative: bool = False


@transaction.atomic
def save_source(*, source: Source | None, content: SourceContent, by: Actor, at: datetime) -> Source:
    """Add a source (`source` None) or rewrite one; a new address or selector is read anew at once.

    Raises AddressUnusable, AddressTaken, IsRemoved.
    """
    source = Source.objects.select_for_update().get(pk=source.pk) if source else Source()
    require(ACCESS, Act.SAVE_SOURCE, by, source)
    if source.state == SourceState.REMOVED:
        raise IsRemoved(source.name)
    place = (source.url, source.selector, source.kind)
    _write(source, content)
    if Source.objects.kept().filter(url=source.url).exclude(pk=source.pk).exists():
        raise AddressTaken(source.url)
    if source.pk is None or place != (source.url, source.selector, source.kind):
        _begin_anew(source, at)
    source.save()
    audit.note(act=Act.SAVE_SOURCE, actor=by, record=source, at=at, details={"url": source.url})
    return source


def _write(source: Source, content: SourceContent) -> None:
    try:
        source.url = canonical_place(content.url)
    except BadAddress as bad:
        raise AddressUnusable(content.url) from bad
    source.name, source.outlet = content.name[:160], (content.outlet or content.name)[:160]
    source.outlet_class = content.outlet_class
    source.kind = Source.Kind.NEWSLETTER if source.url.startswith(SCHEME) else content.kind
    source.selector, source.category = content.selector, content.category[:160]
    source.wants_full_text, source.is_verified = content.wants_full_text, content.is_verified
    source.interval_minutes = min(max(content.interval_minutes, LEAST_MINUTES), MOST_MINUTES)
    source.is_illustrative = content.is_illustrative


def _begin_anew(source: Source, at: datetime) -> None:
    source.etag = source.last_modified = source.last_error = ""
    source.failure_count = 0
    if source.state != SourceState.PAUSED:
        source.state, source.next_fetch_at = SourceState.NEW, at


@transaction.atomic
def pause_source(*, source: Source, by: Actor, at: datetime, ground: str = "") -> Source:
    """Read a source no more until it is resumed; pausing twice does nothing more. Raises IsRemoved."""
    source = _locked(source, Act.PAUSE_SOURCE, by)
    if source.state == SourceState.PAUSED:
        return source
    source.state, source.next_fetch_at = SourceState.PAUSED, None
    source.save(update_fields=["state", "next_fetch_at"])
    audit.note(act=Act.PAUSE_SOURCE, actor=by, record=source, at=at, ground=ground)
    return source


@transaction.atomic
def resume_source(*, source: Source, by: Actor, at: datetime) -> Source:
    """Read a paused source again, at once and as if for the first time. Raises IsRemoved."""
    source = _locked(source, Act.PAUSE_SOURCE, by)
    if source.state != SourceState.PAUSED:
        return source
    source.state = SourceState.NEW
    _begin_anew(source, at)
    source.save()
    audit.note(act=Act.PAUSE_SOURCE, actor=by, record=source, at=at, details={"resumed": True})
    return source


@transaction.atomic
def remove_source(*, source: Source, by: Actor, at: datetime, ground: str = "") -> Source:
    """Remove a source for good; its items stay, and its address may be added again. Raises IsRemoved."""
    source = _locked(source, Act.REMOVE_SOURCE, by)
    source.state, source.next_fetch_at = SourceState.REMOVED, None
    source.save(update_fields=["state", "next_fetch_at"])
    audit.note(act=Act.REMOVE_SOURCE, actor=by, record=source, at=at, ground=ground)
    return source


@transaction.atomic
def ask_now(*, source: Source, by: Actor, at: datetime) -> Source:
    """Make a source due at once; one that is paused stays paused. Raises IsRemoved."""
    source = _locked(source, Act.COLLECT, by)
    if source.state != SourceState.PAUSED:
        source.next_fetch_at = at
        source.save(update_fields=["next_fetch_at"])
        audit.note(act=Act.COLLECT, actor=by, record=source, at=at)
    return source


def _locked(source: Source, act: Act, by: Actor) -> Source:
    source = Source.objects.select_for_update().get(pk=source.pk)
    require(ACCESS, act, by, source)
    if source.state == SourceState.REMOVED:
        raise IsRemoved(source.name)
    return source


@transaction.atomic
def add_outlines(*, outlines: Sequence[Outline], by: Actor, at: datetime) -> tuple[int, int]:
    """Add the sources of an OPML list; returns how many are new and how many were known.

    They are first read one after another, `SPREAD` apart, not all in one minute.
    """
    require(ACCESS, Act.SAVE_SOURCE, by, None)
    urls = [outline.url for outline in outlines]
    known = set(Source.objects.kept().filter(url__in=urls).values_list("url", flat=True))
    fresh = [outline for outline in outlines if outline.url not in known]
    rows = [_of_outline(outline, at + SPREAD * place) for place, outline in enumerate(fresh)]
    for source in Source.objects.bulk_create(rows):
        details = {"url": source.url, "list": True}
        audit.note(act=Act.SAVE_SOURCE, actor=by, record=source, at=at, details=details)
    return len(fresh), len(outlines) - len(fresh)


def _of_outline(outline: Outline, first_at: datetime) -> Source:
    is_known_class = outline.kind in Source.OutletClass.values
    return Source(
        name=outline.title,
        outlet=outline.title.partition(" - ")[0],
        outlet_class=outline.kind if is_known_class else Source.OutletClass.PRESS,
        kind=Source.Kind.PAGE if outline.selector else Source.Kind.FEED,
        url=outline.url,
        selector=outline.selector[:300],
        category=outline.category[:160],
        is_verified=outline.is_verified,
        next_fetch_at=first_at,
    )
