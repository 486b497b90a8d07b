"""Sums as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.apps.common.money import NoMoney, vnd_of, written_vnd


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234.567 đ", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1,234,567 VND", 1_234_567),
        ("1.234.567,00 đ", 1_234_567),
        ("2,5 tỷ đồng", 2_500_000_000),
        ("2.5 ty\u0309", 2_500_000_000),
        ("15 triệu", 15_000_000),
        ("15tr", 15_000_000),
        ("-15 nghìn", -15_000),
        ("0", 0),
        ("999.999.999.999.999", 999_999_999_999_999),
    ],
)
def test_sums_that_people_type(text: str, amount: int) -> None:
    assert vnd_of(text) == amount


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.234.567,50 đ", "fraction"),
        ("0,1 đồng", "fraction"),
        ("10^15", "form"),
        ("12.34.567", "form"),
        ("1e9", "form"),
        ("năm triệu", "form"),
        ("5 đô la", "form"),
        ("", "form"),
        ("--5", "form"),
        ("1.000.000.000.000.000", "large"),
        ("1000000 tỷ", "large"),
    ],
)
def test_what_is_no_sum_says_why(text: str, problem: str) -> None:
    with pytest.raises(NoMoney) as refused:
        vnd_of(text)
    assert refused.value.args[0] == problem


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_what_is_written_is_read_again(amount: int) -> None:
    assert vnd_of(written_vnd(amount)) == amount
