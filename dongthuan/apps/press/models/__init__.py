"""Tables of press."""

from dongthuan.apps.press.models import (
    channels,
    conferences,
    contacts,
    corrections,
    journalists,
    mandates,
    outlets,
    spokespersons,
)

__all__ = [
    "channels",
    "conferences",
    "contacts",
    "corrections",
    "journalists",
    "mandates",
    "outlets",
    "spokespersons",
]
