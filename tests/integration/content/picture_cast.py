"""Pictures that are drawn and put into texts, for the tests of content."""

from io import BytesIO
from typing import Any

from PIL import Image

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.content.lifecycle import PictureWords
from dongthuan.apps.content.models.pictures import TextPicture
from dongthuan.apps.content.operations import pictures
from dongthuan.apps.content.operations.pictures import PictureContent, Uploaded
from tests.integration.content.conftest import NOON

WHOLE = PictureContent("Trạm đo trên đồi", "Trạm đo mới. Ảnh: Văn phòng", PictureWords.NONE.value)


def drawn(colour: str = "navy", size: tuple[int, int] = (400, 300)) -> Uploaded:
    """Return a picture half of a colour and half white."""
    made = Image.new("RGB", size, "white")
    made.paste(Image.new("RGB", (size[0] // 2, size[1]), colour))
    held = BytesIO()
    made.save(held, "PNG")
    return Uploaded(held.getvalue(), f"ảnh {colour}.png")


def add(record: Any, by: Officer, colour: str = "navy", **more: Any) -> TextPicture:
    """Put a picture in, as the record stands now."""
    record.refresh_from_db()
    given: dict[str, Any] = {"file": drawn(colour), "content": WHOLE} | more
    return pictures.add_picture(record=record, version=record.version, by=by, at=NOON, **given)
