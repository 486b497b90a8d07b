"""The register as the public sees it: one rule for page, search, feed, export and file."""

from datetime import date

from dongthuan.apps.disclosure.models.publications import PublicInformation, PublicInformationQuerySet
from dongthuan.apps.files.models import Attachment


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
