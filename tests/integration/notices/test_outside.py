"""Mail to somebody without an account: it arrives, its faults are told, its secret stands on no page."""

from datetime import date
from email import message_from_bytes, policy

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from dongthuan.apps.notices import operations
from dongthuan.apps.notices.delivery import deliver_one
from dongthuan.apps.notices.models import Message, Notice
from dongthuan.apps.notices.outside import Letter, mail_outside, take_back_mail
from tests.integration.notices.conftest import Bureau, at

EVENING = at(date(2026, 3, 14), 22)  # a Saturday night: a letter to the outside does not wait
SECRET = "s" * 43
LETTER = Letter("chi.hoa@tinh.example", "Đề nghị trả lời\r\nBcc: x@y.z", f"https://dt.vn/tra-loi/{SECRET}/\n")


def sent(message: Message) -> Message:
    deliver_one(at=EVENING, send=EmailMessage.send)
    message.refresh_from_db()
    return message


def test_it_arrives_and_answers_go_to_the_officer(bureau: Bureau) -> None:
    message = sent(mail_outside(letter=LETTER, by=bureau.owner, at=EVENING))
    arrived = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert message.state == Message.State.SENT
    assert arrived["To"] == "chi.hoa@tinh.example"
    assert "can-bo@co-quan.vn" in arrived["Reply-To"]
    assert arrived["Subject"] == "Đề nghị trả lời Bcc: x@y.z"
    assert arrived["Bcc"] is None
    for kind in ("plain", "html"):
        body = arrived.get_body((kind,))
        assert body is not None
        assert SECRET in body.get_content()


def test_an_address_that_takes_no_mail_is_told_to_the_sender_and_the_office(bureau: Bureau) -> None:
    letter = Letter("hoà@tinh.example", "Đề nghị", "x")
    message = mail_outside(letter=letter, by=bureau.owner, at=EVENING)
    assert (message.state, message.fault) == (Message.State.FAILED, "bad_address")
    told = Notice.objects.filter(kind="notices.undelivered").values_list("recipient", flat=True)
    assert bureau.owner.pk in told
    assert len(set(told)) > 1


def test_sent_again_it_goes_to_the_same_address(bureau: Bureau) -> None:
    message = mail_outside(letter=LETTER, by=bureau.owner, at=EVENING)
    message.state, message.fault = Message.State.BOUNCED, "refused"
    message.save()
    operations.retry(message=message, by=bureau.office, at=EVENING)
    message.refresh_from_db()
    assert (message.to, message.state) == (LETTER.to, Message.State.WAITING)


def test_what_no_longer_holds_is_not_sent(bureau: Bureau) -> None:
    message = mail_outside(letter=LETTER, by=bureau.owner, at=EVENING)
    assert take_back_mail(message=message)
    assert sent(message).state == Message.State.GIVEN_UP
    assert not take_back_mail(message=message)
    assert mail.outbox == []


def test_the_page_of_messages_does_not_show_the_secret(bureau: Bureau, client: Client) -> None:
    message = mail_outside(letter=LETTER, by=bureau.owner, at=EVENING)
    client.force_login(bureau.office)
    page = client.get(f"/thong-bao/thu/{message.pk}/")
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    assert LETTER.to in client.get("/thong-bao/thu/").content.decode()
