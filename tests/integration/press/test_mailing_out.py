"""Answers and requests to correct go out by mail once, with what became of them on their page."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import DocumentContent, rewrite
from dongthuan.apps.documents.operations.signing import cancel, sign, submit
from dongthuan.apps.documents.wording import file_name
from dongthuan.apps.notices.delivery import deliver_one
from dongthuan.apps.notices.models import Message
from dongthuan.apps.notices.outside import MOST_BYTES, Enclosed, FilesTooLarge, Letter, mail_outside
from dongthuan.apps.press.desk_lifecycle import AnswerState, MailSource, SentHow
from dongthuan.apps.press.desk_wording import sentence_of as desk_sentence
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.mailed import MailedOut
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.answers import NoSuchStep, NotCleared
from dongthuan.apps.press.operations.answers_letters import draw_up_letter
from dongthuan.apps.press.operations.correction_rounds import NotSigned
from dongthuan.apps.press.operations.enclosing import (
    LetterDiffers,
    LetterNotSigned,
    PaperAltered,
    PaperCancelled,
)
from dongthuan.apps.press.operations.inquiries import answer_together
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.press.operations.mailing_out import NobodyToMail, mail_answer, mail_request
from dongthuan.apps.press.queries.mailed import mails_of
from dongthuan.apps.press.register_wording import sentence_of as register_sentence
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind, Paragraph
from dongthuan.docgen.reading.file import read_file_text
from tests.integration.notices.test_bounces import report
from tests.integration.press.conftest import MORNING, TODAY
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
    assert paper.content_hash in mail.message.body
    (file,) = mail.message.files.all()
    assert file.name == file_name(paper, "pdf")
    assert (file.sha256, file.size) == (sha256(file.content).hexdigest(), len(file.content))
    assert paper.content_hash in file.reference
    client.force_login(by)
    shown = client.get(row.get_absolute_url()).content.decode()
    assert outlet.emails[0] in shown
    assert file.name in shown


def test_the_mail_holds_the_very_file_that_was_signed(
    row: CorrectionRequest, signs: SigningAuthority, by: Officer
) -> None:
    paper = drawn(row, by)
    row.refresh_from_db()
    mail_request(request=row, version=row.version, by=by, at=MORNING)
    sent: list[EmailMultiAlternatives] = []
    deliver_one(at=MORNING, send=sent.append)  # type: ignore[arg-type]  # a list takes every mail
    (message,) = sent
    (part,) = [one for one in message.message().walk() if one.get_content_type() == "application/pdf"]
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert data.startswith(b"%PDF")
    assert part.get_filename() == file_name(paper, "pdf")
    words = " ".join(read_file_text(data, "x.pdf").text.split())
    assert "Dự án vẫn tiếp tục." in words
    assert paper.symbol in words


def test_a_cancelled_or_altered_dispatch_is_not_mailed(
    row: CorrectionRequest, signs: SigningAuthority, by: Officer, leader: Officer
) -> None:
    paper = drawn(row, by)
    row.refresh_from_db()
    with connection.cursor() as cursor:  # past the trigger that keeps what was signed
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table documents_frozencontent disable trigger documents_frozencontent_stands")
        cursor.execute(
            "update documents_frozencontent set content = jsonb_set(content, '{subject}', '\"Khác\"')"
        )
    with pytest.raises(PaperAltered) as refused:
        mail_request(request=row, version=row.version, by=by, at=MORNING)
    assert register_sentence(refused.value)
    cancel(document=paper, version=paper.version, reason="Sai", by=leader.on(TODAY), at=MORNING)
    with pytest.raises(PaperCancelled) as gone:
        mail_request(request=row, version=row.version, by=by, at=MORNING)
    assert register_sentence(gone.value)
    assert not Message.objects.exists()


def test_a_second_press_finds_it_sent(answer: Answer, coordinator: Officer) -> None:
    officer = coordinator.on(AT.date())
    done = mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    with pytest.raises(NoSuchStep):
        mail_answer(answer=done, version=done.version, by=officer, at=AT)
    assert MailedOut.objects.count() == 2


def letter(answer: Answer, by: Officer, signer: Officer) -> OfficialDocument:
    """Draw up the letter of an answer and have it signed."""
    paper = draw_up_letter(answer=answer, by=by, at=AT)
    paper = submit(document=paper, version=paper.version, by=by, at=AT)
    authority = SigningAuthority.objects.get()
    return sign(document=paper, authority=authority, version=paper.version, by=signer, at=AT)


def test_the_signed_letter_of_an_answer_goes_along(
    answer: Answer, coordinator: Officer, leader: Officer, signs: SigningAuthority, client: Client
) -> None:
    officer = coordinator.on(AT.date())
    draft = draw_up_letter(answer=answer, by=officer, at=AT)
    with pytest.raises(LetterNotSigned) as refused:
        mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    assert desk_sentence(refused.value)
    cancel(document=draft, version=draft.version, reason="Soạn lại", by=officer, at=AT)
    paper = letter(answer, officer, leader.on(AT.date()))
    client.force_login(officer)
    assert client.get(answer.get_absolute_url()).context["letter"] == paper
    mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    files = [file for mail in mails_of(answer) for file in mail.message.files.all()]
    assert [file.name for file in files] == [file_name(paper, "pdf")] * 2


def test_a_letter_with_other_words_than_the_cleared_ones_is_not_sent(
    answer: Answer, coordinator: Officer, leader: Officer, signs: SigningAuthority
) -> None:
    officer = coordinator.on(AT.date())
    paper = draw_up_letter(answer=answer, by=officer, at=AT)
    told = DocumentContent(Kind.DISPATCH, paper.unit, paper.subject, [Paragraph("Khác hẳn.")], ("Báo Thử",))
    paper = rewrite(document=paper, version=paper.version, content=told, by=officer, at=AT)
    paper = submit(document=paper, version=paper.version, by=officer, at=AT)
    head = leader.on(AT.date())
    paper = sign(document=paper, authority=signs, version=paper.version, by=head, at=AT)
    with pytest.raises(LetterDiffers) as refused:
        mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    assert desk_sentence(refused.value)
    cancel(document=paper, version=paper.version, reason="Sai", by=head, at=AT)
    with pytest.raises(PaperCancelled):
        mail_answer(answer=answer, version=answer.version, by=officer, at=AT)
    assert not MailedOut.objects.exists()


def test_names_are_plain_and_size_is_limited(coordinator: Officer) -> None:
    officer = coordinator.on(AT.date())
    wild = Enclosed('công văn "1"\r\nBcc: ai@baothu.example.pdf', "text/html\r\nX: y", b"x", "số\r\nX: y")
    message = mail_outside(letter=Letter("tin@baothu.example", "Thư", "Lời", (wild,)), by=officer, at=AT)
    sent: list[EmailMultiAlternatives] = []
    deliver_one(at=AT, send=sent.append)  # type: ignore[arg-type]  # a list takes every mail
    whole = sent[0].message()
    assert {"bcc", "x"}.isdisjoint(key.lower() for part in whole.walk() for key in part)
    (file,) = message.files.all()
    assert (file.name, file.media_type) == (
        "cong-van-1-bcc-ai-baothu.example.pdf",
        "application/octet-stream",
    )
    for files in (
        (Enclosed("a", "text/plain", b"x" * (MOST_BYTES + 1)),),
        (Enclosed("a", "text/plain", b""),),
    ):
        with pytest.raises(FilesTooLarge):
            mail_outside(letter=Letter("tin@baothu.example", "Thư", "Lời", files), by=officer, at=AT)
    assert Message.objects.count() == 1
