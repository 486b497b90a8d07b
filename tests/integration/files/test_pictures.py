"""Pictures are told by their bytes, measured before they are opened, and written anew without what hides."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from dongthuan.apps.files.checking import LARGEST, FileRefused
from dongthuan.apps.files.pictures import drawn_anew
from dongthuan.apps.files.secrecy import SecretMark

GPS = {1: "N", 2: (21.0, 2.0, 30.0), 3: "E", 4: (105.0, 48.0, 0.0)}


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **more: Any) -> bytes:
    """Return a picture half white, half dark."""
    made = Image.new("RGB", size, "white")
    made.paste((20, 30, 40), (0, 0, size[0] // 2, size[1]))
    held = BytesIO()
    made.convert(mode).save(held, kind, **more)
    return held.getvalue()


def with_place() -> bytes:
    """Return what a telephone writes: the place, the device, the way it was held, a remark."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Máy Minh Hoạ", 6
    exif.get_ifd(0x8825).update(GPS)
    return picture(exif=exif, comment="chụp tại nhà riêng")


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_each_kind_is_kept_as_it_came(kind: str, ending: str) -> None:
    drawn = drawn_anew(picture(kind))
    assert drawn.kind == ending
    assert (drawn.full.width, drawn.full.height) == (300, 200)
    assert drawn.shown is drawn.full
    assert Image.open(BytesIO(drawn.full.data)).format == kind


def test_the_place_goes_and_the_picture_stands_upright() -> None:
    data = with_place()
    assert b"Exif" in data
    full = drawn_anew(data).full
    opened = Image.open(BytesIO(full.data))
    assert (full.width, full.height) == (200, 300)  # it was held on its side
    assert not opened.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & opened.info.keys()
    assert "nhà riêng".encode() not in full.data


def test_words_in_a_png_go() -> None:
    told = PngInfo()
    told.add_text("Author", "Nguyễn Văn Riêng")
    assert "Riêng".encode() not in drawn_anew(picture("PNG", pnginfo=told)).full.data


def test_a_mark_of_secrecy_beside_the_points_is_refused() -> None:
    told = PngInfo()
    told.add_itxt("Description", "TUYỆT MẬT\nSơ đồ")
    with pytest.raises(SecretMark):
        drawn_anew(picture("PNG", pnginfo=told))


def test_a_large_picture_is_made_smaller_for_the_page() -> None:
    drawn = drawn_anew(picture(size=(4000, 3000)))
    assert (drawn.full.width, drawn.full.height) == (2560, 1920)
    assert (drawn.shown.width, drawn.shown.height) == (960, 720)
    assert len(drawn.shown.data) < len(drawn.full.data)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_other_colours_become_ours(mode: str) -> None:
    assert Image.open(BytesIO(drawn_anew(picture(mode=mode)).full.data)).mode == "RGB"


@pytest.mark.parametrize("mode", ["I;16", "1", "P", "LA", "RGBA"])
def test_odd_depths_of_png_are_taken(mode: str) -> None:
    source = Image.new("L", (40, 40), 255 if mode == "1" else 200).convert(mode if mode != "I;16" else "I")
    held = BytesIO()
    (source.point(lambda light: light * 256).convert("I;16") if mode == "I;16" else source).save(held, "PNG")
    light = Image.open(BytesIO(drawn_anew(held.getvalue()).full.data)).convert("L").getpixel((5, 5))
    assert light == (255 if mode == "1" else pytest.approx(200, abs=2))


def test_a_wide_profile_is_turned_and_a_broken_one_left() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert drawn_anew(picture(icc_profile=srgb)).full.width == 300
    assert drawn_anew(picture(icc_profile=b"no profile at all")).full.width == 300


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it has that many points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    held = BytesIO()
    frames[0].save(held, kind, save_all=True, append_images=frames[1:])
    return held.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"\x00" * LARGEST, "too_large"),
        (SVG, "no_picture"),
        (b"GIF89a" + b"\x00" * 40, "no_picture"),
        (b"<html>", "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (picture("BMP"), "no_picture"),
        (bomb(8000, 8000), "picture_large"),
        (bomb(60_000, 60_000), "picture_large"),
        (bomb(1_000_000_000, 1), "picture_large"),
        (bomb(300, 300), "broken"),
        (picture()[:900], "broken"),
        (picture("PNG")[:200], "broken"),
        (moving("PNG"), "picture_moves"),
        (moving("WEBP"), "picture_moves"),
    ],
)
def test_what_is_no_still_picture_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        drawn_anew(data)
    assert refused.value.code == code


def test_what_lies_behind_a_picture_does_not_come_along() -> None:
    data = picture() + b"PK\x03\x04 hidden archive <script>"
    assert b"hidden archive" not in drawn_anew(data).full.data


def test_the_widest_contrast_is_that_of_its_lightest_and_darkest_parts() -> None:
    assert drawn_anew(picture("PNG")).widest_contrast == pytest.approx(16.85, abs=0.1)
    grey = Image.new("RGB", (100, 100), (150, 150, 150))
    grey.paste((180, 180, 180), (0, 0, 50, 100))
    held = BytesIO()
    grey.save(held, "PNG")
    assert drawn_anew(held.getvalue()).widest_contrast < 2
