"""The register as the public sees it: one rule for page, search, feed, export and file."""

from datetime import date

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.disclosure.models.publications import (
    ErrorNotice,
    PublicInformation,
    PublicInformationQuerySet,
)
from dongthuan.apps.disclosure.publications_lifecycle import PUBLIC_PUBLICATION_EVENTS, PublicationEventKind
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.press.tracking import hash_of_code

MOST_VERSIONS = 50


def public_items(*, on: date) -> PublicInformationQuerySet:
    """Return what the public may see on a day, the newest first; nothing else leads outside."""
    return PublicInformation.objects.public(on=on).select_related("unit").order_by("-created_on", "-pk")


def public_item(slug: str, *, on: date) -> PublicInformation | None:
    """Return one item by its address, None where the public may not see it (any more)."""
    return public_items(on=on).select_related("file", "replaces").filter(slug=slug).first()


def public_file(slug: str, *, on: date) -> Attachment | None:
    """Return the file of a public item, None where there is none to see."""
    item = public_item(slug, on=on)
    return item.file if item is not None else None


def may_show(item: PublicInformation, *, on: date) -> bool:
    """Say whether the public may see an item on a day."""
    return public_items(on=on).filter(pk=item.pk).exists()


def public_history(item: PublicInformation, *, on: date) -> list[tuple[PublicationEventKind, date]]:
    """Return what happened to a public item since it was first made public, the newest first.

    Only what may be read outside: when it was made public, rewritten, corrected; no names, no reasons.
    """
    rows = item.events.filter(kind__in=PUBLIC_PUBLICATION_EVENTS).order_by("at", "pk")
    told = [(PublicationEventKind(one.kind), local_day(one.at)) for one in rows]
    first = next((n for n, (kind, _on) in enumerate(told) if kind == PublicationEventKind.PUBLISHED), None)
    shown = told[first:] if first is not None else []
    return [one for one in reversed(shown) if one[1] <= on]


def public_versions(item: PublicInformation, *, on: date) -> list[PublicInformation]:
    """Return the versions of an item that the public may see, the newest first, the item among them.

    A version that is withdrawn or whose period is over is passed over, but those before it are still found.
    """
    kept = {item.pk: item}
    for step in (_newer, _older):
        ring = {item.pk}
        while ring and len(kept) < MOST_VERSIONS:
            found = [row for row in step(ring) if row.pk not in kept]
            kept |= {row.pk: row for row in found}
            ring = {row.pk for row in found}
    shown = public_items(on=on).filter(pk__in=kept)
    return sorted(shown, key=lambda row: (row.created_on, row.pk), reverse=True)


def notice_by_code(code: str) -> ErrorNotice | None:
    """Return the notice of an error that a code follows, or None; how it is written does not matter."""
    rows = ErrorNotice.objects.exclude(tracking_hash="").select_related("item", "clock")
    return rows.filter(tracking_hash=hash_of_code(code)).first()


def _newer(keys: set[int]) -> PublicInformationQuerySet:
    return PublicInformation.objects.filter(replaces_id__in=keys)


def _older(keys: set[int]) -> PublicInformationQuerySet:
    return PublicInformation.objects.filter(replaced_by__in=keys)
