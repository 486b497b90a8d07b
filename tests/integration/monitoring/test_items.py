"""Items: found with and without marks, filtered, paged, corrected in two clicks, taken away as a sheet."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.monitoring.lifecycle import HandlingState, Origin, Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.queries import items as queries
from dongthuan.apps.monitoring.queries.items import ItemFilter
from dongthuan.apps.monitoring.queries.search import matching
from tests.integration.monitoring.newsroom import Newsroom

LIST = "/giam-sat/tin/"
CAST = ["leader", "coordinator", "unit_officer", "spokesperson", "administrator", "system", "outsider"]


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


@pytest.fixture
def reader(client: Client, coordinator: Officer) -> Client:
    client.force_login(coordinator)
    return client


TITLES = [
    "Nghị định 09/2017/NĐ-CP về người phát ngôn",
    "Hoà bình và phát triển",
    "Hòa Bình khắc phục mưa lũ",
    "Hoa binh khong dau",
    "Mã số thuế và máy móc",
    "Má của liệt sĩ",
    "Thu hồi đất tại thủ đô",
    "Đất thu, hồi đầu năm",
    "Dịch Covid-19 tại Đắk Lắk",
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("hoa binh", {1, 2, 3}, id="no marks: every spelling"),
        pytest.param("hòa bình", {1, 2}, id="marks: both places of the tone, no other word"),
        pytest.param("HOÀ BÌNH", {1, 2}, id="case and old tone place"),
        pytest.param("má", {5}, id="a mark is exact, and a whole word"),
        pytest.param("ma", {4, 5}, id="no mark: all of them"),
        pytest.param('"thu hồi đất"', {6}, id="a phrase in order"),
        pytest.param("thu hồi đất", {6, 7}, id="words in any order"),
        pytest.param('"thu hoi"', {6, 7}, id="a phrase without marks, over a comma"),
        pytest.param("09/2017/NĐ-CP", {0}, id="a document's number, whole"),
        pytest.param("09/2017/nd-cp", {0}, id="the same without marks"),
        pytest.param("covid-19", {8}, id="a joined word"),
        pytest.param("đăk lăk", set(), id="a wrong mark finds nothing"),
        pytest.param("dak lak", {8}, id="đ folds to d"),
        pytest.param("'; drop table x --", set(), id="quotes and dashes are only words"),
        pytest.param("!!! &|()", set(), id="no word at all"),
        pytest.param('"', set(), id="a lone quote"),
        pytest.param("hòa (bình", {1, 2}, id="brackets do no harm"),
        pytest.param("ho\u0300a bi\u0300nh", {1, 2}, id="decomposed letters"),
    ],
)
def test_search(newsroom: Newsroom, words: str, found: set[int]) -> None:
    keys = {newsroom.publish(title).pk: place for place, title in enumerate(TITLES)}
    assert {keys[key] for key in matching(Item.objects.all(), words).values_list("pk", flat=True)} == found


def test_filters_narrow_one_by_one(newsroom: Newsroom) -> None:
    story = newsroom.story("Sự kiện")
    plain = newsroom.publish("Thường")
    other = newsroom.publish("Khác", outlet="Báo B", polarity="negative", handling="closed")
    copy = newsroom.publish("Thường", copy_of=plain)
    topical = newsroom.publish("Bão", topics=[newsroom.topic], ago=timedelta(days=3))
    confirmed = newsroom.publish("Xác nhận", polarity_origin="human")
    own = {story.items.get(), plain, other, copy, topical, confirmed}
    cases = {
        ItemFilter(): own,
        ItemFilter(story=story.pk): {story.items.get()},
        ItemFilter(source=other.source_id): {other},
        ItemFilter(polarity="negative"): {other},
        ItemFilter(handling="closed"): {other},
        ItemFilter(copies="only"): {copy},
        ItemFilter(copies="no"): own - {copy},
        ItemFilter(topic=newsroom.topic.pk): {topical},
        ItemFilter(topic=newsroom.topic.pk, stance="favourable"): set(),
        ItemFilter(origin="human"): {confirmed},
        ItemFilter(outlet_class="science"): set(),
        ItemFilter(start=newsroom.at - timedelta(days=2)): own - {topical},
        ItemFilter(end=newsroom.at - timedelta(days=2)): {topical},
        ItemFilter(words="xac nhan"): {confirmed},
    }
    for wanted, found in cases.items():
        assert set(queries.filtered(Item.objects.all(), wanted)) == found, wanted


@pytest.mark.parametrize(
    "asked",
    [
        {"source": str(2**63)},
        {"story": str(2**63)},
        {"story": "0"},
        {"topic": "9" * 30},
        {"topic": "\x00"},
        {"since": "hôm qua"},
        {"since": "2026-02-30"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"since": "2026-03-02T25:00"},
        {"since": "2026-03-02T10:00:00+07:00"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"polarity": "angry"},
        {"copies": "maybe"},
        {"q": "x" * 201},
    ],
)
def test_a_bad_filter_is_answered_in_words(newsroom: Newsroom, reader: Client, asked: dict[str, str]) -> None:
    newsroom.publish("Không được hiện")
    for url in (LIST, f"{LIST}tai-ve.csv"):
        answer = reader.get(url, asked)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "Không đọc được bộ lọc nên chưa tìm kiếm." in page
        assert "Không được hiện" not in page


@pytest.mark.parametrize("asked", [{"q": "a\x00b"}, {"page": "x" * 400}, {"page": "e30"}, {"unknown": "1"}])
def test_odd_but_harmless_input_does_no_harm(
    newsroom: Newsroom, reader: Client, asked: dict[str, str]
) -> None:
    newsroom.publish()
    assert reader.get(LIST, asked).status_code == 200


@pytest.mark.parametrize("path", [f"{LIST}{2**63}/", f"{LIST}{10**30}/", f"{LIST}0/", f"{LIST}1/"])
def test_what_is_not_there_is_404(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404
    assert reader.post(f"{path}sac-thai/", {"polarity": "negative"}).status_code == 404


def test_pages_hold_every_item_once_also_of_one_instant(newsroom: Newsroom, reader: Client) -> None:
    made = [newsroom.publish(f"Tin {number}").pk for number in range(120)]
    url, seen = LIST, []
    while url:
        page = reader.get(url).context["page"]
        seen += [item.pk for item in page.rows]
        url = f"{LIST}?page={page.older}" if page.older else ""
    assert seen == sorted(made, reverse=True)


def test_the_list_asks_as_often_for_many_as_for_one(
    newsroom: Newsroom, reader: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        newsroom.story(f"Sự việc {number}", polarity="negative")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert reader.get(LIST).status_code == 200


def test_htmx_gets_the_lines_alone(newsroom: Newsroom, reader: Client) -> None:
    newsroom.publish("Một tin")
    part = reader.get(LIST, headers={"HX-Request": "true"})
    assert "Một tin" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


def test_an_empty_list_says_what_to_do(newsroom: Newsroom, reader: Client) -> None:
    assert "Chưa có tin nào" in reader.get(LIST).content.decode()
    assert "nhập không dấu" in reader.get(LIST, {"q": "xyz"}).content.decode()
    assert "mở rộng kỳ" in reader.get(LIST, {"polarity": "negative"}).content.decode()


@pytest.mark.parametrize("name", CAST)
def test_list_page_and_rule_agree(newsroom: Newsroom, name: str, request: pytest.FixtureRequest) -> None:
    officer, client = request.getfixturevalue(name), Client()
    client.force_login(officer)
    item = newsroom.publish()
    may_read = name != "outsider"
    assert client.get(LIST).status_code == (200 if may_read else 403)
    assert client.get(f"{LIST}tai-ve.csv").status_code == (200 if may_read else 403)
    assert client.get(f"{LIST}{item.pk}/").status_code == (200 if may_read else 404)


@pytest.mark.parametrize("name", CAST)
def test_only_who_works_with_news_corrects(
    newsroom: Newsroom, name: str, request: pytest.FixtureRequest
) -> None:
    officer, client = request.getfixturevalue(name), Client()
    client.force_login(officer)
    item = newsroom.publish(polarity="negative")
    answer = client.post(f"{LIST}{item.pk}/sac-thai/", {"polarity": "positive"})
    workers = {"leader", "coordinator", "unit_officer", "spokesperson"}
    assert answer.status_code == (302 if name in workers else 404 if name == "outsider" else 403)
    item.refresh_from_db()
    assert item.polarity == ("positive" if name in workers else "negative")
    assert ("Sửa hoặc xác nhận" in client.get(f"{LIST}{item.pk}/").content.decode()) == (name in workers)


def test_a_correction_is_shown_with_who_and_when_and_undone(
    newsroom: Newsroom, reader: Client, coordinator: Officer
) -> None:
    item = newsroom.publish(polarity="negative", negative_score=0.7, positive_score=0.1)
    before = reader.get(f"{LIST}{item.pk}/").content.decode()
    assert "Đây là nhãn máy đoán" in before
    htmx = {"HX-Request": "true"}
    part = reader.post(f"{LIST}{item.pk}/sac-thai/", {"polarity": "positive"}, headers=htmx)
    assert f"Người xác nhận: {coordinator}" in part.content.decode()
    assert "<html" not in part.content.decode()
    undone = reader.post(f"{LIST}{item.pk}/sac-thai/hoan-tac/", headers=htmx)
    assert "Đây là nhãn máy đoán" in undone.content.decode()
    item.refresh_from_db()
    assert (item.polarity, item.polarity_origin) == (Polarity.NEGATIVE, Origin.MACHINE)
    assert reader.post(f"{LIST}{item.pk}/sac-thai/hoan-tac/").status_code == 302


@pytest.mark.parametrize("polarity", ["", "angry", "\x00", "positive; drop"])
def test_an_unknown_polarity_is_refused(newsroom: Newsroom, reader: Client, polarity: str) -> None:
    item = newsroom.publish()
    assert reader.post(f"{LIST}{item.pk}/sac-thai/", {"polarity": polarity}).status_code == 400


def test_an_item_not_read_yet_cannot_be_corrected(newsroom: Newsroom, reader: Client) -> None:
    item = newsroom.publish()
    Item.objects.filter(pk=item.pk).update(stage="received", model_id="", polarity="")
    assert "Máy chưa đọc tin này" in reader.get(f"{LIST}{item.pk}/").content.decode()
    answer = reader.post(f"{LIST}{item.pk}/sac-thai/", {"polarity": "positive"})
    assert (answer.status_code, "Máy chưa đọc" in answer.content.decode()) == (409, True)


def test_handling_is_set_and_shown(newsroom: Newsroom, reader: Client) -> None:
    item = newsroom.publish(polarity="negative")
    assert reader.post(f"{LIST}{item.pk}/xu-ly/", {"handling": "in_hand"}).status_code == 302
    item.refresh_from_db()
    assert item.handling == HandlingState.IN_HAND
    bad = reader.post(f"{LIST}{item.pk}/xu-ly/", {"handling": "?"}, headers={"HX-Request": "true"})
    assert bad.status_code == 400


def test_the_item_page_shows_all_that_belongs_to_it(newsroom: Newsroom, reader: Client) -> None:
    near = [1.0, 0.1] + [0.0] * 382
    original = newsroom.publish(
        "<script>alert(1)</script> Bão số 3", vector=[1.0] + [0.0] * 383, topics=[newsroom.topic],
        citations=["09/2017/NĐ-CP"], keywords=["bão"],
    )  # fmt: skip
    newsroom.publish("Đăng lại", copy_of=original, outlet="Báo B")
    newsroom.publish("Gần nghĩa", vector=near)
    newsroom.publish("Gần nghĩa nhưng quá cũ", vector=near, ago=timedelta(days=60))
    newsroom.publish("Xa nghĩa", vector=[0.0] * 383 + [1.0])
    answer = reader.get(f"{LIST}{original.pk}/")
    page = answer.content.decode()
    assert [item.title for item in answer.context["copies"]] == ["Đăng lại"]
    assert [item.title for item in answer.context["near"]] == ["Gần nghĩa"]
    assert [mention.topic for mention in answer.context["mentions"]] == [newsroom.topic]
    assert "09/2017/NĐ-CP" in page
    assert 'rel="noopener noreferrer external"' in page
    assert "<script>alert" not in page


def test_the_sheet_has_the_lists_items_and_is_noted(
    newsroom: Newsroom, reader: Client, coordinator: Officer
) -> None:
    newsroom.publish('=HYPERLINK("http://evil")', polarity="negative", lead="dòng, có phẩy")
    newsroom.publish("Khác", polarity="positive")
    answer = reader.get(f"{LIST}tai-ve.csv", {"polarity": "negative"})
    body = answer.content
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [row["Tiêu đề"] for row in rows] == ['\'=HYPERLINK("http://evil")']
    assert rows[0]["Sa-pô"] == "dòng, có phẩy"
    entry = Entry.objects.get(act="monitoring.export")
    assert (entry.actor_id, entry.details) == (
        coordinator.pk,
        {"filter": {"polarity": "negative"}, "count": 1},
    )


@pytest.mark.parametrize(
    ("query", "status"), [("q=%00", 200), ("topic=x", 400), (f"page=%00&story={2**63}", 400)]
)
def test_a_sheet_asked_for_oddly_is_no_fault(
    query: str, status: int, client: Client, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    assert client.get(f"/giam-sat/tin/tai-ve.csv?{query}").status_code == status
