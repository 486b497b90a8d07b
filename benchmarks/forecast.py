"""Forecasting against seasonal naive: real counts from a file of headlines, and made-up other series.

python benchmarks/forecast.py [HEADLINES.jsonl.gz] [--origins 6]
Prints for each kind of series and method: MASE / scaled WIS / coverage of 80 and 95 %, and seconds a 1,000
series.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from press_counts import series_of

from dongthuan.analysis.forecasting.accuracy import (
    FloatArray,
    Intervals,
    covered,
    seasonal_step,
    weighted_interval_score,
)
from dongthuan.analysis.forecasting.backtest import ahead, try_method
from dongthuan.analysis.forecasting.calendar import MOST_SLOTS, Season, Step
from dongthuan.analysis.forecasting.engine import forecast_many
from dongthuan.analysis.forecasting.methods import FOR_ANY, FOR_COUNTS

LEVELS = (80, 95)
Said = tuple[FloatArray, FloatArray, Intervals]


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of series to forecast: values (series, slots), the step and the horizon."""

    name: str
    values: FloatArray
    step: Step
    horizon: int
    is_count: bool = True


@dataclass
class Tally:
    """Sums of what each forecast scored."""

    errors: list[FloatArray]
    scores: list[FloatArray]
    inside: dict[int, list[FloatArray]]
    seconds: float = 0.0

    def line(self, series: int, rounds: int) -> str:
        """Return the figures as one line."""
        shares = "/".join(f"{np.nanmean(np.concatenate(parts)):.3f}" for parts in self.inside.values())
        error, score = np.nanmean(np.concatenate(self.errors)), np.nanmean(np.concatenate(self.scores))
        return f"{error:.3f}/{score:.4f}/{shares}  {self.seconds / rounds / series * 1000:.1f} s"


def main() -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("headlines", type=Path, nargs="?")
    parser.add_argument("--origins", type=int, default=6)
    args = parser.parse_args()
    kinds = general_kinds()
    if args.headlines is not None:
        kinds = [*press_kinds(args.headlines), *kinds]
    for kind in kinds:
        report(kind, args.origins)


def report(kind: Kind, rounds: int) -> None:
    """Print the figures of every candidate and of the engine's own choice."""
    print(f"\n{kind.name}: {len(kind.values)} series, horizon {kind.horizon} {kind.step}s")
    for name in (*(FOR_COUNTS if kind.is_count else FOR_ANY), "chosen"):
        tally = Tally([], [], {level: [] for level in LEVELS})
        for origin in origins_of(kind, rounds):
            past = kind.values[:, max(0, origin - MOST_SLOTS[kind.step]) : origin]
            truth = ahead(kind.values, origin, kind.horizon)
            begun = time.process_time()
            mean, median, intervals = predict(name, kind, past, origin)
            tally.seconds += time.process_time() - begun
            score(tally, kind, past, truth, (mean, median, intervals))
        print(f"  {name:20} {tally.line(len(kind.values), rounds)}")


def origins_of(kind: Kind, rounds: int) -> list[int]:
    """Return where the past ends in each round: spread over the last third, at differing hours."""
    slots = kind.values.shape[1]
    return np.linspace(slots * 0.66, slots - kind.horizon, rounds).astype(int).tolist()


def predict(name: str, kind: Kind, past: FloatArray, origin: int) -> Said:
    """Return mean, median and intervals by one method, or by the engine's choice."""
    if name == "chosen":
        found = forecast_many(past, step=kind.step, horizon=kind.horizon, levels=LEVELS)
        return found.mean, found.median, found.intervals
    season = Season.of(kind.step)
    trial = try_method(name, past, season=season, horizon=kind.horizon, levels=LEVELS, is_count=kind.is_count)
    return trial.draft.mean, trial.median, trial.intervals


def score(tally: Tally, kind: Kind, past: FloatArray, truth: FloatArray, said: Said) -> None:
    """Add one round's figures to the tally; series that never moved are left out, as they have no scale."""
    unit = seasonal_step(past, Season.of(kind.step).short)[:, None]
    mean, median, intervals = said
    tally.errors.append((np.abs(truth - mean) / unit).ravel())
    tally.scores.append((weighted_interval_score(truth, median, intervals) / unit).ravel())
    for level, (low, high) in intervals.items():
        tally.inside[level].append(covered(truth, low, high).ravel())


def press_kinds(path: Path) -> list[Kind]:
    """Return the real counts as kinds."""
    _, tables = series_of(path)
    return [
        Kind(
            name, values, "hour" if name.endswith("hourly") else "day", 48 if name.endswith("hourly") else 14
        )
        for name, values in tables.items()
    ]


def general_kinds(seed: int = 5) -> list[Kind]:
    """Return made-up series that are no counts: large levels, day and week, drift, two kinds of noise."""
    random = np.random.default_rng(seed)
    hours = np.arange(24 * 7 * 6)
    rows = []
    for _ in range(60):
        day = np.repeat(random.normal(0, 1, (1, 24)).cumsum(1), 7, 0) * random.uniform(0.6, 1.2, (7, 1))
        drift = np.cumsum(random.normal(0, random.uniform(0.005, 0.08), len(hours)))
        shape = np.tile((day - day.mean()).ravel(), 6) / max(float(day.std()), 0.1)
        noise = np.convolve(
            random.normal(0, random.uniform(0.05, 0.4), len(hours) + 3), [0.5, 0.3, 0.2, 0.1], "valid"
        )
        rows.append(
            np.exp(random.normal(6, 1)) * (5 + shape + drift + noise + random.normal(0, 0.001) * hours)
        )
    return [Kind("made up, hourly", np.array(rows) + 0.01, "hour", 48, is_count=False)]


if __name__ == "__main__":
    main()
