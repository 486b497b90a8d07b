"""What the law of a day lists about requests: grounds, restrictions, what they hold; cited, never guessed.

Where the list of that day is not known whole, an officer may cite the article (`STATED`); the machine does
not fill it in. What officers entered and others confirmed is laid over the shipped lists: whoever asks hands
it in, from `queries.law_lists.entered_entries`.
"""

from collections.abc import Iterable
from datetime import date

from dongthuan.apps.disclosure.law_wording import titled
from dongthuan.law.model import CannotCompute, Parameter
from dongthuan.law.openness import (
    Entered,
    Entry,
    Listing,
    last_known,
    refusal_grounds_on,
    required_content_on,
    restrictions_on,
)
from dongthuan.law.packs import row_in_force

STATED = "stated"  # cited by an officer, because the list of that day's law is not known whole


class NotListed(Exception):
    """The law in force on that day does not list this, or no article is cited where its list is unknown."""


def suggested_content(day: date, entered: Iterable[Entered]) -> tuple[tuple[Entry, ...], bool]:
    """Return what a request must hold, and whether that is the law of the day: else the last list known."""
    listing = required_content_on(day, entered)
    if listing.is_known:
        return listing.entries, True
    last = last_known(listing.kind, day)
    return (last.entries if last else ()), False


def ground_cited(day: date, key: str, citation: str, entered: Iterable[Entered]) -> tuple[str, str]:
    """Return the key and the citation of a ground of refusal on a day; raises NotListed."""
    return _cited(refusal_grounds_on(day, entered), key, citation)


def restriction_cited(day: date, key: str, citation: str, entered: Iterable[Entered]) -> tuple[str, str]:
    """Return the key and the citation of a restriction on a day; raises NotListed."""
    return _cited(restrictions_on(day, entered), key, citation)


def choices_of(listing: Listing, stated: str) -> list[tuple[str, str]]:
    """Return a list as choices of a form; where it is not whole, also the article an officer cites."""
    rows = [(entry.key, f"{entry.citation}: {titled(entry)}") for entry in listing.entries]
    return rows if listing.is_complete else [*rows, (STATED, stated)]


def repeated_ground(day: date, entered: Iterable[Entered]) -> tuple[str, int] | None:
    """Return the ground for what was given before to the same person, and how often; None = not known."""
    for entry in refusal_grounds_on(day, entered).entries:
        if entry.times is not None:
            return entry.citation, entry.times
    return None


def keep_months(day: date, parameters: Iterable[Parameter]) -> int | None:
    """Return how many months personal data of a settled request is kept; None = no rule is known.

    parameters: from `clocks.queries.parameters.parameters_in_force_now`.
    """
    try:
        return row_in_force(parameters, "access.identity.keep-months", on=day).value
    except CannotCompute:
        return None


def _cited(listing: Listing, key: str, citation: str) -> tuple[str, str]:
    entry = listing.get(key)
    if entry is not None:
        return entry.key, f"{entry.citation}: {entry.title}"[:500]
    words = " ".join(citation.split())[:500]
    if key == STATED and words and not listing.is_complete:
        return STATED, words
    raise NotListed(key)
