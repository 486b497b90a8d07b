"""Reads of requests to correct: the list, one with its rounds, its papers, how many rounds the law knows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Model, Q

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.queries.parameters import parameters_in_force_now
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.documents.lifecycle import DocumentState
from dongthuan.apps.documents.models.documents import OfficialDocument, OfficialDocumentQuerySet
from dongthuan.apps.press.models.corrections import (
    CorrectionRequest,
    CorrectionRequestQuerySet,
    CorrectionRound,
)
from dongthuan.law.model import CannotCompute, Provision, Rule, Unit
from dongthuan.law.packs import NoSuchRow, row_in_force, shipped_provisions
from dongthuan.law.selection import rule_in_force


def corrections_listed(officer: Officer, wanted: dict[str, Any]) -> CorrectionRequestQuerySet:
    """Return the requests an officer may read that pass the filters (state, outlet, q), rounds counted."""
    rows = CorrectionRequest.objects.visible_to(officer)
    exact = {name: wanted[name] for name in ("state", "outlet") if wanted.get(name)}
    rows = rows.filter(**exact)
    if words := wanted.get("q"):
        rows = rows.filter(Q(item_title__icontains=words) | Q(outlet__name__icontains=words))
    if wanted.get("open"):
        rows = rows.open()
    return rows.select_related("outlet", "unit").annotate(round_count=Count("rounds"))


def correction_seen(officer: Officer) -> CorrectionRequestQuerySet:
    """Return the requests an officer may read, with what their page shows."""
    return CorrectionRequest.objects.visible_to(officer).select_related(
        "outlet", "unit", "created_by", "escalation"
    )


def corrections_of(record: Model) -> CorrectionRequestQuerySet:
    """Return the requests that belong to a record of another app, the first first."""
    rows = CorrectionRequest.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return rows.select_related("outlet").order_by("created_at", "id")


def rounds_of(request: CorrectionRequest) -> list[CorrectionRound]:
    """Return the rounds of a request, the first first, each with its dispatch and clock."""
    return list(request.rounds.select_related("document", "clock").order_by("number"))


def papers_of(request: CorrectionRequest) -> OfficialDocumentQuerySet:
    """Return the dispatches drawn up for a request, the latest first, those given up left out."""
    drawn = OfficialDocument.objects.light().filter(
        record_type=request._meta.label_lower, record_key=str(request.pk)
    )
    return drawn.exclude(state=DocumentState.CANCELLED).order_by("-pk")


def request_paper(request: CorrectionRequest) -> OfficialDocument | None:
    """Return the dispatch that waits to be sent as the next round, or None."""
    sent = request.rounds.filter(document__isnull=False).values_list("document_id", flat=True)
    waiting = papers_of(request).exclude(pk__in=sent)
    if request.escalation_id:
        waiting = waiting.exclude(pk=request.escalation_id)
    return waiting.first()


def most_rounds(*, on: date) -> int:
    """Return after how many rounds without agreement either side may stop, as the law stood on a day."""
    try:
        return row_in_force(parameters_in_force_now(), "press.feedback.rounds", on=on).value
    except NoSuchRow:  # no law we know of gives a round on that day
        return 0


@dataclass(frozen=True, slots=True)
class CorrectionLaw:
    """What a request to correct may cite. form: where the law says how a correction looks, "" = nowhere.

    answer: where it says within how many working days the outlet answers; answer_days: None = nowhere.
    """

    basis: str
    form: str
    answer: str
    answer_days: int | None


def correction_law(*, event_on: date, asked_on: date) -> CorrectionLaw:
    """Return what may be cited for what was published on one day and is asked about on another."""
    provisions = shipped_provisions()
    try:
        form = cited(row_in_force(provisions, "press.correction.content", on=event_on))
    except NoSuchRow:
        form = ""
    try:
        basis = row_in_force(provisions, "press.correction.basis", on=event_on).text
    except NoSuchRow:
        basis = ""
    rule = _answer_rule(on=asked_on)
    days = rule.amount if rule is not None else None
    return CorrectionLaw(basis, form, cited(rule) if rule is not None else "", days)


def cited(row: Rule | Provision) -> str:
    """Return an article and its instrument as papers do: khoản 6 Điều 18 Nghị định số 237/2026/NĐ-CP."""
    article, _space, clause = row.article.partition(" khoản ")
    kind, _space, number = row.instrument.rpartition(" ")
    return f"{f'khoản {clause} ' if clause else ''}{article} {kind} số {number}"


def answer_days(*, on: date) -> int | None:
    """Return how many working days an outlet has to answer, as the law stands on a day; None = not set."""
    rule = _answer_rule(on=on)
    return rule.amount if rule is not None else None


def _answer_rule(*, on: date) -> Rule | None:
    """Return the rule by which an outlet answers, as the law stands on a day; None = it sets no days."""
    try:
        rule = rule_in_force(rules_in_force_now(), "P17", on=on)
    except CannotCompute:
        return None
    return rule if rule.unit is Unit.WORKING_DAYS else None
