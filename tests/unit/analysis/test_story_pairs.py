"""Proposals of merges: near in meaning and words, near in time, and no names that contradict."""

import numpy as np

from dongthuan.analysis.stories import StoryClusterer, StorySettings
from dongthuan.analysis.story_pairs import Told, likely_pairs


def told(key, text, *, angle=0.0, at=0.0):
    vector = np.zeros(384, np.float32)
    vector[0], vector[1] = np.cos(angle), np.sin(angle)
    return Told(key, (text,), vector, at, at + 2)


def test_alike_stories_are_proposed_the_older_first():
    stories = [
        told(2, "Cầu Phong Châu sập, tìm người mất tích", at=5),
        told(1, "Sập nhịp cầu Phong Châu ở Phú Thọ", angle=0.3),
        told(3, "Giá xăng giảm từ 15 giờ", angle=1.5),
    ]
    (pair,) = likely_pairs(stories, most=10)
    assert (pair.key, pair.other) == (1, 2)


def test_other_names_veto():
    names = ("Trần Minh Khôi", "Lê Đức Thành")
    same = [told(key, f"Bổ nhiệm ông {name} làm thứ trưởng") for key, name in enumerate(names)]
    assert likely_pairs(same, most=10) == []


def test_what_lies_too_far_apart_in_time_is_not_proposed():
    text = "Cầu Phong Châu sập, tìm người mất tích"
    assert likely_pairs([told(1, text), told(2, text, at=99)], most=10) == []
    assert len(likely_pairs([told(1, text), told(2, text, at=20)], most=10)) == 1


def test_few_stories_and_no_vectors_do_no_harm():
    assert likely_pairs([], most=5) == []
    bare = [Told(key, ("",), np.zeros(384, np.float32), 0, 0) for key in (1, 2)]
    assert likely_pairs(bare, most=5) == []


def test_a_story_that_many_tell_grows_choosier():
    vector = np.zeros(384, np.float32)
    vector[0] = 1
    open_to_all = StoryClusterer(StorySettings(crowd_penalty=0.0, term_share=0.0, threshold=0.9))
    choosy = StoryClusterer(StorySettings(crowd_penalty=0.1, term_share=0.0, threshold=0.9))
    sizes = []
    for clusterer in (open_to_all, choosy):
        stories = [clusterer.add(f"tin số {n}", vector, 0.0).story for n in range(40)]
        sizes.append(max(stories.count(story) for story in set(stories)))
    assert sizes[0] == 40
    assert sizes[1] < 20
