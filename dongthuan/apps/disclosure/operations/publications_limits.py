"""Limits of law on items of the register: until when to publish, to answer a notice, how long to keep posted.

Where the law's figure for that day is not known nothing is guessed: the legal officers are told what to
enter, and `start_waiting_publication_limits` lets the limit run from its event once the rule is there.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations.clocks import drafted_clock, start_clock
from dongthuan.apps.clocks.operations.dating import basis_now, write_date
from dongthuan.apps.clocks.rules import ACCESS as CLOCKS
from dongthuan.apps.clocks.rules import Act as ClockAct
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.publications_lifecycle import NOTICE_RULE, POSTING_RULE, PUBLISH_RULE
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency
from dongthuan.law.model import CannotCompute

CREATED = "Thông tin được tạo ra"
SAID_WRONG = "Nhận được phản ánh thông tin đã công khai không chính xác"
POSTED = "Niêm yết thông tin"


def start_publish_limit(item: PublicInformation, *, by: Actor, at: datetime) -> None:
    """Let the limit for making an item public run from the day on which it was made; the caller saves."""
    start_at = timezone.make_aware(datetime.combine(item.created_on, time(12)))
    item.clock = _started(PUBLISH_RULE, item, CREATED, min(start_at, at), by=by, at=at)
    item.limit_unknown_at = None if item.clock else item.limit_unknown_at or at


def start_notice_limit(notice: ErrorNotice, *, by: Actor, at: datetime) -> None:
    """Let the limit for checking and answering a notice of an error run; the caller saves."""
    item = notice.item or PublicInformation(unit=agency_unit(), title=notice.place)
    notice.clock = _started(NOTICE_RULE, item, SAID_WRONG, notice.received_at, by=by, at=at)
    notice.limit_unknown_at = None if notice.clock else notice.limit_unknown_at or at


def agency_unit() -> Unit:
    """Return the unit to which belongs what is not yet known to belong to another."""
    agency = current_agency()
    return agency.unit if agency else Unit.objects.agency().get()


def least_posting(item: PublicInformation, *, by: Actor, at: datetime) -> date | None:
    """Return the last day on which what is posted today must still be there; None = no such rule is known."""
    clock = drafted_clock(name=POSTING_RULE, unit=item.unit, start_at=at, by=by, at=at, start_reason=POSTED)
    try:
        write_date(clock, basis_now())
    except CannotCompute:
        return None
    return clock.due_on


@transaction.atomic
def start_waiting_publication_limits(*, by: Actor, at: datetime) -> int:
    """Let the limits run for which a rule was entered meanwhile; returns how many began."""
    require(INFORMATION_ACCESS, InformationAct.START_LIMIT, by, None)
    begun = 0
    waiting = PublicInformation.objects.without_limit().select_for_update(of=("self",), skip_locked=True)
    for item in waiting.select_related("unit").order_by("pk")[:500]:
        start_publish_limit(item, by=by, at=at)
        begun += _kept(item, item, by=by, at=at)
    unanswered = ErrorNotice.objects.filter(limit_unknown_at__isnull=False, answered_at=None, clock=None)
    for notice in unanswered.select_for_update(of=("self",), skip_locked=True).select_related("item__unit")[
        :500
    ]:
        start_notice_limit(notice, by=by, at=at)
        begun += _kept(notice, notice.item or notice, by=by, at=at)
    return begun


def _kept(row: PublicInformation | ErrorNotice, item: Model, *, by: Actor, at: datetime) -> int:
    if row.clock is None:
        return 0
    row.save(update_fields=["clock", "limit_unknown_at"])
    details = {"rule": row.clock.alias or row.clock.rule_key}
    audit.note(act=InformationAct.START_LIMIT, actor=by, record=item, at=at, details=details)
    return 1


def _started(
    rule: str, item: PublicInformation, reason: str, start_at: datetime, *, by: Actor, at: datetime
) -> Clock | None:
    may = CLOCKS[ClockAct.START](by, Clock(unit=item.unit))
    try:
        return start_clock(
            name=rule,
            unit=item.unit,
            start_at=start_at,
            by=by if may else acting_system(on=local_day(at)) or by,
            at=at,
            record=item if item.pk else None,
            start_reason=reason,
            title=f"Công khai thông tin: {item.title}"[:300],
            url=item.get_absolute_url() if item.pk else reverse("disclosure:notices"),
        )
    except CannotCompute:
        _tell_legal_officers(rule, item if item.pk else item.unit, at=at)
        return None


def _tell_legal_officers(rule: str, record: Model, *, at: datetime) -> None:
    """Ask the legal officers once for each rule, not once for each item."""
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(role=Role.LEGAL_OFFICER)
    for officer in Officer.objects.filter(pk__in=held.values("officer_id"), is_active=True).order_by("pk"):
        notices.queue(
            kind="disclosure.publication_limit_unknown",
            recipient=officer,
            title=_("Limit not known: enter the rule for public information"),
            body=_(
                "An item of the register waits for its limit, but the law's figure is not in the rules. "
                "Enter the rule with its article on the page “Rules of law” and let another officer approve "
                "it; the limit then runs from its event."
            ),
            at=at,
            record=record,
            url=getattr(record, "get_absolute_url", lambda: "")(),
            key=f"disclosure.publication_limit_unknown:{rule}",
        )
