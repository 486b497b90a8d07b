"""The change at an instant: bounds that hold what they promise, and silence where nothing can be said."""

import numpy as np
import pytest

from dongthuan.analysis.interruption import effect_of


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], []),
        ([(1, 2)] * 2, [(1, 2)] * 5),
        ([(1, 2)] * 5, [(1, 2)] * 2),
        ([(0, 0)] * 5, [(1, 2)] * 5),
        ([(1, 2)] * 5, [(0, 0)] * 5),
    ],
)
def test_too_little_says_nothing(before, after):
    assert effect_of(before, after) is None


def test_nothing_negative_before_is_not_certainty():
    effect = effect_of([(0, 5)] * 4, [(1, 5), (0, 5), (0, 5)])
    assert not effect.share_change.is_clear
    assert not effect.is_beyond


def test_a_fall_that_had_begun_is_named():
    falling = [(40, 50), (33, 50), (25, 50), (18, 50), (10, 50)]
    assert effect_of(falling, [(4, 50)] * 4).was_moving
    assert not effect_of([(20, 50), (24, 50), (18, 50), (22, 50), (20, 50)], [(4, 50)] * 4).was_moving


def test_days_that_differ_much_widen_the_bounds():
    steady = effect_of([(10, 20)] * 6, [(12, 20)] * 6)
    rough = effect_of([(1, 20), (19, 20)] * 3, [(2, 20), (20, 20), (14, 20)] * 2)
    assert rough.share_change.high - rough.share_change.low > 2 * (
        steady.share_change.high - steady.share_change.low
    )


def test_where_nothing_changed_the_bounds_hold_nought_as_often_as_they_say():
    random = np.random.default_rng(4)
    kept = beyond = 0
    for _round in range(400):
        items = random.negative_binomial(5, 0.2, size=20)
        hits = random.binomial(items, 0.3)
        days = list(zip(hits.tolist(), items.tolist(), strict=True))
        effect = effect_of(days[:14], days[14:])
        kept += not effect.share_change.is_clear
        beyond += effect.is_beyond
    assert kept / 400 > 0.92
    assert beyond / 400 < 0.09
