"""A scan: places are painted over by one, looked at by another; the copy is made of pictures only."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.models.redaction import Redaction
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.redaction import (
    MarkContent,
    RegionContent,
    add_marks,
    add_region,
    begin_redaction,
    confirm_redaction,
    propose_redaction,
    remove_mark,
)
from dongthuan.apps.disclosure.operations.requests import NoSuchStep
from dongthuan.apps.disclosure.operations.requests_classifying import SamePerson
from dongthuan.apps.disclosure.queries.redaction import confirmed_copies
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.queries import attachments_of
from dongthuan.docgen.raster import Region, page_picture
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction_data import CannotRedact
from tests.integration.disclosure.requests_cast import HOUR, OLD_LAW, valid

pytestmark = pytest.mark.django_db
AT = OLD_LAW + HOUR
PLACE = Region(1, 900, 900, 5100, 2100)
CONTENT = RegionContent(PLACE, "personal-secret", "Người có tên không đồng ý")


def scan() -> bytes:
    """Return a scan with a red patch that must go and a blue one that stays."""
    picture, written = Image.new("RGB", (620, 877), "white"), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.rectangle((62, 88, 310, 176), fill=(200, 0, 0))
    pen.rectangle((62, 600, 310, 700), fill=(0, 0, 200))
    picture.save(written, "PDF", resolution=75.0)
    return written.getvalue()


def colours(data: bytes) -> tuple[bool, bool]:
    """Say whether red and blue are seen on the first page."""
    picture = Image.open(io.BytesIO(page_picture(data, 1))).convert("RGB")
    points = list(picture.getdata())
    return any(r > 150 and b < 80 for r, _g, b in points), any(b > 150 and r < 80 for r, _g, b in points)


@pytest.fixture
def row(information_officer: Officer) -> InformationRequest:
    """A valid request."""
    return valid(information_officer)


@pytest.fixture
def begun(row: InformationRequest, information_officer: Officer) -> Redaction:
    """A scan that was taken in."""
    return begin_redaction(request=row, name="quet.pdf", data=scan(), by=information_officer, at=AT)


def test_two_cover_a_place_and_the_copy_shows_it_no_more(
    begun: Redaction, information_officer: Officer, coordinator: Officer, other_officer: Officer
) -> None:
    by, other = information_officer, coordinator.on(AT.date())
    assert begun.is_raster
    with pytest.raises(NotAllowed):
        add_region(redaction=begun, version=begun.version, content=CONTENT, by=other_officer, at=AT)
    marks = MarkContent(("Vân",), "personal-secret", "x")
    with pytest.raises(NoSuchStep):
        add_marks(redaction=begun, version=begun.version, content=marks, by=by, at=AT)
    with pytest.raises(CannotRedact):
        propose_redaction(redaction=begun, version=begun.version, by=by, at=AT)
    gone = RegionContent(Region(9, 0, 0, 10, 10), "personal-secret", "x")
    with pytest.raises(CannotRedact):
        add_region(redaction=begun, version=begun.version, content=gone, by=by, at=AT)
    drawn = add_region(redaction=begun, version=begun.version, content=CONTENT, by=by, at=AT)
    drawn = propose_redaction(redaction=drawn, version=drawn.version, by=by, at=AT)
    with pytest.raises(SamePerson):
        confirm_redaction(redaction=drawn, version=drawn.version, by=by, at=AT)
    confirm_redaction(redaction=drawn, version=drawn.version, by=other, at=AT)
    ((name, data),) = confirmed_copies(begun.request)
    assert name == "quet (đã che).pdf"
    assert colours(scan()) == (True, True)
    assert colours(data) == (False, True)


def test_what_is_no_picture_of_pages_is_refused(
    row: InformationRequest, information_officer: Officer
) -> None:
    for fault, name, data in (
        (CannotRead, "hong.png", b"\x89PNG\r\n\x1a\n" + b"x" * 40),
        ((CannotRead, FileRefused), "hong.pdf", b"%PDF-1.4 hong"),
    ):
        with pytest.raises(fault):
            begin_redaction(request=row, name=name, data=data, by=information_officer, at=AT)
    assert not Redaction.objects.exists()
    assert not attachments_of(row).exists()


def test_the_page_takes_boxes_as_numbers_and_shows_what_will_be_black(
    client: Client, begun: Redaction, information_officer: Officer, institute_officer: Officer
) -> None:
    client.force_login(information_officer)
    page = begun.get_absolute_url()
    assert "regions.js" in client.get(page).content.decode()
    box = {"page": 1, "left": "9", "top": "9", "width": "42", "height": "12"}
    told = box | {"restriction": "personal-secret", "reason": "Riêng tư", "version": begun.version}
    assert client.post(page, told | {"width": "0"}).status_code == 400
    assert client.post(page, told | {"left": "101"}).status_code == 400
    assert client.post(page, told).status_code == 302
    picture = {
        kind: reverse("disclosure:redaction-page", args=[begun.pk, 1, kind]) for kind in ("goc", "che")
    }
    before, after = (client.get(picture[kind]) for kind in ("goc", "che"))
    assert (before["Content-Type"], before["Cache-Control"]) == ("image/png", "private, no-store")
    assert colours(before.content) == (True, True)
    assert colours(after.content) == (False, True)
    assert client.get(reverse("disclosure:redaction-page", args=[begun.pk, 2, "che"])).status_code == 404
    begun.refresh_from_db()
    mark = begun.marks.get()
    assert mark.region == Region(1, 900, 900, 5100, 2100)
    remove_mark(redaction=begun, version=begun.version, mark=mark.pk, by=information_officer, at=AT)
    client.force_login(institute_officer)  # has no part in the request
    assert client.get(picture["goc"]).status_code == 404
