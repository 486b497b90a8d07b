"""Old notices, messages and reminders go; what still asks for attention stays."""

from datetime import timedelta

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.models import Message, Notice, Reminder
from dongthuan.apps.notices.purging import KEPT, KEPT_LONGEST, purge
from tests.integration.conftest import NOON
from tests.integration.notices.conftest import DUE, Bureau, at, tell, working


def message(bureau: Bureau, state: str) -> Message:
    """Keep a message in a state."""
    return Message.objects.create(
        recipient=bureau.owner,
        to="x@y.vn",
        subject=state,
        body="",
        state=state,
        message_id=f"<{state}@y.vn>",
        queued_at=NOON,
        next_at=NOON,
        sent_at=NOON,
    )


def test_what_was_read_goes_after_a_year_the_unread_after_three(bureau: Bureau, system: Officer) -> None:
    read, unread = tell(bureau.owner, "đã đọc"), tell(bureau.owner, "chưa đọc")
    Notice.objects.update(mail="taken")
    waiting = tell(bureau.owner, "chờ thư")
    operations.mark_read(notice=read, by=bureau.owner, at=NOON)
    assert purge(by=system, at=NOON + KEPT) == 0
    assert purge(by=system, at=NOON + KEPT + timedelta(days=1)) == 1
    assert set(Notice.objects.all()) == {unread, waiting}
    assert purge(by=system, at=NOON + KEPT_LONGEST + timedelta(days=1)) == 1
    assert list(Notice.objects.all()) == [waiting]
    entry = Entry.objects.filter(act="notices.purge").latest("id")
    assert entry.details["unread"] == 1


def test_mail_that_failed_stays(bureau: Bureau, system: Officer) -> None:
    for state in ("sent", "filed", "given_up", "waiting", "failed", "bounced"):
        message(bureau, state)
    purge(by=system, at=NOON + KEPT + timedelta(days=1))
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting", "failed", "bounced"}


def test_reminders_of_open_records_stay_so_that_nothing_is_told_again(
    bureau: Bureau, system: Officer
) -> None:
    still_open, settled = bureau.deadline(), bureau.deadline()
    for one in (still_open, settled):
        operations.remind(deadlines=[one], fires_on=lambda _day, step: working(step), at=at(DUE))
    operations.withdraw(record=settled.record, at=at(DUE))
    purge(by=system, at=at(DUE) + KEPT_LONGEST + timedelta(days=1))
    assert {one.record_key for one in Reminder.objects.all()} == {str(still_open.record.pk)}
