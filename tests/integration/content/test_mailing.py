"""Mailings: one mail an address, never two; what may have left is owned up to."""

from collections.abc import Callable, Iterator
from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.content.models.mailings import Delivery, Mailing
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import mailing as operations
from dongthuan.apps.content.operations.bounces import note_returned
from dongthuan.apps.content.operations.publishing import publish_text, set_embargo
from dongthuan.apps.content.operations.texts import NotInThatState
from dongthuan.apps.content.queries.corrections import latest_revision
from dongthuan.apps.content.queries.mailings import mailings_of, recipients_of
from dongthuan.apps.press.desk_lifecycle import MailSource
from dongthuan.apps.press.models.contacts import Contact, ContactList
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.units.models import Unit
from tests.integration.content.conftest import DAY, HOUR, NOON, Maker
from tests.integration.notices.test_bounces import report


class Killed(BaseException):
    """The worker is killed; nothing catches it."""


def journalists(contact_list: ContactList, addresses: list[str], keep_until: object = None) -> None:
    """Put journalists with these addresses on a list."""
    people = [
        Journalist(
            full_name=f"Phóng viên {n}",
            email=address,
            source="published",
            keep_until=keep_until or DAY.replace(year=2027),
            changed_at=NOON,
        )
        for n, address in enumerate(addresses)
    ]
    made = Journalist.objects.bulk_create(people)
    Contact.objects.bulk_create(
        Contact(contact_list=contact_list, journalist=one, added_at=NOON) for one in made
    )


@pytest.fixture
def press_list(agency: Unit) -> ContactList:
    """Three journalists."""
    made = ContactList.objects.create(name="Báo chí trung ương", unit=agency)
    journalists(made, ["a@bao.vn", "b@bao.vn", "c@bao.vn"])
    return made


def queued(text: Text, contact_list: ContactList, by: Officer) -> Mailing:
    """Queue a mailing."""
    return operations.queue_mailing(text=text, contact_list=contact_list, by=by, at=NOON)


def sent_all(send: Callable[[EmailMessage], object], at: Any = NOON) -> Iterator[Delivery]:
    """Send until nothing is due."""
    while (delivery := operations.send_one(at=at, send=send)) is not None:
        yield delivery


def test_one_mail_an_address_whatever_the_list(
    published: Text, press_list: ContactList, agency: Unit, spokesperson: Officer
) -> None:
    queued(published, press_list, spokesperson)
    other = ContactList.objects.create(name="Báo ngành", unit=agency)
    journalists(other, ["A@bao.vn", "d@bao.vn", "d@bao.vn", "", "không-phải-thư"])
    journalists(other, ["e@bao.vn"], keep_until=DAY)
    revision = latest_revision(published)
    assert revision is not None
    found = recipients_of(other, revision, at=NOON)
    assert [one.address for one in found.taken] == ["d@bao.vn"]
    assert [one.why for one in found.left_out] == [
        "has_got",
        "twice",
        "no_address",
        "bad_address",
        "outlived",
    ]
    queued(published, other, spokesperson)
    box: list[EmailMessage] = []
    assert len(list(sent_all(box.append))) == 4
    assert sorted(mail.to[0] for mail in box) == ["a@bao.vn", "b@bao.vn", "c@bao.vn", "d@bao.vn"]
    assert all(len(mail.to) == 1 and not mail.cc and not mail.bcc for mail in box)
    with pytest.raises(operations.NobodyToMail):
        queued(published, other, spokesperson)
    assert Entry.objects.filter(act="content.mail").count() == 2


def test_a_worker_killed_with_a_mail_in_hand_never_sends_it_again(
    published: Text, press_list: ContactList, spokesperson: Officer, system: Officer
) -> None:
    queued(published, press_list, spokesperson)
    box: list[str] = []

    def dies_after_handing_over(mail: EmailMessage) -> None:
        box.append(mail.to[0])
        raise Killed

    with pytest.raises(Killed):
        operations.send_one(at=NOON, send=dies_after_handing_over)
    list(sent_all(lambda mail: box.append(mail.to[0])))
    assert sorted(box) == ["a@bao.vn", "b@bao.vn", "c@bao.vn"]
    assert operations.own_up(by=system, at=NOON + HOUR / 60) == 0  # it may still be at it
    assert operations.own_up(by=system, at=NOON + HOUR) == 1
    list(sent_all(lambda mail: box.append(mail.to[0]), NOON + HOUR))
    assert sorted(box) == ["a@bao.vn", "b@bao.vn", "c@bao.vn"]
    (unsure,) = Delivery.objects.filter(state=DeliveryState.UNSURE)
    operations.send_again(delivery=unsure, by=spokesperson, at=NOON + HOUR)  # a person decides
    list(sent_all(lambda mail: box.append(mail.to[0]), NOON + HOUR))
    assert len(box) == 4


