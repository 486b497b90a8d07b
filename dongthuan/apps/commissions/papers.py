"""What decision, contract and minutes of acceptance say, in Vietnamese, from what was written down.

What such papers contain (name, quantity, quality, price, time, acceptance, payment, duties) was not compared
with the annexed forms 01 to 04: whoever draws one up reads it before it is signed.
"""

from datetime import date

from dongthuan.apps.commissions.lifecycle import Mode, PriceBasis
from dongthuan.apps.commissions.models.deliveries import Acceptance, AcceptedPart
from dongthuan.apps.commissions.models.orders import Order, Part
from dongthuan.apps.commissions.queries.conditions import Standing, conditions_of
from dongthuan.apps.common.money import written_vnd
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.money import in_words
from dongthuan.docgen.official import Block, Heading, Paragraph, Table

KINDS = {
    "news": "Tin",
    "article": "Bài viết",
    "report": "Phóng sự",
    "interview": "Phỏng vấn",
    "video": "Video, tin bài truyền hình",
    "audio": "Tin bài phát thanh",
    "graphic": "Đồ họa",
    "other": "Sản phẩm khác",
}
ACTS = {Mode.ASSIGN: "Giao nhiệm vụ", Mode.ORDER: "Đặt hàng", Mode.TENDER: "Thực hiện gói thầu"}
BASES = {PriceBasis.NORM: "định mức", PriceBasis.DECISION: "quyết định giá", PriceBasis.NONE: ""}


def form_number(order: Order, *, is_acceptance: bool) -> str:
    """Return which of the official forms a paper follows."""
    if order.has_contract:
        return "Mẫu 04" if is_acceptance else "Mẫu 03"
    return "Mẫu 02" if is_acceptance else "Mẫu 01"


def subject(order: Order) -> str:
    """Return what the paper is about."""
    return f"{ACTS[Mode(order.mode)]} {order.outlet.name}: {_bare(order.title)}"


def recipients(order: Order) -> tuple[Recipient, ...]:
    """Return who gets the paper."""
    return (Recipient(order.outlet.name, "để thực hiện"), Recipient("Kho bạc Nhà nước nơi giao dịch"))


def order_body(order: Order, *, on: date) -> list[Block]:
    """Return the body of the decision (Mẫu 01) or of the contract (Mẫu 03)."""
    parts = list(order.parts.all())
    table = _parts_table(parts)
    money = f"Giá trị: {written_vnd(order.total_vnd)} (bằng chữ: {in_words(order.total_vnd)})."
    if not order.has_contract:
        return [
            *_grounds(order, on),
            Paragraph(
                f"Điều 1. {ACTS[Mode(order.mode)]} {order.outlet.name} thực hiện: {_bare(order.title)}. "
                f"Chủ đề: {_bare(order.topic)}.{_message(order)}"
            ),
            Paragraph(f"Điều 2. Số lượng, đơn giá, thời hạn như bảng sau. {money}"),
            table,
            Paragraph(f"Điều 3. {_days(order)} {_advance(order)} {_payment()}"),
            Paragraph(f"Điều 4. {_evidence()}"),
            Paragraph(
                f"Điều 5. Thủ trưởng {order.unit.name} và {order.outlet.name} chịu trách nhiệm thi hành "
                "Quyết định này."
            ),
        ]
    return [
        *_grounds(order, on),
        Paragraph(f"Bên A (bên đặt hàng): {order.unit.name}."),
        Paragraph(f"Bên B (bên nhận đặt hàng): {order.outlet.name}.{_licence(order)}"),
        Heading("Điều 1. Nội dung", 2),
        Paragraph(f"{_bare(order.title)}. Chủ đề: {_bare(order.topic)}.{_message(order)}"),
        Heading("Điều 2. Số lượng, đơn giá, giá trị", 2),
        table,
        Paragraph(money),
        Heading("Điều 3. Thời gian, nghiệm thu", 2),
        Paragraph(f"{_days(order)} {_evidence()}"),
        Heading("Điều 4. Tạm ứng, thanh toán", 2),
        Paragraph(f"{_advance(order)} {_payment()}"),
        Heading("Điều 5. Quyền và nghĩa vụ", 2),
        Paragraph(
            "Bên A cung cấp thông tin cần thiết, nghiệm thu và thanh toán đúng hạn. Bên B đăng, phát đúng "
            "nội dung, số lượng, thời hạn; chịu trách nhiệm về nội dung theo pháp luật về báo chí."
        ),
    ]


def acceptance_subject(acceptance: Acceptance) -> str:
    """Return what the minutes are about."""
    order = acceptance.order
    words = "Nghiệm thu, thanh lý" if order.has_contract and acceptance.is_final else "Nghiệm thu"
    return f"{words}: {_bare(order.title)} (lần {acceptance.number})"


