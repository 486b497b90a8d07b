"""What people type and paste is taken in one form; what cannot be stored never gets through."""

from datetime import date
from unicodedata import normalize

import pytest
from django import forms
from django.utils.translation import override

from dongthuan.apps.common.forms import Day, Line, Passage


def test_a_line_is_composed_and_has_no_control_characters() -> None:
    assert Line().clean(normalize("NFD", "  Đồng\tThuận \x00 \n")) == "Đồng Thuận"


def test_a_passage_keeps_its_lines() -> None:
    assert Passage().clean("một\r\nhai\x00\rba") == "một\nhai\nba"


def test_too_long_is_refused() -> None:
    with pytest.raises(forms.ValidationError):
        Line(max_length=5).clean("123456")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["05/03/2026", "2026-03-05", "05-03-2026"])
def test_the_fifth_of_march(typed: str, language: str) -> None:
    with override(language):
        assert Day().clean(typed) == date(2026, 3, 5)
        assert forms.DateField(localize=True).clean(typed) == date(2026, 3, 5)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_are_read_the_vietnamese_way(language: str) -> None:
    with override(language):
        assert forms.DecimalField(localize=True).clean("1.234,5") * 2 == 2469
