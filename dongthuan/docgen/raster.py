"""A scan without some of its places: every page is drawn, the places are painted over, a new PDF is made.

Nothing of the old file goes into the new one but the points of its pages outside the painted places. The new
file is drawn again and looked at before it is given: where a painted place shows anything, it is refused.
"""

import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject

from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction_data import CannotRedact

DOTS_AN_INCH = 150
MOST_PAGES = 60
MOST_POINTS = 40_000_000
MOST_REGIONS = 400
QUALITY = 82
DARKEST = 96  # of 255: what is painted black may come back from JPEG a little lighter, never more
_BLOCK = 9  # points beside an edge that JPEG mixes with what lies on its other side
LEAST_SIDE = 12  # points; a smaller place covers no word, and JPEG would mix it with what lies beside
_LONGEST = 3_000  # points of the longer side of a page
_FORMATS = ("PNG", "JPEG", "TIFF")
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ONE_AT_A_TIME = threading.Lock()  # the library that draws serves one caller at a time
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError, UnidentifiedImageError)


@dataclass(frozen=True, slots=True)
class Region:
    """A place to be painted over. page: from 1; its sides in hundredths of a percent of the page."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


def page_count(data: bytes) -> int:
    """Return how many pages a scan has; raises CannotRead: encrypted, damaged, too-many-pages, unknown."""
    with _ONE_AT_A_TIME:
        count = sum(1 for _size in _sizes(data))
    if not count:
        raise CannotRead("empty")
    return count


def page_picture(data: bytes, page: int, regions: Sequence[Region] = ()) -> bytes:
    """Return one page (from 1) as PNG, its regions painted; raises CannotRead, CannotRedact, IndexError."""
    with _ONE_AT_A_TIME:
        for number, picture in enumerate(_pages(data), start=1):
            if number == page:
                return _png(_painted(picture, number, regions))
    raise IndexError(page)


def without(data: bytes, regions: Sequence[Region]) -> bytes:
    """Return a new PDF of the pages with all regions painted over, looked at before it is given.

    Raises CannotRead; CannotRedact: not-found (no region, or one on no page), too-many, too-small,
    still-there.
    """
    if not regions or len(regions) > MOST_REGIONS:
        raise CannotRedact("too-many" if regions else "not-found")
    with _ONE_AT_A_TIME:
        writer, count = PdfWriter(), 0
        for number, picture in enumerate(_pages(data), start=1):
            _add(writer, _painted(picture, number, regions))
            count = number
        if missing := [str(one.page) for one in regions if not 1 <= one.page <= count]:
            raise CannotRedact("not-found", ", ".join(missing))
        made = io.BytesIO()
        writer.write(made)
        _refuse_shown(made.getvalue(), regions)
    return made.getvalue()


def _pages(data: bytes) -> Iterator[Image.Image]:
    """Yield each page as a picture in RGB, in order; raises CannotRead."""
    if data.startswith(_MAGIC):
        yield from _frames(data)
        return
    document = _opened(data)
    try:
        for page in document:
            longest = max(page.get_width(), page.get_height(), 1)
            scale = min(DOTS_AN_INCH / 72, _LONGEST / longest)
            yield page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        code = "encrypted" if "password" in str(problem).casefold() else "damaged"
        raise CannotRead(code, type(problem).__name__) from problem
    if len(document) > MOST_PAGES:
        document.close()
        raise CannotRead("too-many-pages", str(MOST_PAGES))
    document.init_forms()
    return document


def _frames(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            for number in range(getattr(opened, "n_frames", 1)):
                opened.seek(number)
                _refuse_frame(opened, number)
                frame = ImageOps.exif_transpose(opened).convert("RGB")
                frame.thumbnail((_LONGEST, _LONGEST))
                yield frame
    except (*_BROKEN, Image.DecompressionBombError) as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem


def _refuse_frame(frame: Image.Image, number: int) -> None:
    if number >= MOST_PAGES:
        raise CannotRead("too-many-pages", str(MOST_PAGES))
    if frame.width * frame.height > MOST_POINTS:
        raise CannotRead("picture-large", str(MOST_POINTS // 1_000_000))


def _sizes(data: bytes) -> Iterator[object]:
    if data.startswith(_MAGIC):
        yield from _frames(data)
        return
    document = _opened(data)
    try:
        yield from range(len(document))
    finally:
        document.close()


def _painted(picture: Image.Image, number: int, regions: Sequence[Region]) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    for region in regions:
        if region.page == number:
            left, top, right, bottom = _box(picture, region)
            if min(right - left, bottom - top) < LEAST_SIDE:
                raise CannotRedact("too-small", str(number))
            pen.rectangle((left, top, right - 1, bottom - 1), fill=(0, 0, 0))
    return picture


def _box(picture: Image.Image, region: Region) -> tuple[int, int, int, int]:
    """Return the points of a region, widened to whole points."""
    left = region.left * picture.width // 10_000
    top = region.top * picture.height // 10_000
    right = -(-region.right * picture.width // 10_000)
    bottom = -(-region.bottom * picture.height // 10_000)
    return left, top, right, bottom


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _add(writer: PdfWriter, picture: Image.Image) -> None:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, subsampling=0)
    image = StreamObject()
    image.set_data(written.getvalue())
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(picture.width),
            NameObject("/Height"): NumberObject(picture.height),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    width, height = (round(side * 72 / DOTS_AN_INCH, 2) for side in picture.size)
    page = writer.add_blank_page(width, height)
    drawing = DecodedStreamObject()
    drawing.set_data(f"q {width} 0 0 {height} 0 0 cm /Page Do Q".encode())
    held = DictionaryObject({NameObject("/Page"): writer._add_object(image)})  # noqa: SLF001 - pypdf has no other way
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    page[NameObject("/Contents")] = writer._add_object(drawing)  # noqa: SLF001 - as above


def _refuse_shown(made: bytes, regions: Sequence[Region]) -> None:
    """Draw the new file again; raises CannotRedact where a painted place shows anything but black."""
    for number, picture in enumerate(_pages(made), start=1):
        for region in (one for one in regions if one.page == number):
            left, top, right, bottom = _box(picture, region)
            edge = max(0, min(_BLOCK, (right - left - 1) // 2, (bottom - top - 1) // 2))
            inner = (left + edge, top + edge, right - edge, bottom - edge)
            _low, high = picture.crop(inner).convert("L").getextrema()
            if float(high) > DARKEST:  # type: ignore[arg-type]  # of one band, so a number
                raise CannotRedact("still-there", str(number))
