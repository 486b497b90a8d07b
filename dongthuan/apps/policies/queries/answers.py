"""How far the answers are, and the table of comments and answers: row by row, however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from dongthuan.apps.policies.answers_lifecycle import AnswerState
from dongthuan.apps.policies.comments_lifecycle import CommentState
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.queries.public import public_comments

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures of one consultation. left: comments that keep it from being finished, for whatever reason."""

    comments: int
    groups: int
    checked: int
    drafted: int
    awaiting: int
    ungrouped: int
    unanswered: int

    @property
    def left(self) -> int:
        """Comments that wait to be looked at, or are shown and have no checked answer."""
        return self.awaiting + self.unanswered


def progress_of(consultation: Consultation) -> Progress:
    """Return the figures of a consultation; two queries, of which one passes over the comments, once."""
    rows = Comment.objects.filter(consultation=consultation).order_by()
    shown = rows.filter(state=CommentState.VISIBLE)
    by_group = shown.values(grouped=F("group"), answer=F("group__answer__state")).annotate(n=Count("*"))
    is_open = Q(answer__isnull=True) | ~Q(answer=AnswerState.CHECKED)
    sums = by_group.aggregate(
        comments=Sum("n", default=0),
        ungrouped=Sum("n", filter=Q(grouped__isnull=True), default=0),
        unanswered=Sum("n", filter=is_open, default=0),
        groups=Count("grouped"),
        checked=Count("grouped", filter=Q(answer=AnswerState.CHECKED)),
        drafted=Count("grouped", filter=Q(answer=AnswerState.DRAFT)),
    )
    return Progress(awaiting=rows.filter(state=CommentState.AWAITING).count(), **sums)


def answered_groups(consultation: Consultation) -> QuerySet[CommentGroup]:
    """Return the groups that hold at least one comment the public sees, the largest first."""
    shown = Comment.objects.visible().filter(group=OuterRef("pk"))
    rows = CommentGroup.objects.filter(Exists(shown), consultation=consultation)
    return rows.order_by("-comment_count", "first_number")


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the table: where it stands in the draft, what is said, by how many, what is answered.

    decision: the code, "" = not answered (yet). counts are of what the public sees.
    """

    group: CommentGroup
    place: str
    order: int
    words: str
    persons: int
    organisations: int
    names: tuple[str, ...]
    decision: str
    reason: str
    changed: str

    @property
    def count(self) -> int:
        """How many comments."""
        return self.persons + self.organisations


def table_rows(consultation: Consultation, *, most: int = 0) -> list[GroupRow]:
    """Return the groups by their place in the draft: articles, questions, the whole; three queries.

    most: only the so many largest groups, 0 = all. Names are of organisations that are shown, ten at most.
    """
    groups = answered_groups(consultation).select_related("answer", "provision")
    counted = groups.annotate(
        persons=Count("comments", filter=Q(comments__state="visible", comments__author_kind="person")),
        bodies=Count("comments", filter=Q(comments__state="visible", comments__author_kind="organisation")),
    )
    chosen = list(counted[:most] if most else counted)
    keys = [group.pk for group in chosen]
    firsts, names = _firsts(keys), _names(keys)
    rows = [_row(group, firsts, names) for group in chosen]
    return sorted(rows, key=lambda row: (row.order, -row.count, row.group.first_number))


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment of the full list, as the public may see it."""

    number: int
    group: int
    place: str
    author: str
    is_organisation: bool
    source: str
    received_at: datetime
    text: str
    decision: str
    reason: str


def comment_rows(consultation: Consultation) -> Iterator[CommentRow]:
    """Give every comment that the public sees with its answer, in the order of receipt, in bounded memory."""
    rows = (
        public_comments(consultation)
        .order_by("number")
        .values_list(
            "number",
            "group__first_number",
            "provision__path",
            "question__place",
            "author_name",
            "author_kind",
            "source",
            "received_at",
            "text",
            "group__answer__decision",
            "group__answer__reason",
            "group__answer__state",
        )
    )
    for row in rows.iterator(chunk_size=CHUNK):
        is_checked = row[11] == AnswerState.CHECKED
        yield CommentRow(
            row[0],
            row[1] or 0,
            _place(row[2], row[3]),
            row[4],
            row[5] == "organisation",
            row[6],
            row[7],
            row[8],
            row[9] if is_checked else "",
            row[10] if is_checked else "",
        )


def unanswered_comments(consultation: Consultation) -> QuerySet[Comment]:
    """Return the comments that keep the consultation from being finished, the oldest first."""
    checked = Answer.objects.checked().filter(group=OuterRef("group"))
    rows = Comment.objects.filter(consultation=consultation)
    return rows.filter(Q(state="awaiting") | (Q(state="visible") & ~Exists(checked))).order_by("number")


def to_be_told(*, most: int) -> list[Comment]:
    """Return shown comments of published consultations whose authors left an address and were not told."""
    rows = Comment.objects.visible().filter(consultation__state="published", told__isnull=True)
    found = rows.filter(contact__isnull=False).exclude(contact__email="")
    return list(found.select_related("contact", "consultation").order_by("pk")[:most])


def _firsts(groups: list[int]) -> dict[int, tuple[str, int, str]]:
    """Return of each group's first shown comment: its place in the newest version, its order, its words.

    The group itself remembers the words of its very first comment, which may be hidden by now.
    """
    rows = Comment.objects.visible().filter(group__in=groups).order_by("group", "number").distinct("group")
    values = rows.values_list(
        "group", "provision_now__path", "provision_now__place", "question__place", "provision__path", "text"
    )
    found = {}
    for group, path, place, question, old_path, words in values:
        order = place if path else 1_000_000 + question if question else 2_000_000
        found[group] = (_place(path or old_path, question), order, words)
    return found


def _place(path: str | None, question: int | None) -> str:
    if path:
        return path
    return f"Câu hỏi {question}" if question else "Toàn văn dự thảo"


def _names(groups: list[int]) -> dict[int, list[str]]:
    rows = Comment.objects.visible().filter(group__in=groups, author_kind="organisation")
    named = rows.exclude(author_name="").order_by("group", "author_name")
    found: dict[int, list[str]] = {}
    for group, name in named.values_list("group", "author_name").distinct():
        names = found.setdefault(group, [])
        if len(names) < 10:
            names.append(name)
    return found


def _row(
    group: CommentGroup, firsts: dict[int, tuple[str, int, str]], names: dict[int, list[str]]
) -> GroupRow:
    answer: Answer | None = getattr(group, "answer", None)
    counts = (group.persons, group.bodies)  # type: ignore[attr-defined]  # annotated
    place, order, words = firsts.get(group.pk, ("Toàn văn dự thảo", 2_000_000, ""))
    is_checked = answer is not None and answer.state == AnswerState.CHECKED
    said = (answer.decision, answer.reason, answer.changed) if answer and is_checked else ("", "", "")
    return GroupRow(group, place, order, group.title or words, *counts, tuple(names.get(group.pk, ())), *said)
