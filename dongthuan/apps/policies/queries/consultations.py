"""Reads about consultations: how long they must last, and what is lacking before one may be opened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext

from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState
from dongthuan.apps.policies.dossiers_lifecycle import BEFORE_ADOPTION
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationQuerySet
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.law.deadlines import due_of
from dongthuan.law.model import CannotCompute
from dongthuan.law.selection import rule_in_force
from dongthuan.law.wording import sentence

MINIMUM_RULE = "policies.consultation.minimum"
RESPONSE_RULE = "policies.consultation.response"


@dataclass(frozen=True, slots=True)
class Minimum:
    """How long a consultation must last. until: it may not close before; None = no rule has a figure.

    words: the rule with its article, or the sentence that says what the legal officer must enter.
    """

    until: datetime | None
    words: str


def minimum_from(opens_at: datetime) -> Minimum:
    """Return the shortest length by the rule in force on the day of opening; nothing is guessed."""
    try:
        rule = rule_in_force(rules_in_force_now(), MINIMUM_RULE, on=local_day(opens_at))
        due = due_of(rule, opens_at, calendar=working_calendar())
    except CannotCompute as problem:
        return Minimum(None, sentence(problem, gettext))
    return Minimum(due.due_at, f"{rule.instrument}, {rule.article}".strip(", "))


def why_no_response_limit(consultation: Consultation, *, at: datetime) -> str:
    """Return in a sentence why no limit of law runs for the answers; "" where one does or will."""
    if consultation.clock_id is not None:
        return ""
    on = local_day(consultation.closed_at or consultation.closes_at or at)
    try:
        rule_in_force(rules_in_force_now(), RESPONSE_RULE, on=on)
    except CannotCompute as problem:
        return sentence(problem, gettext)
    return ""


def lacks(consultation: Consultation, *, at: datetime) -> list[str]:
    """Return what is lacking before a consultation may be opened, as codes of `wording.LACKS`."""
    dossier = consultation.dossier
    checks = {
        "stage": dossier.is_open and dossier.stage in BEFORE_ADOPTION,
        "version": has_published_version(consultation),
        "summary": bool(dossier.summary.strip()),
        "contact": bool(consultation.contact.strip()),
        "moderation": bool(consultation.moderation_policy.strip()),
        "secrecy": _is_looked_through(consultation),
    }
    return [code for code, is_met in checks.items() if not is_met] + _lacks_of_time(consultation, at)


def _lacks_of_time(consultation: Consultation, at: datetime) -> list[str]:
    opens_at, closes_at = consultation.opens_at, consultation.closes_at
    if opens_at is None or closes_at is None:
        return ["dates"]
    begins = max(opens_at, at)
    if closes_at <= begins:
        return ["past"]
    minimum = minimum_from(begins)
    if minimum.until is None:
        return [] if consultation.legal_basis.strip() else ["basis"]
    return [] if closes_at >= minimum.until else ["short"]


def has_published_version(consultation: Consultation) -> bool:
    """Say whether the consultation has a version of the draft that the public may read."""
    return DraftVersion.objects.published().filter(consultation=consultation).exists()


def _is_looked_through(consultation: Consultation) -> bool:
    """Say whether somebody looked for secrets since the newest version was published."""
    checked_at = consultation.secrecy_checked_at
    if checked_at is None:
        return False
    newer = DraftVersion.objects.filter(consultation=consultation, published_at__gt=checked_at)
    return not newer.exists()


def consultations_of(dossier: PolicyDossier) -> ConsultationQuerySet:
    """Return the consultations of a dossier, the latest first, with the number of their questions."""
    rows = Consultation.objects.filter(dossier=dossier).select_related("responsible")
    return rows.annotate(question_count=Count("questions")).order_by("-opens_at", "-pk")


def consultations_seen(officer: Actor) -> ConsultationQuerySet:
    """Return the consultations of the dossiers this officer may read, with what their pages show."""
    rows = Consultation.objects.filter(dossier__in=PolicyDossier.objects.visible_to(officer))
    return rows.select_related(
        "dossier", "dossier__unit", "responsible", "created_by", "opened_by", "secrecy_checked_by", "clock"
    )


def waiting_to_open() -> ConsultationQuerySet:
    """Return the consultations that are set up and looked through, and wait for another to open them."""
    rows = Consultation.objects.filter(state=ConsultationState.DRAFT, secrecy_checked_at__isnull=False)
    return rows.select_related("dossier", "dossier__unit").order_by("opens_at", "pk")
