"""The search of the portal: finds with and without marks, and never what is no longer public."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import caches
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.correcting import withdraw_text
from dongthuan.apps.portal.models.entries import PublicEntry
from dongthuan.apps.portal.operations.indexing import forget_index, index_some
from dongthuan.apps.portal.queries.search import Question, by_single_words, search
from dongthuan.apps.press.lifecycle import ConferenceKind
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.units.models import Agency, Unit
from tests.integration.portal.conftest import HOUR, MORNING, Publish

LATER = MORNING + timedelta(days=2)


def look(words: str = "", **more: object) -> list[str]:
    return [row.title for row in search(Question(words, **more), at=LATER).rows]  # type: ignore[arg-type]


def withdrawn(text: Text, by: Officer) -> Text:
    return withdraw_text(
        text=text, version=text.version, reason="Sai số liệu", by=by, at=MORNING + HOUR, keeps_words=False
    )


def test_words_find_with_and_without_marks_and_in_phrases(publish: Publish, system: Officer) -> None:
    publish("Trạm quan trắc mới")
    publish("Trám răng học đường", body="Chuyện khác.", lead="Khác hẳn.")
    while index_some(by=system, at=LATER):
        pass
    assert set(look("tram")) == {"Trạm quan trắc mới", "Trám răng học đường"}
    assert look("trạm quan") == ["Trạm quan trắc mới"]
    assert look('"quan trac moi"') == ["Trạm quan trắc mới"]
    assert look('"trac quan"') == []
    assert look("khao sat") == ["Trạm quan trắc mới"]  # words of the body
    assert look("***") == []
    assert len(look()) == 2
    assert look(kind="hop-bao") == []
    assert look(until_at=MORNING - HOUR) == []
    alone = by_single_words(Question("tram khongco"), at=LATER)
    assert [(row.word, row.count) for row in alone] == [("tram", 2)]


def test_what_is_withdrawn_vanishes_at_once_also_from_the_count(
    publish: Publish, system: Officer, spokesperson: Officer, client: Client
) -> None:
    text = publish("Bản tin sẽ rút")
    publish("Bản tin ở lại")
    index_some(by=system, at=LATER)
    withdrawn(text, spokesperson)
    assert PublicEntry.objects.count() == 2  # the job has not come by yet
    hits = search(Question("ban tin"), at=LATER)
    assert ([row.title for row in hits.rows], hits.count) == (["Bản tin ở lại"], 1)
    for asked in ("?q=ban+tin", "?q=ban+tin+rut", "atom.xml?q=ban"):
        assert "sẽ rút" not in client.get(f"/cong/tim-kiem/{asked}").content.decode()
    index_some(by=system, at=LATER)
    assert PublicEntry.objects.count() == 1
    assert index_some(by=system, at=LATER) == 0  # nothing to do twice


def test_an_embargo_ends_by_itself_and_a_rebuilt_index_is_the_same(publish: Publish, system: Officer) -> None:
    publish("Còn giữ kín", embargo=MORNING + timedelta(days=1))
    assert index_some(by=system, at=MORNING + HOUR) == 0
    assert index_some(by=system, at=LATER) == 1
    assert look("giu kin") == ["Còn giữ kín"]
    agency = Agency.objects.get()
    assert forget_index(agency=agency, by=system, at=LATER) == 1
    assert look("giu kin") == []
    index_some(by=system, at=LATER)
    assert look("giu kin") == ["Còn giữ kín"]


def test_conferences_are_found_while_public(agency: Unit, system: Officer, coordinator: Officer) -> None:
    row = Conference.objects.create(
        unit=agency,
        kind=ConferenceKind.values[0],
        notice_sent_at=MORNING,
        title="Họp báo quý III",
        chair_name="A",
        place="Hà Nội",
        starts_at=LATER,
        ends_at=LATER + HOUR,
        content="Nội dung",
        created_by_id=coordinator.pk,
        created_at=MORNING,
    )
    index_some(by=system, at=LATER)
    assert look("hop bao") == ["Họp báo quý III"]
    Conference.objects.filter(pk=row.pk).update(title="Họp báo quý IV", version=2)
    assert look("quy iii") == ["Họp báo quý IV"]  # found by the old words, shown as it is now
    index_some(by=system, at=LATER)
    assert look("quy iii") == []
    Conference.objects.filter(pk=row.pk).update(is_public=False)
    assert look("hop bao") == []


def test_only_the_system_writes_the_index(publish: Publish, coordinator: Officer) -> None:
    publish()
    with pytest.raises(NotAllowed):
        index_some(by=coordinator, at=LATER)
    with pytest.raises(NotAllowed):
        forget_index(agency=Agency.objects.get(), by=coordinator, at=LATER)
    assert not PublicEntry.objects.exists()


def test_the_page_marks_the_words_and_helps_on(publish: Publish, system: Officer, client: Client) -> None:
    publish("Trạm <b>đo</b> & mưa")
    index_some(by=system, at=LATER)
    page = client.get("/cong/tim-kiem/?q=tram+do").content.decode()
    assert "<mark>Trạm</mark> &lt;b&gt;<mark>đo</mark>&lt;/b&gt; &amp; mưa" in page
    assert "1 kết quả" in page
    caches["pages"].clear()
    page = client.get("/cong/tim-kiem/?q=tram+xyz").content.decode()
    assert "?q=tram" in page
    odd_ones = ("q=%00", "page=-1", "page=99999999", "kind=x", "start_on=31/02/2026", "q=%22%27%3A*%26%21")
    for odd in odd_ones:
        assert client.get(f"/cong/tim-kiem/?{odd}").status_code in (200, 400)
    feed = ET.fromstring(client.get("/cong/tim-kiem/atom.xml?q=tram").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert [one.findtext("{http://www.w3.org/2005/Atom}title") for one in entries] == ["Trạm <b>đo</b> & mưa"]
