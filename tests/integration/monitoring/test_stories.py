"""Stories: people merge, split and retitle them; everything can be undone, and figures follow."""

from datetime import timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.models.stories import GroupingState, Story, StoryChange
from dongthuan.apps.monitoring.operations import stories as operations
from dongthuan.apps.monitoring.queries import stories as queries
from dongthuan.apps.monitoring.queries.stories import StoryFilter
from tests.integration.monitoring.newsroom import Newsroom

LIST = "/giam-sat/chum-tin/"


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


@pytest.fixture
def reader(client: Client, coordinator: Officer) -> Client:
    client.force_login(coordinator)
    return client


def state(story: Story) -> tuple[int, int, bool]:
    """Return items as counted, items as stored, and whether a person touched the story."""
    story.refresh_from_db()
    return story.item_count, story.items.count(), story.is_touched


def test_merging_moves_all_and_undoing_brings_it_back(newsroom: Newsroom, coordinator: Officer) -> None:
    story, other = newsroom.story("Bão số 3", "Bão số 3 suy yếu"), newsroom.story("Bão vào bờ")
    change = operations.merge_stories(story=story, other=other, by=coordinator, at=newsroom.at)
    assert (state(story), state(other)) == ((3, 3, True), (0, 0, True))
    other.refresh_from_db()
    assert other.merged_into == story
    newsroom.publish("Tin mới sau khi gộp", story=story)
    operations.undo_change(change=change, by=coordinator, at=newsroom.at)
    other.refresh_from_db()
    assert other.merged_into is None
    assert (state(story)[1], state(other)[1]) == (3, 1)
    assert Entry.objects.filter(act="monitoring.change_story").count() == 2


def test_splitting_takes_the_copies_along_and_can_be_undone(newsroom: Newsroom, coordinator: Officer) -> None:
    story = newsroom.story("Một", "Hai", "Ba")
    first, second, _third = story.items.order_by("published_at")
    newsroom.publish("Hai", story=story, copy_of=second)
    change = operations.split_story(story=story, items=[second.pk, 10**12], by=coordinator, at=newsroom.at)
    assert change.other is not None
    assert (change.other.title, state(change.other), state(story)) == ("Hai", (2, 2, True), (2, 2, True))
    operations.undo_change(change=change, by=coordinator, at=newsroom.at)
    change.other.refresh_from_db()
    assert (state(story)[0], change.other.merged_into, first.story_id) == (4, story, story.pk)


def test_a_new_headline_can_be_undone(newsroom: Newsroom, coordinator: Officer) -> None:
    story = newsroom.story("Cũ")
    change = operations.retitle_story(story=story, title=" Hoà  giải ", by=coordinator, at=newsroom.at)
    story.refresh_from_db()
    assert (story.title, story.is_titled_by_hand) == ("Hòa giải", True)
    operations.undo_change(change=change, by=coordinator, at=newsroom.at)
    story.refresh_from_db()
    assert (story.title, story.is_titled_by_hand, story.is_touched) == ("Cũ", False, True)


def test_what_cannot_be_done_is_refused_without_a_trace(newsroom: Newsroom, coordinator: Officer) -> None:
    story, other, third = (newsroom.story(title, f"{title} tiếp") for title in ("Một", "Hai", "Ba"))
    every = list(story.items.values_list("pk", flat=True))
    by, at = coordinator, newsroom.at
    with pytest.raises(operations.SameStory):
        operations.merge_stories(story=story, other=story, by=by, at=at)
    with pytest.raises(operations.NothingSelected):
        operations.split_story(story=story, items=[other.items.first().pk], by=by, at=at)  # type: ignore[union-attr]
    with pytest.raises(operations.NothingLeft):
        operations.split_story(story=story, items=every, by=by, at=at)
    with pytest.raises(operations.NoTitle):
        operations.retitle_story(story=story, title=" \u200b ", by=by, at=at)
    assert not StoryChange.objects.exists()
    first = operations.merge_stories(story=story, other=other, by=by, at=at)
    with pytest.raises(operations.AlreadyMerged):
        operations.merge_stories(story=third, other=other, by=by, at=at)
    operations.merge_stories(story=third, other=story, by=by, at=at)
    with pytest.raises(operations.NotTheLatest):
        operations.undo_change(change=first, by=by, at=at)


@pytest.mark.parametrize("name", ["administrator", "outsider", "system"])
def test_who_may_not_change_leaves_no_trace(
    newsroom: Newsroom, name: str, request: pytest.FixtureRequest
) -> None:
    officer, story = request.getfixturevalue(name), newsroom.story("Một", "Hai")
    other, items = newsroom.story("Ba"), [story.items.order_by("pk")[0].pk]
    for act, given in (
        (operations.merge_stories, {"other": other}),
        (operations.split_story, {"items": items}),
        (operations.retitle_story, {"title": "X"}),
    ):
        with pytest.raises(NotAllowed):
            act(story=story, by=officer, at=newsroom.at, **given)  # type: ignore[operator]
    assert not StoryChange.objects.exists()
    assert not Entry.objects.filter(act="monitoring.change_story").exists()


def test_a_change_tells_the_grouper_to_look_anew(newsroom: Newsroom, coordinator: Officer) -> None:
    story, other = newsroom.story("Một"), newsroom.story("Hai")
    operations.merge_stories(story=story, other=other, by=coordinator, at=newsroom.at)
    assert GroupingState.objects.get().generation > 0


