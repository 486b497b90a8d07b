"""Which kept workbook of a consultation holds, and what its data looked like."""

from dataclasses import dataclass

from django.db import connection

from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.models.comments import Comment, Moderation
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.workbooks import KeptWorkbook, KeptWorkbookContent

AT_ONCE = 2_000  # comments; up to here a workbook is drawn while one waits
# Every column that a workbook shows and that may change; the words of a comment never do.
_FINGERPRINT = """
select md5(concat_ws('|',
    (select concat_ws(':', count(*), sum(hashtextextended(concat_ws(':',
        id, state, group_id, provision_now_id, is_orphan, author_name), 0)::numeric))
     from policies_comment where consultation_id = %(pk)s),
    (select sum(hashtextextended(concat_ws(':', id, title), 0)::numeric)
     from policies_commentgroup where consultation_id = %(pk)s and title <> ''),
    (select sum(hashtextextended(concat_ws(':', group_id, state, version), 0)::numeric)
     from policies_answer where consultation_id = %(pk)s),
    (select concat_ws(':', state, title) from policies_consultation where id = %(pk)s)
))
"""


def comment_count(consultation: Consultation) -> int:
    """Return how many comments there are, in whatever state."""
    return Comment.objects.filter(consultation=consultation).order_by().count()


def fingerprint_of(consultation: Consultation) -> str:
    """Return what is another whenever a workbook of the consultation would be another; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT, {"pk": consultation.pk})
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which workbook is asked for. filters: of its list, as in the address; count: of its rows."""

    consultation: Consultation
    kind: WorkbookKind
    language: str
    count: int
    filters: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be had now. ready: a workbook, None = none may be handed out.

    holds: it shows how things stand this instant. under_way: one that is being drawn.
    """

    ready: KeptWorkbook | None
    holds: bool
    under_way: KeptWorkbook | None


def offer_of(asked: Asked, fingerprint: str) -> Offer:
    """Return the newest workbook of a kind and the one being drawn.

    One in which somebody's comment stands as shown that was hidden since is not offered.
    """
    consultation = asked.consultation
    rows = KeptWorkbook.objects.filter(
        consultation=consultation, kind=asked.kind, language=asked.language, filters=asked.filters
    )
    newest = rows.ready().order_by("-data_at", "-pk").first()
    if newest is not None and newest.fingerprint != fingerprint and _hidden_since(consultation, newest):
        newest = None
    holds = newest is not None and newest.is_exact and newest.fingerprint == fingerprint
    return Offer(newest, holds, rows.under_way().order_by("-pk").first())


def _hidden_since(consultation: Consultation, workbook: KeptWorkbook) -> bool:
    rows = Moderation.objects.filter(comment__consultation=consultation, at__gte=workbook.data_at)
    return rows.exists()


def content_of(workbook: KeptWorkbook) -> bytes:
    """Return the bytes of a workbook that is ready."""
    return bytes(KeptWorkbookContent.objects.get(pk=workbook.pk).data)
