"""Only the system writes on the portal."""

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.portal.rules import ACCESS, Act


def test_only_the_system_acts(
    system: Officer, leader: Officer, administrator: Officer, outsider: Officer
) -> None:
    assert set(ACCESS) == set(Act)
    for rule in ACCESS.values():
        assert rule(system, None)
        assert not any(rule(one, None) for one in (leader, administrator, outsider))
