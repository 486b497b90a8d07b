"""Reads of inquiries: the desk's list, one inquiry with its chain, what a code follows, the day's summary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Model, Q
from django.utils.translation import gettext

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.desk_lifecycle import (
    OPEN_INQUIRIES,
    RULES,
    AnswerState,
    Basis,
    InquiryState,
    MailState,
)
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Door, Inquiry, InquiryQuerySet, PortalRefusal
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.tracking import hash_of_code
from dongthuan.law.model import CannotCompute
from dongthuan.law.selection import rule_in_force
from dongthuan.law.wording import sentence

MOST_WORDS = 12
MOST_OPEN = 200
MOST_ENTRIES = 100
NEAR = timedelta(hours=24)


def inquiries_listed(officer: Officer, wanted: dict[str, Any], *, at: datetime) -> InquiryQuerySet:
    """Return the inquiries an officer may read that pass the filters; empty ones let everything pass.

    wanted: keys of `forms.inquiries.FilterForm`.
    """
    rows = Inquiry.objects.visible_to(officer).light().with_deadline()
    exact = {name: wanted[name] for name in ("unit", "owner", "channel", "outlet") if wanted.get(name)}
    rows = rows.filter(**exact)
    if wanted.get("mine"):
        rows = rows.filter(owner_id=officer.pk)
    if words := tokens(fold(str(wanted.get("q") or "")))[:MOST_WORDS]:
        query = SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
        rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    rows = _in_state(rows, str(wanted.get("state") or "open"), at=at)
    return rows.select_related("unit", "owner", "clock").annotate(same_count=Count("same_questions"))


def _in_state(rows: InquiryQuerySet, state: str, *, at: datetime) -> InquiryQuerySet:
    if state == "open":
        return rows.open()
    if state == "overdue":
        return rows.open().due(until=at)
    if state == "near":
        return rows.open().due(after=at, until=at + NEAR)
    return rows.filter(state=state) if state in InquiryState.values else rows


def pressing_first(rows: InquiryQuerySet) -> list[Inquiry]:
    """Return open inquiries, those that end soonest first, those without a deadline last; at most 200."""
    return list(by_deadline(rows)[:MOST_OPEN])


def by_deadline(rows: InquiryQuerySet) -> InquiryQuerySet:
    """Return the inquiries in the order in which they end, those without a deadline last."""
    return rows.order_by(F("governing_at").asc(nulls_last=True), "received_at", "id")


def counts_of(officer: Officer, *, at: datetime) -> dict[str, int]:
    """Return how many inquiries stand where, of those an officer may read; one query."""
    rows = Inquiry.objects.visible_to(officer).with_deadline().order_by()
    is_open = Q(state__in=OPEN_INQUIRIES)
    return dict(
        rows.aggregate(
            open=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(governing_at__lte=at)),
            near=Count("pk", filter=is_open & Q(governing_at__gt=at, governing_at__lte=at + NEAR)),
            unowned=Count("pk", filter=Q(state=InquiryState.RECEIVED)),
            mine=Count("pk", filter=is_open & Q(owner_id=officer.pk)),
        )
    )


def inquiry_seen(officer: Officer) -> InquiryQuerySet:
    """Return the inquiries an officer may read, with what their page shows."""
    parts = (
        "unit",
        "owner",
        "journalist",
        "outlet",
        "clock",
        "parent",
        "same_as",
        "refused_by",
        "recorded_by",
    )
    return Inquiry.objects.visible_to(officer).with_deadline().select_related(*parts)


def chain_of(inquiry: Inquiry, officer: Officer) -> list[Inquiry]:
    """Return what an inquiry follows up and what followed it, the first first; those one may read."""
    above: list[int] = []
    current = inquiry.parent
    while current is not None and current.pk not in above and len(above) < 20:
        above.append(current.pk)
        current = current.parent
    asked = Q(pk__in=above) | Q(parent=inquiry)
    return list(Inquiry.objects.visible_to(officer).filter(asked).order_by("received_at", "id")[:50])


def others_of(inquiry: Inquiry, officer: Actor) -> InquiryQuerySet:
    """Return the latest other inquiries that this officer reads, of which one may repeat another."""
    seen = Inquiry.objects.visible_to(officer).exclude(pk=inquiry.pk).order_by("-received_at", "-pk")
    return Inquiry.objects.filter(pk__in=list(seen.values_list("pk", flat=True)[:MOST_OPEN]))


def like_it(inquiry: Inquiry, officer: Officer) -> list[Inquiry]:
    """Return open inquiries that may ask the same, the nearest in words first: one answer may serve both."""
    words = [word for word in tokens(fold(inquiry.topic)) if len(word) > 2 and word.isalnum()][:MOST_WORDS]
    if not words or not inquiry.is_open:
        return []
    query = SearchQuery(
        " | ".join(f"'{w}'" for w in words if w.isalnum()) or "'-'", search_type="raw", config="simple"
    )
    rows = Inquiry.objects.visible_to(officer).open().exclude(pk=inquiry.pk).filter(same_as=None)
    rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    near = [(len(set(words) & set(tokens(row.folded))), row) for row in rows.order_by("-received_at")[:100]]
    close = [(count, row) for count, row in near if count >= max(2, len(set(words)) // 2)]
    close.sort(key=lambda pair: -pair[0])
    return [row for _count, row in close[:5]]


def answers_of(inquiry: Inquiry) -> list[Answer]:
    """Return the answers drafted or sent for an inquiry, the newest first."""
    return list(inquiry.answers.select_related("author", "speaker").order_by("-created_at", "-id")[:20])


def why_no_limit(inquiry: Inquiry) -> str:
    """Return in a sentence why no limit of law runs on an inquiry; "" where one does."""
    if inquiry.clock_id is not None:
        return ""
    on = local_day(inquiry.received_at)
    rules = rules_in_force_now()
    try:
        rule_in_force(rules, RULES[Basis(inquiry.basis)], on=on)
    except CannotCompute as problem:
        return sentence(problem, gettext)
    return ""


def by_tracking_code(code: str) -> Inquiry | None:
    """Return the inquiry that a code follows, or None; how it is written does not matter."""
    return Inquiry.objects.select_related("unit").filter(tracking_hash=hash_of_code(code)).first()


def sent_answer_of(inquiry: Inquiry) -> Answer | None:
    """Return the answer that was sent to an inquiry, or None."""
    return inquiry.answers.filter(state=AnswerState.SENT).order_by("-sent_at").first()


def history_of(record: Model) -> list[Entry]:
    """Return what was done with an inquiry, an answer, a line or a mail, the latest first."""
    entries = Entry.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return list(entries.select_related("actor").order_by("-id")[:MOST_ENTRIES])


@dataclass(frozen=True, slots=True)
class DayOfDesk:
    """What a summary mail says: figures, and the inquiries that press most."""

    open_count: int
    overdue: list[Inquiry]
    near: list[Inquiry]
    unowned_count: int
    received_count: int
    answered_count: int
    refused_count: int
    waiting_mail_count: int


def day_of_desk(officer: Actor, *, since: datetime, at: datetime) -> DayOfDesk:
    """Return how the desk stands at an instant and what happened since, of what an officer may read."""
    rows = Inquiry.objects.visible_to(officer).with_deadline()
    is_open = rows.open().select_related("owner").order_by(F("governing_at"), "id")
    counts = rows.order_by().aggregate(
        open=Count("pk", filter=Q(state__in=OPEN_INQUIRIES)),
        unowned=Count("pk", filter=Q(state=InquiryState.RECEIVED)),
        received=Count("pk", filter=Q(recorded_at__gt=since, recorded_at__lte=at)),
        answered=Count("pk", filter=Q(answered_at__gt=since, answered_at__lte=at)),
        refused=Count("pk", filter=Q(refused_at__gt=since, refused_at__lte=at)),
    )
    mails = IncomingMail.objects.visible_to(officer).filter(state=MailState.QUARANTINED).count()
    return DayOfDesk(
        counts["open"],
        list(is_open.due(until=at)[:20]),
        list(is_open.due(after=at, until=at + NEAR)[:20]),
        counts["unowned"],
        counts["received"],
        counts["answered"],
        counts["refused"],
        mails,
    )


def ending_within(*, at: datetime, hours: int) -> InquiryQuerySet:
    """Return the open inquiries whose governing deadline comes within some hours or has just passed."""
    rows = Inquiry.objects.open().with_deadline().select_related("owner", "unit")
    return rows.due(after=at - NEAR, until=at + timedelta(hours=hours))


def turned_away(*, on: date, doors: Sequence[Door] = (Door.PRESS,)) -> list[PortalRefusal]:
    """Return how many attempts from outside were turned away in the last seven days, the latest first."""
    rows = PortalRefusal.objects.filter(on__gt=on - timedelta(days=7), on__lte=on, door__in=doors)
    return list(rows)


def owned_by(keys: Iterable[int]) -> InquiryQuerySet:
    """Return the open inquiries these officers answer for, what is due first."""
    rows = Inquiry.objects.open().filter(owner_id__in=list(keys)).with_deadline().select_related("owner")
    return rows.order_by(F("governing_at").asc(nulls_last=True), "pk")
