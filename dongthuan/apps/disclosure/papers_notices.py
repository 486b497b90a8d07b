"""What the official papers about a request say, in Vietnamese: extension, refusal, the periodic report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from dongthuan.apps.disclosure.papers import Asked
from dongthuan.docgen.official import Block, Heading, Paragraph, Table
from dongthuan.docgen.wording import day_figures

UNITS = {"working_days": "ngày làm việc", "days": "ngày", "hours": "giờ", "months": "tháng"}


@dataclass(frozen=True, slots=True)
class Extended:
    """A limit that was extended: by how much, on which rule, why; before and after."""

    amount: int
    unit: str
    due_before: datetime
    due_after: datetime
    citation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal: the ground as it is quoted, the reason; which parts, "" = the whole."""

    citation: str
    reason: str
    remedies: str


@dataclass(frozen=True, slots=True)
class Periodic:
    """The figures of the periodic report, decided beforehand. by_unit: name and figures in their order."""

    start_on: date
    last_on: date
    received: int
    provided: int
    partly: int
    refused: int
    ended: int
    under_way: int
    in_time: int
    late: int
    by_unit: Sequence[tuple[str, ...]]
    by_channel: Sequence[tuple[str, int]]
    grounds: Sequence[tuple[str, int]]
    remedies: Sequence[tuple[str, int]]
    upheld: int


def extension_subject(asked: Asked) -> str:
    """Return what form 04 is about."""
    return f"Gia hạn thời hạn cung cấp thông tin theo yêu cầu số {asked.symbol}"


def extension(asked: Asked, told: Extended, *, issuer: str) -> list[Block]:
    """Return the body of form 04, the notice of extension: rule, length, reason."""
    length = f"{told.amount:02d} {UNITS.get(told.unit, told.unit)}"
    return [
        Paragraph(f"{_intro(asked, issuer)} {issuer} thông báo gia hạn thời hạn cung cấp thông tin như sau:"),
        Paragraph(f"1. Thông tin được yêu cầu: {_stopped(asked.content)}"),
        Paragraph(f"2. Thời hạn trước khi gia hạn: đến hết ngày {_last_day(told.due_before)}."),
        Paragraph(f"3. Thời gian gia hạn: {length}, đến hết ngày {_last_day(told.due_after)}."),
        Paragraph(f"4. Căn cứ: {_stopped(told.citation)}"),
        Paragraph(f"5. Lý do gia hạn: {_stopped(told.reason)}"),
        Paragraph(f"{issuer} thông báo để {_called(asked)} biết./."),
    ]


def refusal_subject(asked: Asked) -> str:
    """Return what form 05 is about."""
    return f"Từ chối yêu cầu cung cấp thông tin số {asked.symbol}"


def refusal(asked: Asked, told: Refused, *, issuer: str) -> list[Block]:
    """Return the body of form 05, the notice of refusal: ground with its article, reason, remedies."""
    return [
        Paragraph(f"{_intro(asked, issuer)} {issuer} thông báo từ chối cung cấp thông tin như sau:"),
        Paragraph(f"1. Thông tin được yêu cầu: {_stopped(asked.content)}"),
        Paragraph(f"2. Căn cứ từ chối: {_stopped(told.citation)}"),
        Paragraph(f"3. Lý do: {_stopped(told.reason)}"),
        Paragraph(f"4. {_stopped(told.remedies)}"),
        Paragraph(f"{issuer} thông báo để {_called(asked)} biết./."),
    ]


def periodic_subject(told: Periodic) -> str:
    """Return what the periodic report is about."""
    span = f"từ ngày {day_figures(told.start_on)} đến ngày {day_figures(told.last_on)}"
    return f"Tình hình thực hiện quyền tiếp cận thông tin {span}"


def periodic(told: Periodic, *, issuer: str) -> list[Block]:
    """Return the body of the report to the Ministry of Justice; what a person must write is left open."""
    head = ("Đơn vị", "Tiếp nhận", "Cung cấp", "Một phần", "Từ chối", "Đúng hạn", "Quá hạn")
    answered = told.provided + told.partly
    return [
        Paragraph(
            f"{issuer} báo cáo tình hình thực hiện pháp luật về tiếp cận thông tin từ ngày "
            f"{day_figures(told.start_on)} đến ngày {day_figures(told.last_on)} như sau:"
        ),
        Heading("I. Tình hình công khai thông tin"),
        Paragraph("(Nêu việc công khai thông tin, danh mục, chuyên mục về tiếp cận thông tin.)"),
        Heading("II. Cung cấp thông tin theo yêu cầu"),
        Paragraph(
            f"Tiếp nhận {told.received} yêu cầu; đã cung cấp {answered} (đầy đủ {told.provided}, một phần "
            f"{told.partly}); từ chối {told.refused}; rút hoặc không bổ sung {told.ended}; đang giải quyết "
            f"{told.under_way}. Đúng hạn {told.in_time}, quá hạn {told.late}."
        ),
        Table(
            head,
            tuple(told.by_unit),
            (5, 2, 2, 2, 2, 2, 2),
            numeric=(1, 2, 3, 4, 5, 6),
            caption="Theo đầu mối",
        ),
        Table(("Phương thức gửi", "Số yêu cầu"), _rows(told.by_channel), (7, 2), numeric=(1,)),
        *_grounds(told.grounds),
        Heading("III. Khiếu nại, khởi kiện, tố cáo"),
        Table(("Hình thức", "Số vụ"), _rows(told.remedies), (7, 2), numeric=(1,)),
        Paragraph(f"Khiếu nại được công nhận toàn bộ hoặc một phần: {told.upheld}."),
        Heading("IV. Khó khăn, vướng mắc"),
        Paragraph("(Nêu khó khăn, vướng mắc và nguyên nhân.)"),
        Heading("V. Đề xuất, kiến nghị"),
        Paragraph("(Nêu đề xuất, kiến nghị.)"),
    ]


def _grounds(grounds: Sequence[tuple[str, int]]) -> list[Block]:
    if not grounds:
        return [Paragraph("Không có yêu cầu bị từ chối.")]
    return [Table(("Căn cứ từ chối", "Số yêu cầu"), _rows(grounds), (7, 2), numeric=(1,))]


def _rows(rows: Sequence[tuple[str, int]]) -> tuple[tuple[str, ...], ...]:
    return tuple((name, str(count)) for name, count in rows)


def _intro(asked: Asked, issuer: str) -> str:
    received = f" nhận ngày {_day(asked.received_at)}" if asked.received_at else ""
    return f"Xét yêu cầu cung cấp thông tin số {asked.symbol}{received} của {_called(asked)},"


def _called(asked: Asked) -> str:
    who = asked.organisation or asked.requester
    return who or "người yêu cầu"


def _day(at: datetime) -> str:
    return day_figures(timezone.localtime(at).date())


def _last_day(ends_at: datetime) -> str:
    """Return the last day of a limit: one that ends at midnight ends with the day before."""
    return _day(ends_at - timedelta(microseconds=1))


def _stopped(words: str | None) -> str:
    told = " ".join((words or "").split())
    return told if told.endswith((".", "!", "?", "…")) else f"{told}."
