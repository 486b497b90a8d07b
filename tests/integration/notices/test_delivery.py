"""Mail against a real server on this machine: sent, refused, put off, unreachable; nothing is lost."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django import Settings

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.delivery import CLAIM, PAUSES, deliver_one
from dongthuan.apps.notices.models import Message, Notice
from tests.integration.notices.conftest import Bureau, at, make_messages, tell
from tests.integration.notices.smtp_stub import StubServer

MORNING = at(date(2026, 3, 12), 8)
State = Message.State


@pytest.fixture
def server(settings: Settings) -> Iterator[StubServer]:
    """A mail server, and settings that lead to it."""
    stub = StubServer({})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", stub.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "Đồng Thuận <dong-thuan@co-quan.vn>"
    yield stub
    stub.close()


def letter(bureau: Bureau, title: str = "Việc mới") -> Message:
    """Make the digest of the morning for the owner."""
    tell(bureau.owner, title)
    make_messages(at=MORNING)
    return Message.objects.get(recipient=bureau.owner)


def send_at(moment: datetime) -> Message:
    """Try once; returns the message as it stands then."""
    message = deliver_one(at=moment, send=EmailMessage.send)
    assert message is not None
    message.refresh_from_db()
    return message


def test_a_message_arrives_with_its_name_and_letters(bureau: Bureau, server: StubServer) -> None:
    letter(bureau, "Họp báo về Luật Tiếp cận thông tin")
    assert send_at(MORNING).state == State.SENT
    arrived = message_from_bytes(server.taken[0], policy=policy.default)
    assert arrived["To"] == "Lý Thị Mai <can-bo@co-quan.vn>"
    assert arrived["Subject"] == "1 việc cần xem ngày 12/03/2026"
    assert "Họp báo về Luật Tiếp cận thông tin" in arrived.get_content()
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"].endswith("@co-quan.vn>")
    assert deliver_one(at=MORNING, send=EmailMessage.send) is None


def test_a_hard_refusal_bounces_at_once_and_the_office_hears_of_it_once(
    bureau: Bureau, server: StubServer
) -> None:
    server.answers[bureau.owner.email] = "550 5.1.1 no such user"
    letter(bureau)
    message = send_at(MORNING)
    assert (message.state, message.fault, message.attempts) == (State.BOUNCED, "refused", 1)
    assert "550 5.1.1 no such user" in message.error
    tell(bureau.owner, "Việc khác")
    make_messages(at=MORNING + timedelta(days=1))
    assert send_at(MORNING + timedelta(days=1)).state == State.BOUNCED
    assert Notice.objects.filter(kind="notices.undelivered", recipient=bureau.office).count() == 1


def test_one_refused_recipient_does_not_keep_the_others_waiting(bureau: Bureau, server: StubServer) -> None:
    server.answers[bureau.owner.email] = "550 no"
    for officer in (bureau.owner, bureau.head):
        tell(officer)
    make_messages(at=MORNING)
    while deliver_one(at=MORNING, send=EmailMessage.send):
        pass
    states = dict(Message.objects.values_list("recipient__username", "state"))
    assert states == {"can-bo": State.BOUNCED, "truong-vu": State.SENT}
    assert len(server.taken) == 1


def test_a_soft_refusal_is_tried_again_ever_later_then_said(bureau: Bureau, server: StubServer) -> None:
    server.answers[bureau.owner.email] = "450 4.2.1 mailbox busy"
    first = letter(bureau)
    moment = MORNING
    for pause in PAUSES:
        message = send_at(moment)
        assert (message.state, message.next_at) == (State.WAITING, moment + pause)
        assert deliver_one(at=moment + pause - timedelta(seconds=1), send=EmailMessage.send) is None
        moment += pause
    message = send_at(moment)
    assert (message.state, message.fault, message.attempts) == (State.FAILED, "postponed", len(PAUSES) + 1)
    assert message.message_id == first.message_id
    assert Notice.objects.filter(kind="notices.undelivered").count() == 1


def test_a_message_put_off_arrives_when_the_server_takes_it(bureau: Bureau, server: StubServer) -> None:
    server.answers[bureau.owner.email] = "451 later"
    first = letter(bureau)
    send_at(MORNING)
    server.answers.clear()
    message = send_at(MORNING + PAUSES[0])
    assert (message.state, message.error, message.fault) == (State.SENT, "", "")
    assert message_from_bytes(server.taken[0])["Message-ID"] == first.message_id


def test_a_refused_text_bounces(bureau: Bureau, server: StubServer) -> None:
    server.answers["DATA"] = "554 5.7.1 looks like spam"
    letter(bureau)
    message = send_at(MORNING)
    assert (message.state, message.fault) == (State.BOUNCED, "rejected")


def test_a_server_that_is_down_is_tried_again(bureau: Bureau, server: StubServer) -> None:
    server.close()
    letter(bureau)
    message = send_at(MORNING)
    assert (message.state, message.fault) == (State.WAITING, "unreachable")
    assert "Error" in message.error


@pytest.mark.parametrize(
    "address", ["khong-co-a-cong", "a@b", "a b@c.vn", "a@c.vn\nBcc: x@y.vn", "người@c.vn", "a@c.vn,b@c.vn"]
)
def test_a_bad_address_is_refused_with_a_sentence_before_anything_is_sent(
    bureau: Bureau, server: StubServer, address: str
) -> None:
    Officer.objects.filter(pk=bureau.owner.pk).update(email=address)
    message = letter(bureau)
    assert (message.state, message.fault) == (State.FAILED, "bad_address")
    assert deliver_one(at=MORNING, send=EmailMessage.send) is None
    assert server.taken == []
    assert Notice.objects.filter(kind="notices.undelivered", recipient=bureau.office).count() == 1


def test_an_international_domain_is_written_for_mail_servers(bureau: Bureau, server: StubServer) -> None:
    Officer.objects.filter(pk=bureau.owner.pk).update(email="can-bo@thử-nghiệm.vn")
    letter(bureau)
    assert send_at(MORNING).state == State.SENT
    assert "xn--" in message_from_bytes(server.taken[0])["To"]


def test_no_title_or_name_slips_a_header_in(bureau: Bureau, server: StubServer) -> None:
    Officer.objects.filter(pk=bureau.owner.pk).update(full_name='Mai"\r\nBcc: kẻ@xấu.vn, <x@y.vn>')
    tell(bureau.owner, "Khẩn\r\nBcc: nghe-len@xau.vn", is_urgent=True)
    make_messages(at=MORNING)
    assert send_at(MORNING).state == State.SENT
    arrived = message_from_bytes(server.taken[0], policy=policy.default)
    assert arrived["Bcc"] is None
    assert [one.addr_spec for one in arrived["To"].addresses] == [bureau.owner.email]
    assert arrived["Subject"] == "Khẩn: Khẩn Bcc: nghe-len@xau.vn"


def test_a_worker_that_dies_leaves_the_message_to_the_next(bureau: Bureau, settings: Settings) -> None:
    message = letter(bureau)

    def die(_mail: EmailMessage) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        deliver_one(at=MORNING, send=die)
    assert deliver_one(at=MORNING + CLAIM - timedelta(seconds=1), send=EmailMessage.send) is None
    assert send_at(MORNING + CLAIM).state == State.SENT
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id


def test_a_message_that_kills_every_worker_is_given_up(bureau: Bureau) -> None:
    message = letter(bureau)
    Message.objects.update(attempts=99)
    assert send_at(MORNING).fault == "interrupted"
    assert mail.outbox == []
    assert message.pk


def test_without_a_mail_server_every_message_is_a_file(
    bureau: Bureau, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    letter(bureau)
    assert send_at(MORNING).state == State.FILED
    assert "can-bo@co-quan.vn" in next((tmp_path / "mail").iterdir()).read_text(encoding="utf-8")


def test_a_retry_takes_the_corrected_address(bureau: Bureau, server: StubServer) -> None:
    server.answers[bureau.owner.email] = "550 no"
    letter(bureau)
    message = send_at(MORNING)
    Officer.objects.filter(pk=bureau.owner.pk).update(email="moi@co-quan.vn")
    operations.retry(message=message, by=bureau.office, at=MORNING)
    assert send_at(MORNING).state == State.SENT
    assert "moi@co-quan.vn" in message_from_bytes(server.taken[0])["To"]


def test_what_was_given_up_while_in_hand_stays_given_up(bureau: Bureau) -> None:
    message = letter(bureau)

    def give_up_meanwhile(_mail: EmailMessage) -> None:
        Message.objects.filter(pk=message.pk).update(state=State.GIVEN_UP)

    deliver_one(at=MORNING, send=give_up_meanwhile)
    message.refresh_from_db()
    assert message.state == State.GIVEN_UP


def test_what_lies_in_files_goes_out_once_there_is_a_server(
    bureau: Bureau, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    letter(bureau)
    message = send_at(MORNING)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with pytest.raises(operations.AlreadySettled):
        operations.give_up(message=message, by=bureau.office, at=MORNING)
    operations.retry(message=message, by=bureau.office, at=MORNING)
    assert send_at(MORNING).state == State.SENT
    assert len(mail.outbox) == 1
