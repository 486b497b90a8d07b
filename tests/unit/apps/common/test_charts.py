"""Charts as plain data, and the same figures as a table."""

import json
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import override

from dongthuan.apps.common import charts
from dongthuan.apps.common.charts import Compared, Foreseen, Mark, PolarityCount

DAY = date(2026, 3, 5)


def test_bars_carry_every_polarity_and_what_opens_them() -> None:
    rows = [PolarityCount(DAY, 3, 9, 5, url="/tin/?ngay=2026-03-05")]
    with override("vi"):
        drawing = charts.drawing(charts.polarity_bars(rows, marks=[Mark(DAY, "Tín hiệu", "/tin-hieu/1/")]))
    assert drawing["moments"] == ["05/03/2026"]
    assert [(s["name"], s["values"]) for s in drawing["series"]] == [
        ("Tiêu cực", [3]),
        ("Trung tính", [9]),
        ("Tích cực", [5]),
    ]
    assert drawing["urls"] == ["/tin/?ngay=2026-03-05"]
    assert drawing["marks"] == [{"at": "05/03/2026", "label": "Tín hiệu", "url": "/tin-hieu/1/"}]
    assert drawing["unit"] == "tin"


def test_unclear_is_drawn_only_where_there_is_some() -> None:
    assert len(charts.polarity_lines([PolarityCount(DAY, 1, 1, 1, 0)]).series) == 3
    assert len(charts.polarity_lines([PolarityCount(DAY, 1, 1, 1, 2)]).series) == 4


def test_a_time_nobody_collected_is_not_drawn_as_nought() -> None:
    chart = charts.comparison(
        [Compared(DAY, 5, month_ago=None), Compared(DAY + timedelta(1), 6, month_ago=4)]
    )
    assert [(one.role, list(one.values)) for one in chart.series] == [
        ("now", [5, 6]),
        ("month_ago", [None, 4]),
    ]


def test_a_forecast_shows_its_interval_in_the_table_too() -> None:
    chart = charts.forecast(
        [Foreseen(DAY, observed=1234), Foreseen(DAY + timedelta(1), expected=15.25, low=9, high=22.5)],
        level=0.8,
    )
    with override("vi"):
        rows = charts.table_rows(chart)
    assert [row.cells for row in rows] == [["1.234", "–", "–"], ["–", "15,2", "9 – 22,5"]]
    assert len(charts.table_head(chart)) == 3


def test_an_hour_is_that_of_the_agency() -> None:
    assert charts.moment_words(datetime(2026, 3, 4, 17, 0, tzinfo=UTC), "hour") == "00:00 05/03"
    assert charts.moment_words(DAY, "month") == "03/2026"


def test_a_drawing_is_json_and_no_rows_are_no_fault() -> None:
    empty = charts.comparison([])
    assert empty.is_empty
    assert json.loads(json.dumps(charts.drawing(empty)))["moments"] == []
    assert charts.table_rows(empty) == []
