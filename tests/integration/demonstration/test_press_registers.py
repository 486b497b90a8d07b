"""The invented press registers: set up twice they are there once, and they go without a trace."""

from datetime import UTC, date, datetime

from dongthuan.apps.demonstration import operations
from dongthuan.apps.demonstration.commissions import remove_commissions
from dongthuan.apps.demonstration.press_registers import remove_press_registers, set_up_press_registers
from dongthuan.apps.demonstration.press_removal import remove_press
from dongthuan.apps.demonstration.work import cast_of
from dongthuan.apps.press.models.conferences import Conference, QuestionAsked
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson

AT, DAY = datetime(2026, 9, 7, 2, tzinfo=UTC), date(2026, 9, 7)


def test_the_press_registers_are_invented_once_and_go_again(db: None) -> None:
    operations.set_up(address="http://127.0.0.1:8000", at=AT, on=DAY)
    remove_commissions()
    remove_press(cast=cast_of(on=DAY), at=AT)
    for _ in range(2):
        set_up_press_registers(cast=cast_of(on=DAY), at=AT)
    assert Outlet.objects.filter(name__endswith="(minh hoạ)").count() == 4
    assert QuestionAsked.objects.get().capacity == "regular"
    assert Spokesperson.objects.filter(clock__state="running").count() == 1
    assert Mandate.objects.live(at=AT).count() == 1
    assert Conference.objects.filter(clock__state="running").count() == 1
    remove_press_registers()
    assert not Outlet.objects.exists()
    assert not Spokesperson.objects.exists()
