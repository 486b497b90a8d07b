"""Take the invented inquiries, answers, lines and mail out: nobody is held to what was never said."""

from datetime import datetime

from django.db.models import Q

from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.desk_lifecycle import Outcome
from dongthuan.apps.press.models.answers import Answer, ContradictionFlag
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations.inquiries import close_inquiry

REASON = "Nội dung minh hoạ, gỡ khi cơ quan bắt đầu dùng thật."


def end_inquiries(*, cast: Cast, at: datetime) -> None:
    """Close what is open, so that clocks and notices end, then let all invented rows go."""
    invented = Inquiry.objects.filter(topic__endswith=ILLUSTRATIVE)
    for inquiry in invented.open().order_by("pk"):
        close_inquiry(
            inquiry=inquiry,
            version=inquiry.version,
            outcome=Outcome.NOT_PRESS,
            reason=REASON,
            by=cast.spokesperson,
            at=at,
        )
    answers = list(Answer.objects.filter(inquiries__in=invented).distinct().values_list("pk", flat=True))
    lines = list(Line.objects.filter(title__endswith=ILLUSTRATIVE).values_list("pk", flat=True))
    told = Q(answer__in=answers) | Q(earlier_answer__in=answers) | Q(earlier_line__in=lines)
    ContradictionFlag.objects.filter(told).delete()
    Answer.objects.filter(pk__in=answers).delete()
    Line.objects.filter(pk__in=lines).delete()
    for mail in IncomingMail.objects.filter(subject__endswith=ILLUSTRATIVE):
        attachments_of(mail).delete()
        mail.delete()
    IncomingMail.objects.filter(inquiry__in=invented).update(inquiry=None, state="quarantined")
    Inquiry.objects.filter(Q(parent__in=invented) | Q(same_as__in=invented)).update(parent=None, same_as=None)
    invented.delete()