def acceptance_body(acceptance: Acceptance, accepted: list[AcceptedPart]) -> list[Block]:
    """Return the minutes of an acceptance (Mẫu 02, 04): what was ordered, accepted, missing, its sum."""
    order = acceptance.order
    paper = order.paper.symbol if order.paper else ""
    now = {one.part_id: one.quantity for one in accepted}
    parts = list(order.parts.all())
    missing = [part for part in parts if part.accepted_quantity < part.quantity]
    blocks: list[Block] = [
        Paragraph(f"Ngày nghiệm thu: {acceptance.on:%d/%m/%Y}. Căn cứ: {paper or 'văn bản đặt hàng'}."),
        Paragraph(f"Bên đặt hàng: {order.unit.name}, người nghiệm thu: {acceptance.by}."),
        Paragraph(f"Bên nhận đặt hàng: {order.outlet.name} (đại diện ký trên bản giấy)."),
        Table(
            ("TT", "Sản phẩm", "Đặt hàng", "Lũy kế", "Lần này", "Đơn giá (đồng)", "Thành tiền (đồng)"),
            tuple(
                (
                    str(number),
                    f"{KINDS[part.kind]}: {part.title}",
                    str(part.quantity),
                    str(part.accepted_quantity),
                    str(now.get(part.pk, 0)),
                    _plain(part.unit_price_vnd),
                    _plain(part.unit_price_vnd * now.get(part.pk, 0)),
                )
                for number, part in enumerate(parts, 1)
            ),
            widths=(1, 6, 2, 2, 2, 3, 3),
            numeric=(2, 3, 4, 5, 6),
        ),
        Paragraph(
            f"Giá trị nghiệm thu lần này: {written_vnd(acceptance.amount_vnd)} (bằng chữ: "
            f"{in_words(acceptance.amount_vnd)})."
        ),
        Paragraph(
            f"Giá trị nghiệm thu lũy kế: {written_vnd(order.accepted_vnd)} "
            f"trên {written_vnd(order.total_vnd)}."
        ),
    ]
    if acceptance.is_final:
        blocks += [
            Paragraph(f"Không giao: {part.quantity - part.accepted_quantity} × {part}, không thanh toán.")
            for part in missing
        ]
        blocks.append(Paragraph(_settling(order)))
    if acceptance.words:
        blocks.append(Paragraph(f"Ý kiến: {acceptance.words}"))
    return blocks


def _grounds(order: Order, on: date) -> list[Block]:
    lines = [
        f"Căn cứ {one.row.instrument}"  # articles are left to whoever has read them
        for one in conditions_of(order, on=on)
        if one.row and one.standing is not Standing.MISSING
    ]
    more = [
        order.list_entry and f"Căn cứ danh mục: {_bare(order.list_entry)}",
        order.price_ground and f"Căn cứ {BASES[PriceBasis(order.price_basis)]}: {_bare(order.price_ground)}",
        order.tender_ground and f"Căn cứ kết quả đấu thầu: {_bare(order.tender_ground)}",
        order.legal_words and f"Theo ý kiến của cán bộ pháp chế: {_bare(order.legal_words)}",
    ]
    return [Paragraph(words, is_basis=True) for words in dict.fromkeys([*lines, *filter(None, more)])]


def _parts_table(parts: list[Part]) -> Table:
    rows = tuple(
        (
            str(number),
            f"{KINDS[part.kind]}: {part.title}",
            part.channel,
            f"{part.due_on:%d/%m/%Y}",
            str(part.quantity),
            _plain(part.unit_price_vnd),
            _plain(part.amount_vnd),
        )
        for number, part in enumerate(parts, 1)
    )
    header = ("TT", "Sản phẩm", "Kênh", "Hạn đăng, phát", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)")
    return Table(header, rows, widths=(1, 5, 3, 3, 2, 3, 3), numeric=(4, 5, 6))


def _message(order: Order) -> str:
    return f" Thông điệp: {_bare(' '.join(order.message.split()))}." if order.message.strip() else ""


def _licence(order: Order) -> str:
    return f" Giấy phép số {order.outlet.licence_no}." if order.outlet.licence_no else ""


def _days(order: Order) -> str:
    return f"Thời gian thực hiện: từ {order.start_on:%d/%m/%Y} đến {order.end_on:%d/%m/%Y}."


def _advance(order: Order) -> str:
    if not order.advance_limit_vnd:
        return "Không tạm ứng."
    return (
        f"Tạm ứng tối đa {order.advance_percent} % giá trị, bằng {written_vnd(order.advance_limit_vnd)}; "
        "tạm ứng vượt khối lượng nghiệm thu phải thu hồi."
    )


def _payment() -> str:
    return "Thanh toán theo khối lượng được nghiệm thu nhân đơn giá."


def _evidence() -> str:
    return (
        "Nghiệm thu khi có đường dẫn đã đăng (hoặc bản ghi), ngày đăng và bản lưu kèm mã băm; giao thiếu thì "
        "giảm thanh toán tương ứng."
    )


def _settling(order: Order) -> str:
    paid = f"Đã tạm ứng, thanh toán: {written_vnd(order.net_vnd)}."
    if order.over_vnd:
        return f"{paid} Phải thu hồi tạm ứng: {written_vnd(order.over_vnd)} ({in_words(order.over_vnd)})."
    return f"{paid} Còn phải thanh toán: {written_vnd(order.due_vnd)} ({in_words(order.due_vnd)})."


def _plain(amount: int) -> str:
    return written_vnd(amount).removesuffix(" đ")


def _bare(words: str) -> str:
    return words.strip().rstrip(".;, ")
