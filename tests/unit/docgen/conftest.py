"""A full brief of an invented day, and one with nothing in it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dongthuan.docgen.brief import (
    Brief,
    BriefGroup,
    BriefItem,
    Figures,
    Level,
    Origin,
    Polarity,
    Proposal,
    Reference,
    Tally,
)
from dongthuan.docgen.brief_wording import GROUPS
from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature, SigningMode

DAY = date(2026, 2, 5)
HANOI = timezone(timedelta(hours=7))
EVE = datetime(2026, 2, 4, 22, 0, tzinfo=HANOI)

HEAD_OF_OFFICE = Signature("Chánh Văn phòng", mode=SigningMode.BY_ORDER, principal="Chủ tịch")
FIGURES = Figures(
    day=Tally(negative=4, neutral=22, positive=12, unclear=4),
    previous_month=Reference(date(2026, 1, 1), Tally(negative=120, neutral=640, positive=410)),
    last_year=Reference(date(2025, 2, 1), Tally()),
    copies=31,
    confirmed=9,
)


def letterhead(signed_on: date | None = None) -> Letterhead:
    """Return the head of the demonstration agency."""
    return Letterhead(
        "Chính phủ", "Viện Hàn lâm Khoa học và Công nghệ Việt Nam", "BC-VHL", "Hà Nội", signed_on
    )


def item(title: str, **given: object) -> BriefItem:
    """Return an item of the day with that title."""
    usual = {
        "outlet": "Báo Minh họa",
        "published_at": datetime(2026, 2, 5, 7, 15, tzinfo=HANOI),
        "url": "https://bao.example/khoa-hoc/trung-tam-du-bao-dong-dat-mo-cua-don-cong-chung-20260205.html",
        "summary": "Tóm tắt hai dòng của tin minh họa: đơn vị đã thông báo lịch, người dân hỏi về kinh phí.",
        "polarity": Polarity.NEUTRAL,
        "polarity_origin": Origin.MACHINE,
        "level": Level.WATCH,
    }
    return BriefItem(title=title, **(usual | given))  # type: ignore[arg-type]


ITEMS = {
    "I": (item("Chính phủ yêu cầu đẩy mạnh truyền thông chính sách trong lĩnh vực khoa học", copies=12),),
    "II": (
        item(
            "Người dân phản ánh trạm quan trắc gây tiếng ồn kéo dài nhiều tháng tại khu dân cư",
            polarity=Polarity.NEGATIVE,
            polarity_origin=Origin.HUMAN,
            level=Level.URGENT,
            unit_name="Viện Vật lý địa cầu",
            proposal="Kiểm tra, trả lời báo chí trong ngày.",
            copies=3,
        ),
        item("Viện Toán học công bố chương trình học bổng", polarity=Polarity.POSITIVE),
        item('<b>Đánh dấu</b> & #read("/etc/passwd") *x* $y$ {{ z }}', url="javascript:alert(1)"),
        item("Động đất 😱 ở 日本", url="https://bao.example/" + "a" * 400, published_at=None, summary=""),
    ),
    "III": (),
    "IV": tuple(
        item(
            f"Tạp chí quốc tế đưa tin số {n} về hợp tác nghiên cứu biển",
            published_at=datetime(2026, 2, 4, 22, n, tzinfo=HANOI),
        )
        for n in range(14)
    ),
}


@pytest.fixture
def made_at() -> datetime:
    """The instant a document is drawn."""
    return datetime(2026, 2, 5, 1, 30, tzinfo=UTC)


@pytest.fixture
def full_brief() -> Brief:
    """A draft with every kind of item in it, hostile ones too."""
    return Brief(
        letterhead=letterhead(),
        day=DAY,
        compiler="Nguyễn Thị Minh Họa",
        signature=HEAD_OF_OFFICE,
        figures=FIGURES,
        groups=tuple(BriefGroup(numeral, title, ITEMS[numeral]) for numeral, title in GROUPS),
        proposals=(Proposal("Viện Vật lý địa cầu", "Kiểm tra tiếng ồn, trả lời báo chí.", date(2026, 2, 6)),),
        recipients=(Recipient("Lãnh đạo Viện", "để b/c"), Recipient("Các đơn vị trực thuộc", "để t/h")),
        notes=("Số liệu minh họa.",),
    )


@pytest.fixture
def empty_brief() -> Brief:
    """An approved brief of a day without news."""
    nothing = Figures(Tally(), Reference(date(2026, 1, 1), Tally()), Reference(date(2025, 2, 1), Tally()))
    return Brief(
        letterhead=letterhead(DAY),
        day=DAY,
        compiler="",
        signature=Signature("Chủ tịch", "Trần Minh Họa"),
        figures=nothing,
        groups=tuple(BriefGroup(numeral, title) for numeral, title in GROUPS),
        number="7",
        is_draft=False,
    )
