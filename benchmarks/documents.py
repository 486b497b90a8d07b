"""How long official documents and lists take to draw: the median and the slowest, in seconds.

PYTHONPATH=. python benchmarks/documents.py [--rounds 5]    (no database)
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from pypdf import PdfReader

from dongthuan.docgen import official_docx, official_pdf
from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature
from dongthuan.docgen.official import Annex, Block, Document, Heading, Kind, Paragraph, Table
from dongthuan.docgen.sheet import Cell, Link, Sheet
from dongthuan.docgen.sheet_reading import read_xlsx
from dongthuan.docgen.sheet_xlsx import as_xlsx

AT = datetime(2026, 2, 5, 1, 30, tzinfo=UTC)
TASKS = 6_272  # a year of the Government Office
PASSAGE = (
    "Đẩy mạnh công tác truyền thông chính sách nhằm cung cấp thông tin kịp thời, đầy đủ, chính xác về chủ "
    "trương, chính sách, pháp luật đến người dân và doanh nghiệp; nâng cao trách nhiệm của người đứng đầu. "
)


def report() -> Document:
    """Return a report of about thirty pages: fifty sections, five tables, an annex on turned pages."""
    body: list[Block] = []
    for section in range(1, 51):
        body += [Heading(f"{section}. Kết quả của đơn vị thứ {section}", 2)]
        body += [Paragraph(PASSAGE * 3), Paragraph(PASSAGE * 2)]
        if section % 10 == 0:
            rows = tuple((str(n), f"Đơn vị {n}", "12", "10", "2") for n in range(20))
            body += [Table(("TT", "Đơn vị", "Được giao", "Đúng hạn", "Quá hạn"), rows, numeric=(2, 3, 4))]
    wide = tuple((str(n), *[PASSAGE[:60]] * 11) for n in range(30))
    annex = Annex("Nhiệm vụ", (Table(("TT", *[f"Cột {n}" for n in range(11)]), wide),), is_landscape=True)
    return Document(
        Kind.REPORT,
        Letterhead(
            "Chính phủ", "Viện Hàn lâm Khoa học và Công nghệ Việt Nam", "BC-VHL", "Hà Nội", date(2026, 2, 5)
        ),
        "Kết quả công tác truyền thông chính sách năm 2026",
        tuple(body),
        Signature("Chủ tịch", "Trần Minh Họa"),
        number="12",
        recipients=(Recipient("Các đơn vị trực thuộc", "để t/h"),),
        annexes=(annex,),
    )


def tasks() -> Sheet:
    """Return the list of a year's tasks."""
    row: tuple[Cell, ...] = (PASSAGE[:80], "Viện Vật lý địa cầu", date(2026, 3, 5), 0.5, "Đang làm")
    rows = ((n, *row, Link("Mở", f"https://dongthuan.example/{n}")) for n in range(TASKS))
    return Sheet("Nhiệm vụ", ("TT", "Nội dung", "Đơn vị", "Hạn", "Tiến độ", "Trạng thái", "Mở"), rows)


def measured(name: str, draw: Callable[[], object], rounds: int) -> None:
    """Print how long `draw` takes."""
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        draw()
        spent.append(time.perf_counter() - start)
    print(f"{name:<34} median {statistics.median(spent):6.2f} s   slowest {max(spent):6.2f} s")


def main() -> None:
    """Draw each of them several times; the first time is among them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    long = report()
    pages = len(PdfReader(io.BytesIO(official_pdf.as_pdf(long, made_at=AT))).pages)
    measured(f"PDF of {pages} pages", lambda: official_pdf.as_pdf(long, made_at=AT), rounds)
    measured("the same as DOCX", lambda: official_docx.as_docx(long, made_at=AT), rounds)
    measured(f"XLSX of {TASKS} rows", lambda: as_xlsx([tasks()], made_at=AT), rounds)
    book = as_xlsx([tasks()], made_at=AT)
    measured("reading it again", lambda: read_xlsx(book), rounds)


if __name__ == "__main__":
    main()
