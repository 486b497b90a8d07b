"""Readings without readers, bounds that hold what they say, and the list behind Decision 1169."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook

from dongthuan.analysis.interruption import effect_of
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.measurement.models.readings import TextDay
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.operations import science as acts
from dongthuan.apps.measurement.operations.readings import count_reading, is_machine
from dongthuan.apps.measurement.queries.figures import share_bounds
from dongthuan.apps.measurement.queries.science import science_listed, told_of
from dongthuan.apps.measurement.sheets import FaultyRow, science_of
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, NOON

URL = "https://bao.example/tin"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("size", [5, 12, 30])
def test_bounds_of_a_share_hold_it_about_as_often_as_they_say(share: float, size: int) -> None:
    hits = np.random.default_rng(size).binomial(size, share, size=2_000)
    held = [low <= share <= high for low, high in (share_bounds(int(each), size) for each in hits)]
    assert sum(held) / len(held) > 0.9


def test_no_effect_in_few_days_is_rarely_called_one() -> None:
    random = np.random.default_rng(7)
    clear = 0
    for _round in range(300):
        items = random.poisson(6, size=8) + 1
        days = list(zip(random.binomial(items, 0.3).tolist(), items.tolist(), strict=True))
        effect = effect_of(days[:4], days[4:])
        clear += effect is not None and effect.share_change.is_clear
    assert clear / 300 < 0.08


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"User-Agent": "curl/8.1"}, True),
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, True),
        ({"User-Agent": "Mozilla/5.0 Chrome/130", "Sec-Purpose": "prefetch;prerender"}, True),
        ({"User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1"}, False),
    ],
)
def test_what_names_itself_a_machine(headers: dict[str, str], expected: bool) -> None:
    assert is_machine(headers) is expected


@pytest.mark.django_db
def test_a_text_that_is_not_there_is_not_counted() -> None:
    count_reading(slug="khong-co", day=DAY)
    assert not TextDay.objects.exists()


def _content(unit: Unit, **changed: Any) -> acts.ScienceContent:
    return acts.ScienceContent(**({"unit": unit, "code": "KC.01", "year": 2025, "title": "Đo"} | changed))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"told_on": DAY}, acts.WantsBoth),
        ({"evidence": URL}, acts.WantsBoth),
        ({"told_on": DAY + timedelta(days=1), "evidence": URL}, AheadOfTime),
        ({"is_outside": True}, acts.SaysTooMuch),
        ({"code": "KC.00"}, acts.StandsAlready),
    ],
)
def test_tasks_refused(
    changed: dict[str, Any], refusal: type[Exception], institute: Unit, institute_officer: Officer
) -> None:
    given = {"task": None, "version": 0, "by": institute_officer, "at": NOON}
    acts.save_science_task(content=_content(institute, code="KC.00"), **given)
    with pytest.raises(refusal):
        acts.save_science_task(content=_content(institute, **changed), **given)
    assert ScienceTask.objects.count() == 1


def _sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


HEADER = ("Mã", "Tên", "Năm", "Mật", "Ngày truyền thông", "Minh chứng")


@pytest.mark.django_db
def test_the_share_of_a_list_taken_in_twice(
    institute: Unit, institute_officer: Officer, unit_officer: Officer
) -> None:
    data = _sheet(
        HEADER,
        ("KC.01", "Đo động đất", 2025, None, DAY, URL),
        ("KC.02", "Vệ tinh", 2025, None, None, None),
        ("KC.03", None, 2024, "x", None, None),
    )
    for expected in ((3, 0), (0, 3)):
        found = science_of(data, institute)
        assert acts.take_in_science_tasks(contents=found, by=institute_officer, at=NOON) == expected
    told = told_of(science_listed(institute_officer, {}))
    assert (told.told, told.counting, told.outside, told.share) == (1, 2, 1, 0.5)
    assert [row.code for row in science_listed(institute_officer, {"standing": "untold"})] == ["KC.02"]
    assert told_of(science_listed(unit_officer, {})).share is None  # of another unit


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("Tên", "Năm")], (0, "header")),
        ([HEADER, ("", "Đo", 2025)], (2, "code")),
        ([HEADER, ("A", "Đo", "năm ngoái")], (2, "year")),
        ([HEADER, ("A", "Đo", 2025, None, "hôm qua", URL)], (2, "day")),
        ([HEADER, ("A", "Đo", 2025, None, DAY, "báo giấy")], (2, "evidence")),
    ],
)
def test_a_faulty_sheet_says_where(rows: list[Any], fault: tuple[int, str], institute: Unit) -> None:
    with pytest.raises(FaultyRow) as refusal:
        science_of(_sheet(*rows), institute)
    assert (refusal.value.line, refusal.value.fault) == fault


def test_what_is_no_workbook() -> None:
    with pytest.raises(FaultyRow):
        science_of(b"khong phai xlsx", Unit())
