"""What of the requests for information awaits an officer."""

from collections.abc import Sequence

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.queries.requests import waiting_for

SHOWN = 8


def requests_of(officer: Officer) -> Sequence[InformationRequest]:
    """Return the requests that an officer has to do with, the most pressing first."""
    return waiting_for(officer, most=SHOWN)
