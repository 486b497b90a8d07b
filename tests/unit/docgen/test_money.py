"""Sums in words as an accountant reads them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.docgen.money import MOST, in_words

SUMS = [
    (0, "Không đồng"),
    (1, "Một đồng"),
    (4, "Bốn đồng"),
    (5, "Năm đồng"),
    (10, "Mười đồng"),
    (11, "Mười một đồng"),
    (14, "Mười bốn đồng"),
    (15, "Mười lăm đồng"),
    (20, "Hai mươi đồng"),
    (21, "Hai mươi mốt đồng"),
    (24, "Hai mươi tư đồng"),
    (25, "Hai mươi lăm đồng"),
    (101, "Một trăm linh một đồng"),
    (104, "Một trăm linh bốn đồng"),
    (105, "Một trăm linh năm đồng"),
    (115, "Một trăm mười lăm đồng"),
    (1_001, "Một nghìn không trăm linh một đồng"),
    (10_000, "Mười nghìn đồng"),
    (15_015, "Mười lăm nghìn không trăm mười lăm đồng"),
    (121_000, "Một trăm hai mươi mốt nghìn đồng"),
    (1_200_000, "Một triệu hai trăm nghìn đồng"),
    (1_000_005, "Một triệu không trăm linh năm đồng"),
    (120_000_000, "Một trăm hai mươi triệu đồng"),
    (1_050_000_000, "Một tỷ không trăm năm mươi triệu đồng"),
    (1_000_000_000_000, "Một nghìn tỷ đồng"),
    (1_234_000_000_000, "Một nghìn hai trăm ba mươi tư tỷ đồng"),
    (MOST, "Một triệu tỷ đồng"),
    (-1_500, "Âm một nghìn năm trăm đồng"),
]


@pytest.mark.parametrize(("vnd", "words"), SUMS)
def test_a_sum_is_said_as_it_is_read(vnd, words):
    assert in_words(vnd) == words


@given(st.integers(-MOST, MOST))
def test_every_sum_is_a_plain_line(vnd):
    words = in_words(vnd)
    assert words == " ".join(words.split())
    assert words.endswith(" đồng")
    assert words[0].isupper()
    assert "mươi một " not in f"{words} "
    assert "mươi năm " not in f"{words} "
    assert "mười năm " not in f"{words.lower()} "


@given(st.lists(st.integers(0, MOST), min_size=2, max_size=2, unique=True))
def test_no_two_sums_share_their_words(pair):
    assert in_words(pair[0]) != in_words(pair[1])


def test_beyond_a_million_billion_there_are_no_words():
    with pytest.raises(ValueError, match="beyond"):
        in_words(MOST + 1)
