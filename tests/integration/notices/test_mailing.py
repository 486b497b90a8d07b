"""When mail is made and of what: one digest a working morning, urgent at once, quiet hours, wishes."""

from datetime import date, time, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import close_account
from dongthuan.apps.notices import letters, operations
from dongthuan.apps.notices.models import Message, Notice
from dongthuan.apps.notices.operations import Wishes
from tests.integration.conftest import NOON
from tests.integration.notices.conftest import Bureau, at, make_messages, remind, tell, working

THURSDAY, FRIDAY, SATURDAY = date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 14)
MONDAY = date(2026, 3, 16)
TET = date(2026, 2, 17)
MADE_UP = date(2026, 1, 10)  # a Saturday worked for Friday 2 January


def wish(officer: Officer, **more: object) -> None:
    given = {"quiet_from": time(18), "quiet_to": time(7), "digest_hour": 7, "is_mail_on": True} | more
    operations.prefer(wishes=Wishes(**given), by=officer, at=NOON)  # type: ignore[arg-type]  # a dict of both


def test_all_that_is_new_is_one_mail_a_day(bureau: Bureau) -> None:
    for number in range(5):
        tell(bureau.owner, f"Việc {number}")
    assert make_messages(at=at(THURSDAY, 7)) == 1
    tell(bureau.owner, "Việc đến sau")
    assert make_messages(at=at(THURSDAY, 9)) == 0
    assert make_messages(at=at(FRIDAY, 7)) == 1
    assert [one.notices.count() for one in Message.objects.order_by("id")] == [5, 1]


@pytest.mark.parametrize(
    ("day", "hour", "made"),
    [
        (THURSDAY, 6, 0),
        (THURSDAY, 7, 1),
        (THURSDAY, 17, 1),
        (THURSDAY, 19, 0),
        (SATURDAY, 9, 0),
        (MADE_UP, 9, 1),
        (TET, 9, 0),
    ],
)
def test_the_digest_comes_on_working_days_from_its_hour_on(
    bureau: Bureau, day: date, hour: int, made: int
) -> None:
    tell(bureau.owner, when=at(date(2026, 1, 5)))
    assert make_messages(at=at(day, hour)) == made


@pytest.mark.parametrize(
    ("day", "hour", "is_by_law", "made"),
    [
        (THURSDAY, 9, False, 1),
        (THURSDAY, 17, False, 1),
        (THURSDAY, 18, False, 0),
        (THURSDAY, 23, True, 1),
        (SATURDAY, 9, False, 0),
        (SATURDAY, 9, True, 1),
    ],
)
def test_urgent_goes_at_once_but_not_in_quiet_hours_unless_the_law_says_so(
    bureau: Bureau, day: date, hour: int, is_by_law: bool, made: int
) -> None:
    tell(bureau.owner, is_urgent=True, is_by_law=is_by_law)
    assert make_messages(at=at(day, hour)) == made
    assert make_messages(at=at(MONDAY, 8)) == 1 - made


def test_several_urgent_ones_at_once_are_one_mail(bureau: Bureau) -> None:
    for number in range(3):
        tell(bureau.owner, f"Việc khẩn {number}", is_urgent=True)
    assert make_messages(at=at(THURSDAY, 9)) == 1
    assert Message.objects.get().subject == "Khẩn: 3 việc cần xem ngay"


def test_not_before_is_kept(bureau: Bureau) -> None:
    tell(bureau.owner, not_before=at(FRIDAY, 12))
    assert make_messages(at=at(FRIDAY, 9)) == 0
    assert make_messages(at=at(FRIDAY, 13)) == 1


def test_after_an_outage_one_digest_holds_all_the_days(bureau: Bureau) -> None:
    for offset in range(4):
        tell(bureau.owner, f"Việc {offset}", when=at(THURSDAY - timedelta(days=offset)))
    assert make_messages(at=at(FRIDAY, 10)) == 1
    assert Message.objects.get().subject == "4 việc cần xem ngày 13/03/2026"