def test_what_the_server_refused_for_now_is_tried_again_and_what_it_may_have_is_not(
    published: Text, press_list: ContactList, spokesperson: Officer
) -> None:
    queued(published, press_list, spokesperson)
    answers: list[Exception] = [
        SMTPDataError(451, b"later"),
        SMTPServerDisconnected("gone"),
        SMTPDataError(550, b"no"),
    ]

    def answer(_mail: EmailMessage) -> None:
        if answers:
            raise answers.pop(0)

    states = [delivery.state for delivery in sent_all(answer)]
    assert states == [DeliveryState.QUEUED, DeliveryState.UNSURE, DeliveryState.FAILED]
    assert [one.state for one in sent_all(answer, NOON + HOUR)] == [DeliveryState.SENT]


def test_what_left_is_never_sent_again(
    published: Text, press_list: ContactList, spokesperson: Officer
) -> None:
    queued(published, press_list, spokesperson)
    delivery = operations.send_one(at=NOON, send=lambda _mail: None)
    assert delivery is not None
    with pytest.raises(operations.NotUnsure):
        operations.send_again(delivery=delivery, by=spokesperson, at=NOON)
    with pytest.raises(DatabaseError, match="never sent again"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state="queued")


def test_a_mailing_is_stopped(
    published: Text, press_list: ContactList, spokesperson: Officer, unit_officer: Officer
) -> None:
    mailing = queued(published, press_list, spokesperson)
    operations.send_one(at=NOON, send=lambda _mail: None)
    with pytest.raises(NotAllowed):
        operations.stop_mailing(mailing=mailing, by=unit_officer, at=NOON)
    assert operations.stop_mailing(mailing=mailing, by=spokesperson, at=NOON) == 2
    assert operations.send_one(at=NOON, send=lambda _mail: None) is None
    (counted,) = mailings_of(published)
    assert (counted.sent_count, counted.stopped_count, counted.all_count) == (1, 2, 3)  # type: ignore[attr-defined]  # annotated


def test_a_draft_is_not_mailed(make: Maker, press_list: ContactList, spokesperson: Officer) -> None:
    with pytest.raises(NotInThatState):
        queued(make(), press_list, spokesperson)


def test_under_embargo_the_mail_says_so_first(
    make: Maker, clear: Callable[..., None], press_list: ContactList, spokesperson: Officer
) -> None:
    text = make()
    clear(text)
    text = set_embargo(text=text, version=text.version, until=NOON + HOUR, by=spokesperson, at=NOON)
    publish_text(text=text, version=text.version, by=spokesperson, at=NOON, has_looked=True)
    mailing = queued(text, press_list, spokesperson)
    assert mailing.subject.startswith("[CẤM CÔNG BỐ TRƯỚC 13:00 02/07/2026]")
    assert mailing.body.startswith("CẤM CÔNG BỐ TRƯỚC 13:00 02/07/2026")


def test_the_recipients_of_a_long_list_need_few_queries(
    published: Text, press_list: ContactList, django_assert_num_queries: Callable[[int], Any]
) -> None:
    journalists(press_list, [f"p{n}@bao.vn" for n in range(200)])
    revision = latest_revision(published)
    assert revision is not None
    with django_assert_num_queries(2):
        assert len(recipients_of(press_list, revision, at=NOON).taken) == 203


def test_a_mail_that_comes_back_stands_on_its_delivery(
    published: Text, press_list: ContactList, spokesperson: Officer, system: Officer, agency: Unit
) -> None:
    mailing = queued(published, press_list, spokesperson)
    first = mailing.deliveries.order_by("pk")[0]
    mailing.deliveries.update(state=DeliveryState.SENT)
    data = report(message_id=first.message_id)
    take_in_mail(data=data, source=MailSource.BOX, unit=agency, by=system, at=NOON)
    assert note_returned(by=system, at=NOON) == 1
    assert note_returned(by=system, at=NOON) == 0
    first.refresh_from_db()
    assert (first.state, first.fault) == (DeliveryState.FAILED, "returned")
    assert "User unknown" in first.error
    assert mailing.deliveries.filter(state=DeliveryState.SENT).count() == 2
    with pytest.raises(NotAllowed):
        note_returned(by=spokesperson, at=NOON)