def test_rising_stories_are_those_that_gain(newsroom: Newsroom) -> None:
    rising = newsroom.story("Tăng", "Tăng 2", "Tăng 3")
    falling = newsroom.story("Giảm", "Giảm 2")
    for hours in (25, 26, 30):
        newsroom.publish("Giảm trước", story=falling, ago=timedelta(hours=hours))
    newsroom.story("Chỉ một")
    found = queries.rising_stories(StoryFilter(), until=newsroom.at + timedelta(hours=1))
    assert [(rise.story, rise.recent, rise.before, sum(rise.hourly)) for rise in found] == [(rising, 3, 0, 3)]


def test_filters_of_the_list(newsroom: Newsroom) -> None:
    big = newsroom.story("Lũ quét", "Lũ quét lớn", polarity="negative")
    small = newsroom.story("Giải thưởng khoa học", polarity="positive", topics=[newsroom.topic])
    cases = {
        StoryFilter(): {big, small},
        StoryFilter(fewest=2): {big},
        StoryFilter(mood="positive"): {small},
        StoryFilter(mood="negative"): {big},
        StoryFilter(words="lu quet"): {big},
        StoryFilter(topic=newsroom.topic.pk): {small},
        StoryFilter(is_touched=True): set(),
        StoryFilter(since=newsroom.at): set(),
    }
    for wanted, found in cases.items():
        assert set(queries.filtered_stories(Story.objects.all(), wanted)) == found, wanted


def test_the_page_tells_who_was_first_and_how_the_mood_drifts(newsroom: Newsroom, reader: Client) -> None:
    story = newsroom.story("Đầu tiên", "Tiếp theo", outlet="Báo Sớm")
    for hours in (1, 0):
        newsroom.publish(
            "Muộn", story=story, outlet="Báo Muộn", polarity="negative", ago=timedelta(hours=hours)
        )
    story.last_at = newsroom.at
    story.save()
    answer = reader.get(f"{LIST}{story.pk}/")
    assert [teller.outlet for teller in answer.context["tellers"]] == ["Báo Sớm", "Báo Muộn"]
    drift = answer.context["drift"]
    assert drift.early_share < drift.late_share
    assert sum(sum(series.values) for series in answer.context["chart"].series) == 4


@pytest.mark.parametrize("sort", ["", "latest", "largest", "rising"])
def test_the_list_asks_as_often_for_many_as_for_one(
    newsroom: Newsroom, reader: Client, sort: str, django_assert_max_num_queries: object
) -> None:
    for number in range(40):
        newsroom.story(f"Sự việc {number}", f"Sự việc {number} tiếp")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert reader.get(LIST, {"sort": sort}).status_code == 200


@pytest.mark.parametrize(
    "asked", [{"sort": "x"}, {"topic": str(2**63)}, {"fewest": "-1"}, {"age": "\x00"}, {"q": "x" * 300}]
)
def test_a_bad_filter_is_answered_in_words(newsroom: Newsroom, reader: Client, asked: dict[str, str]) -> None:
    answer = reader.get(LIST, asked)
    assert (answer.status_code, "Không đọc được bộ lọc" in answer.content.decode()) == (400, True)


def test_the_whole_way_through_the_pages(newsroom: Newsroom, reader: Client) -> None:
    story, other = newsroom.story("Bão số 3", "Bão số 3 suy yếu"), newsroom.story("Bão vào bờ")
    page = f"{LIST}{story.pk}/"
    found = reader.get(f"{page}tim-de-gop/", {"q": "vao bo"}, headers={"HX-Request": "true"})
    assert "Bão vào bờ" in found.content.decode()
    reader.post(f"{page}gop/", {"other": other.pk})
    assert reader.get(f"{LIST}{other.pk}/").headers["Location"] == page
    items = list(story.items.order_by("published_at").values_list("pk", flat=True))
    split = reader.post(f"{page}tach/", {"items": items[:1], "title": "Tách ra"}, follow=True)
    assert "Tách ra" in split.content.decode()
    change = StoryChange.objects.first()
    assert change is not None
    reader.post(f"{page}thay-doi/{change.pk}/hoan-tac/")
    reader.post(f"{page}tieu-de/", {"title": "Tên mới"})
    assert "Tên mới" in reader.get(page).content.decode()
    assert story.items.count() == 3


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("gop/", {"other": str(2**63)}),
        ("gop/", {"other": "x"}),
        ("tach/", {"items": [str(2**63)]}),
        ("tach/", {"items": ["\x00"]}),
        ("tach/", {}),
        ("tieu-de/", {"title": "\x00"}),
        ("tieu-de/", {"title": "x" * 501}),
    ],
)
def test_bad_changes_are_answered_in_words(
    newsroom: Newsroom, reader: Client, path: str, data: dict[str, object]
) -> None:
    story = newsroom.story("Một", "Hai")
    answer = reader.post(f"{LIST}{story.pk}/{path}", data, follow=True)
    assert answer.status_code == 200
    assert "notice is-error" in answer.content.decode()
    assert not StoryChange.objects.exists()


def test_another_storys_change_cannot_be_undone_from_here(
    newsroom: Newsroom, reader: Client, coordinator: Officer
) -> None:
    story, other = newsroom.story("Một"), newsroom.story("Hai")
    change = operations.retitle_story(story=other, title="X", by=coordinator, at=newsroom.at)
    assert reader.post(f"{LIST}{story.pk}/thay-doi/{change.pk}/hoan-tac/").status_code == 404
    assert reader.post(f"{LIST}{story.pk}/thay-doi/{2**63}/hoan-tac/").status_code == 404
