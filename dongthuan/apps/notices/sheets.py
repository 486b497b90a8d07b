"""Notices, messages and reminders as sheets; headings are Vietnamese because they are handed on."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime

from dongthuan.apps.notices.models import Message, Notice, Reminder
from dongthuan.apps.notices.reminding import AUDIENCE_WORDS, STEP_WORDS, Audience
from dongthuan.apps.notices.wording import FAULTS, group_of
from dongthuan.docgen.sheet import Cell, Sheet

MOST_ROWS = 20_000
READ_AT_ONCE = 1000
Row = TypeVar("Row", bound=Model)


def outbox_sheet(messages: QuerySet[Message]) -> Sheet:
    """Return messages without their text: to whom, when, and what became of each."""
    header = (
        "Lập lúc",
        "Người nhận",
        "Địa chỉ",
        "Tiêu đề",
        "Trạng thái",
        "Số lần gửi",
        "Gửi lúc",
        "Vướng mắc",
        "Trả lời của máy chủ thư",
    )
    rows = (
        (
            _local(one.queued_at),
            one.recipient.full_name,
            one.to,
            one.subject,
            str(one.get_state_display()),
            one.attempts,
            _local(one.sent_at),
            str(FAULTS.get(one.fault, one.fault)),
            one.error,
        )
        for one in _newest(messages.order_by("-queued_at", "-id"))
    )
    return Sheet("Thư đã gửi", header, rows, heading=_heading("Thư đã gửi", messages))


def reminders_sheet(reminders: QuerySet[Reminder]) -> Sheet:
    """Return who was urged on about what, when, and what became of it."""
    header = (
        "Nhắc lúc",
        "Nội dung",
        "Hạn",
        "Lần nhắc",
        "Người được nhắc",
        "Với tư cách",
        "Trạng thái",
        "Đã đọc lúc",
    )
    rows = (
        (
            _local(one.at),
            one.title,
            one.due_on,
            str(STEP_WORDS.get(one.step, one.step)),
            one.recipient.full_name,
            str(AUDIENCE_WORDS.get(Audience(one.audience), one.audience)),
            str(one.get_state_display()),
            _local(one.notice.read_at if one.notice else None),
        )
        for one in _newest(reminders.order_by("-at", "-id"))
    )
    return Sheet("Sổ đôn đốc", header, rows, heading=_heading("Sổ đôn đốc", reminders))


def notices_sheet(notices: QuerySet[Notice]) -> Sheet:
    """Return an officer's own notices."""
    header = ("Lúc", "Loại", "Nội dung", "Chi tiết", "Đã đọc lúc")
    rows = (
        (_local(one.queued_at), str(group_of(one.kind).label), one.title, one.body, _local(one.read_at))
        for one in _newest(notices.order_by("-queued_at", "-id"))
    )
    return Sheet("Thông báo", header, rows, heading=_heading("Thông báo của tôi", notices))


def _newest(rows: QuerySet[Row]) -> Iterator[Row]:
    return islice(rows.iterator(chunk_size=READ_AT_ONCE), MOST_ROWS)


def _heading(words: str, rows: QuerySet[Row]) -> str:
    """Return the line above the header; it says where rows are left out."""
    if rows.order_by()[: MOST_ROWS + 1].count() <= MOST_ROWS:
        return words
    most = f"{MOST_ROWS:,}".replace(",", ".")
    return f"{words} ({most} dòng mới nhất; lọc để lấy phần còn lại)"


def _local(at: datetime | None) -> Cell:
    return localtime(at).replace(tzinfo=None) if at else None
