"""Which duties are ours: as the kind of agency says, unless the legal officer settled it otherwise."""

from datetime import datetime

from django.db.models import Model

from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.press.lifecycle import Duty
from dongthuan.apps.press.models.conferences import Conference, DutySetting
from dongthuan.apps.units.models import Agency
from dongthuan.apps.units.queries import current_agency
from dongthuan.law.deadlines import due_of
from dongthuan.law.model import CannotCompute
from dongthuan.law.selection import rule_in_force

REFUSAL_RULE = "P22"

# Decree 237/2026, article 22(2): these hold conferences by their function, without a notice.
WITHOUT_NOTICE = frozenset({Agency.Kind.MINISTRY, Agency.Kind.PROVINCE})
# Decree 244/2026, article 6(2) names ministries and provinces; an agency attached to the Government
# follows it as a standard it chose. Lower bodies (6(3)) have no frequency set.
WITH_PERIODS = frozenset({Agency.Kind.MINISTRY, Agency.Kind.PROVINCE, Agency.Kind.GOVERNMENT_ATTACHED})


def latest_setting(duty: Duty) -> DutySetting | None:
    """Return what the legal officer settled last about a duty, or None."""
    return DutySetting.objects.filter(duty=duty).select_related("by").order_by("-at", "-id").first()


def by_kind(duty: Duty) -> bool:
    """Say whether the duty is ours by the kind of agency alone."""
    agency = current_agency()
    kind = Agency.Kind(agency.kind) if agency else Agency.Kind.OTHER
    return kind not in WITHOUT_NOTICE if duty is Duty.NOTICE else kind in WITH_PERIODS


def is_our_duty(duty: Duty) -> bool:
    """Say whether our agency has the duty."""
    setting = latest_setting(duty)
    return setting.is_ours if setting else by_kind(duty)


def open_clock(record: Model, rule: str) -> Clock | None:
    """Return the clock of a rule (its key or alias) that runs on a record, or None."""
    running = Clock.objects.of_record(record).filter(name=rule, state__in=OPEN)
    return running.order_by("start_at").first()


def last_clock_start(record: Model, rule: str) -> datetime | None:
    """Return from when the last clock of a rule on a record ran, or None."""
    clocks = Clock.objects.of_record(record).filter(name=rule)
    return clocks.order_by("-start_at").values_list("start_at", flat=True).first()


def refusal_due(conference: Conference) -> datetime | None:
    """Return until when the authority may refuse a notified conference (P22); None where no law says."""
    on = local_day(conference.starts_at)
    try:
        rule = rule_in_force(rules_in_force_now(), REFUSAL_RULE, on=on)
        return due_of(rule, conference.starts_at, calendar=working_calendar()).due_at
    except CannotCompute:
        return None


def is_refused_in_time(conference: Conference) -> bool | None:
    """Say whether the authority's refusal came in time; None where there is none, or no limit for it."""
    due_at = refusal_due(conference) if conference.refused_at is not None else None
    if due_at is None or conference.refused_at is None:
        return None
    return conference.refused_at <= due_at
