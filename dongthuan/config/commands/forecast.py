"""`dongthuan forecast`: what comes for one or many series, with intervals."""

import argparse
import sys
from collections.abc import Collection, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

from dongthuan.analysis.forecasting.calendar import STEPS, Step
from dongthuan.analysis.forecasting.engine import Forecast, forecast_all
from dongthuan.config.cli import BadInput
from dongthuan.config.series_file import Row, read_rows, write_table

MOST_HORIZON = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, help="CSV with the columns timestamp,value (and series)")
    parser.add_argument("--step", choices=STEPS, required=True)
    parser.add_argument("--horizon", type=int, required=True, help="how many steps ahead")
    parser.add_argument("--levels", default="80,95", help="coverage of the intervals, per cent")
    parser.add_argument("--out", type=Path, required=True, help="CSV: series,timestamp,mean,lo…,hi…,method")


def run(args: argparse.Namespace) -> int:
    """Read, forecast each series and write."""
    levels = levels_of(args.levels)
    if not 1 <= args.horizon <= MOST_HORIZON:
        raise BadInput(f"--horizon must be between 1 and {MOST_HORIZON}")
    series, zones = read_series(args.file)
    bounds = [f"{bound}{level}" for level in levels for bound in ("lo", "hi")]
    made = forecast_rows(series, args.step, args.horizon, levels)
    lines = (line for name, found in made for line in lines_of(name, found, levels, zones[name]))
    write_table(args.out, ["series", "timestamp", "mean", *bounds, "method"], lines)
    return 0


def levels_of(text: str) -> tuple[int, ...]:
    """Return the levels of `text`, rising; raises BadInput unless whole per cents from 1 to 99.

    >>> levels_of("95,80")
    (80, 95)
    """
    try:
        levels = tuple(sorted({int(part) for part in text.split(",")}))
    except ValueError:
        raise BadInput(f"--levels {text!r}: write whole numbers, for example 80,95") from None
    if not all(0 < level < 100 for level in levels):
        raise BadInput("--levels must lie between 1 and 99")
    return levels


def read_series(path: Path) -> tuple[dict[str, dict[datetime, float]], dict[str, tzinfo | None]]:
    """Return the rows of each series by clock, series in the order they first appear, and their zones.

    A series written in one zone keeps its clock and its zone: its days begin where the file says. Without a
    zone, or with several, the clock is that of Vietnam and the zone None.
    """
    rows: dict[str, dict[datetime, Row]] = {}
    repeated = 0
    for row in read_rows(path):
        known = rows.setdefault(row.series, {})
        repeated += row.at in known
        known.setdefault(row.at, row)
    if not rows:
        raise BadInput(f"{path} holds no rows")
    if repeated:
        print(f"dongthuan: {repeated} rows repeat a time and were passed over", file=sys.stderr)
    zones = {name: _one_zone(known.values()) for name, known in rows.items()}
    found = {
        name: {(row.at_as_written if zones[name] else row.at): row.value for row in known.values()}
        for name, known in rows.items()
    }
    return found, zones


def _one_zone(rows: Collection[Row]) -> tzinfo | None:
    zones = {row.zone for row in rows}
    return zones.pop() if len(zones) == 1 else None


def forecast_rows(
    series: dict[str, dict[datetime, float]], step: Step, horizon: int, levels: tuple[int, ...]
) -> Iterator[tuple[str, Forecast]]:
    """Yield each series' name and forecast, in their order."""
    tables = [(list(rows), list(rows.values())) for rows in series.values()]
    made = forecast_all(tables, step=step, horizon=horizon, levels=levels)
    yield from zip(series, made, strict=True)


def lines_of(name: str, found: Forecast, levels: tuple[int, ...], zone: tzinfo | None) -> list[list[str]]:
    """Return the lines of one series' forecast, the times with the zone of its rows."""
    columns = [found.mean, *(bound for level in levels for bound in found.intervals[level])]
    return [
        [name, at.replace(tzinfo=zone).isoformat(), *(f"{value:.6g}" for value in values), found.method]
        for at, *values in zip(found.times, *columns, strict=True)
    ]
