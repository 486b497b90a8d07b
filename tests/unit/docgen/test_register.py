"""A register in print: wide pages, its columns and the number of the page on each, archival."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from dongthuan.docgen.register import Register, RegisterColumn, as_pdf
from tests.unit.docgen.conftest import EVE

COLUMNS = (
    RegisterColumn("Số thứ tự", 10),
    RegisterColumn("Nội dung", 60),
    RegisterColumn("Chi phí", 12, True),
)


def register(count: int) -> Register:
    """Return a register of some rows."""
    rows = [(f"{number:03d}/2026", "Danh mục nhiệm vụ " * 12, "20.000") for number in range(1, count + 1)]
    title = "Sổ theo dõi cung cấp thông tin theo yêu cầu"
    return Register(
        title, "Năm 2026", "Viện Minh họa", COLUMNS, rows, f"Cộng: {count} yêu cầu.", place="Hà Nội"
    )


def test_every_page_lies_across_names_its_columns_and_its_number() -> None:
    data = as_pdf(register(150), on=date(2026, 11, 27), made_at=EVE)
    assert data == as_pdf(register(150), on=date(2026, 11, 27), made_at=EVE)
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        words = " ".join(page.extract_text().split())
        assert page.mediabox.width > page.mediabox.height
        assert "Số thứ tự Nội dung Chi phí" in words
        assert f"Trang {number}/{len(pages)}" in words
        assert "Năm 2026" in words
    last = " ".join(pages[-1].extract_text().split())
    assert "150/2026" in last
    assert "Cộng: 150 yêu cầu." in last
    assert "ngày 27 tháng 11 năm 2026" in last


def test_an_empty_one_is_drawn_too_and_a_crooked_one_is_not() -> None:
    empty = register(0)
    assert as_pdf(empty, on=date(2026, 1, 2), made_at=EVE).startswith(b"%PDF")
    crooked = Register("Sổ", "Năm 2026", "", COLUMNS, [("một", "hai")], "")
    with pytest.raises(ValueError, match="one cell a column"):
        as_pdf(crooked, on=date(2026, 1, 2), made_at=EVE)
