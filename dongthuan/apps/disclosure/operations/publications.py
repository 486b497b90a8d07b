"""Items of the register are entered, rewritten, made public, withdrawn; the law's lists say what they are."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.publications import PublicationEvent, PublicInformation
from dongthuan.apps.disclosure.operations.publications_limits import least_posting, start_publish_limit
from dongthuan.apps.disclosure.publications_lifecycle import (
    INFORMATION_NEXT,
    POSTING_FORM,
    InformationState,
    LinkState,
    PublicationEventKind,
)
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.queries.law_lists import sorted_by
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.press.operations.limits import meet_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason, locked
from dongthuan.apps.units.models import Unit
from dongthuan.law.openness import Kind, required

ENDED_AT_ONCE = 500
_TOLD = ("title", "symbol", "link", "group", "form", "replaces_id")


class NotInThatState(Exception):
    """The item's state does not allow this step."""


class NoSuchGroup(Exception):
    """The law in force when the information was made has no such group, or no such form."""


class Nowhere(Exception):
    """What is public on the portal needs an address or a file, so that people can read it."""


class ReplacesItself(Exception):
    """An item cannot replace itself, nor what replaces it."""


class PostedTooShort(Exception):
    """A posting must be kept up longer; `until` is the first day on which it may end."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, slots=True)
class ItemContent:
    """What one enters about an item; group and form are keys of the law's lists."""

    unit: Unit
    title: str
    created_on: date
    group: str
    form: str
    symbol: str = ""
    link: str = ""
    summary: str = ""
    shown_until: date | None = None
    replaces: PublicInformation | None = None


@transaction.atomic
def enter_information(*, content: ItemContent, by: Actor, at: datetime) -> PublicInformation:
    """Enter an item; the limit for making it public runs from the day on which it was made.

    Raises UnknownList, NoSuchGroup, AheadOfTime, SecretMark.
    """
    item = PublicInformation(unit=content.unit, entered_by_id=by.pk, entered_at=at)
    require(INFORMATION_ACCESS, InformationAct.ENTER, by, item)
    _fill(item, content, at)
    item.slug = _slug(content)
    item.save(force_insert=True)
    start_publish_limit(item, by=by, at=at)
    item.save(update_fields=["clock", "limit_unknown_at"])
    note_event(item, PublicationEventKind.ENTERED, by=by, at=at)
    _note_replaced(item, None, by=by, at=at)
    audit.note(act=InformationAct.ENTER, actor=by, record=item, at=at, details={"group": item.group})
    return item


@transaction.atomic
def rewrite_information(
    *, item: PublicInformation, content: ItemContent, version: int, by: Actor, at: datetime
) -> PublicInformation:
    """Write an item anew; what is public changes at once, and its history says so.

    Raises ChangedMeanwhile, UnknownList, NoSuchGroup, AheadOfTime, PostedTooShort, ReplacesItself,
    SecretMark, Nowhere.
    """
    row = locked(item, version)
    require(INFORMATION_ACCESS, InformationAct.REWRITE, by, row)
    # Into another unit only by whoever enters there, too.
    require(INFORMATION_ACCESS, InformationAct.REWRITE, by, PublicInformation(unit=content.unit))
    before = {name: getattr(row, name) for name in _TOLD}
    _fill(row, content, at)
    if row.state == InformationState.PUBLISHED:
        require(INFORMATION_ACCESS, InformationAct.PUBLISH, by, row)
        _refuse_short_posting(row)
        _refuse_nowhere(row)
    row.save()
    changed = ", ".join(name for name, value in before.items() if getattr(row, name) != value)
    note_event(row, PublicationEventKind.REWRITTEN, by=by, at=at)
    _note_replaced(row, before["replaces_id"], by=by, at=at)
    audit.note(act=InformationAct.REWRITE, actor=by, record=row, at=at, details={"changed": changed})
    return row


@transaction.atomic
def publish_information(
    *, item: PublicInformation, version: int, by: Actor, at: datetime, shown_from: date | None = None
) -> PublicInformation:
    """Make an item public from a day on (today, or one that has passed); its limit is met by that day.

    Raises ChangedMeanwhile, NotInThatState, Nowhere, AheadOfTime, PostedTooShort.
    """
    row = locked(item, version)
    require(INFORMATION_ACCESS, InformationAct.PUBLISH, by, row)
    _refuse_step(row, InformationState.PUBLISHED)
    _refuse_nowhere(row)
    today = local_day(at)
    if (shown_from or today) > today or (shown_from is not None and shown_from < row.created_on):
        raise AheadOfTime
    row.shown_from = shown_from or today
    if row.shown_until is not None and row.shown_until < today:
        raise AheadOfTime
    row.kept_until = least_posting(row, by=by, at=at) if row.form == POSTING_FORM else None
    _refuse_short_posting(row)
    row.state, row.published_at, row.ended_reason, row.changed_at = InformationState.PUBLISHED, at, "", at
    row.save()
    since = timezone.make_aware(datetime.combine(row.shown_from, time(12)))
    meet_limit(row.clock, done_at=min(at, since), by=by, at=at)
    note_event(row, PublicationEventKind.PUBLISHED, by=by, at=at)
    audit.note(act=InformationAct.PUBLISH, actor=by, record=row, at=at, details={"from": str(row.shown_from)})
    return row


