"""The order goes out: decision or contract drawn up, the outlet answers, it comes into force."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.budgets.operations.commitments import CommitmentContent, commit
from dongthuan.apps.commissions import papers
from dongthuan.apps.commissions.letters import offer_letter
from dongthuan.apps.commissions.lifecycle import BEFORE_FORCE, OrderState
from dongthuan.apps.commissions.models.orders import OfferLink, Order
from dongthuan.apps.commissions.operations.orders import WrongState, in_state, step
from dongthuan.apps.commissions.operations.telling import tell_orderers
from dongthuan.apps.commissions.queries.conditions import Condition, open_conditions
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents import rules as documents
from dongthuan.apps.documents.lifecycle import NUMBERED_STATES, OPEN_STATES
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.operations.signing import cancel as cancel_paper
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices.outside import mail_outside, take_back_mail
from dongthuan.apps.plans.operations.tasks_answering import (
    ACCEPT,
    LinkExpired,
    LinkUnknown,
    LinkUsed,
    hash_of,
)
from dongthuan.docgen.official import Kind

LINK_LIFE = timedelta(days=7)


class ConditionsOpen(Exception):
    """Conditions of the form are not met; `conditions`: those, each with what to do."""

    def __init__(self, conditions: list[Condition]) -> None:
        super().__init__([one.key for one in conditions])
        self.conditions = conditions


class NotSigned(Exception):
    """The decision or contract is not signed yet."""


class SignedAlready(Exception):
    """Decision or contract is signed: what was ordered is no longer changed."""


@transaction.atomic
def place(*, order: Order, version: int, by: Actor, at: datetime) -> Order:
    """Draw up decision (Mẫu 01) or contract (Mẫu 03), and put the order to the outlet; its words then stand.

    Raises ChangedMeanwhile, WrongState, ConditionsOpen, SecretMark.
    """
    row = in_state(order, version, OrderState.DRAFT)
    require(ACCESS, Act.ORDER, by, row)
    missing = open_conditions(row, on=local_day(at))
    if missing:
        raise ConditionsOpen(missing)
    step(row, OrderState.OFFERED)
    row.ordered_by_id, row.answered_at, row.reason = by.pk, None, ""
    row.paper = draw_up(
        kind=Kind.CONTRACT if row.has_contract else Kind.DECISION,
        unit=row.unit,
        subject=papers.subject(row),
        body=papers.order_body(row, on=local_day(at)),
        recipients=papers.recipients(row),
        record=row,
        by=by,
        at=at,
    )
    row.save()
    details = {"paper": row.paper.pk, "amount": row.total_vnd}
    audit.note(act=Act.ORDER, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def take_back(*, order: Order, reason: str, version: int, by: Actor, at: datetime) -> Order:
    """Take an order back to be changed, while its paper is not signed; links to answer by end.

    Raises ChangedMeanwhile, WrongState, SignedAlready, NoReason, SecretMark.
    """
    row = in_state(order, version, *BEFORE_FORCE)
    require(ACCESS, Act.ORDER, by, row)
    words = reason_given(reason)
    if row.paper is not None and row.paper.state in NUMBERED_STATES:
        raise SignedAlready
    _end_links(row, at=at)
    _give_up_paper(row, words, by=by, at=at)
    step(row, OrderState.DRAFT)
    row.paper, row.reason = None, words[:2000]
    row.save()
    audit.note(act=Act.ORDER, actor=by, record=row, at=at, ground=row.reason)
    return row


@transaction.atomic
def make_link(*, order: Order, recipient: str, by: Actor, at: datetime) -> tuple[OfferLink, str]:
    """Make a link by which the outlet answers once, and mail it; returns it and its token.

    A link made earlier is worthless from now on. Raises WrongState.
    """
    row = Order.objects.select_for_update(of=("self",)).select_related("outlet", "unit").get(pk=order.pk)
    require(ACCESS, Act.SEND_LINK, by, row)
    if row.state != OrderState.OFFERED:
        raise WrongState(row.state)
    _end_links(row, at=at)
    token = secrets.token_urlsafe(32)
    link = OfferLink.objects.create(
        order=row,
        token_hash=hash_of(token),
        recipient=recipient,
        made_by_id=by.pk,
        made_at=at,
        expires_at=at + LINK_LIFE,
    )
    link.message = mail_outside(
        letter=offer_letter(link, row, token, Officer.objects.get(pk=by.pk)), by=by, at=at
    )
    link.save(update_fields=["message"])
    details = {"link": link.pk, "expires_at": link.expires_at.isoformat()}
    audit.note(act=Act.SEND_LINK, actor=by, record=row, at=at, details=details)
    return link, token


def link_of(token: str, *, at: datetime) -> OfferLink:
    """Return the link of a token, still to be used. Raises LinkUnknown, LinkUsed, LinkExpired."""
    links = OfferLink.objects.select_related("order__outlet", "order__unit")
    link = links.filter(token_hash=hash_of(token)).first()
    if link is None:
        raise LinkUnknown
    if link.used_at is not None or link.order.state != OrderState.OFFERED:
        raise LinkUsed
    if link.expires_at <= at:
        raise LinkExpired
    return link


@transaction.atomic
def answer_by_link(*, token: str, answer: str, reason: str, by: Actor, at: datetime) -> Order:
    """Accept or refuse through a link, which is then used up; `by` is the system, for whoever pressed.

    Raises LinkUnknown, LinkExpired, LinkUsed, NoReason, SecretMark.
    """
    found = link_of(token, at=at)
    row = (
        Order.objects.select_for_update(of=("self",)).select_related("outlet", "unit").get(pk=found.order_id)
    )
    link = OfferLink.objects.select_for_update().get(pk=found.pk)
    require(ACCESS, Act.ANSWER, by, row)
    if link.used_at is not None or row.state != OrderState.OFFERED:
        raise LinkUsed
    if link.expires_at <= at:  # a newer link took its place while this one waited for the lock
        raise LinkExpired
    row.version += 1
    _answer(row, answer == ACCEPT, reason, at=at)
    link.used_at, link.answer = at, answer
    link.save(update_fields=["used_at", "answer"])
    audit.note(act=Act.ANSWER, actor=by, record=row, at=at, ground=row.reason, details={"link": link.pk})
    tell_orderers(row, Act.ANSWER, at=at)
    return row


@transaction.atomic
def note_answer(
    *, order: Order, is_accepted: bool, reason: str, version: int, by: Actor, at: datetime
) -> Order:
    """Note what the outlet answered in writing. Raises ChangedMeanwhile, WrongState, NoReason, SecretMark.

    reason: its letter, or why it refuses; both are asked for, for they are the evidence of the answer.
    """
    row = in_state(order, version, OrderState.OFFERED)
    require(ACCESS, Act.NOTE_ANSWER, by, row)
    reason_given(reason)
    _answer(row, is_accepted, reason, at=at)
    row.reason = reason.strip()[:2000]
    row.save(update_fields=["reason"])
    _end_links(row, at=at)
    audit.note(act=Act.NOTE_ANSWER, actor=by, record=row, at=at, ground=row.reason)
    return row


@transaction.atomic
def put_in_force(*, order: Order, on: date, over_reason: str, version: int, by: Actor, at: datetime) -> Order:
    """Let an accepted order take effect once its paper is signed: its money is promised with it.

    Raises ChangedMeanwhile, WrongState, NotSigned, and what budgets' `commit` raises.
    """
    row = in_state(order, version, OrderState.ACCEPTED)
    require(ACCESS, Act.PUT_IN_FORCE, by, row)
    if row.paper is None or row.paper.state not in NUMBERED_STATES:
        raise NotSigned
    step(row, OrderState.RUNNING)
    assert row.line is not None
    content = CommitmentContent(
        title=row.title,
        amount_vnd=row.total_vnd,
        committed_on=on,
        payee=row.outlet.name,
        ground=row.paper.symbol,
        task=row.task,
        keeper=row.keeper,
        over_reason=over_reason,
    )
    row.commitment = commit(line=row.line, content=content, by=by, at=at)
    row.save()
    audit.note(act=Act.PUT_IN_FORCE, actor=by, record=row, at=at, details={"amount": row.total_vnd})
    return row


def _answer(row: Order, is_accepted: bool, reason: str, *, at: datetime) -> None:
    step(row, OrderState.ACCEPTED if is_accepted else OrderState.REFUSED)
    row.reason = "" if is_accepted else reason_given(reason)[:2000]
    row.answered_at = at
    row.save()


def _give_up_paper(row: Order, words: str, *, by: Actor, at: datetime) -> None:
    """Cancel a paper that is still written, where the officer may; one that awaits a signature goes back."""
    paper = row.paper
    if paper is not None and paper.state in OPEN_STATES and documents.ACCESS[documents.Act.CANCEL](by, paper):
        cancel_paper(document=paper, version=paper.version, reason=words, by=by, at=at)


def _end_links(row: Order, *, at: datetime) -> None:
    for link in row.links.filter(used_at=None, expires_at__gt=at).select_related("message"):
        link.expires_at = at
        link.save(update_fields=["expires_at"])
        if link.message is not None:
            take_back_mail(message=link.message)
