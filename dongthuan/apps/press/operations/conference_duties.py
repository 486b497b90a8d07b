"""The duties that come back: settled for our agency, watched by clocks, met by what was held and given."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.lifecycle import ConferenceKind, Duty
from dongthuan.apps.press.models.conferences import Conference, DutySetting, PeriodicInformation
from dongthuan.apps.press.operations.limits import About, drop_limit, meet_limit, start_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason
from dongthuan.apps.press.queries.duties import is_our_duty, last_clock_start, open_clock
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

CONFERENCE_RULE, INFORMATION_RULE = "press.periodic.conference", "press.periodic.information"
FIRST_REASON = "Bắt đầu theo dõi trên hệ thống"
REASONS = {
    CONFERENCE_RULE: "Buổi họp báo định kỳ gần nhất",
    INFORMATION_RULE: "Lần cung cấp thông tin định kỳ gần nhất",
}
NOT_OURS = "Cán bộ pháp chế xác định cơ quan không thuộc diện áp dụng"
TITLES = {
    CONFERENCE_RULE: "Họp báo định kỳ hằng quý",
    INFORMATION_RULE: "Cung cấp thông tin định kỳ hằng tháng",
}


@transaction.atomic
def settle_duty(*, duty: Duty, is_ours: bool, note: str, by: Actor, at: datetime) -> DutySetting:
    """Settle as the legal officer whether a duty is our agency's, with the reading that leads there.

    Conferences planned from then on follow it; clocks of periods begin or fall away. Raises NoReason.
    """
    row = DutySetting(duty=duty, is_ours=is_ours, note=note.strip(), by_id=by.pk, at=at)
    require(ACCESS, Act.SETTLE_DUTY, by, row)
    if not row.note:
        raise NoReason
    refuse_secret(row.note)
    row.save()
    audit.note(act=Act.SETTLE_DUTY, actor=by, record=row, at=at, details={"duty": duty, "is_ours": is_ours})
    return row


@transaction.atomic
def record_information(
    *, title: str, given_at: datetime, by: Actor, at: datetime, url: str = ""
) -> PeriodicInformation:
    """Record that the monthly information was given; at the next watch its clock ends and another begins.

    Raises AheadOfTime, SecretMark.
    """
    agency = Unit.objects.get(parent__isnull=True)
    row = PeriodicInformation(unit=agency, title=title, url=url, given_at=given_at)
    require(ACCESS, Act.RECORD_INFORMATION, by, row)
    refuse_secret(title)
    if given_at > at:
        raise AheadOfTime
    row.recorded_by_id, row.recorded_at = by.pk, at
    row.save()
    audit.note(act=Act.RECORD_INFORMATION, actor=by, record=row, at=at, details={"at": given_at.isoformat()})
    return row


@transaction.atomic
def watch_duties(*, by: Actor, at: datetime) -> int:
    """Keep one clock running for each periodic duty of ours; returns how many began or ended.

    A clock ends with the first regular conference held, or information given, after it began; the next runs
    from there. One that passed its limit runs on, late, until then. Doing it twice changes nothing.
    """
    require(ACCESS, Act.WATCH_DUTIES, by, None)
    agency = Unit.objects.select_for_update().filter(parent__isnull=True).first()
    if agency is None:
        return 0
    is_ours = is_our_duty(Duty.PERIODIC)
    return sum(_watch(agency, rule, is_ours=is_ours, by=by, at=at) for rule in REASONS)


def _watch(agency: Unit, rule: str, *, is_ours: bool, by: Actor, at: datetime) -> int:
    running = open_clock(agency, rule)
    if not is_ours:
        drop_limit(running, reason=NOT_OURS, by=by, at=at)
        return int(running is not None)
    steps = 0
    while running is not None and (done_at := _done_after(rule, running.start_at, at)):
        meet_limit(running, done_at=done_at, by=by, at=at)
        running = _begin(agency, rule, done_at, by, at)
        steps += 1
    if running is None:
        start_at, before = _last_done(rule, at), last_clock_start(agency, rule)
        if start_at is None or (before is not None and before > start_at):
            start_at = at
        steps += int(_begin(agency, rule, start_at, by, at) is not None)
    return steps


def _begin(agency: Unit, rule: str, start_at: datetime, by: Actor, at: datetime) -> Clock | None:
    reason = FIRST_REASON if start_at == at else REASONS[rule]
    about: About = {"record": agency, "start_reason": reason, "title": TITLES[rule]}
    return start_limit(name=rule, unit=agency, start_at=start_at, by=by, at=at, **about)


def _done_after(rule: str, start_at: datetime, at: datetime) -> datetime | None:
    """Return when the duty was first met after an instant, until now."""
    if rule == CONFERENCE_RULE:
        held = Conference.objects.held().filter(kind=ConferenceKind.REGULAR)
        return (
            held.filter(starts_at__gt=start_at, starts_at__lte=at)
            .order_by("starts_at")
            .values_list("starts_at", flat=True)
            .first()
        )
    given = PeriodicInformation.objects.filter(given_at__gt=start_at, given_at__lte=at)
    return given.order_by("given_at").values_list("given_at", flat=True).first()


def _last_done(rule: str, at: datetime) -> datetime | None:
    if rule == CONFERENCE_RULE:
        held = Conference.objects.held().filter(kind=ConferenceKind.REGULAR, starts_at__lte=at)
        return held.order_by("-starts_at").values_list("starts_at", flat=True).first()
    given = PeriodicInformation.objects.filter(given_at__lte=at)
    return given.order_by("-given_at").values_list("given_at", flat=True).first()
