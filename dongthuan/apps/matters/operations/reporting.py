"""A claim is reported to the competent authority: a dispatch is drawn up with the evidence, for signature."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.matters.lifecycle import CardState, Response
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations.locking import locked_card
from dongthuan.apps.matters.operations.refusals import NotInThatState, NoWords
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.docgen.official import Kind, Paragraph

_MARKS = {
    "has_fabrication": "nội dung bịa đặt hoặc bị sửa",
    "has_identity": "giả mạo, che giấu danh tính nguồn phát",
    "has_rhetoric": "lập luận gây hiểu sai",
    "has_symbolism": "dùng biểu tượng, hình ảnh kích động",
    "has_technology": "dùng công cụ kỹ thuật để phát tán",
}
_CLOSING = (
    "Trân trọng đề nghị quý cơ quan xem xét, xử lý theo thẩm quyền "
    "và thông tin kết quả để chúng tôi phối hợp."
)


@transaction.atomic
def report_claim(
    *, card: MisinformationCard, version: int, authority: str, by: Actor, at: datetime
) -> OfficialDocument:
    """Draw up the dispatch that reports a claim; it goes out when it is signed.

    Only for a card whose response is to report; the database refuses it of criticism.
    Raises ChangedMeanwhile, NotInThatState, NoWords, and what documents.draw_up raises.
    """
    card = locked_card(card, version=version)
    require(ACCESS, Act.REPORT_CLAIM, by, card)
    if card.state != CardState.ANSWERED or card.response != Response.REPORT or card.dispatch_id:
        raise NotInThatState(card.state)
    if not authority.strip():
        raise NoWords
    document = draw_up(
        kind=Kind.DISPATCH,
        unit=card.unit,
        subject="đề nghị xem xét, xử lý thông tin sai sự thật",
        body=[Paragraph(line) for line in _lines(card)],
        by=by,
        at=at,
        addressees=(authority.strip()[:200],),
        record=card,
    )
    card.dispatch = document
    card.version += 1
    card.save(update_fields=["dispatch", "version"])
    audit.note(act=Act.REPORT_CLAIM, actor=by, record=card, at=at, details={"document": document.pk})
    return document


def _lines(card: MisinformationCard) -> list[str]:
    seen = timezone.localtime(card.seen_at)
    kind = "tin giả" if card.kind == "fake" else "tin sai sự thật"
    where = f", tại địa chỉ {card.source_url}" if card.source_url else ""
    marks = ", ".join(_MARKS[name] for name in card.marks)
    first = (
        f"Qua theo dõi thông tin, hồi {seen:%H} giờ {seen:%M} ngày {seen:%d/%m/%Y}, đơn vị chúng tôi "
        f"ghi nhận thông tin có dấu hiệu {kind} do {card.source_name} đăng tải{where}."
    )
    lines = [
        first,
        f"Nội dung thông tin: {card.claim}",
        f"Căn cứ, tài liệu chứng minh: {card.evidence}",
    ]
    if marks:
        lines.append(f"Dấu hiệu nhận thấy: {marks}.")
    if card.goal_affected:
        lines.append(f"Ảnh hưởng: {card.goal_affected}.")
    lines.append(_CLOSING)
    return lines
