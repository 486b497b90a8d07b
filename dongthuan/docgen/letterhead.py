"""The head and the foot of every official document: agency, number, place and day, signature, recipients."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dongthuan.docgen.wording import BLANK, clean, day_words

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
RECIPIENTS = "Nơi nhận:"


class SigningMode(StrEnum):
    """On whose authority a document is signed (Decree 30/2020/NĐ-CP, article 13)."""

    HEAD = ""
    DEPUTY = "KT."
    COLLECTIVE = "TM."
    BY_ORDER = "TL."
    BY_AUTHORITY = "TUQ."


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a document, where and when.

    parent_agency: the body above, or "" where the agency stands alone.
    code_suffix: what follows the number and the stroke: "BC-VHL" in "Số: 07/BC-VHL".
    signed_on: None until it is signed; the day is then left to be filled in by hand.
    """

    parent_agency: str
    agency: str
    code_suffix: str
    place: str
    signed_on: date | None = None

    def number_line(self, number: str | None) -> str:
        """Return the line of the number; a gap where none was given, for none is invented.

        Without a suffix and a number there is no line: a press release usually has none.

        >>> letterhead = Letterhead("", "Viện Hàn lâm", "BC-VHL", "Hà Nội")
        >>> letterhead.number_line("7"), letterhead.number_line(None)
        ('Số: 07/BC-VHL', 'Số:     /BC-VHL')
        """
        given, suffix = clean(number or ""), clean(self.code_suffix)
        if not given and not suffix:
            return ""
        shown = f" {given.zfill(2) if given.isdigit() else given}" if given else BLANK
        return f"Số:{shown}/{suffix}" if suffix else f"Số:{shown}"

    def place_and_day(self) -> str:
        """Return the line of place and day, as in "Hà Nội, ngày 05 tháng 02 năm 2026"."""
        return f"{clean(self.place)}, {day_words(self.signed_on)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, in what capacity.

    title: the signer's own office ("PHÓ CHỦ TỊCH").
    principal: on whose behalf ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN"); empty exactly when the head signs.
    name: "" while nobody has signed.
    Raises ValueError where mode and principal contradict each other.
    """

    title: str
    name: str = ""
    mode: SigningMode = SigningMode.HEAD
    principal: str = ""

    def __post_init__(self) -> None:
        if (self.mode is SigningMode.HEAD) != (not self.principal):
            raise ValueError("a signature on behalf of somebody names him, and only such a one")

    def capacity(self) -> tuple[str, ...]:
        """Return the lines above the name, in capitals.

        >>> Signature("Phó Chủ tịch", mode=SigningMode.DEPUTY, principal="Chủ tịch").capacity()
        ('KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')
        """
        own = clean(self.title).upper()
        return (f"{self.mode} {clean(self.principal).upper()}", own) if self.principal else (own,)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One addressee with the purpose ("để b/c", "để t/h"), which may be empty."""

    name: str
    purpose: str = ""


def recipient_lines(recipients: tuple[Recipient, ...], archive: str) -> tuple[str, ...]:
    """Return the lines under "Nơi nhận", each with its dash; the archive closes the list with a stop.

    >>> recipient_lines((Recipient("Chủ tịch Viện", "để b/c"),), "VT, VP")
    ('- Chủ tịch Viện (để b/c);', '- Lưu: VT, VP.')
    """
    named = (f"- {clean(one.name)}{f' ({clean(one.purpose)})' if one.purpose else ''};" for one in recipients)
    return (*named, f"- Lưu: {clean(archive)}.")
