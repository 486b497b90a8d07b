"""The pages: one's own notices, wishes, messages sent, who was urged on; and the parts for other pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.context import bell
from dongthuan.apps.notices.models import Message, Notice, Preference
from tests.integration.conftest import NOON
from tests.integration.notices.conftest import Bureau, remind, tell, working

PAGES = ["outbox", "reminders"]


def entered(client: Client, officer: Officer) -> Client:
    """Sign an officer in."""
    client.force_login(officer)
    return client


def bounced(bureau: Bureau, number: int = 1) -> Message:
    """A message that was refused."""
    return Message.objects.create(
        recipient=bureau.owner,
        to="khong@co.vn",
        subject=f"Thư {number}",
        body="Kính gửi",
        state="bounced",
        fault="refused",
        error="550 no such user",
        message_id=f"<{number}@x>",
        queued_at=clock.now() - timedelta(minutes=number),
        next_at=NOON,
        attempts=1,
    )


@pytest.mark.parametrize("name", ["mine", "preferences", *PAGES])
def test_nobody_gets_in_without_signing_in(client: Client, name: str, db: None) -> None:
    assert client.get(reverse(f"notices:{name}")).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_the_messages_are_for_the_office_alone(client: Client, bureau: Bureau, name: str) -> None:
    assert entered(client, bureau.owner).get(reverse(f"notices:{name}")).status_code == 403
    assert entered(client, bureau.office).get(reverse(f"notices:{name}")).status_code == 200


def test_acts_on_messages_are_for_the_office_alone(client: Client, bureau: Bureau) -> None:
    message = bounced(bureau)
    for name in ("message", "retry", "give_up"):
        address = reverse(f"notices:{name}", args=[message.pk])
        asked = client.get if name == "message" else client.post
        entered(client, bureau.owner)
        assert asked(address).status_code == 403
        assert asked(reverse(f"notices:{name}", args=[10**9])).status_code == 403
    entered(client, bureau.office)
    assert client.get(reverse("notices:message", args=[10**9])).status_code == 404
    assert client.get(reverse("notices:retry", args=[message.pk])).status_code == 405


def test_the_unread_stand_first(client: Client, bureau: Bureau) -> None:
    old, new = tell(bureau.owner, "Việc cũ"), tell(bureau.owner, "Việc mới")
    tell(bureau.head, "Việc của người khác")
    operations.mark_read(notice=new, by=bureau.owner, at=NOON)
    page = entered(client, bureau.owner).get(reverse("notices:mine")).content.decode()
    assert page.index(old.title) < page.index(new.title)
    assert "Việc của người khác" not in page
    assert "1 thông báo chưa đọc" in page


def test_opening_marks_read_and_leads_there(client: Client, bureau: Bureau) -> None:
    notice = tell(bureau.owner, url="/ke-hoach/")
    response = entered(client, bureau.owner).post(reverse("notices:open", args=[notice.pk]))
    assert (response.status_code, response["Location"]) == (302, "/ke-hoach/")
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("url", ["https://xau.vn/", "//xau.vn/", "javascript:alert(1)", ""])
def test_no_notice_leads_out_of_the_house(client: Client, bureau: Bureau, url: str) -> None:
    notice = tell(bureau.owner, url=url)
    response = entered(client, bureau.owner).post(reverse("notices:open", args=[notice.pk]))
    assert response["Location"] == reverse("notices:mine")


def test_another_s_notice_does_not_exist(client: Client, bureau: Bureau) -> None:
    notice = tell(bureau.owner)
    assert entered(client, bureau.office).post(reverse("notices:open", args=[notice.pk])).status_code == 404


def test_all_of_a_kind_are_marked_at_once(client: Client, bureau: Bureau) -> None:
    tell(bureau.owner)
    remind([bureau.deadline()], working(0))
    entered(client, bureau.owner).post(reverse("notices:mark_all_read"), {"kind": "plans"})
    assert [one.kind for one in Notice.objects.visible_to(bureau.owner).unread()] == ["remind.deadline"]
    client.post(reverse("notices:mark_all_read"), {"kind": "nonsense\x00"})


@pytest.mark.parametrize("query", ["kind=remind", "kind=other", "kind=x", "show=all", "page=x", "page=%00"])
def test_filters_take_anything(client: Client, bureau: Bureau, query: str) -> None:
    remind([bureau.deadline()], working(0))
    response = entered(client, bureau.owner).get(f"{reverse('notices:mine')}?{query}")
    assert response.status_code == 200
    assert ("Đến hạn ngày" in response.content.decode()) == (query != "kind=other")


def test_lists_take_as_many_queries_as_a_single_row(
    client: Client, bureau: Bureau, django_assert_max_num_queries: Any
) -> None:
    remind([bureau.deadline() for _ in range(60)], working(7))
    for number in range(30):
        bounced(bureau, number)
    for officer, name in ((bureau.owner, "mine"), (bureau.office, "outbox"), (bureau.office, "reminders")):
        entered(client, officer)
        with django_assert_max_num_queries(11):
            assert client.get(reverse(f"notices:{name}")).status_code == 200


def test_long_lists_go_on_over_the_page(client: Client, bureau: Bureau) -> None:
    for number in range(120):
        bounced(bureau, number)
    entered(client, bureau.office)
    response = client.get(reverse("notices:outbox"))
    older = response.context["page"].older
    second = client.get(reverse("notices:outbox"), {"page": older})
    assert {one.pk for one in response.context["page"].rows}.isdisjoint(
        one.pk for one in second.context["page"].rows
    )


WISHES = {"quiet_from": "20:00", "quiet_to": "06:00", "digest_hour": "8", "is_mail_on": "on"}


def test_wishes_are_kept(client: Client, bureau: Bureau) -> None:
    entered(client, bureau.owner).post(reverse("notices:preferences"), WISHES)
    kept = Preference.objects.get()
    assert (kept.officer, kept.digest_hour, kept.quiet_from.hour) == (bureau.owner, 8, 20)
    assert 'value="20:00"' in client.get(reverse("notices:preferences")).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"digest_hour": "5"}, "sẽ không bao giờ được gửi"),
        ({"digest_hour": "99"}, "99"),
        ({"quiet_from": "25:00"}, "hợp lệ"),
        ({"quiet_to": ""}, "bắt buộc"),
    ],
)
def test_wishes_that_cannot_be_are_refused_in_words(
    client: Client, bureau: Bureau, change: dict[str, str], words: str
) -> None:
    response = entered(client, bureau.owner).post(reverse("notices:preferences"), WISHES | change)
    assert words in response.content.decode()
    assert not Preference.objects.exists()


def test_the_outbox_says_who_why_and_what_to_do(client: Client, bureau: Bureau) -> None:
    message = bounced(bureau)
    entered(client, bureau.office)
    page = client.get(reverse("notices:outbox")).content.decode()
    assert "từ chối hẳn địa chỉ này" in page
    assert "1 thư chưa đến được người nhận" in page
    one = client.get(reverse("notices:message", args=[message.pk])).content.decode()
    assert "550 no such user" in one
    assert "Gửi lại" in one


def test_without_a_mail_server_the_page_says_that_mail_reaches_nobody(
    client: Client, bureau: Bureau, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    entered(client, bureau.office)
    assert "DONGTHUAN_SMTP_HOST" in client.get(reverse("notices:outbox")).content.decode()
    settings.EMAIL_HOST = "mail.co-quan.vn"
    assert "DONGTHUAN_SMTP_HOST" not in client.get(reverse("notices:outbox")).content.decode()


def test_retry_and_give_up_from_the_page(client: Client, bureau: Bureau) -> None:
    message = bounced(bureau)
    entered(client, bureau.office)
    client.post(reverse("notices:retry", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == "waiting"
    again = client.post(reverse("notices:give_up", args=[message.pk]), follow=True)
    assert "đang được gửi hoặc đã xử lý xong" in again.content.decode()
    Message.objects.update(state="failed")
    client.post(reverse("notices:give_up", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == "given_up"


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 1), ("state=bounced", 1), ("state=sent", 0), ("recipient=Mai", 1), ("recipient=zz", 0)],
)
def test_messages_are_filtered(client: Client, bureau: Bureau, query: str, count: int) -> None:
    bounced(bureau)
    response = entered(client, bureau.office).get(f"{reverse('notices:outbox')}?{query}")
    assert len(response.context["page"].rows) == count


def rung(officer: Officer | AnonymousUser, rf: RequestFactory) -> str:
    """Draw the bell of the frame for somebody."""
    request = rf.get("/")
    request.user = officer
    return str(bell(request)["bell"])


def test_the_bell_counts_and_is_silent_outside(
    bureau: Bureau, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    tell(bureau.owner)
    tell(bureau.owner)
    with django_assert_num_queries(1):
        assert "2 thông báo chưa đọc" in rung(bureau.owner, rf)
    assert "đã đọc hết" in rung(bureau.head, rf)
    assert rung(AnonymousUser(), rf) == ""


def test_the_bell_stops_counting_at_a_hundred(bureau: Bureau, rf: RequestFactory) -> None:
    for _ in range(130):
        tell(bureau.owner)
    assert "99+" in rung(bureau.owner, rf)


def test_the_bell_stands_on_every_page(client: Client, bureau: Bureau) -> None:
    tell(bureau.owner)
    page = entered(client, bureau.owner).get(reverse("notices:preferences")).content.decode()
    assert "1 thông báo chưa đọc" in page
    assert page.count('class="btn btn-ghost-secondary bell"') == 1


def test_a_record_shows_who_was_urged_on(bureau: Bureau, django_assert_num_queries: Any) -> None:
    deadline = bureau.deadline()
    part = Template("{% load noticing %}{% reminders_of record %}")
    empty = part.render(Context({"record": deadline.record}))
    assert "Chưa đôn đốc lần nào" in empty
    remind([deadline], working(3))
    with django_assert_num_queries(1):
        drawn = part.render(Context({"record": deadline.record, "now": NOON}))
    assert "Hoàng Đức · lãnh đạo đơn vị" in drawn
    assert "Quá hạn 3 ngày làm việc" in drawn
    assert "được lần nhắc sau thay thế" in drawn
