"""The kept words of a file as a new PDF: nothing of the old one is copied, so nothing hides below a bar."""

from datetime import datetime

from dongthuan.docgen import typeset
from dongthuan.docgen.wording import breakable, printable

TITLE = "Bản đã che thông tin"
NOTE = (
    "Tệp này được dựng lại từ phần chữ của tệp gốc để phần đã che không còn trong tệp; "
    "hình, con dấu, chữ ký và cách trình bày của tệp gốc không được đưa vào."
)


def as_pdf(text: str, *, made_at: datetime) -> bytes:
    """Return the lines of a text, in their order, as an archival and accessible PDF. Raises NotTypeset."""
    lines = [breakable(" ".join(line.split())) for line in printable(text).splitlines()]
    words = {"title": TITLE, "author": "", "fingerprint": "", "note": NOTE, "lines": lines}
    return typeset.as_pdf("redacted.typ", words, made_at=made_at)
