"""Tables of press."""

from dongthuan.apps.press.models import (
    answers,
    channels,
    conferences,
    contacts,
    corrections,
    inquiries,
    journalists,
    lines,
    mail,
    mailed,
    mandates,
    outlets,
    spokespersons,
)

__all__ = [
    "answers",
    "channels",
    "conferences",
    "contacts",
    "corrections",
    "inquiries",
    "journalists",
    "lines",
    "mail",
    "mailed",
    "mandates",
    "outlets",
    "spokespersons",
]