def test_the_text_names_records_by_group_with_whole_addresses(bureau: Bureau, settings: object) -> None:
    settings.SITE_ADDRESS = "https://dong-thuan.co-quan.vn"  # type: ignore[attr-defined]  # pytest-django
    tell(bureau.owner, "Được giao nhiệm vụ 12", url="/ke-hoach/12/")
    remind([bureau.deadline()], working(0))
    make_messages(at=at(working(0), 8))
    body = Message.objects.get(recipient=bureau.owner).body
    assert body.startswith("Kính gửi Lý Thị Mai,")
    assert body.index("NHẮC HẠN, ĐÔN ĐỐC") < body.index("KẾ HOẠCH, NHIỆM VỤ")
    assert "https://dong-thuan.co-quan.vn/ke-hoach/12/" in body
    assert "https://dong-thuan.co-quan.vn/thong-bao/cach-nhan/" in body


def test_what_was_settled_is_dropped_and_that_is_said_once(bureau: Bureau) -> None:
    done, still_open = bureau.deadline(), bureau.deadline()
    remind([done, still_open], working(0))
    operations.withdraw(record=done.record, at=at(working(0), 6, 30))
    make_messages(at=at(working(0), 8))
    first = Message.objects.get()
    before, _said, after = first.body.partition("Đã xong trước khi gửi thư này")
    assert still_open.title in before
    assert done.title not in before
    assert done.title in after
    tell(bureau.owner, when=at(working(0), 9))
    make_messages(at=at(working(1), 8))
    assert "Đã xong trước" not in Message.objects.latest("id").body


def test_what_was_read_on_screen_is_not_mailed_again(bureau: Bureau) -> None:
    notice = tell(bureau.owner)
    operations.mark_read(notice=notice, by=bureau.owner, at=NOON)
    assert make_messages(at=at(THURSDAY, 8)) == 0
    notice.refresh_from_db()
    assert notice.mail == Notice.Mail.READ


def test_mail_switched_off_leaves_only_what_may_not_be(bureau: Bureau) -> None:
    wish(bureau.owner, is_mail_on=False)
    tell(bureau.owner, "Chỉ để biết")
    remind([bureau.deadline()], working(1))
    make_messages(at=at(working(1), 8))
    (message,) = Message.objects.filter(recipient=bureau.owner)
    assert [one.title[:7] for one in message.notices.all()] == ["Quá hạn"]
    assert Notice.objects.get(title="Chỉ để biết").mail == Notice.Mail.OFF


def test_a_head_may_switch_off_what_is_another_s_duty(bureau: Bureau) -> None:
    wish(bureau.head, is_mail_on=False)
    remind([bureau.deadline()], working(1))
    make_messages(at=at(working(1), 8))
    assert not Message.objects.filter(recipient=bureau.head).exists()
    assert Notice.objects.visible_to(bureau.head).unread().count() == 1


def test_own_hours_are_kept(bureau: Bureau) -> None:
    wish(bureau.owner, quiet_from=time(11), quiet_to=time(13), digest_hour=14)
    tell(bureau.owner)
    tell(bureau.owner, "Khẩn", is_urgent=True)
    assert make_messages(at=at(THURSDAY, 12)) == 0
    assert make_messages(at=at(THURSDAY, 13)) == 1
    assert make_messages(at=at(THURSDAY, 14)) == 1


def test_without_an_address_the_message_stands_on_the_page_and_the_office_knows(bureau: Bureau) -> None:
    Officer.objects.filter(pk=bureau.owner.pk).update(email="")
    tell(bureau.owner)
    make_messages(at=at(THURSDAY, 8))
    assert Message.objects.get(recipient=bureau.owner).state == Message.State.NO_ADDRESS
    assert Notice.objects.filter(recipient=bureau.office, kind="notices.undelivered").count() == 1
    assert Notice.objects.visible_to(bureau.owner).unread().count() == 1


def test_a_closed_account_gets_no_mail(bureau: Bureau, system: Officer) -> None:
    tell(bureau.owner)
    close_account(officer=bureau.owner, by=system, at=NOON)
    assert make_messages(at=at(THURSDAY, 8)) == 0
    assert Notice.objects.get().mail == Notice.Mail.OFF


def test_a_very_long_digest_is_cut_and_says_so(bureau: Bureau) -> None:
    for number in range(letters.MOST_LINES + 7):
        tell(bureau.owner, f"Việc {number}")
    make_messages(at=at(THURSDAY, 8))
    message = Message.objects.get()
    assert "Và 7 việc nữa" in message.body
    assert message.notices.count() == letters.MOST_LINES + 7
