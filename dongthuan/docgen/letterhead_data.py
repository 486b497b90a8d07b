"""The head and the foot of a document as data for the templates."""

from typing import Any

from dongthuan.docgen.letterhead import (
    COUNTRY,
    DRAFT,
    MOTTO,
    RECIPIENTS,
    Letterhead,
    Recipient,
    Signature,
    recipient_lines,
)
from dongthuan.docgen.wording import clean


def head_data(letterhead: Letterhead, number: str | None, *, is_draft: bool) -> dict[str, str]:
    """Return what `letterhead()` of letterhead.typ asks for."""
    return {
        "parent": clean(letterhead.parent_agency).upper(),
        "agency": clean(letterhead.agency).upper(),
        "country": COUNTRY,
        "motto": MOTTO,
        "number": letterhead.number_line(number),
        "place": letterhead.place_and_day(),
        "stamp": DRAFT if is_draft else "",
    }


def foot_data(signature: Signature, recipients: tuple[Recipient, ...], archive: str) -> dict[str, Any]:
    """Return what `closing()` of letterhead.typ asks for."""
    return {
        "heading": RECIPIENTS,
        "recipients": recipient_lines(recipients, archive),
        "capacity": signature.capacity(),
        "name": clean(signature.name),
    }
