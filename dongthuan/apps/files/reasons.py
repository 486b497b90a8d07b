"""Reasons and words that are kept: in clean letters, never empty, without a mark of secrecy."""

from dongthuan.analysis.text import nfc
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.files.secrecy import refuse_secret

LONGEST_REASON = 4000


def reason_given(reason: str) -> str:
    """Return a reason in clean letters; raises NoReason where nothing is left, SecretMark."""
    kept = nfc(reason.replace("\x00", "")).strip()
    if not kept:
        raise NoReason
    refuse_secret(kept)
    return kept[:LONGEST_REASON]
