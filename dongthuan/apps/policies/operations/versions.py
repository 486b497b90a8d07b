"""What every write about a row that two people may edit begins with, and why it may be refused."""

from dongthuan.analysis.text import nfc
from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason, line_of, locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret

__all__ = [
    "ChangedMeanwhile",
    "NoReason",
    "NoWords",
    "NotInThatState",
    "line_of",
    "locked",
    "reason_given",
    "words_of",
]


class NoWords(Exception):
    """What must be said was left empty."""


class NotInThatState(Exception):
    """The state or stage does not allow this step."""


def words_of(*texts: str) -> tuple[str, ...]:
    """Return texts in clean letters; raises NoWords where one is empty, SecretMark."""
    kept = tuple(nfc(text).strip() for text in texts)
    if not all(kept):
        raise NoWords
    refuse_secret(*kept)
    return kept
