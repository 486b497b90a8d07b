import itertools

import numpy as np
import pytest

from dongthuan.analysis.stories import StoryClusterer, StorySettings

STREAM = [
    ("bão", "Bão số 9 đổ bộ Quảng Ninh, nhiều nơi mất điện. Bão số 9 vào đất liền sáng nay với gió cấp 11."),
    (
        "học phí",
        "Quốc hội thông qua miễn học phí cho học sinh phổ thông. Nghị quyết có hiệu lực từ năm học mới.",
    ),
    ("bão", "Quảng Ninh thiệt hại nặng sau bão số 9. Hàng nghìn nhà tốc mái khi bão số 9 đổ bộ."),
    (
        "vệ tinh",
        "Vệ tinh LOTUSat-1 lên quỹ đạo. Trung tâm Vũ trụ Việt Nam nhận tín hiệu đầu tiên từ vệ tinh.",
    ),
    (
        "học phí",
        "Miễn học phí phổ thông: Quốc hội biểu quyết tán thành. Học sinh được miễn học phí từ năm học mới.",
    ),
    ("vệ tinh", "Vệ tinh LOTUSat-1 gửi tín hiệu đầu tiên về Trung tâm Vũ trụ Việt Nam."),
    ("vàng", "Giá vàng trong nước giảm một triệu đồng mỗi lượng."),
]


@pytest.fixture(scope="module")
def vectors(neural):
    return neural.embed([text for _event, text in STREAM])


def stories_of(clusterer, vectors, start=0.0):
    return [
        clusterer.add(text, vector, start + hour).story
        for hour, ((_event, text), vector) in enumerate(zip(STREAM, vectors, strict=True))
    ]


def test_the_same_event_is_one_story_and_others_are_not(vectors):
    found = stories_of(StoryClusterer(), vectors)
    events = {story: event for story, (event, _text) in zip(found, STREAM, strict=True)}
    assert len(set(found)) == 4
    assert [events[story] for story in found] == [event for event, _text in STREAM]


def test_without_meaning_words_alone_still_group():
    found = stories_of(StoryClusterer(), np.zeros((len(STREAM), 384), np.float32))
    assert len(set(found)) >= 4


def test_numbers_come_from_the_caller_only_for_new_stories(vectors):
    numbers = itertools.count(100)
    clusterer = StoryClusterer(next_key=lambda: next(numbers))
    assert sorted(set(stories_of(clusterer, vectors))) == [100, 101, 102, 103]


def test_seeding_goes_on_where_it_stopped(vectors):
    whole = stories_of(StoryClusterer(), vectors)
    clusterer = StoryClusterer()
    for story in sorted(set(whole[:4])):
        places = [place for place in range(4) if whole[place] == story]
        clusterer.seed(story, [STREAM[p][1] for p in places], [vectors[p] for p in places], max(places))
    rest = [clusterer.add(STREAM[p][1], vectors[p], p).story for p in range(4, 7)]
    assert rest == whole[4:]


def test_what_was_idle_too_long_begins_anew(vectors):
    clusterer = StoryClusterer()
    first = stories_of(clusterer, vectors)
    again = stories_of(clusterer, vectors, start=24 * 30)
    assert not set(first) & set(again)
    assert len(clusterer) == 4


def test_memory_is_bounded(vectors):
    clusterer = StoryClusterer(StorySettings(threshold=2.0, capacity=100))
    for number in range(1500):
        clusterer.add(f"Tin {number}", vectors[number % 7], number / 100)
    assert len(clusterer) <= 100


@pytest.mark.parametrize("text", ["", "😀", "\x00", "a" * 100_000])
def test_odd_texts_get_a_story(text, vectors):
    assert StoryClusterer().add(text, vectors[0], 0).is_new
