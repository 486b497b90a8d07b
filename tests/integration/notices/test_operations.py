"""Telling, reading, wishing, settling: the acts, and no trace where they are refused."""

from datetime import time

import pytest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, override

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices import hours, operations
from dongthuan.apps.notices.models import Message, Notice, Preference
from dongthuan.apps.notices.operations import AlreadySettled, DigestInQuietHours, Wishes
from tests.integration.conftest import NOON
from tests.integration.notices.conftest import Bureau, tell


def test_a_key_is_told_to_an_officer_once(bureau: Bureau) -> None:
    for _ in range(3):
        for officer in (bureau.owner, bureau.head):
            operations.queue(kind="plans.issue", recipient=officer, title="Kế hoạch", at=NOON, key="plan:1")
    assert Notice.objects.count() == 2
    assert (
        operations.queue(kind="plans.issue", recipient=bureau.owner, title="x", at=NOON, key="plan:1") is None
    )


def test_without_a_key_each_is_new(bureau: Bureau) -> None:
    tell(bureau.owner)
    tell(bureau.owner)
    assert Notice.objects.visible_to(bureau.owner).count() == 2


def test_words_are_cleaned_and_cut(bureau: Bureau) -> None:
    notice = tell(bureau.owner, "Tiê\u0301p\r\n\x00 công dân " + "x" * 400, body="một\x00\nhai")
    assert notice.title.startswith("Tiếp công dân xxx")
    assert (len(notice.title), notice.body) == (300, "một\nhai")


def test_lazy_words_are_written_in_the_agency_s_language(bureau: Bureau) -> None:
    with override("en"):
        notice = tell(bureau.owner, format_lazy("{}: {}", gettext_lazy("Reminders"), "A"))
    assert notice.title == "Nhắc hạn, đôn đốc: A"


def test_what_is_urgent_by_law_is_urgent(bureau: Bureau) -> None:
    notice = tell(bureau.owner, is_by_law=True)
    assert (notice.is_urgent, notice.is_digest) == (True, False)


def test_only_the_recipient_reads(bureau: Bureau) -> None:
    notice = tell(bureau.owner)
    with pytest.raises(NotAllowed):
        operations.mark_read(notice=notice, by=bureau.office, at=NOON)
    operations.mark_read(notice=notice, by=bureau.owner, at=NOON)
    notice.refresh_from_db()
    assert notice.read_at == NOON


def test_reading_all_of_a_kind_leaves_the_others(bureau: Bureau) -> None:
    tell(bureau.owner)
    tell(bureau.head)
    operations.queue(kind="documents.submit", recipient=bureau.owner, title="Văn bản", at=NOON)
    operations.queue(kind="unheard.of", recipient=bureau.owner, title="Lạ", at=NOON)
    assert operations.mark_all_read(by=bureau.owner, at=NOON, kind="plans") == 1
    assert operations.mark_all_read(by=bureau.owner, at=NOON, kind="other") == 1
    assert operations.mark_all_read(by=bureau.owner, at=NOON) == 1
    assert Notice.objects.visible_to(bureau.head).unread().count() == 1


def test_wishes_are_kept_and_noted(bureau: Bureau) -> None:
    wishes = Wishes(time(20), time(6), 8, False)
    operations.prefer(wishes=wishes, by=bureau.owner, at=NOON)
    operations.prefer(wishes=wishes, by=bureau.owner, at=NOON)
    kept = Preference.objects.get()
    assert (kept.officer, kept.quiet_from, kept.digest_hour, kept.is_mail_on) == (
        bureau.owner,
        time(20),
        8,
        False,
    )
    assert Entry.objects.filter(act="notices.prefer").count() == 2


@pytest.mark.parametrize(
    ("start", "end", "hour"), [(time(18), time(7), 6), (time(18), time(7), 20), (time(7, 30), time(12), 7)]
)
def test_quiet_hours_may_not_swallow_the_digest(bureau: Bureau, start: time, end: time, hour: int) -> None:
    with pytest.raises(DigestInQuietHours):
        operations.prefer(wishes=Wishes(start, end, hour, True), by=bureau.owner, at=NOON)
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("moment", "start", "end", "is_quiet"),
    [
        (time(18), time(18), time(7), True),
        (time(6, 59), time(18), time(7), True),
        (time(7), time(18), time(7), False),
        (time(12), time(11), time(13), True),
        (time(13), time(11), time(13), False),
        (time(3), time(0), time(0), False),
    ],
)
def test_quiet_hours_are_half_open_and_may_span_midnight(
    moment: time, start: time, end: time, is_quiet: bool
) -> None:
    assert hours.is_quiet(moment, Preference(quiet_from=start, quiet_to=end)) == is_quiet


def failed(bureau: Bureau) -> Message:
    return Message.objects.create(
        recipient=bureau.owner,
        to="a@b.vn",
        subject="x",
        body="x",
        state="bounced",
        fault="refused",
        message_id="<1@x>",
        queued_at=NOON,
        next_at=NOON,
        attempts=1,
    )


def test_retry_and_give_up_are_noted_and_done_once(bureau: Bureau) -> None:
    message = failed(bureau)
    operations.retry(message=message, by=bureau.office, at=NOON)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.to) == ("waiting", 0, bureau.owner.email)
    with pytest.raises(AlreadySettled):
        operations.retry(message=message, by=bureau.office, at=NOON)
    with pytest.raises(AlreadySettled):
        operations.give_up(message=message, by=bureau.office, at=NOON)
    Message.objects.update(state="failed")
    operations.give_up(message=message, by=bureau.office, at=NOON)
    assert set(Entry.objects.filter(act__startswith="notices.").values_list("act", flat=True)) == {
        "notices.retry",
        "notices.give_up",
    }


def test_others_settle_nothing(bureau: Bureau, leader: Officer) -> None:
    message = failed(bureau)
    for act in (operations.retry, operations.give_up):
        with pytest.raises(NotAllowed):
            act(message=message, by=leader, at=NOON)
    message.refresh_from_db()
    assert message.state == "bounced"
    assert not Entry.objects.filter(act__startswith="notices.").exists()
