"""Numbers, days, capacities and recipients as Decree 30/2020 writes them."""

from datetime import date

import pytest

from dongthuan.docgen.letterhead import Letterhead, Signature, SigningMode
from dongthuan.docgen.wording import day_words, shown_address

DAYS = [
    (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
    (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
    (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
    (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
]
NUMBERS = [
    ("7", "Số: 07/BC-VHL"),
    ("12", "Số: 12/BC-VHL"),
    ("12a", "Số: 12a/BC-VHL"),
    (None, "Số:     /BC-VHL"),
]


@pytest.mark.parametrize(("day", "words"), DAYS)
def test_days_below_ten_and_the_first_two_months_have_a_nought(day, words):
    assert day_words(day) == words


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_number_is_never_invented(number, words):
    assert Letterhead("", "Viện", "BC-VHL", "Hà Nội").number_line(number) == words


def test_who_signs_for_another_names_him():
    signature = Signature("Phó Chủ tịch", "Trần Minh Họa", SigningMode.DEPUTY, "Chủ tịch")
    assert signature.capacity() == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    with pytest.raises(ValueError, match="on behalf"):
        Signature("Phó Chủ tịch", mode=SigningMode.DEPUTY)
    with pytest.raises(ValueError, match="on behalf"):
        Signature("Chủ tịch", principal="Chủ tịch")


def test_a_long_address_is_cut_on_paper():
    shown = shown_address("https://www.bao.example/" + "a" * 300)
    assert len(shown) == 96
    assert shown.startswith("bao.example/aaa")
    assert shown.endswith("…")
