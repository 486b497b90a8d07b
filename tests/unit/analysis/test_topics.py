import time

import numpy as np
import pytest

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.topics import TopicMatcher, TopicSpec
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.analysis.understanding_stances import measure_stances

NOTHING = np.zeros(384, np.float32)
PHRASES = [
    ("học phí", "Miễn Học Phí cho học sinh", True),
    ("học phí", "hoc phi tang", False),
    ("hoc phi", "Học phí tăng", True),
    ("học phí", "Trường học phía nam", False),
    ("đất đai", "Luật Đất đai (sửa đổi)", True),
    ("hòa bình", "Tỉnh Hoà Bình", True),
    ("07/CT-TTg", "Chỉ thị 07/CT-TTg", True),
    ("", "bất kỳ", False),
]


@pytest.mark.parametrize(("phrase", "title", "expected"), PHRASES)
def test_phrases_are_found_at_word_borders(phrase, title, expected):
    matcher = TopicMatcher([TopicSpec("t", (phrase,))], NgramEncoder())
    assert [match.key for match in matcher.match(ItemText(title), NOTHING)] == (["t"] if expected else [])


def test_an_excluded_phrase_rules_the_topic_out():
    matcher = TopicMatcher([TopicSpec(1, ("vàng",), ("da vàng",))], NgramEncoder())
    assert matcher.match(ItemText("Giá vàng tăng"), NOTHING)
    assert not matcher.match(ItemText("Bệnh da vàng ở trẻ, vàng mắt"), NOTHING)


def test_stance_follows_the_topics_own_statements(neural):
    spec = TopicSpec(
        "học phí",
        ("học phí",),
        favourable_examples=("Học sinh được miễn học phí", "Phụ huynh vui mừng vì không phải đóng học phí"),
        unfavourable_examples=("Nhiều trường tăng học phí", "Phụ huynh bức xúc vì học phí tăng cao"),
    )
    matcher = TopicMatcher([spec], neural)
    titles = ["Từ năm nay không phải đóng học phí", "Phụ huynh than trời vì học phí lại tăng"]
    found = [matcher.match(ItemText(title), neural.embed([title])[0])[0] for title in titles]
    assert [match.stance for match in found] == ["favourable", "unfavourable"]
    assert found[0].matched_by == "học phí"


def test_meaning_finds_what_no_phrase_names(neural):
    spec = TopicSpec(7, (), favourable_examples=("Bệnh viện hết cảnh thiếu thuốc, người bệnh mừng",))
    matcher = TopicMatcher([spec], neural)
    near, far = "Người bệnh vui vì bệnh viện không còn thiếu thuốc", "Đội tuyển bóng đá thắng trận"
    assert [m.matched_by for m in matcher.match(ItemText(near), neural.embed([near])[0])] == ["meaning"]
    assert matcher.match(ItemText(far), neural.embed([far])[0]) == []


def test_without_examples_the_stance_is_unclear():
    [match] = TopicMatcher([TopicSpec(1, ("học phí",))], NgramEncoder()).match(ItemText("Học phí"), NOTHING)
    assert match.stance == "unclear"
    assert 0 < match.confidence <= 1


def test_a_thousand_topics_do_not_slow_it_down():
    specs = [TopicSpec(n, (f"dự án {n}", f"chương trình số {n}")) for n in range(1000)]
    matcher = TopicMatcher(specs, NgramEncoder())
    item = ItemText("Khởi công dự án 77", "Đây là chương trình số 12 của tỉnh. " * 5)
    started = time.process_time()
    for _ in range(20):
        found = matcher.match(item, NOTHING)
    assert {match.key for match in found} == {77, 12}
    assert time.process_time() - started < 2


def test_favourable_and_unfavourable_keep_their_floor_on_topics_nothing_learned_from(neural):
    found = measure_stances(neural, Reader(neural))
    assert found["mean"] >= 0.75
    assert found["answered"] >= 0.85


def test_a_calm_text_takes_no_side_whatever_it_is_near_to():
    spec = TopicSpec("a", ("buýt điện",), (), ("buýt điện êm",), ("buýt điện hỏng",))
    matcher, item = TopicMatcher([spec], NgramEncoder()), ItemText("buýt điện êm")
    [vector] = NgramEncoder().embed([item.title])
    calm = {"negative": 0.1, "neutral": 0.8, "positive": 0.1}
    warm = {"negative": 0.1, "neutral": 0.2, "positive": 0.7}
    assert [m.stance for m in matcher.match(item, vector, calm)] == ["neutral"]
    assert [m.stance for m in matcher.match(item, vector, warm)] == ["favourable"]
