"""Why the address of an item did not answer, in words."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from dongthuan.apps.disclosure.models.publications import PublicationEvent
from dongthuan.apps.disclosure.publications_lifecycle import PublicationEventKind

FAULTS: dict[str, Any] = {
    "Unreachable": gettext_lazy("there is no such address, or nothing answers there"),
    "TooSlow": gettext_lazy("it answers too slowly"),
    "Refused": gettext_lazy("such an address is never looked at from here"),
}


def link_words(reason: str) -> str:
    """Return in words why an address did not answer, as `jobs.links` noted it; "" where it did."""
    kind, _colon, _detail = reason.partition(":")
    if kind in FAULTS:
        return str(FAULTS[kind])
    return gettext("it answers with the error “%(code)s”") % {"code": reason} if reason else ""


def event_words(event: PublicationEvent) -> str:
    """Return the words of an event; those about an address as a sentence."""
    return link_words(event.words) if event.kind == PublicationEventKind.LINK_DEAD else event.words
