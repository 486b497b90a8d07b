"""An entry of the law's lists in the reader's language."""

from django.utils.translation import get_language

from dongthuan.law.openness import Entry


def titled(entry: Entry) -> str:
    """Return what an entry says, in Vietnamese or in English."""
    return entry.title if get_language() == "vi" else entry.title_en or entry.title
