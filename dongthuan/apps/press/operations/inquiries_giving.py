"""One officer answers for an inquiry: offered, accepted, refused with a reason, given to another."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import Away, away_of
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_lifecycle import InquiryState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations.inquiries import step_to
from dongthuan.apps.press.operations.versions import locked


class NotOfTheHouse(Exception):
    """Whoever answers for an inquiry holds a role on that day."""


class OwnerAway(Exception):
    """Whoever is asked to answer for it is away; how, and who stands in, is the argument."""

    def __init__(self, away: Away) -> None:
        super().__init__(away)
        self.away = away


@transaction.atomic
def offer_inquiry(*, inquiry: Inquiry, version: int, owner: Officer, by: Actor, at: datetime) -> Inquiry:
    """Ask one officer to answer for an inquiry, and tell him or her; who takes it oneself has accepted.

    Who answered for it before no longer does. Raises ChangedMeanwhile, NoSuchStep, NotOfTheHouse, OwnerAway.
    """
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.OFFER_INQUIRY, by, inquiry)
    if not owner.on(local_day(at)).held_roles():
        raise NotOfTheHouse(owner.pk)
    away = away_of(owner, on=local_day(at)) if owner.pk != by.pk else None
    if away is not None:
        raise OwnerAway(away)
    step_to(inquiry, InquiryState.ASSIGNED)
    inquiry.owner, inquiry.offered_by_id, inquiry.offered_at, inquiry.accepted_at = owner, by.pk, at, None
    if owner.pk == by.pk:
        _accept(inquiry, at=at)
    _save(inquiry)
    details = {"owner": owner.pk, "is_own": owner.pk == by.pk}
    audit.note(act=DeskAct.OFFER_INQUIRY, actor=by, record=inquiry, at=at, details=details)
    if owner.pk != by.pk:
        notices.queue(
            kind="press.offered",
            recipient=owner,
            title=format_lazy(
                _("An inquiry of the press awaits your yes or no: {topic}"), topic=inquiry.topic
            ),
            at=at,
            record=inquiry,
            url=inquiry.get_absolute_url(),
            is_urgent=True,
        )
    return inquiry


@transaction.atomic
def accept_inquiry(*, inquiry: Inquiry, version: int, by: Actor, at: datetime) -> Inquiry:
    """Answer for an inquiry from now on; raises ChangedMeanwhile, NoSuchStep."""
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.ACCEPT_INQUIRY, by, inquiry)
    _accept(inquiry, at=at)
    _save(inquiry)
    audit.note(act=DeskAct.ACCEPT_INQUIRY, actor=by, record=inquiry, at=at)
    return inquiry


@transaction.atomic
def refuse_offer(*, inquiry: Inquiry, version: int, reason: str, by: Actor, at: datetime) -> Inquiry:
    """Say no to an offer, with a reason, which is told to whoever offered it.

    Raises ChangedMeanwhile, NoSuchStep, NoReason, SecretMark.
    """
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.REFUSE_OFFER, by, inquiry)
    reason, asker = reason_given(reason), inquiry.offered_by
    step_to(inquiry, InquiryState.RECEIVED)
    inquiry.owner, inquiry.offered_at, inquiry.accepted_at = None, None, None
    _save(inquiry)
    audit.note(act=DeskAct.REFUSE_OFFER, actor=by, record=inquiry, at=at, ground=reason)
    if asker is not None and asker.pk != by.pk:
        notices.queue(
            kind="press.offer_refused",
            recipient=asker,
            title=format_lazy(_("Nobody answers for this inquiry: {topic}"), topic=inquiry.topic),
            body=reason,
            at=at,
            record=inquiry,
            url=inquiry.get_absolute_url(),
            is_urgent=True,
        )
    return inquiry


def _accept(inquiry: Inquiry, *, at: datetime) -> None:
    step_to(inquiry, InquiryState.DRAFTING)
    inquiry.accepted_at = at


def _save(inquiry: Inquiry) -> None:
    fields = ["owner", "offered_by", "offered_at", "accepted_at", "state", "version"]
    inquiry.save(update_fields=fields)
