"""What a chart shows, as plain data: charts.js draws it, common/parts/chart.html writes it as a table.

Pure functions from rows of counts to `Chart`; nothing here knows the library that draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dongthuan.apps.common.wording import written

Step = Literal["hour", "day", "month"]
Kind = Literal["lines", "bars"]
Role = Literal[
    "negative",
    "neutral",
    "positive",
    "unclear",
    "now",
    "month_ago",
    "year_ago",
    "observed",
    "expected",
    "plain",
]
Value = float | None
STEP_FORMATS: dict[Step, str] = {"hour": "H:i d/m", "day": "d/m/Y", "month": "m/Y"}


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of bars; `values` stand at the chart's moments, None where nothing is known."""

    name: str
    role: Role
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Band:
    """The span between two lines: a forecast's interval."""

    name: str
    low: Sequence[Value]
    high: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at a moment, such as a signal; `url` opens it."""

    at: date | datetime
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. moments: oldest first. urls: what opens behind each moment ("" for nothing)."""

    kind: Kind
    step: Step
    moments: Sequence[date | datetime]
    series: Sequence[Series]
    bands: Sequence[Band] = ()
    marks: Sequence[Mark] = ()
    urls: Sequence[str] = ()
    unit: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is not one known value."""
        return all(value is None for series in self.series for value in series.values)


@dataclass(frozen=True, slots=True)
class PolarityCount:
    """How many items of each polarity there were in one step of time; `url` opens them."""

    at: date | datetime
    negative: int
    neutral: int
    positive: int
    unclear: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A value, and what it was a month and a year before; None where nothing was collected then."""

    at: date | datetime
    value: Value
    month_ago: Value = None
    year_ago: Value = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An observed value, or an expected one with its interval, or both where the past was forecast."""

    at: date | datetime
    observed: Value = None
    expected: Value = None
    low: Value = None
    high: Value = None
    url: str = ""


def _polarity_series(rows: Sequence[PolarityCount]) -> list[Series]:
    series = [
        Series(_("Negative"), "negative", [row.negative for row in rows]),
        Series(_("Neutral"), "neutral", [row.neutral for row in rows]),
        Series(_("Positive"), "positive", [row.positive for row in rows]),
    ]
    if any(row.unclear for row in rows):
        series.append(Series(_("Unclear"), "unclear", [row.unclear for row in rows]))
    return series


def polarity_bars(rows: Sequence[PolarityCount], *, step: Step = "day", marks: Sequence[Mark] = ()) -> Chart:
    """Return stacked bars: how many items of each polarity in each step of time."""
    return Chart(
        "bars",
        step,
        [row.at for row in rows],
        _polarity_series(rows),
        marks=marks,
        urls=[row.url for row in rows],
        unit=pgettext("unit", "items"),
    )


def polarity_lines(rows: Sequence[PolarityCount], *, step: Step = "day", marks: Sequence[Mark] = ()) -> Chart:
    """Return one line for each polarity."""
    return Chart(
        "lines",
        step,
        [row.at for row in rows],
        _polarity_series(rows),
        marks=marks,
        urls=[row.url for row in rows],
        unit=pgettext("unit", "items"),
    )


def comparison(rows: Sequence[Compared], *, step: Step = "day", unit: str = "") -> Chart:
    """Return this month's line beside last month's and the same month's of last year, where known."""
    series = [
        Series(_("Now"), "now", [row.value for row in rows]),
        Series(_("Last month"), "month_ago", [row.month_ago for row in rows]),
        Series(_("Same month last year"), "year_ago", [row.year_ago for row in rows]),
    ]
    known = [one for one in series if one.role == "now" or any(value is not None for value in one.values)]
    return Chart("lines", step, [row.at for row in rows], known, urls=[row.url for row in rows], unit=unit)


def forecast(rows: Sequence[Foreseen], *, level: float, step: Step = "day", unit: str = "") -> Chart:
    """Return what was observed, what is expected, and the band that holds the truth with chance `level`."""
    name = _("Interval of %(level)s%%") % {"level": written(level * 100)}
    return Chart(
        "lines",
        step,
        [row.at for row in rows],
        [
            Series(_("Observed"), "observed", [row.observed for row in rows]),
            Series(_("Expected"), "expected", [row.expected for row in rows]),
        ],
        bands=[Band(name, [row.low for row in rows], [row.high for row in rows])],
        urls=[row.url for row in rows],
        unit=unit,
    )


def moment_words(moment: date | datetime, step: Step) -> str:
    """Write a moment as its step asks: an hour, a day or a month."""
    local = localtime(moment) if isinstance(moment, datetime) and is_aware(moment) else moment
    return (
        date_format(local, STEP_FORMATS[step])
        if isinstance(local, datetime) or step != "hour"
        else str(local)
    )


def drawing(chart: Chart) -> dict[str, object]:
    """Return the chart as JSON can carry it; moments become the words that stand at the axis."""
    words = [moment_words(moment, chart.step) for moment in chart.moments]
    return {
        "kind": chart.kind,
        "moments": words,
        "unit": chart.unit,
        "series": [{"name": s.name, "role": s.role, "values": list(s.values)} for s in chart.series],
        "bands": [{"name": b.name, "low": list(b.low), "high": list(b.high)} for b in chart.bands],
        "marks": [
            {"at": moment_words(m.at, chart.step), "label": m.label, "url": m.url} for m in chart.marks
        ],
        "urls": list(chart.urls),
    }


def _value_words(value: Value) -> str:
    return written(value, 0 if value is None or float(value).is_integer() else 1)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One moment in words: its heading, its address, its cells."""

    moment: str
    url: str
    cells: list[str]


def table_head(chart: Chart) -> list[str]:
    """Return the headings of the chart's table, without that of the moment."""
    return [series.name for series in chart.series] + [band.name for band in chart.bands]


def table_rows(chart: Chart) -> list[TableRow]:
    """Return the chart as the rows of a table, oldest moment first."""
    rows = []
    for place, moment in enumerate(chart.moments):
        cells = [_value_words(series.values[place]) for series in chart.series]
        for band in chart.bands:
            low, high = band.low[place], band.high[place]
            cells.append(
                "–" if low is None or high is None else f"{_value_words(low)} – {_value_words(high)}"
            )
        url = chart.urls[place] if place < len(chart.urls) else ""
        rows.append(TableRow(moment_words(moment, chart.step), url, cells))
    return rows
