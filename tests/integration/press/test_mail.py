"""Mail: taken in once, whoever wrote it; broken ones as well; the mailbox only read, its pointer true."""

import imaplib
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import override_settings

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.outgoing_box import BoxAddress, opener
from dongthuan.apps.common.outgoing_guard import Guard, Refused
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.desk_lifecycle import MailSource
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mail import IncomingMail, Mailbox
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations import mail as operations
from dongthuan.apps.press.operations.journalists import JournalistContent, save_journalist
from dongthuan.apps.press.operations.mailbox import poll_box
from dongthuan.apps.units.models import Unit
from tests.integration.imap_stub import Box, box
from tests.integration.press.desk_cast import AT, an_inquiry, content_of
from tests.unit.apps.press.broken_mail import BROKEN, PDF, with_file

RAW = b"From: tin@bao.example\r\nSubject: Hoi\r\n\r\nXin hoi\r\n"


@pytest.fixture
def mailbox() -> Iterator[Box]:
    """A mailbox on this machine."""
    with box() as server:
        yield server


def taken(data: bytes, by: Officer, agency: Unit) -> IncomingMail:
    mail, _new = operations.take_in_mail(data=data, source=MailSource.FILE, unit=agency, by=by, at=AT)
    return mail


def test_every_broken_mail_is_kept_and_shown(coordinator: Officer, agency: Unit) -> None:
    for name in sorted(set(BROKEN) - {"huge"}):
        mail = taken(BROKEN[name].data, coordinator, agency)
        assert mail in IncomingMail.objects.visible_to(coordinator).waiting(), name
        kept = set(attachments_of(mail).values_list("name", flat=True))
        named = {line.rpartition("|")[0] for line in mail.unkept}
        assert not BROKEN[name].files or set(BROKEN[name].files) <= kept | named, name


def test_the_same_bytes_come_in_once(coordinator: Officer, agency: Unit) -> None:
    first = taken(RAW, coordinator, agency)
    assert taken(RAW, coordinator, agency) == first
    assert IncomingMail.objects.count() == 1


def test_a_known_journalist_is_named_and_an_unknown_one_quarantined(
    coordinator: Officer, agency: Unit, outlet: Outlet
) -> None:
    person = save_journalist(
        journalist=None,
        content=JournalistContent(
            "Lý Văn Tin",
            outlet=outlet,
            email="Tin@bao.example",
            source=Journalist.Source.PUBLISHED,
            keep_until=date(2027, 9, 1),
        ),
        by=coordinator,
        at=AT,
    )
    assert taken(RAW, coordinator, agency).journalist == person
    Journalist.objects.update(keep_until=AT.date())  # from that day on the data are no longer used
    assert taken(RAW + b"Con nua", coordinator, agency).journalist is None
    stranger = taken(RAW.replace(b"tin@", b"la@"), coordinator, agency)
    assert (stranger.journalist, stranger.state) == (None, "quarantined")


@pytest.mark.parametrize(
    "data",
    [
        RAW.replace(b"Xin hoi", "TUYỆT MẬT\nKế hoạch".encode()),
        with_file(b"a.txt", b"text/plain", "TỐI MẬT\nKế hoạch".encode()),
    ],
)
def test_a_secret_mail_leaves_only_that_it_came(data: bytes, coordinator: Officer, agency: Unit) -> None:
    mail = taken(data, coordinator, agency)
    assert (mail.is_secret, mail.text, mail.subject) == (True, "", "")
    assert not Attachment.objects.exists()
    with pytest.raises(operations.AlreadyDecided):
        operations.inquiry_from_mail(mail=mail, content=content_of(agency), by=coordinator, at=AT)


def test_a_file_and_the_original_are_kept(coordinator: Officer, agency: Unit) -> None:
    mail = taken(with_file(b"a.pdf", b"application/pdf", PDF), coordinator, agency)
    assert set(attachments_of(mail).values_list("name", flat=True)) == {"a.pdf", operations.RAW_NAME}


def test_a_mail_belongs_to_one_inquiry(coordinator: Officer, agency: Unit) -> None:
    mail = taken(RAW, coordinator, agency)
    inquiry = an_inquiry(coordinator)
    operations.attach_mail(mail=mail, inquiry=inquiry, by=coordinator, at=AT)
    with pytest.raises(operations.AlreadyDecided):
        operations.inquiry_from_mail(mail=mail, content=content_of(agency), by=coordinator, at=AT)
    with pytest.raises(operations.AlreadyDecided):
        operations.discard_mail(mail=mail, reason="Không cần", by=coordinator, at=AT)


def polled(server: Box, system: Officer, agency: Unit) -> int:
    def open_box() -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", server.server_address[1], timeout=5)
        client.login("u", "p")
        return client

    return poll_box(name="hop", folder="INBOX", open_box=open_box, unit=agency, by=system, at=AT)


def test_the_mailbox_is_read_from_where_it_was_left(mailbox: Box, system: Officer, agency: Unit) -> None:
    mailbox.letters = {3: RAW, 5: RAW.replace(b"Hoi", b"Hoi hai")}
    assert polled(mailbox, system, agency) == 2
    assert polled(mailbox, system, agency) == 0
    mailbox.letters[9] = RAW.replace(b"Hoi", b"Hoi ba")
    assert polled(mailbox, system, agency) == 1
    assert Mailbox.objects.get().last_uid == 9
    changing = ("STORE", "EXPUNGE", "DELETE", "COPY", "MOVE", "APPEND", "SELECT")
    assert not [command for command in mailbox.asked if command.upper().startswith(changing)]


def test_new_numbers_of_a_box_bring_nothing_in_twice(mailbox: Box, system: Officer, agency: Unit) -> None:
    mailbox.letters = {3: RAW}
    assert polled(mailbox, system, agency) == 1
    mailbox.validity, mailbox.letters = 8, {1: RAW, 2: RAW.replace(b"Hoi", b"Khac")}
    assert polled(mailbox, system, agency) == 1
    assert (Mailbox.objects.get().uid_validity, Mailbox.objects.get().last_uid) == (8, 2)


def test_a_fault_of_the_box_is_kept_and_shown(mailbox: Box, system: Officer, agency: Unit) -> None:
    mailbox.refuses = {"LOGIN"}
    assert polled(mailbox, system, agency) == 0
    assert "refused" in Mailbox.objects.get().fault
    mailbox.refuses, mailbox.letters = set(), {1: RAW}
    assert polled(mailbox, system, agency) == 1
    assert Mailbox.objects.get().fault == ""


@override_settings(OUTGOING_ALLOWED=[])
def test_no_box_inside_our_own_network_is_opened() -> None:
    guard = Guard(resolve=lambda host, port: ["10.0.0.5"])
    with pytest.raises(Refused):
        opener(BoxAddress("mail.example", 993, "u", "p"), guard)()
