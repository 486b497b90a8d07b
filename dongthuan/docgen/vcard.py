"""Contacts as vCard 4.0 (RFC 6350), for the address book of a telephone or a mail program."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MEDIA = "text/vcard; charset=utf-8"
_LONGEST = 75  # octets of a line, without its end (RFC 6350, 3.2)


@dataclass(frozen=True, slots=True)
class Card:
    """One person or organisation. uid: the same each time it is written; "" elsewhere = not known.

    name: of the person; "" = the card is of the organisation itself.
    """

    uid: str
    name: str = ""
    organisation: str = ""
    post: str = ""
    phone: str = ""
    email: str = ""


def as_vcards(cards: Iterable[Card]) -> bytes:
    """Return the cards one after another; equal cards, equal bytes."""
    lines = (line for card in cards for line in _lines(card))
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"KIND:{'individual' if card.name else 'org'}"
    yield f"UID:{_text(card.uid)}"
    yield f"FN:{_text(card.name or card.organisation)}"
    told = (("ORG", card.organisation), ("TITLE", card.post), ("TEL", card.phone), ("EMAIL", card.email))
    yield from (f"{key}:{_text(value)}" for key, value in told if value)
    yield "END:VCARD"


def _text(value: str) -> str:
    """Return a text as a value: its own marks of the format escaped.

    >>> _text("Viện A; phòng 1, tầng 2")
    'Viện A\\\\; phòng 1\\\\, tầng 2'
    """
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Give a line in pieces of at most 75 octets, letters whole; those after the first begin with a blank."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST:
            yield piece
            piece = " "
        piece += letter
    yield piece
