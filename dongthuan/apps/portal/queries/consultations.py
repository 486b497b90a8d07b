"""What the pages of consultations show; what the public may see is said in `policies.queries.public`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from dongthuan.apps.policies.consultations_lifecycle import Phase, phase_of
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationQuerySet
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.apps.policies.queries.public import public_comments, public_counts, public_versions

TAKING, CLOSED, ANSWERED = "dang-lay", "da-ket-thuc", "da-tra-loi"
MOST_GROUPS = 20
MOST_COUNTED = 200


def consultations_listed(state: str, *, at: datetime) -> ConsultationQuerySet:
    """Return the consultations of one state ("" = all) that the public may see, the last opened first."""
    rows = Consultation.objects.public().select_related("dossier__unit")
    if state == TAKING:
        rows = rows.filter(state="open", closes_at__gt=at)
    elif state == ANSWERED:
        rows = rows.filter(state="published")
    elif state == CLOSED:
        rows = rows.filter(
            Q(state__in=["closed", "answered", "cancelled"]) | Q(state="open", closes_at__lte=at)
        )
    return rows


def with_phase(rows: QuerySet[Consultation], at: datetime) -> list[tuple[Consultation, Phase]]:
    """Return each consultation with where it stands at an instant."""
    return [(row, phase_of(row, at)) for row in rows]


def public_consultation(slug: str) -> Consultation | None:
    """Return one consultation by its address, or None where the public may not see it."""
    rows = Consultation.objects.public().select_related("dossier__unit", "clock")
    return rows.filter(slug=slug).first()


@dataclass(frozen=True, slots=True)
class Read:
    """The draft of one version. count: shown comments on all of it; by_provision: on each."""

    version: DraftVersion | None
    count: int
    persons: int
    organisations: int
    by_provision: Mapping[int, int]


def draft_read(consultation: Consultation) -> Read:
    """Return the newest version that is published, and how many comments are shown on it; three queries."""
    version = public_versions(consultation).defer("text").first()
    counts = public_counts(consultation)
    return Read(version, counts.comments, counts.persons, counts.organisations, counts.by_provision)


def comments_listed(consultation: Consultation, place: str) -> QuerySet[Comment]:
    """Return the shown comments, only those on one provision (dieu-KEY) or question (cau-N) if asked."""
    rows = public_comments(consultation).select_related("provision", "provision_now", "question").light()
    kind, _dash, key = place.partition("-")
    if kind == "dieu" and key.isascii() and key.isdigit() and len(key) < 18:
        return rows.filter(provision_now=int(key))
    if kind == "cau" and key.isascii() and key.isdigit() and len(key) < 5:
        return rows.filter(question__place=int(key))
    return rows.filter(provision__isnull=True, question__isnull=True) if place == "toan-van" else rows


def repeated(consultation: Consultation) -> list[tuple[str, int]]:
    """Return the words that were sent more than once and how often they are shown, the most first.

    Counted are the shown ones of the MOST_COUNTED largest groups.
    """
    largest = CommentGroup.objects.filter(consultation=consultation, comment_count__gt=1)
    keys = list(largest.order_by("-comment_count", "-pk").values_list("pk", flat=True)[:MOST_COUNTED])
    rows = public_comments(consultation).filter(group__in=keys)
    counted = rows.order_by().values_list("group").annotate(n=Count("*")).filter(n__gt=1)
    counts = dict(counted.order_by("-n", "group")[:MOST_GROUPS])
    firsts = rows.filter(group__in=counts).order_by("group", "number").distinct("group")
    words = dict(firsts.values_list("group", "text"))
    return [(words[group], n) for group, n in counts.items() if group in words]


def answer_of(comment: Comment) -> Answer | None:
    """Return the published answer to a comment, or None."""
    return Answer.objects.public().filter(group=comment.group_id).first() if comment.group_id else None
