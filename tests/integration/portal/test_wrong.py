"""Readers report what is wrong in published information: by item or in the column, with a code."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations import publications as acts
from dongthuan.apps.disclosure.operations.publications_notices import answer_error_notice
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.press.operations.inquiries_portal import MOST_AN_HOUR
from dongthuan.apps.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(agency: Unit, coordinator: Officer) -> PublicInformation:
    """A public item that replaces another."""
    at = clock.now()
    by = coordinator.on(clock.local_day(at))
    made = clock.local_day(at) - timedelta(days=200)
    found: PublicInformation | None = None
    for title in ("Kế hoạch bản cũ", "Kế hoạch bản mới"):
        content = acts.ItemContent(
            agency, title, made, "d", "portal", link="https://vien.example/a", replaces=found
        )
        found = acts.enter_information(content=content, by=by, at=at)
        found = acts.publish_information(item=found, version=1, by=by, at=at)
    assert found is not None
    caches["pages"].clear()
    return found


def told(**changed: object) -> dict[str, object]:
    """Return a form filled in by a person who took a minute for it."""
    stamp = new_stamp(clock.now() - timedelta(minutes=1))
    return {"said": "Sai số liệu ở trang 3", "contact": "dan@vi-du.example", "stamp": stamp} | changed


def test_a_reader_reports_and_reads_the_answer(
    client: Client, item: PublicInformation, coordinator: Officer
) -> None:
    page = reverse("portal:openness-item", args=[item.slug])
    form = reverse("portal:wrong-item", args=[item.slug])
    assert form in client.get(page).content.decode()
    sent = client.post(form, told())
    code = re.search(r'public-code">([^<]+)<', sent.content.decode())
    assert code is not None
    assert "no-store" in sent["Cache-Control"] or "no-cache" in sent["Cache-Control"]
    notice = ErrorNotice.objects.get()
    assert (notice.item, notice.clock and notice.clock.alias) == (item, "A16")
    follow = reverse("portal:wrong-follow")
    shown = client.post(follow, {"code": code[1].lower()}).content.decode()
    assert item.title in shown
    assert "dan@vi-du.example" not in shown
    by = coordinator.on(clock.local_day(clock.now()))
    answer_error_notice(
        notice=notice, outcome="corrected_public", answer="Đã sửa trang 3", by=by, at=clock.now()
    )
    assert "Đã sửa trang 3" in client.post(follow, {"code": code[1]}).content.decode()
    assert client.post(follow, {"code": "2222-2222-2222"}).status_code == 400
    caches["pages"].clear()
    assert "Đã đính chính theo phản ánh" in client.get(page).content.decode()


def test_in_the_column_one_names_what_is_meant(client: Client, item: PublicInformation) -> None:
    form = reverse("portal:wrong")
    assert form in client.get(reverse("portal:openness")).content.decode()
    refused = client.post(form, told())
    assert (refused.status_code, "Sai số liệu ở trang 3" in refused.content.decode()) == (400, True)
    assert client.post(form, told(place="Kế hoạch")).status_code == 200
    assert ErrorNotice.objects.get().place == "Kế hoạch"
    gone = reverse("portal:wrong-item", args=["khong-co"])
    assert client.get(gone).status_code == client.post(gone, told()).status_code == 404


def test_the_guard_of_public_forms_holds(client: Client, item: PublicInformation) -> None:
    form = reverse("portal:wrong-item", args=[item.slug])
    for changed in (
        {"website": "http://x"},
        {"stamp": "x"},
        {"stamp": new_stamp(clock.now())},
        {"said": " "},
        {"said": "TUYỆT MẬT"},
    ):
        assert client.post(form, told(**changed)).status_code == 400
    same = told()
    assert client.post(form, same).status_code == 200
    assert client.post(form, same).status_code == 429  # one page sends one notice
    for _more in range(MOST_AN_HOUR - 1):
        assert client.post(form, told()).status_code == 200
    assert client.post(form, told()).status_code == 429
    assert ErrorNotice.objects.count() == MOST_AN_HOUR


def test_the_page_of_an_item_tells_its_versions_and_history(client: Client, item: PublicInformation) -> None:
    older = item.replaces
    assert older is not None
    page = client.get(reverse("portal:openness-item", args=[item.slug])).content.decode()
    assert reverse("portal:openness-item", args=[older.slug]) in page
    assert f"{clock.local_day(clock.now()):%d/%m/%Y}" in page
    assert item.title in client.get(reverse("portal:openness-item", args=[older.slug])).content.decode()
