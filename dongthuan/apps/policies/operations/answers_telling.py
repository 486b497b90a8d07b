"""The report of a consultation is drawn up, and authors who left an address are told of their answers."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.notices.letters import absolute
from dongthuan.apps.notices.outside import Letter, mail_outside
from dongthuan.apps.policies import answers_papers as papers
from dongthuan.apps.policies.answers_lifecycle import Decision
from dongthuan.apps.policies.answers_rules import ANSWER_ACCESS, AnswerAct
from dongthuan.apps.policies.answers_sheets import DECISIONS
from dongthuan.apps.policies.models.answers import Answer, AnswerTold
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.queries.answers import progress_of, table_rows, to_be_told
from dongthuan.docgen.official import Kind

BATCH = 200
RESULTS = "/cong/lay-y-kien/{slug}/ket-qua/"  # the portal lies above this app


@transaction.atomic
def draw_up_report(*, consultation: Consultation, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the report on comments taken up and explained, with the table as an annex, as it stands now.

    Raises what drawing up a document raises.
    """
    require(ANSWER_ACCESS, AnswerAct.DRAFT_ANSWER, by, consultation)
    rows = table_rows(consultation)
    return draw_up(
        kind=Kind.REPORT,
        unit=consultation.dossier.unit,
        subject=f"tổng hợp, tiếp thu, giải trình ý kiến góp ý đối với {consultation.dossier.title}"[:500],
        body=papers.report_body(consultation, progress_of(consultation), rows),
        annexes=(papers.report_annex(consultation, rows),),
        record=consultation,
        by=by,
        at=at,
    )


@transaction.atomic
def tell_authors(*, by: Actor, at: datetime) -> int:
    """Queue a mail to some authors who left an address: one a comment, once; returns how many.

    by: the system. That an author was told and the mail are one transaction.
    """
    require(ANSWER_ACCESS, AnswerAct.TELL_AUTHORS, by, None)
    comments = to_be_told(most=BATCH)
    for comment in comments:
        AnswerTold.objects.create(comment=comment, at=at)
        mail_outside(letter=_letter(comment), by=by, at=at)
    return len(comments)


def _letter(comment: Comment) -> Letter:
    consultation = comment.consultation
    answer = Answer.objects.filter(group=comment.group_id).first()
    parts = [
        f"Góp ý số {comment.number} của ông/bà về “{consultation.title}” đã được trả lời.",
        f"Kết quả: {DECISIONS[Decision(answer.decision)]}" if answer else "",
        answer.reason if answer else "",
        f"Nội dung sửa trong dự thảo: {answer.changed}" if answer and answer.changed else "",
        f"Toàn bộ kết quả: {absolute(RESULTS.format(slug=consultation.slug))}",
        "Địa chỉ thư này chỉ được dùng để báo kết quả và sẽ được xoá.",
    ]
    subject = f"Trả lời góp ý số {comment.number}: {consultation.title}"
    return Letter(comment.contact.email, subject, "\n\n".join(part for part in parts if part) + "\n")
