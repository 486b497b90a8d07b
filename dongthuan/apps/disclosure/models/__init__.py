"""Tables of disclosure."""

from dongthuan.apps.disclosure.models import (
    answered,
    law_lists,
    publications,
    redaction,
    requests,
    requests_creator,
    requests_handling,
    requests_outcomes,
)

__all__ = [
    "answered",
    "law_lists",
    "publications",
    "redaction",
    "requests",
    "requests_creator",
    "requests_handling",
    "requests_outcomes",
]
