"""What the paper of an authorisation to speak says, in Vietnamese, from what was written down."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Block, Heading, Paragraph

SUBJECT = "Phát ngôn và cung cấp thông tin cho báo chí"


@dataclass(frozen=True, slots=True)
class MandateLaw:
    """What the paper cites, as the law stands on its day; onward: that it is not passed on. "" = nothing."""

    writing: str
    onward: str


def subject(mandate: Mandate) -> str:
    """Return what the paper is about."""
    return f"{SUBJECT} về vụ việc: {mandate.matter_title}"


def body(mandate: Mandate, *, law: MandateLaw) -> list[Block]:
    """Return the body: on what ground, who authorises whom, for which one matter, from when until when."""
    head = mandate.authorised_by
    basis: list[Block] = [Paragraph(f"Căn cứ {law.writing}.", is_basis=True)] if law.writing else []
    return [
        *basis,
        Heading("1. Người ủy quyền", 2),
        Paragraph(f"Họ và tên: {head.full_name}."),
        Paragraph(f"Chức vụ: {head.post}, người đứng đầu {head.unit.name}."),
        Heading("2. Người được ủy quyền", 2),
        Paragraph(f"Họ và tên: {mandate.full_name}."),
        Paragraph(f"Chức vụ: {mandate.post}."),
        *_contacts(mandate),
        Heading("3. Nội dung ủy quyền", 2),
        Paragraph(
            f"Phát ngôn và cung cấp thông tin cho báo chí nhân danh {mandate.unit.name} về vụ việc: "
            f"{_bare(mandate.matter_title)}."
        ),
        Paragraph("Văn bản này chỉ áp dụng cho vụ việc nêu trên."),
        Heading("4. Thời hạn ủy quyền", 2),
        Paragraph(f"Từ {_moment(mandate.start_at)} đến trước {_moment(mandate.end_at)}."),
        Heading("5. Không ủy quyền lại", 2),
        Paragraph(f"Người được ủy quyền không được ủy quyền lại cho người khác{_in_brackets(law.onward)}."),
    ]


def facts(mandate: Mandate) -> tuple[str, ...]:
    """Return what the paper must name, in its own words: who, whom, on what, from when, until when."""
    return (
        mandate.authorised_by.full_name,
        mandate.full_name,
        _bare(mandate.matter_title),
        _moment(mandate.start_at),
        _moment(mandate.end_at),
    )


def recipients(mandate: Mandate) -> tuple[Recipient, ...]:
    """Return who gets the paper: the authorised person, and the unit spoken for, if it is another."""
    person = Recipient(mandate.full_name, "để thực hiện")
    is_own = mandate.unit_id == mandate.authorised_by.unit_id
    return (person,) if is_own else (person, Recipient(mandate.unit.name))


def _contacts(mandate: Mandate) -> list[Block]:
    told = (("Điện thoại", mandate.phone), ("Thư điện tử", mandate.official_email))
    return [Paragraph(f"{label}: {value}.") for label, value in told if value]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}"


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _bare(words: str) -> str:
    return words.strip().rstrip(".;, ")
