"""Scans: painted places are gone from every byte and point of the new file; the rest is still there."""

import io

import pytest
from PIL import Image, ImageDraw, PngImagePlugin
from pypdf import PdfReader

from dongthuan.docgen.raster import Region, page_count, page_picture, without
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction_check import found_in
from dongthuan.docgen.redaction_data import CannotRedact

RED, BLUE = (200, 0, 0), (0, 0, 200)
SECRET = "Nguyễn Bí Mật 001090012345"


def scan(pages: int = 1, kind: str = "PDF") -> bytes:
    """Return a scan: on each page a red patch above, a blue one below; the secret in what lies beside."""
    made = []
    for _page in range(pages):
        picture = Image.new("RGB", (620, 877), "white")
        pen = ImageDraw.Draw(picture)
        pen.rectangle((62, 88, 310, 176), fill=RED)
        pen.rectangle((62, 600, 310, 700), fill=BLUE)
        made.append(picture)
    written = io.BytesIO()
    if kind == "PDF":
        told = {"title": SECRET, "author": SECRET, "resolution": 75.0}
        made[0].save(written, "PDF", save_all=True, append_images=made[1:], **told)
    else:
        beside = PngImagePlugin.PngInfo()
        beside.add_text("Comment", SECRET)
        made[0].save(written, "PNG", pnginfo=beside)
    return written.getvalue()


def near(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    """Return how many points are nearly of a colour."""
    points = picture.convert("RGB").getdata()
    return sum(all(abs(a - b) < 60 for a, b in zip(point, colour, strict=True)) for point in points)


def drawn(data: bytes, page: int) -> Image.Image:
    """Return one page as a picture."""
    return Image.open(io.BytesIO(page_picture(data, page)))


ABOVE = Region(2, 900, 900, 5100, 2100)


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_what_is_covered_is_gone_and_the_rest_is_kept(kind: str) -> None:
    data = scan(kind=kind)
    region = Region(1, ABOVE.left, ABOVE.top, ABOVE.right, ABOVE.bottom)
    assert near(drawn(data, 1), RED) > 1000
    made = without(data, [region])
    assert near(drawn(made, 1), RED) == 0
    assert near(drawn(made, 1), BLUE) > 1000
    assert near(drawn(made, 1), (0, 0, 0)) > 1000
    assert made == without(data, [region])
    assert found_in(made, "pdf", [SECRET, "001090012345"]) == []
    pictures = (
        [image.data for image in PdfReader(io.BytesIO(data)).pages[0].images] if kind == "PDF" else [data]
    )
    assert not any(picture[100:400] in made for picture in pictures)


def test_only_the_named_page_is_covered() -> None:
    data = scan(3)
    made = without(data, [ABOVE])
    assert len(PdfReader(io.BytesIO(made)).pages) == page_count(made) == page_count(data) == 3
    assert [near(drawn(made, page), RED) > 1000 for page in (1, 2, 3)] == [True, False, True]
    reader = PdfReader(io.BytesIO(made))
    assert all(not page.extract_text().strip() for page in reader.pages)
    assert not (reader.metadata or {}).get("/Title")


def test_a_preview_shows_what_the_copy_will_show() -> None:
    painted = Image.open(io.BytesIO(page_picture(scan(2), 2, [ABOVE])))
    assert (near(painted, RED), near(painted, BLUE) > 1000) == (0, True)
    with pytest.raises(IndexError):
        page_picture(scan(), 2)


@pytest.mark.parametrize(
    ("regions", "code"),
    [
        ([], "not-found"),
        ([Region(2, 0, 0, 100, 100)], "not-found"),
        ([Region(1, 0, 0, 9, 9)] * 401, "too-many"),
    ],
)
def test_what_cannot_be_covered_is_refused(regions: list[Region], code: str) -> None:
    with pytest.raises(CannotRedact) as refused:
        without(scan(), regions)
    assert refused.value.code == code


@pytest.mark.parametrize("data", [b"%PDF-1.4\nbroken", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xffbroken"])
def test_a_broken_file_is_refused_in_one_way(data: bytes) -> None:
    with pytest.raises(CannotRead) as refused:
        page_count(data)
    assert refused.value.code == "damaged"


def test_a_place_too_small_for_a_word_is_refused_the_smallest_other_holds() -> None:
    with pytest.raises(CannotRedact) as refused:
        without(scan(), [Region(1, 1200, 1200, 1240, 1240)])
    assert refused.value.code == "too-small"
    assert without(scan(), [Region(1, 1200, 1200, 1300, 1300)]).startswith(b"%PDF")
