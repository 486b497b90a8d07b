"""Who may speak, for how long, on what."""

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.queries.mandates import live_mandate, public_spokespersons, speakers_at
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import NOON


def test_nobody_speaks_before_anybody_is_recorded(leader: Officer) -> None:
    agency = Unit.objects.get(parent=None)
    assert live_mandate(officer=leader, at=NOON) is None
    assert speakers_at(unit=agency, at=NOON) == []
    assert public_spokespersons(at=NOON) == []
