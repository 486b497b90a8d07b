"""An inquiry is refused: only on a ground that the law lists, with a reason and the article."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_lifecycle import InquiryState, SentHow
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.grounds import ground_on
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations.inquiries import NoSuchStep, leave_drafts, step_to
from dongthuan.apps.press.operations.limits import meet_limit
from dongthuan.apps.press.operations.versions import locked
from dongthuan.docgen.official import Kind, Paragraph


@transaction.atomic
def refuse_inquiry(  # noqa: PLR0913  # a refusal names its ground, its reason and its way
    *,
    inquiry: Inquiry,
    version: int,
    ground: str,
    reason: str,
    how: SentHow,
    by: Actor,
    at: datetime,
) -> Inquiry:
    """Refuse the press an answer; the ground is one listed by the law in force when it was received.

    Drafts for it alone are given up. Its limit of law is met: the press was told.
    Raises ChangedMeanwhile, NoSuchStep, NoReason, SecretMark, grounds.NoSuchGround.
    """
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.REFUSE_INQUIRY, by, inquiry)
    listed = ground_on(local_day(inquiry.received_at), ground)
    reason = reason_given(reason)
    step_to(inquiry, InquiryState.REFUSED)
    inquiry.refusal_ground, inquiry.refusal_reason = listed.key, reason
    inquiry.refusal_citation = f"{listed.citation}: {listed.text}"[:500]
    inquiry.refused_at, inquiry.refused_by_id, inquiry.refused_how = at, by.pk, how
    inquiry.save()
    leave_drafts(inquiry, inquiry.refusal_citation, by=by, at=at)
    meet_limit(inquiry.clock, done_at=at, by=by, at=at)
    notices.withdraw(record=inquiry, at=at)
    details = {"ground": listed.key, "verified": listed.verified}
    audit.note(act=DeskAct.REFUSE_INQUIRY, actor=by, record=inquiry, at=at, ground=reason, details=details)
    return inquiry


@transaction.atomic
def draw_up_refusal(*, inquiry: Inquiry, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the letter that tells the press agency of a refusal; raises NoSuchStep where there is none."""
    require(DESK_ACCESS, DeskAct.REFUSE_INQUIRY, by, inquiry)
    if inquiry.state != InquiryState.REFUSED:
        raise NoSuchStep(inquiry.state)
    asked_on = local_day(inquiry.received_at).strftime("%d/%m/%Y")
    body = [
        Paragraph(
            f"{inquiry.unit.name} nhận được yêu cầu của Quý cơ quan ngày {asked_on} về việc: {inquiry.topic}."
        ),
        Paragraph(
            f"Căn cứ {inquiry.refusal_citation}, {inquiry.unit.name} chưa cung cấp được thông tin này."
        ),
        Paragraph(f"Lý do: {inquiry.refusal_reason}"),
        Paragraph("Trân trọng thông báo để Quý cơ quan biết./."),
    ]
    return draw_up(
        kind=Kind.DISPATCH,
        unit=inquiry.unit,
        subject=f"trả lời yêu cầu cung cấp thông tin về {inquiry.topic}"[:500],
        body=body,
        by=by,
        at=at,
        addressees=(inquiry.outlet_name or inquiry.journalist_name,),
        record=inquiry,
    )
