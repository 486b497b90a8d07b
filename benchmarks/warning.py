"""Early warning against persistence and a nowcast: on made-up topics, or on real counts from an .npz file.

python benchmarks/warning.py [--topics 150] [--days 200] [--learn FILE.json] [--real COUNTS.npz]
COUNTS.npz: arrays `unfavourable`, `total`, `outlets`, `hostility` of shape (topics, hours). Trained on the
first two thirds, judged on the last; the interval is a block bootstrap over weeks.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from simulator import plant_flash, usual_topic

from dongthuan.analysis.warning.features import HORIZONS, TopicHours, chance_to_cross, faded
from dongthuan.analysis.warning.line import (
    DAY,
    FEWEST_HOURS,
    crosses_within,
    is_calm,
    lines_of,
    onsets_of,
    running_sum,
)
from dongthuan.analysis.warning.model import (
    WarningModel,
    average_precision,
    brier_skill,
    learn,
    shipped_model,
)

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
ROUNDS = 100


def main() -> None:
    """Run the benchmark and print it, or learn the shipped weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", type=int, default=150)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--learn", type=Path, metavar="FILE.json")
    parser.add_argument("--real", type=Path, metavar="COUNTS.npz")
    args = parser.parse_args()
    if args.learn:
        made = learn(world(args.topics, args.days, seed=1), origin="simulated", every=3)
        args.learn.write_text(json.dumps(made.as_dict(), indent=1) + "\n", encoding="utf-8")
        return
    if args.real:
        with np.load(args.real) as arrays:
            names = ("unfavourable", "total", "outlets", "hostility")
            report(TopicHours(*(arrays[name].astype(float) for name in names)))
        return
    report(world(args.topics, args.days, seed=2))


def world(topics: int, days: int, seed: int) -> TopicHours:
    """Return made-up topics: their own rates and shares, sudden and slow turns against, loud neutral days."""
    random = np.random.default_rng(seed)
    hours = days * DAY
    found = [_topic(random, days) for _ in range(topics)]
    bad, every, outlets, hostile = (np.array(column) for column in zip(*found, strict=True))
    assert bad.shape == (topics, hours)
    return TopicHours(bad, every, outlets, hostile)


def _topic(random: np.random.Generator, days: int) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    hours = days * DAY
    rate = float(np.exp(random.normal(np.log(0.06), 1.1)))
    share = float(random.beta(2, 7))
    usual = usual_topic(random, rate=rate, days=days).originals
    bad = random.binomial(usual.astype(int), share).astype(float)
    every = usual.copy()
    for _ in range(random.poisson(days / 40)):
        turn = usual_topic(random, rate=0, days=days)
        size = float(np.exp(random.normal(np.log(7), 0.8)))
        at = int(random.integers(0, hours - 3 * DAY))
        plant_flash(random, turn, at, items=size, hours=float(random.choice([8, 16, 40])))
        leaning = float(random.choice([0.05, share, 0.8], p=[0.2, 0.3, 0.5]))
        bad += random.binomial(turn.originals.astype(int), leaning)
        every += turn.originals
    where = random.random((4, hours)) < np.minimum(bad / 2, 0.7)
    outlets = (running_sum(where.astype(float), DAY) > 0).sum(0).astype(float)
    hostile = 0.1 * every + 0.2 * bad * random.random(hours)
    return bad, every, outlets, hostile


@dataclass(frozen=True, slots=True)
class Split:
    """The hours judged, those learned from, and what happened."""

    past: TopicHours
    hours: TopicHours
    first: int


def report(hours: TopicHours) -> None:
    """Print, for each horizon and method, precision-recall area, Brier skill, onsets caught and lead time."""
    first = hours.total.shape[1] * 2 // 3
    split = Split(hours.until(first), hours, first)
    shipped = shipped_model()
    own = learn(split.past, origin="own", prior=shipped)
    print(f"{len(hours.total)} topics, {hours.total.shape[1] // DAY} days; judged from day {first // DAY}")
    for horizon in HORIZONS:
        report_horizon(split, horizon, {"shipped": shipped, "shipped, then own past": own})


