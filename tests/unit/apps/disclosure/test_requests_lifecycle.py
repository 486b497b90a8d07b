"""The table of states: every walk through it ends, and nothing is answered that was not valid."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dongthuan.apps.disclosure.requests_lifecycle import (
    BEFORE_VALID,
    COMPLAINABLE,
    GIVEN,
    LAW_CHANNEL,
    OPEN_REQUESTS,
    REQUEST_NEXT,
    SETTLED,
    RequestChannel,
    RequestState,
)
from dongthuan.law.model import CHANNELS

CHOICES = st.lists(st.integers(min_value=0, max_value=20), max_size=30)
S = RequestState


@given(CHOICES)
def test_every_walk_keeps_the_order(choices: list[int]) -> None:
    walk = [S.RECEIVED]
    for choice in choices:
        following = sorted(REQUEST_NEXT[walk[-1]])
        if not following:
            break
        walk.append(following[choice % len(following)])
    for before, after in itertools.pairwise(walk):
        assert after in REQUEST_NEXT[before]
        if after in GIVEN:
            assert before == S.ANSWERING
        if before not in BEFORE_VALID:
            assert after not in BEFORE_VALID  # what was valid stays so: its limit has begun
    if walk[-1] in GIVEN:
        assert S.VALID in walk
        assert S.CLASSIFYING in walk
    assert S.LAPSED not in walk or walk[-2] == S.GUIDING


def test_the_table_is_whole() -> None:
    assert set(REQUEST_NEXT) == set(S)
    assert set(S) == OPEN_REQUESTS | SETTLED
    assert {state for state in SETTLED if REQUEST_NEXT[state]} == {S.PARTLY, S.REFUSED}
    assert not COMPLAINABLE & (BEFORE_VALID | {S.WITHDRAWN, S.LAPSED})
    assert set(LAW_CHANNEL) == set(RequestChannel)
    assert set(LAW_CHANNEL.values()) == set(CHANNELS)
