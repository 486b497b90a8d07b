"""Who may do what with a request: the table over the cast; the list agrees; administrators see nothing."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import withdraw_request
from dongthuan.apps.disclosure.operations.requests_validity import send_to_source
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.units.models import Unit
from tests.integration.disclosure.requests_cast import OLD_LAW, valid

CAST = [
    "system",
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "information_officer",
    "legal_officer",
    "institute_officer",
    "other_officer",
]
POINT = {"information_officer", "coordinator"}
READERS = POINT | {"system", "leader", "legal_officer", "institute_officer"}
A = RequestAct
EXPECTED: dict[RequestAct, set[str]] = dict.fromkeys(RequestAct, POINT) | {
    A.READ: READERS,
    A.RECEIVE: POINT | {"system"},
    A.COMPLETE: POINT | {"system"},
    A.WITHDRAW: POINT | {"system"},
    A.RAISE_CORRECTION: POINT | {"system"},
    A.COMPLAIN: POINT | {"system"},
    A.GIVE: POINT | {"leader"},
    A.SEND_TO_SOURCE: POINT | {"leader"},
    A.CLASSIFY: {"institute_officer"},
    A.OVERRIDE_CONSENT: {"leader"},
    A.EXTEND: POINT | {"leader"},
    A.REFUSE: POINT | {"leader"},
    A.ATTACH: POINT | {"institute_officer"},
    A.ASK_CREATOR: POINT | {"leader"},
    A.NOTE_CREATOR: POINT | {"leader"},
    A.ANSWER_CORRECTION: POINT | {"leader"},
    A.DECIDE_COMPLAINT: POINT | {"leader", "legal_officer"},
    A.REOPEN: POINT | {"leader"},
    A.START_LIMIT: {"system"},
    A.FETCH: {"system"},
    A.PURGE: {"system"},
    A.EXPORT: POINT | {"leader", "legal_officer"},
}


@pytest.fixture
def request_row(information_officer: Officer, institute: Unit) -> InformationRequest:
    """A valid request of the agency, made in the institute."""
    row = valid(information_officer)
    return send_to_source(
        request=row, version=row.version, unit=institute, by=information_officer, at=OLD_LAW
    )


def test_access(request_row: InformationRequest, request: pytest.FixtureRequest) -> None:
    assert set(REQUEST_ACCESS) == set(RequestAct) == set(EXPECTED)
    cast: dict[str, Officer] = {name: request.getfixturevalue(name) for name in CAST}
    for act in RequestAct:
        assert {name for name, one in cast.items() if REQUEST_ACCESS[act](one, request_row)} == EXPECTED[act]
    for one in cast.values():
        seen = InformationRequest.objects.visible_to(one).filter(pk=request_row.pk).exists()
        assert seen == REQUEST_ACCESS[A.READ](one, request_row)
    with pytest.raises(NotAllowed):
        withdraw_request(request=request_row, by=cast["administrator"], at=OLD_LAW)
    request_row.refresh_from_db()
    assert request_row.is_open
    request_row.owner = cast["other_officer"]
    request_row.save()
    assert REQUEST_ACCESS[A.READ](cast["other_officer"], request_row)
    assert InformationRequest.objects.visible_to(cast["other_officer"]).get() == request_row
