"""Pictures for the public: told by their bytes, measured before they are opened, and written anew.

What a camera or a program wrote beside the points (place, device, author, thumbnail) does not survive.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from dongthuan.apps.files.checking import LARGEST, FileRefused
from dongthuan.apps.files.secrecy import refuse_secret

MOST_POINTS = 40_000_000
LONGEST_SIDE = 2560
SHOWN_WIDTH = 960
QUALITY = 85
KIND_OF = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_FORMATS = ("JPEG", "PNG", "WEBP")
_SAVED_AS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, OverflowError, ImageCms.PyCMSError, MemoryError)
_ONE_AT_A_TIME = threading.Lock()  # an opened picture takes some hundred megabytes for a moment


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture as it is kept: bytes, and its sides in points."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture written anew. kind: jpg, png or webp. full, shown: at most LONGEST_SIDE, SHOWN_WIDTH wide.

    widest_contrast: the ratio, 1 to 21, between its lightest and darkest parts (WCAG's formula); words in it
    can have no more.
    """

    kind: str
    full: Drawn
    shown: Drawn
    widest_contrast: float


def drawn_anew(data: bytes) -> Picture:
    """Return a picture without what was written beside its points, upright and in sRGB.

    Raises FileRefused (empty, too_large, no_picture, picture_large, picture_moves, broken), and SecretMark
    where the words beside the points carry a mark of state secrecy.
    """
    if not data:
        raise FileRefused("empty")
    if len(data) > LARGEST:
        raise FileRefused("too_large")
    with _ONE_AT_A_TIME:
        return _drawn_anew(data)


def _drawn_anew(data: bytes) -> Picture:
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            _refuse_unfit(opened)
            refuse_secret(*_words_beside(opened))
            kind = KIND_OF[str(opened.format)]
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is opened at no more than is kept
            upright = _flat(ImageOps.exif_transpose(opened), kind)
        full = _within(upright, LONGEST_SIDE, LONGEST_SIDE)
        shown = _within(full, SHOWN_WIDTH, LONGEST_SIDE)
        written = _written(full, kind)
        small = written if shown is full else _written(shown, kind)
        return Picture(kind, written, small, widest_contrast(shown))
    except UnidentifiedImageError:
        raise FileRefused("no_picture") from None
    except Image.DecompressionBombError:
        raise FileRefused("picture_large") from None
    except _BROKEN:
        raise FileRefused("broken") from None


def _refuse_unfit(opened: Image.Image) -> None:
    """Refuse by what the head of the file says, before its points are unpacked."""
    if opened.width * opened.height > MOST_POINTS:
        raise FileRefused("picture_large")
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise FileRefused("picture_moves")


def _words_beside(opened: Image.Image) -> Iterator[str]:
    """Give what is written beside the points: comments, titles, authors, XMP."""
    exif = opened.getexif()
    for value in (*opened.info.values(), *exif.values(), *exif.get_ifd(ExifTags.IFD.Exif).values()):
        if isinstance(value, bytes):
            yield value.decode("utf-8", "replace").replace("\x00", " ")
        elif isinstance(value, str):
            yield value


def _flat(picture: Image.Image, kind: str) -> Image.Image:
    """Return the points alone in sRGB; with transparency only where the kind has it."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # sixteen bits a point
        picture = picture.convert("I").point(lambda light: light / 256).convert("L")
    has_holes = picture.has_transparency_data and kind != "jpg"
    if profile and picture.mode in ("RGB", "RGBA", "L", "CMYK"):
        picture = _as_srgb(picture, profile)
    return picture.convert("RGBA" if has_holes else "RGB")


def _as_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(picture, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture  # a profile nobody can read; the points are taken as they are
    return turned if turned is not None else picture


def _within(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Return the picture itself, or made smaller where a side is too long."""
    if picture.width <= width and picture.height <= height:
        return picture
    return ImageOps.contain(picture, (width, height), Image.Resampling.LANCZOS)


def _written(picture: Image.Image, kind: str) -> Drawn:
    """Write the points into a new picture, which holds nothing else."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    held = BytesIO()
    if kind == "png":
        bare.save(held, "PNG", optimize=True)
    elif kind == "jpg":
        bare.save(held, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        bare.save(held, _SAVED_AS[kind], quality=QUALITY, method=4)
    return Drawn(held.getvalue(), bare.width, bare.height)


def widest_contrast(picture: Image.Image) -> float:
    """Return the contrast ratio, 1 to 21, between the lightest and the darkest hundredth of a picture.

    Source: WCAG 2.2, relative luminance and contrast ratio. Differs in: hundredths instead of single points,
    which are noise.
    """
    backed = Image.new("RGB", picture.size, "white")
    backed.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    backed.thumbnail((400, 400))
    parts = np.asarray(backed, dtype=np.float64) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722])
    dark, bright = np.percentile(light, [1, 99])
    return float((bright + 0.05) / (dark + 0.05))
