"""What is fetched with the code of a request is noted: which paper or file, when; not from where."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import noted
from dongthuan.apps.disclosure.requests_lifecycle import EventKind
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct


@transaction.atomic
def note_fetched(*, request: InformationRequest, what: str, by: Actor, at: datetime) -> None:
    """Note that the holder of the code fetched a paper or file; by: the system. what: its key, no name."""
    require(REQUEST_ACCESS, RequestAct.FETCH, by, request)
    noted(request, RequestAct.FETCH, EventKind.FETCHED, by=by, at=at, words=what, what=what)
