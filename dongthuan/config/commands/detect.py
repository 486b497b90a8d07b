"""`dongthuan detect`: score each row of a series for the unusual, using that row and earlier ones only."""

import argparse
import itertools
import math
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from dongthuan.analysis.detection.methods import DEFAULT, DETECTORS, make_detector
from dongthuan.analysis.detection.score import Settings
from dongthuan.analysis.detection.watch import Watch
from dongthuan.config.cli import BadInput
from dongthuan.config.series_file import Row, read_heading, read_rows, write_table

ROWS_TO_LEARN_STEP = 24
LONGEST_HOLD_HOURS = 24 * 366
Scored = tuple[Row, float, bool]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, help="CSV with the columns timestamp,value (and series)")
    parser.add_argument("--out", type=Path, required=True, help="CSV: the same rows with score and alert")
    parser.add_argument("--method", choices=DETECTORS, default=DEFAULT)
    parser.add_argument("--false-alarms-per-week", type=float, default=1.0, metavar="N")
    parser.add_argument("--hold-hours", type=float, default=24.0, metavar="H")


def run(args: argparse.Namespace) -> int:
    """Read, score and write; the rows keep their order."""
    if not args.hold_hours <= LONGEST_HOLD_HOURS:
        raise BadInput(f"--hold-hours must be at most {LONGEST_HOLD_HOURS}")
    try:
        settings = Settings(hold_hours=args.hold_hours, false_alarms_per_week=args.false_alarms_per_week)
    except ValueError as problem:
        raise BadInput(str(problem)) from problem
    heading = [*read_heading(args.file), "score", "alert"]
    scorer = Scorer(args.method, settings)
    if is_in_order(read_rows(args.file)):
        rows: Iterable[Scored] = scorer.score_all(read_rows(args.file))
    else:
        rows = in_file_order(scorer.score_all(sorted(read_rows(args.file), key=lambda row: row.at)))
    write_table(
        args.out, heading, ([*row.cells, f"{score:.6f}", str(int(alert))] for row, score, alert in rows)
    )
    if scorer.repeated:
        print(f"dongthuan: {scorer.repeated} rows repeat a time and were passed over", file=sys.stderr)
    return 0


@dataclass
class Series:
    """One series on its way: rows held back until the step between them is known, then its detector."""

    waiting: list[Row] = field(default_factory=list)
    last: datetime | None = None
    watch: Watch | None = None


@dataclass
class Scorer:
    """Score the rows of many series. The first rows of each teach the step and get score 0.

    method: a key of DETECTORS. settings: what an officer set.
    """

    method: str
    settings: Settings
    repeated: int = 0
    series: dict[str, Series] = field(default_factory=dict)

    def score_all(self, rows: Iterable[Row]) -> Iterator[Scored]:
        """Yield each row, in rising order of time, with its score and alert."""
        for row in rows:
            one = self.series.setdefault(row.series, Series())
            if one.last is not None and row.at <= one.last:
                self.repeated += 1
                yield row, 0.0, False
                continue
            one.last = row.at
            yield self._score(one, row)

    def _score(self, one: Series, row: Row) -> Scored:
        if one.watch is not None:
            found = one.watch.update(row.at, row.value)
            return row, found.score, found.is_alert
        one.waiting.append(row)
        if len(one.waiting) == ROWS_TO_LEARN_STEP:
            one.watch = make_detector(step=step_of(one.waiting), settings=self.settings, method=self.method)
            for earlier in one.waiting:
                one.watch.update(earlier.at, earlier.value)
            one.waiting.clear()
        return row, 0.0, False


def step_of(rows: list[Row]) -> timedelta:
    """Return the usual time between rows, at least a second."""
    seconds = statistics.median((b.at - a.at).total_seconds() for a, b in itertools.pairwise(rows))
    return timedelta(seconds=max(1, math.ceil(seconds)))


def is_in_order(rows: Iterable[Row]) -> bool:
    """Return whether no row of a series comes before an earlier one; reads all, so bad rows are told."""
    last: dict[str, datetime] = {}
    ordered = True
    for row in rows:
        ordered = ordered and row.at >= last.get(row.series, row.at)
        last[row.series] = row.at
    return ordered


def in_file_order(scored: Iterable[Scored]) -> list[Scored]:
    """Return scored rows in the order they stand in the file."""
    return sorted(scored, key=lambda found: found[0].line)
