"""What the public may see of drafts and comments: every door (page, feed, export, count, API) comes here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from dongthuan.apps.files.models import Attachment
from dongthuan.apps.policies.comments_lifecycle import AuthorKind
from dongthuan.apps.policies.models.comments import Comment, CommentQuerySet, MeetingRecord, Moderation
from dongthuan.apps.policies.models.consultation_documents import (
    ConsultationDocument,
    ConsultationDocumentQuerySet,
)
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion, DraftVersionQuerySet
from dongthuan.apps.policies.receipts import FIRST, receipt_of
from dongthuan.apps.press.tracking import hash_of_code


def public_versions(consultation: Consultation) -> DraftVersionQuerySet:
    """Return the versions of a consultation that the public may read, the newest first."""
    if not Consultation.objects.public().filter(pk=consultation.pk).exists():
        return DraftVersion.objects.none()
    return DraftVersion.objects.filter(consultation=consultation).published().order_by("-number")


def public_comments(consultation: Consultation | None = None) -> CommentQuerySet:
    """Return the comments that the public may see: shown ones of consultations that were opened.

    Of one consultation the latest come first.
    """
    rows = Comment.objects.visible().filter(consultation__in=Consultation.objects.public())
    return rows if consultation is None else rows.filter(consultation=consultation).order_by("-number")


def public_documents(consultation: Consultation) -> ConsultationDocumentQuerySet:
    """Return the documents that the public may have, and of withdrawn ones that and why they were.

    Only of a consultation that was opened. A file is handed out by `public_document` alone.
    """
    if not Consultation.objects.public().filter(pk=consultation.pk).exists():
        return ConsultationDocument.objects.none()
    rows = ConsultationDocument.objects.filter(consultation=consultation, checked_at__isnull=False)
    return rows.select_related("attachment")


def public_document(consultation: Consultation, key: int) -> Attachment | None:
    """Return the file of a document that the public may have; None where it was withdrawn or never shown."""
    found = public_documents(consultation).shown().filter(pk=key).first()
    return found.attachment if found else None


def public_meetings(consultation: Consultation) -> QuerySet[MeetingRecord]:
    """Return the meetings of a consultation whose minutes all may read, the latest first."""
    if not Consultation.objects.public().filter(pk=consultation.pk).exists():
        return MeetingRecord.objects.none()
    rows = MeetingRecord.objects.filter(consultation=consultation, minutes_public_at__isnull=False)
    return rows.select_related("minutes").order_by("-held_at", "-pk")


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """How many comments the public sees, of whom, and by provision key of the version they stand in now."""

    comments: int
    persons: int
    organisations: int
    by_provision: Mapping[int, int]


def public_counts(consultation: Consultation) -> PublicCounts:
    """Return the counts of a consultation; one query, which passes over the comments once."""
    rows = public_comments(consultation).order_by().values_list("provision_now", "author_kind")
    by_kind, by_provision = Counter[str](), Counter[int]()
    for provision, kind, count in rows.annotate(n=Count("*")):
        by_kind[kind] += count
        if provision is not None:
            by_provision[provision] += count
    persons, organisations = by_kind[AuthorKind.PERSON], by_kind[AuthorKind.ORGANISATION]
    return PublicCounts(by_kind.total(), persons, organisations, by_provision)


@dataclass(frozen=True, slots=True)
class Followed:
    """What the author sees with the code: the comment, whether its receipt holds, why it was hidden."""

    comment: Comment
    receipt_holds: bool
    hiding: Moderation | None


def comment_by_code(code: str) -> Followed | None:
    """Return what a code follows, whatever its state: its author may see it; None = no such code."""
    rows = Comment.objects.select_related("consultation", "provision", "provision_now", "question")
    comment = rows.filter(code_hash=hash_of_code(code)).first()
    if comment is None:
        return None
    hiding = comment.moderations.first() if comment.state == "hidden" else None
    return Followed(comment, receipt_holds(comment), hiding)


def receipt_holds(comment: Comment) -> bool:
    """Say whether a comment is as it was received and still hangs on the receipt before it."""
    before = FIRST
    if comment.number > 1:
        rows = Comment.objects.filter(consultation_id=comment.consultation_id, number=comment.number - 1)
        before = rows.values_list("receipt_hash", flat=True).first() or ""
    return comment.previous_hash == before and comment.receipt_hash == receipt_of(comment)


def broken_receipts(consultation: Consultation) -> list[int]:
    """Return the numbers of comments whose receipt does not hold, or that are missing from the chain."""
    previous, expected = FIRST, 1
    broken: list[int] = []
    for comment in Comment.objects.filter(consultation=consultation).order_by("number").iterator():
        broken.extend(range(expected, comment.number))
        if comment.previous_hash != previous or comment.receipt_hash != receipt_of(comment):
            broken.append(comment.number)
        previous, expected = comment.receipt_hash, comment.number + 1
    return broken
