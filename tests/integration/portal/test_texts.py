"""What the public reads: whole, safe, corrected in sight, and gone when withdrawn."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import caches
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.content.operations.clearing import put_correction_for_clearance
from dongthuan.apps.content.operations.correcting import (
    CorrectionContent,
    draft_correction,
    publish_correction,
    withdraw_text,
)
from dongthuan.apps.measurement.models.readings import TextDay
from dongthuan.apps.press.models.spokespersons import Spokesperson
from tests.integration.portal.conftest import BODY, HOUR, MORNING, Publish, clear

PAGES = ["/cong/", "/cong/thong-cao/", "/cong/nguoi-phat-ngon/", "/cong/hop-bao/", "/cong/cai-chinh/"]
FILES = [
    "/cong/thong-cao/atom.xml",
    "/cong/thong-cao/feed.json",
    "/cong/hop-bao/lich.ics",
    "/cong/sitemap.xml",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES, *FILES, "/cong/gui-cau-hoi/", "/cong/theo-doi/", "/robots.txt"])
def test_an_empty_press_room_opens_without_an_account(path: str, client: Client, system: Officer) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_public_pages_leave_no_cookie_and_may_be_kept(path: str, client: Client, publish: Publish) -> None:
    publish()
    answer = client.get(path)
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")


def test_a_text_reads_as_it_was_published(client: Client, publish: Publish) -> None:
    text = publish()
    page = client.get(f"/cong/thong-cao/{text.slug}/").content.decode()
    for words in (text.title, "<strong>thứ hai</strong>", "Nguyễn Văn Minh", "schema.org/NewsArticle"):
        assert words in page
    assert "<script>alert" not in page
    assert text.title in client.get("/cong/").content.decode()


def test_a_text_under_embargo_is_found_nowhere(client: Client, publish: Publish) -> None:
    text = publish("Bản còn giữ kín", embargo=MORNING + timedelta(days=9000))
    assert client.get(f"/cong/thong-cao/{text.slug}/").status_code == 404
    for path in ("/cong/", "/cong/thong-cao/", *FILES):
        assert text.slug not in client.get(path).content.decode()
        assert "Bản còn giữ kín" not in client.get(path).content.decode()


def test_feeds_hold_the_whole_text(client: Client, publish: Publish) -> None:
    text = publish()
    atom = ET.fromstring(client.get("/cong/thong-cao/atom.xml").content)
    entries = atom.findall("{http://www.w3.org/2005/Atom}entry")
    assert [one.findtext("{http://www.w3.org/2005/Atom}title") for one in entries] == [text.title]
    feed = json.loads(client.get("/cong/thong-cao/feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["url"].endswith(f"/cong/thong-cao/{text.slug}/")
    assert "<strong>thứ hai</strong>" in feed["items"][0]["content_html"]
    assert text.slug in client.get("/cong/sitemap.xml").content.decode()


def test_a_correction_stands_in_sight(
    client: Client,
    publish: Publish,
    unit_officer: Officer,
    lawyer: Officer,
    leader: Officer,
    spokesperson: Officer,
) -> None:
    text = publish()
    later = MORNING + HOUR
    content = CorrectionContent(
        title=text.title, lead=text.lead, body=BODY.replace("hai", "ba"), quote="", explanation="Là ba trạm."
    )
    notice = draft_correction(text=text, content=content, by=unit_officer, at=later)
    assert "Là ba trạm" not in client.get(f"/cong/thong-cao/{text.slug}/").content.decode()
    steps = [StepAsked(Part.SECRECY, lawyer, later + HOUR), StepAsked(Part.LEADER, leader, later + HOUR)]
    asked = put_correction_for_clearance(
        correction=notice, version=notice.version, steps=steps, by=unit_officer, at=later
    )
    clear(asked, later)
    notice.refresh_from_db()
    publish_correction(correction=notice, version=notice.version, by=spokesperson, at=later)
    caches["pages"].clear()
    page = client.get(f"/cong/thong-cao/{text.slug}/").content.decode()
    assert "Là ba trạm." in page
    assert "<strong>thứ ba</strong>" in page
    assert "Là ba trạm." in client.get("/cong/cai-chinh/").content.decode()


@pytest.mark.parametrize("keeps_words", [True, False])
def test_a_withdrawn_text_says_so_and_leaves_the_lists(
    keeps_words: bool, client: Client, publish: Publish, spokesperson: Officer
) -> None:
    text = publish()
    withdraw_text(
        text=text,
        version=text.version,
        reason="Số liệu sai.",
        by=spokesperson,
        at=MORNING + HOUR,
        keeps_words=keeps_words,
    )
    caches["pages"].clear()
    page = client.get(f"/cong/thong-cao/{text.slug}/").content.decode()
    assert "Số liệu sai." in page
    assert ("<strong>thứ hai</strong>" in page) is keeps_words
    assert "Hai trạm đã hoạt động" not in client.get("/cong/thong-cao/").content.decode()
    feed = client.get("/cong/thong-cao/atom.xml").content.decode()
    assert "Số liệu sai." in feed
    assert ("thứ hai" in feed) is False
    assert "Số liệu sai." in client.get("/cong/cai-chinh/").content.decode()


def test_texts_are_found_by_words_without_marks(client: Client, publish: Publish) -> None:
    publish("Trạm quan trắc mới")
    publish("Hội nghị thường niên", at=MORNING + HOUR)
    page = client.get("/cong/thong-cao/?q=quan trac").content.decode()
    assert "Trạm quan trắc mới" in page
    assert "Hội nghị thường niên" not in page
    assert "Không tìm thấy" in client.get("/cong/thong-cao/?q=khong-co-gi").content.decode()


@pytest.mark.parametrize("query", ["?page=zzz", "?q=%00", "?q=" + "a" * 500, "?page=" + "9" * 400])
def test_odd_queries_are_answered(query: str, client: Client, publish: Publish) -> None:
    publish()
    assert client.get(f"/cong/thong-cao/{query}").status_code == 200


def test_pictures_stand_on_the_page_in_the_feeds_and_go_with_their_text(
    client: Client, publish: Publish, spokesperson: Officer
) -> None:
    text = publish(pictures=2)
    page = client.get(f"/cong/thong-cao/{text.slug}/").content.decode()
    shown = re.findall(r'<img src="(/cong/thong-cao/[^"]+\.png)" alt="Trạm số (\d)" width="960"', page)
    assert [number for _url, number in shown] == ["1", "2"]
    full = re.search(r'<meta property="og:image" content="(http://testserver/cong/[^"]+\.png)">', page)
    assert full is not None
    assert 'loading="lazy"' in page
    assert "ImageObject" in page
    feed = json.loads(client.get("/cong/thong-cao/feed.json").content)["items"][0]
    assert feed["image"] == full[1]
    assert [one["mime_type"] for one in feed["attachments"]] == ["image/png"] * 2
    assert f"http://testserver{shown[1][0]}" in feed["content_html"]
    atom = ET.fromstring(client.get("/cong/thong-cao/atom.xml").content)
    links = atom.findall(".//{http://www.w3.org/2005/Atom}link[@rel='enclosure']")
    assert [one.get("href") for one in links] == [one["url"] for one in feed["attachments"]]
    answer = client.get(shown[0][0])
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, max-age=10, must-revalidate"
    assert not answer.cookies
    assert len(client.get(full[1]).content) == feed["attachments"][0]["size_in_bytes"]
    again = client.get(shown[0][0], headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(shown[0][0].replace(".png", ".svg")).status_code == 404
    withdraw_text(text=text, version=text.version, reason="Sai.", by=spokesperson, at=MORNING + HOUR)
    caches["pages"].clear()
    assert client.get(shown[0][0]).status_code == 410
    assert client.get(shown[0][0], headers={"If-None-Match": answer["ETag"]}).status_code == 410
    assert '<img src="/cong/' not in client.get(f"/cong/thong-cao/{text.slug}/").content.decode()
    assert "/anh/" not in client.get("/cong/thong-cao/feed.json").content.decode()


def test_a_picture_under_embargo_is_not_to_be_had(client: Client, publish: Publish) -> None:
    text = publish("Bản còn giữ kín", embargo=MORNING + timedelta(days=9000), pictures=1)
    key = text.pictures.get().full_id
    assert client.get(f"/cong/thong-cao/{text.slug}/anh/{key}.png").status_code == 404


def test_speakers_are_shown_once_public(client: Client, head: Spokesperson) -> None:
    page = client.get("/cong/nguoi-phat-ngon/").content.decode()
    for words in ("Nguyễn Văn Minh", "Chủ tịch", "024 3756 1234", "ct@cq.example"):
        assert words in page


def test_a_page_costs_few_queries_and_none_when_kept(
    client: Client, publish: Publish, django_assert_max_num_queries: object
) -> None:
    for n in range(5):
        publish(f"Thông cáo {n}", at=MORNING + n * HOUR)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # the fixture has no type
        client.get("/cong/")
    with django_assert_max_num_queries(0):  # type: ignore[operator]  # the fixture has no type
        client.get("/cong/")
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # the fixture has no type
        client.get("/cong/thong-cao/feed.json")


def test_the_language_is_remembered_and_leads_only_home(client: Client, system: Officer) -> None:
    answer = client.get("/cong/ngon-ngu/en/?next=//evil.example/")
    assert answer["Location"] == "/cong/"
    assert "Public portal" in client.get("/cong/").content.decode()
    assert client.get("/cong/ngon-ngu/xx/").status_code == 404


def test_search_engines_read_only_the_press_room(client: Client, system: Officer) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /" in lines
    assert "Allow: /cong/" in lines


def test_a_reading_is_counted_once_also_where_the_page_was_kept(client: Client, publish: Publish) -> None:
    text = publish()
    page = f"/cong/thong-cao/{text.slug}/"
    for agent in ("Mozilla/5.0 (iPhone) Safari/604.1", "Mozilla/5.0 Chrome/130", "Googlebot/2.1"):
        assert client.get(page, headers={"user-agent": agent}).status_code == 200
    client.head(page, headers={"user-agent": "Mozilla/5.0 Chrome/130"})
    assert TextDay.objects.get().count == 2
    assert {field.name for field in TextDay._meta.fields} == {"id", "text", "day", "count"}