@transaction.atomic
def withdraw_information(
    *, item: PublicInformation, reason: str, version: int, by: Actor, at: datetime
) -> PublicInformation:
    """Take an item from the public, with a reason that stays.

    Raises ChangedMeanwhile, NotInThatState, NoReason.
    """
    row = locked(item, version)
    require(INFORMATION_ACCESS, InformationAct.WITHDRAW, by, row)
    _refuse_step(row, InformationState.WITHDRAWN)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    row.state, row.ended_reason, row.changed_at = InformationState.WITHDRAWN, reason.strip()[:500], at
    row.save()
    note_event(row, PublicationEventKind.WITHDRAWN, by=by, at=at, words=row.ended_reason)
    audit.note(act=InformationAct.WITHDRAW, actor=by, record=row, at=at, ground=row.ended_reason)
    return row


@transaction.atomic
def end_due(*, by: Actor, at: datetime) -> int:
    """Note that the period of publication is over where its last day has passed; returns how many."""
    require(INFORMATION_ACCESS, InformationAct.END, by, PublicInformation())
    over = PublicInformation.objects.filter(
        state=InformationState.PUBLISHED, shown_until__lt=local_day(at)
    ).order_by("pk")
    rows = list(over.select_for_update(skip_locked=True)[:ENDED_AT_ONCE])
    for row in rows:
        row.state, row.changed_at = InformationState.ENDED, at
        row.version += 1
        row.save(update_fields=["state", "changed_at", "version"])
        note_event(row, PublicationEventKind.ENDED, by=by, at=at)
        audit.note(act=InformationAct.END, actor=by, record=row, at=at)
    return len(rows)


@transaction.atomic
def keep_item_file(*, item: PublicInformation, data: bytes, name: str, by: Actor, at: datetime) -> Attachment:
    """Keep the file of an item, in place of an earlier one. Raises FileRefused, SecretMark."""
    row = PublicInformation.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)
    require(INFORMATION_ACCESS, InformationAct.KEEP_FILE, by, row)
    if row.state == InformationState.PUBLISHED:
        require(INFORMATION_ACCESS, InformationAct.PUBLISH, by, row)
    refuse_secret_file(data, name)
    kept = files.keep(data=data, name=name, record=row, unit=row.unit, by=by, at=at)
    row.file, row.changed_at = kept, at
    row.version += 1
    row.save(update_fields=["file", "changed_at", "version"])
    note_event(row, PublicationEventKind.FILE, by=by, at=at, words=kept.name)
    audit.note(act=InformationAct.KEEP_FILE, actor=by, record=row, at=at, details={"sha256": kept.sha256})
    return kept


def note_event(
    item: PublicInformation, kind: PublicationEventKind, *, by: Actor, at: datetime, words: str = ""
) -> None:
    """Write down what happened to an item."""
    PublicationEvent.objects.create(item=item, kind=kind, at=at, by_id=by.pk, words=words)


def _fill(item: PublicInformation, content: ItemContent, at: datetime) -> None:
    refuse_secret(content.title, content.symbol, content.summary)
    if content.created_on > local_day(at):
        raise AheadOfTime
    groups, item.is_provisional = sorted_by(Kind.GROUP, content.created_on)
    group = required(groups).get(content.group)
    form = required(sorted_by(Kind.FORM, content.created_on)[0]).get(content.form)
    if group is None or form is None:
        raise NoSuchGroup(content.group if group is None else content.form)
    _refuse_circle(item, content.replaces)
    if item.link != content.link:
        item.link_state, item.link_reason, item.link_failures = LinkState.UNCHECKED, "", 0
        item.looked_at, item.look_at = None, at if content.link else None
    item.group_instrument = group.instrument
    for name in (
        *("unit", "title", "created_on", "group", "form", "symbol", "link", "summary"),
        *("shown_until", "replaces"),
    ):
        setattr(item, name, getattr(content, name))
    item.folded = fold(f"{content.title} {content.symbol} {content.summary}")
    item.changed_at = at


def _refuse_circle(item: PublicInformation, older: PublicInformation | None) -> None:
    seen = {item.pk} if item.pk else set()
    while older is not None:
        if older.pk in seen:
            raise ReplacesItself
        seen.add(older.pk)
        older = older.replaces


def _note_replaced(item: PublicInformation, before: int | None, *, by: Actor, at: datetime) -> None:
    if item.replaces is not None and item.replaces_id != before:
        note_event(item, PublicationEventKind.REPLACES, by=by, at=at, words=item.replaces.title)


def _slug(content: ItemContent) -> str:
    stem = slugify(fold(f"{content.symbol} {content.title}"))[:100].strip("-") or "thong-tin"
    taken = set(PublicInformation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 2
    slug = stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _refuse_step(item: PublicInformation, to: InformationState) -> None:
    if to not in INFORMATION_NEXT[InformationState(item.state)]:
        raise NotInThatState(item.state)


def _refuse_nowhere(item: PublicInformation) -> None:
    if item.form == "portal" and not item.link and item.file_id is None:
        raise Nowhere


def _refuse_short_posting(item: PublicInformation) -> None:
    if item.kept_until and item.shown_until and item.shown_until < item.kept_until:
        raise PostedTooShort(item.kept_until)
