"""Answers and requests to correct are mailed by the system, at the press of an officer's button."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.letters import fault_of_address
from dongthuan.apps.notices.outside import Letter, mail_outside
from dongthuan.apps.press import letters
from dongthuan.apps.press.desk_lifecycle import SentHow
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.corrections import CorrectionRequest, CorrectionRound
from dongthuan.apps.press.models.mailed import MailedOut
from dongthuan.apps.press.operations.answers import send_answer
from dongthuan.apps.press.operations.correction_rounds import NotSigned, send_request
from dongthuan.apps.press.operations.enclosing import PaperCancelled, letter_of, signed_paper, was_cancelled
from dongthuan.apps.press.queries.corrections import request_paper


class NobodyToMail(Exception):
    """No address that takes mail is known; then it is sent by hand and noted."""


@transaction.atomic
def mail_answer(*, answer: Answer, version: int, by: Actor, at: datetime) -> Answer:
    """Send an answer by mail to everybody who asked and left an address; it counts as sent at this instant.

    Mail, state and limits are one transaction, so it goes out once: a second press finds it sent. What the
    mail server says comes to the page of the answer. A letter that was drawn up for it goes along as the
    signed file. Raises NobodyToMail, and what `send_answer` and `letter_of` raise.
    """
    answer = send_answer(answer=answer, version=version, how=SentHow.MAIL, by=by, at=at)
    paper = letter_of(answer)
    told: set[str] = set()
    for inquiry in answer.inquiries.order_by("received_at", "pk"):
        address = inquiry.email.strip().lower()
        if address and not fault_of_address(address) and address not in told:
            told.add(address)
            _mail(answer, letters.answer_letter(answer, inquiry, paper), by=by, at=at)
    if not told:
        raise NobodyToMail
    return answer


@transaction.atomic
def mail_request(*, request: CorrectionRequest, version: int, by: Actor, at: datetime) -> CorrectionRound:
    """Send the signed dispatch of the next round, as a file, to the outlet's official addresses.

    The outlet's time runs from this instant; where the mail comes back, note the sending by hand instead.
    Raises NobodyToMail, and what `signed_paper` and `send_request` raise.
    """
    document = request_paper(request)
    if document is None and was_cancelled(request):
        raise PaperCancelled
    if document is None or document.signed_on is None:
        raise NotSigned
    content, paper = signed_paper(document)
    one = send_request(request=request, sent_at=at, received_at=at, version=version, by=by, at=at)
    row = one.request
    addresses = dict.fromkeys(address.strip().lower() for address in row.outlet.emails)
    taken = [address for address in addresses if not fault_of_address(address)]
    if not taken:
        raise NobodyToMail
    for address in taken:
        letter = letters.correction_letter(row, content.body, paper, to=address)
        _mail(row, letter, by=by, at=at, part=one.number)
    return one


def _mail(record: Model, letter: Letter, *, by: Actor, at: datetime, part: int = 0) -> None:
    message = mail_outside(letter=letter, by=by, at=at)
    kind, key = record._meta.label_lower, str(record.pk)
    MailedOut.objects.create(record_type=kind, record_key=key, part=part, message=message)
