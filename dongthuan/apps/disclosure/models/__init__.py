"""Tables of disclosure."""

from dongthuan.apps.disclosure.models import (
    law_lists,
    publications,
    redaction,
    requests,
    requests_handling,
    requests_outcomes,
)

__all__ = ["law_lists", "publications", "redaction", "requests", "requests_handling", "requests_outcomes"]
