"""Several workers at the very same moment, each with its own connection: still once."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from dongthuan.apps.accounts.operations import AgencyContent, found_agency
from dongthuan.apps.notices.delivery import deliver_one
from dongthuan.apps.notices.models import Message, Notice, Reminder
from tests.integration.conftest import DAY, FIRST_DAY, NOON
from tests.integration.notices.conftest import Bureau, at, make_bureau, make_messages, remind, tell, working

WORKERS = 3


@pytest.fixture
def bureau(transactional_db: None) -> Bureau:
    """The bureau, written for good so that other connections see it."""
    content = AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", FIRST_DAY)
    return make_bureau(found_agency(content=content, at=NOON, on=DAY))


def at_once(job: Callable[[int], object]) -> list[object]:
    """Run a job in threads that start at the same moment; returns what each gave."""
    gate, given, faults = Barrier(WORKERS), [], []

    def run(number: int) -> None:
        try:
            gate.wait()
            given.append(job(number))
        except Exception as fault:  # noqa: BLE001  # told to the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return given


def test_three_schedulers_after_three_days(bureau: Bureau) -> None:
    deadlines = [bureau.deadline() for _ in range(40)]
    remind(deadlines, working(-1))
    for offset in (3, 4, 7):
        at_once(lambda number, offset=offset: remind(deadlines, working(offset - number % 2)))
    remind(deadlines, working(7))
    told = Counter(Notice.objects.values_list("recipient_id", "key"))
    assert set(told.values()) == {1}
    steps = Counter(Reminder.objects.values_list("record_key", "step", "recipient_id"))
    assert len(steps) == 40 * 8
    assert set(steps.values()) == {1}
    latest = Reminder.objects.filter(step="after-7", state="sent")
    assert latest.count() == 40


def test_settling_while_urging_leaves_nothing_waiting(bureau: Bureau) -> None:
    from_withdraw = bureau.deadline()
    remind([from_withdraw], working(0))
    at_once(lambda number: remind([bureau.deadline(from_withdraw.record)], working(1)))
    assert Notice.objects.visible_to(bureau.owner).waiting_for_mail().count() == 1


def test_three_builders_make_one_digest(bureau: Bureau) -> None:
    for number in range(10):
        tell(bureau.owner, f"Việc {number}")
        tell(bureau.head, f"Việc {number}")
    at_once(lambda number: make_messages(at=at(working(0), 8) + timedelta(seconds=number)))
    assert Message.objects.count() == 2
    assert {message.notices.count() for message in Message.objects.all()} == {10}


def test_three_deliverers_send_each_message_once(bureau: Bureau) -> None:
    for number in range(12):
        tell(bureau.owner, f"Việc khẩn {number}", is_urgent=True)
        make_messages(at=at(working(0), 8))
    sent: list[str] = []

    def deliver(_number: int) -> None:
        while deliver_one(at=at(working(0), 9), send=lambda mail: remember(mail, sent)):
            pass

    at_once(deliver)
    assert len(sent) == len(set(sent)) == 12
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def remember(mail: EmailMessage, sent: list[str]) -> None:
    sent.append(mail.extra_headers["Message-ID"])
