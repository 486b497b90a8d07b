"""The demonstration's requests come in different states, once, and go with the demonstration."""

from datetime import UTC, date, datetime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.demonstration.requests import end_requests, set_up_requests
from dongthuan.apps.demonstration.work import Cast
from dongthuan.apps.disclosure.models.requests import InformationRequest

AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


def test_they_stand_in_different_states(
    coordinator: Officer,
    leader: Officer,
    spokesperson: Officer,
    institute_officer: Officer,
    unit_officer: Officer,
    administrator: Officer,
) -> None:
    assert institute_officer.roles.get().role == Role.UNIT_OFFICER
    cast = Cast(leader, coordinator, spokesperson, institute_officer, unit_officer, administrator)
    for _again in range(2):
        set_up_requests(cast=cast, at=AT)
    states = set(InformationRequest.objects.values_list("state", flat=True))
    assert states == {"provided", "refused", "classifying", "guiding", "received"}
    unknown = InformationRequest.objects.get(state="classifying")
    assert (unknown.clock, unknown.limit_unknown_at is not None) == (None, True)
    first = InformationRequest.objects.get(state="provided")
    assert first.clock is not None
    assert (first.clock.is_late, first.clock.start_at.date()) == (False, date(2026, 8, 18))
    end_requests(cast=cast, at=AT)
    assert not InformationRequest.objects.exists()
