"""Reads of conferences and of the duties that come back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.press.lifecycle import Duty
from dongthuan.apps.press.models.conferences import (
    Accreditation,
    Conference,
    ConferenceQuerySet,
    DutySetting,
    PeriodicInformation,
    QuestionAsked,
)
from dongthuan.apps.press.queries.duties import by_kind, is_our_duty, latest_setting
from dongthuan.apps.press.queries.mandates import Standing, speakers_at
from dongthuan.apps.units.models import Unit

LATEST = 24


def conferences_listed(wanted: dict[str, Any]) -> ConferenceQuerySet:
    """Return the conferences that pass the filters (q, kind, state), with how many came and asked."""
    exact = {name: wanted[name] for name in ("kind", "state") if wanted.get(name)}
    rows = Conference.objects.filter(**exact)
    if wanted.get("q"):
        rows = rows.filter(title__icontains=wanted["q"])
    came = Accreditation.objects.filter(attended_at__isnull=False)
    counts = {"came_count": _counted(came), "question_count": _counted(QuestionAsked.objects.all())}
    return rows.select_related("unit").annotate(**counts)


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of each conference by themselves: joined, guests and questions would multiply."""
    of_conference = rows.filter(conference=OuterRef("pk")).order_by().values("conference")
    return Coalesce(Subquery(of_conference.annotate(count=Count("pk")).values("count")), 0)


def conference_shown() -> ConferenceQuerySet:
    """Return conferences with what their page shows."""
    return Conference.objects.select_related(
        "unit__parent", "created_by", "clock", "notice_document", "invitation_document", "minutes_document"
    )


def conferences_of(record: Model) -> ConferenceQuerySet:
    """Return the conferences that belong to a record of another app, the first first."""
    rows = Conference.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return rows.order_by("starts_at", "id")


def mandates_that_end_during(conference: Conference) -> list[Standing]:
    """Return who may speak when a conference begins and no more before it ends, who falls away first first.

    What such a person answers after that instant is not the official view.
    """
    speakers = speakers_at(unit=conference.unit, at=conference.starts_at, record=conference)
    ending = [one for one in speakers if one.until is not None and one.until < conference.ends_at]
    return sorted(ending, key=lambda one: (one.until, one.name))


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty: whether it is ours, whether that follows from the kind of agency or was settled."""

    duty: Duty
    is_ours: bool
    is_by_kind: bool
    setting: DutySetting | None


def duty_rows() -> list[DutyRow]:
    """Return the duties in their order."""
    return [DutyRow(duty, is_our_duty(duty), by_kind(duty), latest_setting(duty)) for duty in Duty]


def periodic_clocks() -> list[Clock]:
    """Return the clocks of the periodic duties, the latest first."""
    agency = Unit.objects.filter(parent__isnull=True).first()
    if agency is None:
        return []
    clocks = Clock.objects.of_record(agency).filter(name__startswith="press.periodic.")
    return list(clocks.order_by("-start_at", "-pk")[:LATEST])


def latest_information(*, at: datetime) -> list[PeriodicInformation]:
    """Return the monthly information given of late, the latest first."""
    return list(PeriodicInformation.objects.filter(given_at__lte=at)[:LATEST])
