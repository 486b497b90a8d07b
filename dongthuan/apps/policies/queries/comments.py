"""Reads of comments and groups for officers: lists by key, counts, suggestions, what waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.comments_lifecycle import CommentState, SuggestionKind, SuggestionState
from dongthuan.apps.policies.models.comment_groups import CommentGroup, CommentGroupQuerySet, Suggestion
from dongthuan.apps.policies.models.comments import Comment, CommentQuerySet, CommentRefusal, Moderation
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationQuerySet
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision

MOST_WORDS = 12


def consultations_seen(officer: Actor) -> ConsultationQuerySet:
    """Return the consultations of the dossiers an officer may read."""
    dossiers = PolicyDossier.objects.visible_to(officer).values("pk")
    return Consultation.objects.filter(dossier__in=dossiers).select_related("dossier", "dossier__unit")


def consultations_to_group() -> ConsultationQuerySet:
    """Return the consultations with comments that are in no group."""
    loose = Comment.objects.filter(consultation=OuterRef("pk")).ungrouped()
    return Consultation.objects.filter(Exists(loose)).select_related("dossier").order_by("pk")


def consultations_to_read() -> ConsultationQuerySet:
    """Return the consultations with groups that no model has read yet."""
    unread = CommentGroup.objects.filter(consultation=OuterRef("pk"), reading_model="").live()
    return Consultation.objects.filter(Exists(unread)).select_related("dossier").order_by("pk")


def comments_listed(consultation: Consultation, wanted: dict[str, Any]) -> CommentQuerySet:
    """Return the comments of a consultation, hidden ones too, that pass the filters of `CommentFilter`."""
    rows = Comment.objects.filter(consultation=consultation).light()
    exact = {name: wanted[name] for name in ("state", "source", "author_kind") if wanted.get(name)}
    rows = rows.filter(**exact)
    if wanted.get("group"):
        rows = rows.filter(group=wanted["group"])
    if wanted.get("stance"):
        rows = rows.filter(group__stance=wanted["stance"])
    if provision := wanted.get("provision"):
        rows = rows.filter(Q(provision_now=provision) | Q(provision_now__article=provision))
    if wanted.get("place") == "orphan":
        rows = rows.filter(is_orphan=True)
    elif wanted.get("place") == "whole":
        rows = rows.filter(provision_now__isnull=True, question__isnull=True, is_orphan=False)
    if words := tokens(fold(str(wanted.get("q") or "")))[:MOST_WORDS]:
        query = SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
        rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    return rows.select_related("provision_now", "provision", "question", "group")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many comments stand where in a consultation."""

    all: int
    awaiting: int
    hidden: int
    orphans: int
    ungrouped: int
    persons: int
    organisations: int


def counts_of(consultation: Consultation) -> Counts:
    """Return the counts of a consultation for officers, hidden ones included; one query."""
    rows = Comment.objects.filter(consultation=consultation).order_by()
    return Counts(
        **rows.aggregate(
            all=Count("*"),
            awaiting=Count("consultation", filter=Q(state=CommentState.AWAITING)),
            hidden=Count("consultation", filter=Q(state=CommentState.HIDDEN)),
            orphans=Count("consultation", filter=Q(is_orphan=True)),
            ungrouped=Count("consultation", filter=Q(group__isnull=True)),
            persons=Count("consultation", filter=Q(author_kind="person")),
            organisations=Count("consultation", filter=Q(author_kind="organisation")),
        )
    )


def refused_counts(consultation: Consultation) -> dict[str, int]:
    """Return how many comments from outside were not taken, by reason."""
    rows = CommentRefusal.objects.filter(consultation=consultation).values_list("reason")
    return dict(rows.annotate(n=Sum("count")).order_by("reason"))


def newest_version(consultation: Consultation) -> DraftVersion | None:
    """Return the newest published version; None = none yet."""
    rows = DraftVersion.objects.filter(consultation=consultation).published()
    return rows.defer("text").order_by("-number").first()


def articles_of(version: DraftVersion | None) -> QuerySet[Provision]:
    """Return what one filters by: the articles of a version, or its paragraphs where it has none."""
    if version is None:
        return Provision.objects.none()
    kind = "article" if version.has_articles else "paragraph"
    return version.provisions.filter(kind=kind).order_by("place")


def groups_of(consultation: Consultation) -> CommentGroupQuerySet:
    """Return the groups that hold comments, the largest first."""
    return CommentGroup.objects.filter(consultation=consultation).live()


def open_suggestions(consultation: Consultation, kind: str = "") -> QuerySet[Suggestion]:
    """Return what waits for a person, the surest first."""
    rows = Suggestion.objects.filter(group__consultation=consultation, state=SuggestionState.OPEN)
    if kind in SuggestionKind.values:
        rows = rows.filter(kind=kind)
    return rows.select_related("group", "other", "provision").order_by("-confidence", "pk")


def appeals_waiting(consultation: Consultation) -> QuerySet[Moderation]:
    """Return the objections that nobody decided yet, the oldest first."""
    rows = Moderation.objects.filter(comment__consultation=consultation, appealed_at__isnull=False)
    return rows.filter(decided_at__isnull=True, lifted_at__isnull=True).select_related("comment", "by")


def last_received_at(consultation: Consultation) -> datetime | None:
    """Return when the newest comment was recorded."""
    rows = Comment.objects.filter(consultation=consultation).order_by("-number")
    return rows.values_list("created_at", flat=True).first()
