"""The forms annexed to Decree 13/2018 that are no official documents: what they say, in Vietnamese.

The wording follows what the law asks for; the annex itself was not seen, so the agency compares once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from dongthuan.docgen.slip import Entry, Slip
from dongthuan.docgen.wording import day_figures, number

SIGNED = "(Ký, ghi rõ họ tên)"
FORMS_OF_PROVISION: dict[str, str] = {
    "read": "Đọc, xem tại trụ sở",
    "photograph": "Sao chụp bằng thiết bị cá nhân tại trụ sở",
    "paper": "Nhận bản sao, bản chụp trực tiếp",
    "by_email": "Nhận qua thư điện tử",
    "by_portal": "Nhận tệp trên trang theo dõi yêu cầu",
    "by_post": "Nhận qua dịch vụ bưu chính",
    "by_fax": "Nhận qua fax",
    "other": "Hình thức khác",
}


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose form it is: the body above, the agency itself, its place."""

    parent: str = ""
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the forms say it; None in a field = left open to be written by hand."""

    symbol: str = ""
    requester: str | None = None
    organisation: str | None = None
    proxy: str | None = None
    identity: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    content: str | None = None
    documents: str | None = None
    form: str | None = None
    reason: str | None = None
    received_at: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Handling:
    """How a request is handled: until when, where, in which form, at what cost, paid until when."""

    due_on: date | None = None
    place: str | None = None
    form: str | None = None
    cost_vnd: int | None = None
    cost_lines: Sequence[str] = ()
    pay_by: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concerned:
    """A person or organisation whose consent is asked for, and about which information."""

    party: str | None = None
    contact: str | None = None
    scope: str | None = None
    citation: str | None = None


def request_by_person(asked: Asked, agency: Agency) -> Slip:
    """Return form 01a: a citizen asks."""
    return _request(asked, agency, "Mẫu số 01a", _person(asked))


def request_by_organisation(asked: Asked, agency: Agency) -> Slip:
    """Return form 01b: citizens ask through an organisation."""
    who = (
        Entry("1. Tên tổ chức, đoàn thể, doanh nghiệp:", asked.organisation),
        Entry("Người đại diện:", asked.proxy or asked.requester),
        Entry("Số giấy tờ tùy thân/hộ chiếu của người đại diện:", asked.identity),
        Entry("2. Địa chỉ trụ sở:", asked.address),
        Entry("3. Số điện thoại, fax:", asked.phone),
        Entry("Thư điện tử:", asked.email),
    )
    return _request(asked, agency, "Mẫu số 01b", who)


def _person(asked: Asked) -> tuple[Entry, ...]:
    return (
        Entry("1. Họ, tên người yêu cầu:", asked.requester),
        Entry("Họ, tên người đại diện (nếu có):", asked.proxy),
        Entry("2. Số giấy tờ tùy thân/hộ chiếu:", asked.identity),
        Entry("3. Nơi cư trú, địa chỉ:", asked.address),
        Entry("4. Số điện thoại, fax:", asked.phone),
        Entry("Thư điện tử:", asked.email),
    )


def _request(asked: Asked, agency: Agency, code: str, who: tuple[Entry, ...]) -> Slip:
    start = 5 if code.endswith("a") else 4
    return Slip(
        code,
        "PHIẾU YÊU CẦU CUNG CẤP THÔNG TIN",
        agency.name,
        (
            *who,
            Entry(f"{start}. Thông tin yêu cầu cung cấp:", asked.content, lines=4),
            Entry("Tên văn bản, hồ sơ, tài liệu (nếu biết):", asked.documents, lines=2),
            Entry(f"{start + 1}. Lý do, mục đích yêu cầu:", asked.reason, lines=2),
            Entry(f"{start + 2}. Hình thức nhận thông tin:", asked.form, lines=2),
            Entry(f"{start + 3}. Văn bản kèm theo (thông tin tiếp cận có điều kiện):", None, lines=2),
        ),
        (("NGƯỜI YÊU CẦU", SIGNED),),
    )


def receipt(asked: Asked, agency: Agency) -> Slip:
    """Return form 02: that a request has arrived."""
    arrived = timezone.localtime(asked.received_at) if asked.received_at else None
    when = f"{arrived:%H} giờ {arrived:%M}, ngày {day_figures(arrived.date())}" if arrived else None
    return Slip(
        "Mẫu số 02",
        "PHIẾU TIẾP NHẬN YÊU CẦU CUNG CẤP THÔNG TIN",
        "",
        (
            Entry("Đã tiếp nhận yêu cầu cung cấp thông tin của:", asked.requester or asked.organisation),
            Entry("Địa chỉ:", asked.address),
            Entry("Thông tin yêu cầu:", asked.content),
            Entry("Thời điểm tiếp nhận:", when),
            Entry("Phương thức gửi yêu cầu:", asked.channel or None),
            Entry("Hình thức nhận thông tin:", asked.form),
            Entry(
                "Thời hạn giải quyết được tính từ ngày nhận được yêu cầu hợp lệ. Khi cần bổ sung, cơ quan sẽ "
                "hướng dẫn người yêu cầu.",
                is_note=True,
            ),
        ),
        (("NGƯỜI TIẾP NHẬN", SIGNED),),
        agency.parent,
        agency.name,
        _number(asked),
        agency.place,
        arrived.date() if arrived else None,
    )


def handling(asked: Asked, told: Handling, agency: Agency, *, on: date | None) -> Slip:
    """Return form 03: how a request is handled, with time, place, form and cost."""
    cost = None if told.cost_vnd is None else f"{number(told.cost_vnd)} đồng"
    if told.cost_vnd == 0:
        cost = "Không thu"
    return Slip(
        "Mẫu số 03",
        "PHIẾU GIẢI QUYẾT YÊU CẦU CUNG CẤP THÔNG TIN",
        asked.requester or asked.organisation or "",
        (
            Entry("1. Thông tin được yêu cầu:", asked.content),
            Entry("2. Thời hạn giải quyết:", day_figures(told.due_on) if told.due_on else None),
            Entry("3. Địa điểm cung cấp thông tin:", told.place),
            Entry("4. Hình thức cung cấp thông tin:", told.form),
            Entry("5. Chi phí thực tế in, sao, chụp, gửi:", cost),
            *(Entry(f"- {line}") for line in told.cost_lines),
            Entry("6. Hạn thanh toán chi phí:", day_figures(told.pay_by) if told.pay_by else None),
            *((Entry("7. Ghi chú:", told.note),) if told.note else ()),
            Entry(
                "Người yêu cầu không phải trả phí, lệ phí; chi phí thực tế (nếu có) được thanh toán trước "
                "khi nhận thông tin.",
                is_note=True,
            ),
        ),
        (("NGƯỜI GIẢI QUYẾT", SIGNED),),
        agency.parent,
        agency.name,
        _number(asked),
        agency.place,
        on,
    )


def consent(asked: Asked, concerned: Concerned, agency: Agency) -> Slip:
    """Return form 06: the person or organisation concerned says yes or no."""
    return Slip(
        "Mẫu số 06",
        "VĂN BẢN ĐỒNG Ý CUNG CẤP THÔNG TIN",
        agency.name,
        (
            Entry("1. Tên cá nhân, tổ chức có liên quan:", concerned.party),
            Entry("2. Địa chỉ, số điện thoại, thư điện tử:", concerned.contact),
            Entry(
                f"3. Yêu cầu cung cấp thông tin số {asked.symbol or '……/……'} có nội dung liên quan:",
                concerned.scope,
                lines=3,
            ),
            Entry("4. Căn cứ hỏi ý kiến:", concerned.citation),
            Entry("5. Ý kiến:   □ Đồng ý   □ Không đồng ý   □ Đồng ý một phần, gồm:", None, lines=2),
            Entry("6. Điều kiện (nếu có):", None, lines=2),
        ),
        (("CÁ NHÂN/ĐẠI DIỆN TỔ CHỨC", SIGNED),),
    )


def _number(asked: Asked) -> str:
    return f"Số: {asked.symbol}/YCTT" if asked.symbol else "Số: ……/YCTT"


BLANKS: dict[str, Callable[[Asked, Agency], Slip]] = {
    "01a": request_by_person,
    "01b": request_by_organisation,
}