def report_horizon(split: Split, horizon: int, models: dict[str, WarningModel]) -> None:
    """Print one horizon."""
    hours, first = split.hours, split.first
    crossed = crosses_within(hours.unfavourable, horizon)
    rows = is_calm(hours.unfavourable)
    rows[:, -horizon:] = False
    learned, judged = rows.copy(), rows.copy()
    learned[:, first - horizon :], learned[:, :FEWEST_HOURS], judged[:, :first] = False, False, False
    usual = float(crossed[learned].mean())
    bad = hours.unfavourable
    full = running_sum(bad, DAY) / lines_of(bad)
    now = chance_to_cross(hours, 0.7 * faded(bad, 24.0) + 0.3 * running_sum(bad, 672) / 672, horizon)
    said = {
        "persistence": by_bins(full, crossed, learned),
        "nowcast": by_bins(now, crossed, learned),
        **{name: model.chances(hours, horizon) for name, model in models.items()},
    }
    onsets = onsets_of(bad)
    print(f"\n{horizon} hours: {int(onsets[:, first:].sum())} onsets, {usual:.2%} of hours before one")
    for name, chances in said.items():
        precision = average_precision(chances[judged], crossed[judged])
        skill = brier_skill(chances[judged], crossed[judged], usual)
        caught = " / ".join(caught_at(chances, judged, onsets, horizon, a_day) for a_day in (1, 5))
        print(f"  {name:24} AUPRC {precision:.3f}  Brier skill {skill:+.3f}  at 1 / 5 a day {caught}")
    for name in ("persistence", "nowcast"):
        low, high = bootstrap(said["shipped, then own past"], said[name], crossed, judged)
        print(f"  own past beyond {name}: AUPRC {low:+.3f} to {high:+.3f} (90 %)")


def by_bins(signal: FloatArray, crossed: BoolArray, learned: BoolArray) -> FloatArray:
    """Return for each hour how often such a signal was followed by an onset in the hours learned from."""
    edges = np.unique(np.quantile(signal[learned], 1 - np.geomspace(2e-4, 1, 24)))
    place = np.searchsorted(edges, signal, "right")
    count = np.bincount(place[learned], minlength=len(edges) + 1)
    hits = np.bincount(place[learned], crossed[learned], minlength=len(edges) + 1)
    usual = float(crossed[learned].mean())
    return np.asarray(((hits + 20 * usual) / (count + 20))[place])


def caught_at(chances: FloatArray, judged: BoolArray, onsets: BoolArray, horizon: int, a_day: float) -> str:
    """Return the share of onsets caught, with the mean lead, at the lowest threshold within the budget."""
    days = judged.any(0).sum() / DAY
    best = "0 %"
    for threshold in np.unique(np.quantile(chances[judged], 1 - np.geomspace(1e-5, 0.1, 50)))[::-1]:
        false, leads = alerts(chances, judged, onsets, horizon, float(threshold))
        if false > a_day * days:
            break
        total = max(int((onsets & judged.any(0)).sum()), 1)
        best = f"{len(leads) / total:.0%} ({np.mean(leads):.1f} h)" if leads else best
    return best


def alerts(
    chances: FloatArray, judged: BoolArray, onsets: BoolArray, horizon: int, threshold: float
) -> tuple[int, list[int]]:
    """Return false alerts and the lead of each onset caught; an alert holds a day."""
    false = 0
    leads: dict[tuple[int, int], int] = {}
    for topic in np.flatnonzero(((chances >= threshold) & judged).any(1)).tolist():
        held = -DAY
        for hour in np.flatnonzero((chances[topic] >= threshold) & judged[topic]).tolist():
            if hour - held < DAY:
                continue
            held = hour
            ahead = np.flatnonzero(onsets[topic, hour + 1 : hour + 1 + horizon])
            if len(ahead):
                leads.setdefault((topic, hour + 1 + int(ahead[0])), int(ahead[0]) + 1)
            else:
                false += 1
    return false, list(leads.values())


def bootstrap(
    ours: FloatArray, theirs: FloatArray, crossed: BoolArray, judged: BoolArray
) -> tuple[float, float]:
    """Return the 5 and 95 % points of the paired difference in AUPRC, weeks drawn with replacement."""
    random = np.random.default_rng(0)
    hours = np.flatnonzero(judged.any(0))
    blocks = np.array_split(hours, max(len(hours) // (7 * DAY), 2))

    def score(said: FloatArray, at: NDArray[np.int64]) -> float:
        return average_precision(said[:, at][judged[:, at]], crossed[:, at][judged[:, at]])

    found = []
    for _ in range(ROUNDS):
        at = np.concatenate([blocks[k] for k in random.integers(0, len(blocks), len(blocks))])[::3]
        found.append(score(ours, at) - score(theirs, at))
    low, high = np.nanquantile(found, [0.05, 0.95]).tolist()
    return low, high


if __name__ == "__main__":
    main()
