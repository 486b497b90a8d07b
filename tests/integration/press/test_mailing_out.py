"""Answers and requests to correct go out by mail once, with what became of them on their page."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.notices.delivery import deliver_one
from dongthuan.apps.notices.models import Message
from dongthuan.apps.press.desk_lifecycle import AnswerState, MailSource, SentHow
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.mailed import MailedOut
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.answers import NoSuchStep, NotCleared
from dongthuan.apps.press.operations.correction_rounds import NotSigned
from dongthuan.apps.press.operations.inquiries import answer_together
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.press.operations.mailing_out import NobodyToMail, mail_answer, mail_request
from dongthuan.apps.press.queries.mailed import mails_of
from dongthuan.apps.units.models import Unit
from tests.integration.notices.test_bounces import report
from tests.integration.press.conftest import MORNING
from tests.integration.press.desk_cast import AT, a_draft, an_inquiry, cleared, in_hand
from tests.integration.press.test_corrections import by, content, drawn, row, signs

__all__ = ["by", "content", "row", "signs"]


@pytest.fixture
def answer(coordinator: Officer, leader: Officer, head: Spokesperson, legal_officer: Officer) -> Answer:
    """A cleared answer to two papers that ask the same, each with an address."""
    officer = coordinator.on(AT.date())
    inquiry = in_hand(officer, email="tin@baothu.example")
    other = an_inquiry(officer, email="hai@baohai.example", outlet_name="Báo Hai")
    answer_together(inquiry=other, version=other.version, lead=inquiry, by=officer, at=AT)
    inquiry.refresh_from_db()
    return cleared(a_draft(inquiry, officer, speaker=leader), officer, reader=legal_officer)


def test_one_press_mails_everybody_who_asked_once(
    answer: Answer, coordinator: Officer, system: Officer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    client.force_login(coordinator)
    address = reverse("press:answer-mail", args=[answer.pk])
    assert address in client.get(answer.get_absolute_url()).content.decode()
    for _press in range(2):
        client.post(address, {"version": answer.version})
    answer.refresh_from_db()
    assert (answer.state, answer.sent_how, answer.sent_at) == (AnswerState.SENT, SentHow.MAIL, AT)
    assert sorted(one.message.to for one in mails_of(answer)) == ["hai@baohai.example", "tin@baothu.example"]
    sent: list[EmailMultiAlternatives] = []
    while deliver_one(at=AT, send=sent.append) is not None:  # type: ignore[arg-type]  # all mail outside has both
        pass
    assert len(sent) == 2
    mail = next(one for one in sent if one.to == ["tin@baothu.example"])
    assert "Kinh phí là 2 tỷ đồng." in mail.body
    assert [kind for _page, kind in mail.alternatives] == ["text/html"]
    assert "<p>Kinh phí là 2 tỷ đồng.</p>" in str(mail.alternatives[0][0])
    assert "tin@baothu.example" in client.get(answer.get_absolute_url()).content.decode()


def test_a_mail_that_comes_back_is_noted_where_it_was_sent(
    answer: Answer, coordinator: Officer, agency: Unit, client: Client
) -> None:
    officer = coordinator.on(AT.date())
    mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    message = mails_of(answer)[0].message
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=AT)
    data = report(message_id=message.message_id)
    take_in_mail(data=data, source=MailSource.BOX, unit=agency, by=officer, at=AT + timedelta(hours=1))
    message.refresh_from_db()
    assert (message.state, message.fault) == (Message.State.BOUNCED, "returned")
    client.force_login(coordinator)
    assert "User unknown" in client.get(answer.get_absolute_url()).content.decode()


def test_what_cannot_be_mailed_leaves_no_trace(
    coordinator: Officer, leader: Officer, head: Spokesperson, legal_officer: Officer
) -> None:
    officer = coordinator.on(AT.date())
    draft = a_draft(
        in_hand(officer), officer, speaker=leader
    )  # the journalist telephoned and left no address
    with pytest.raises(NotCleared):
        mail_answer(answer=draft, version=draft.version, by=officer, at=AT)
    done = cleared(draft, officer, reader=legal_officer)
    with pytest.raises(NobodyToMail):
        mail_answer(answer=done, version=done.version, by=officer, at=AT)
    done.refresh_from_db()
    assert done.state == AnswerState.CLEARING
    assert not Message.objects.exists()
    assert not MailedOut.objects.exists()


def test_a_signed_request_to_correct_goes_to_the_outlet(
    row: CorrectionRequest, signs: SigningAuthority, by: Officer, outlet: Outlet, client: Client
) -> None:
    with pytest.raises(NotSigned):
        mail_request(request=row, version=row.version, by=by, at=MORNING)
    paper = drawn(row, by)
    row.refresh_from_db()
    one = mail_request(request=row, version=row.version, by=by, at=MORNING)
    assert (one.sent_at, one.received_at, one.number) == (MORNING, MORNING, 1)
    (mail,) = mails_of(row)
    assert (mail.message.to, mail.part) == (outlet.emails[0], 1)
    assert paper.symbol in mail.message.subject
    assert "Dự án vẫn tiếp tục." in mail.message.body
    client.force_login(by)
    assert outlet.emails[0] in client.get(row.get_absolute_url()).content.decode()


def test_a_second_press_finds_it_sent(answer: Answer, coordinator: Officer) -> None:
    officer = coordinator.on(AT.date())
    done = mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    with pytest.raises(NoSuchStep):
        mail_answer(answer=done, version=done.version, by=officer, at=AT)
    assert MailedOut.objects.count() == 2
