"""A mail that comes back after the server had taken it; files that are none, and forged ones."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dongthuan.apps.notices.bounces import NotABounce, OnlyDelayed, read_bounce
from dongthuan.apps.notices.models import Message, Notice
from tests.integration.conftest import NOON
from tests.integration.notices.conftest import Bureau

SENT = "<0123456789abcdef@co-quan.vn>"


def report(message_id: str = SENT, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """Return what a mail server sends back, in the form of RFC 3464."""
    return f"""From: MAILER-DAEMON@mx.co-quan.vn
To: dong-thuan@co-quan.vn
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
Message-ID: <ngoai@mx.co-quan.vn>

--b
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.co-quan.vn

Final-Recipient: rfc822; can-bo@co-quan.vn
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: message/rfc822

From: dong-thuan@co-quan.vn
To: can-bo@co-quan.vn
Subject: 2 viec
Message-ID: {message_id}

Kinh gui
--b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def sent(bureau: Bureau) -> Message:
    """A message that the server took."""
    return Message.objects.create(
        recipient=bureau.owner,
        to=bureau.owner.email,
        subject="2 việc cần xem",
        body="Kính gửi",
        state="sent",
        message_id=SENT,
        queued_at=NOON,
        next_at=NOON,
        sent_at=NOON,
        attempts=1,
    )


def hand_in(client: Client, data: bytes, name: str = "tra-lai.eml") -> str:
    """Hand a file in as the Office, and return the page that answers."""
    upload = SimpleUploadedFile(name, data, "message/rfc822")
    return client.post(reverse("notices:bounce"), {"mail": upload}, follow=True).content.decode()


def test_the_message_counts_as_not_delivered_and_the_office_is_told_once(
    client: Client, bureau: Bureau, sent: Message
) -> None:
    client.force_login(bureau.office)
    for _ in range(2):
        page = hand_in(client, report())
        assert "không đến được người nhận" in page
    sent.refresh_from_db()
    assert (sent.state, sent.fault) == ("bounced", "returned")
    assert "User unknown" in sent.error
    assert Notice.objects.filter(kind="notices.undelivered", recipient=bureau.office).count() == 1
    client.post(reverse("notices:retry", args=[sent.pk]))
    sent.refresh_from_db()
    assert sent.state == "waiting"


def test_headers_alone_are_enough(sent: Message) -> None:
    told = report().replace(b"message/rfc822", b"text/rfc822-headers")
    assert SENT in read_bounce(told).message_ids


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"%PDF-1.7",
        "Thư thường, không phải báo lỗi".encode(),
        report().replace(b"message/delivery-status", b"text/plain"),
        b"Content-Type: multipart/report; boundary=\r\n\r\n" + b"--\r\n" * 1000,
        b"x" * (2 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, client: Client, bureau: Bureau, sent: Message) -> None:
    with pytest.raises(NotABounce):
        read_bounce(data)
    client.force_login(bureau.office)
    hand_in(client, data)
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0")]
)
def test_a_server_that_still_tries_changes_nothing(action: str, status: str) -> None:
    with pytest.raises(OnlyDelayed):
        read_bounce(report(action=action, status=status))


def test_a_mail_that_was_never_sent_from_here_changes_nothing(
    client: Client, bureau: Bureau, sent: Message
) -> None:
    client.force_login(bureau.office)
    assert "Không có thư nào" in hand_in(client, report("<la@noi-khac.vn>"))
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_only_the_office_hands_in(client: Client, bureau: Bureau, sent: Message) -> None:
    client.force_login(bureau.owner)
    assert client.post(reverse("notices:bounce"), {}).status_code == 403
    assert client.get(reverse("notices:bounce")).status_code == 405
