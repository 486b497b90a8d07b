"""An answer as an official letter: drawn up with its text, to be signed and numbered like any document."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.clearances.queries.clearances import is_cleared
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.press.desk_lifecycle import AnswerState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.operations.answers import NotCleared, NotInHand
from dongthuan.docgen.official import Kind, Paragraph


@transaction.atomic
def draw_up_letter(*, answer: Answer, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the letter to the press agencies that asked; its text is the cleared one, word by word.

    Raises NotCleared where this very text is neither cleared nor sent, NotInHand where nobody asked.
    """
    require(DESK_ACCESS, DeskAct.SEND_ANSWER, by, answer)
    inquiries = list(answer.inquiries.order_by("received_at"))
    if not inquiries:
        raise NotInHand
    if answer.state != AnswerState.SENT and not is_cleared(answer, answer.text):
        raise NotCleared
    first = inquiries[0]
    asked_on = local_day(first.received_at).strftime("%d/%m/%Y")
    opening = f"{answer.unit.name} nhận được yêu cầu của Quý cơ quan ngày {asked_on} về việc: {first.topic}."
    lines = [line.strip() for line in answer.text.splitlines() if line.strip()]
    body = [Paragraph(opening), *(Paragraph(line) for line in lines)]
    names = dict.fromkeys(row.outlet_name or row.journalist_name for row in inquiries)
    return draw_up(
        kind=Kind.DISPATCH,
        unit=answer.unit,
        subject=f"trả lời báo chí về {first.topic}"[:500],
        body=[*body, Paragraph("Trân trọng cảm ơn sự quan tâm của Quý cơ quan./.")],
        by=by,
        at=at,
        addressees=tuple(name for name in names if name),
        record=answer,
    )
