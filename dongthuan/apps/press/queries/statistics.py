"""What the annual report counts of the press desk, as the rows themselves, so that each figure opens them.

Periods are days, half-open: `end` is the first day outside.
"""

from datetime import date, datetime, time

from django.utils import timezone

from dongthuan.apps.press.desk_lifecycle import NO_REQUEST, InquiryState
from dongthuan.apps.press.lifecycle import PRESS_CONFERENCES, ConferenceKind
from dongthuan.apps.press.models.conferences import Conference, ConferenceQuerySet
from dongthuan.apps.press.models.corrections import CorrectionRequest, CorrectionRequestQuerySet
from dongthuan.apps.press.models.inquiries import Inquiry, InquiryQuerySet


def conferences_between(start: date, end: date) -> ConferenceQuerySet:
    """Return the press conferences held in a period, the first first (indicator 1)."""
    held = Conference.objects.held().filter(kind__in=PRESS_CONFERENCES)
    return held.filter(starts_at__gte=_midnight(start), starts_at__lt=_midnight(end)).order_by(
        "starts_at", "id"
    )


def briefings_between(start: date, end: date, *, is_proactive: bool | None = None) -> ConferenceQuerySet:
    """Return the press briefings held in a period, the first first; the proactive ones are indicator 2."""
    held = Conference.objects.held().filter(kind=ConferenceKind.BRIEFING)
    found = held.filter(starts_at__gte=_midnight(start), starts_at__lt=_midnight(end))
    found = found if is_proactive is None else found.filter(is_proactive=is_proactive)
    return found.order_by("starts_at", "id")


def corrections_between(start: date, end: date) -> CorrectionRequestQuerySet:
    """Return the requests to correct that first went out in a period, the first first (indicator 6)."""
    sent = CorrectionRequest.objects.filter(
        first_sent_at__gte=_midnight(start), first_sent_at__lt=_midnight(end)
    )
    return sent.order_by("first_sent_at", "id")


def inquiries_between(start: date, end: date) -> InquiryQuerySet:
    """Return the inquiries of the press received in a period, the first first (indicator 3, received).

    Without those that turned out to be no request of their own: `no_requests_between` has them.
    """
    return _received(start, end).exclude(outcome__in=NO_REQUEST)


def no_requests_between(start: date, end: date) -> InquiryQuerySet:
    """Return what came in a period and repeats another inquiry or is no request of the press."""
    return _received(start, end).filter(outcome__in=NO_REQUEST)


def _received(start: date, end: date) -> InquiryQuerySet:
    found = Inquiry.objects.filter(received_at__gte=_midnight(start), received_at__lt=_midnight(end))
    return found.order_by("received_at", "id")


def answered_between(start: date, end: date) -> InquiryQuerySet:
    """Return those received in a period that were answered, whenever it was (indicator 3, answered)."""
    return inquiries_between(start, end).filter(state=InquiryState.ANSWERED)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
