"""Detection on made-up streams: NAB's standard profile on bursty series, recall on topics, drills.

python benchmarks/detect.py [--series 4] [--topics 12]
"""

import argparse
import math
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from simulator import (
    Stream,
    Topic,
    bursty_streams,
    hours_of,
    plant_copy_storm,
    plant_flash,
    plant_late_flood,
    plant_outage,
    plant_zone_flip,
    usual_topic,
)

from dongthuan.analysis.detection.history import HOUR
from dongthuan.analysis.detection.methods import DEFAULT, DETECTORS, make_detector, scan

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
PROBATION_ROWS = 750
FALSE_ALARM_COST = 0.11
DAYS = 84


def main() -> None:
    """Run all parts and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=4, help="bursty series; 10 or more for a report")
    parser.add_argument("--topics", type=int, default=12, help="topics a rate; 40 or more for a report")
    args = parser.parse_args()
    report_bursty(bursty_streams(args.series, seed=3))
    report_topics(args.topics)
    report_drills(args.topics)
    report_speed()


def report_bursty(streams: list[Stream]) -> None:
    """Print best and leave-one-series-out scores of each detector, and those of its own alerts."""
    print(f"bursty five-minute series ({len(streams)}): best / leave-one-out / recall / false a week")
    for method in DETECTORS:
        found = [scan(s.times, s.values.tolist(), step=s.step, method=method) for s in streams]
        scores = [np.array([row.score for row in rows]) for rows in found]
        alerts = [np.array([float(row.is_alert) for row in rows]) for rows in found]
        print(
            f"  {method:12} score {leave_one_out(streams, scores)}   alerts {leave_one_out(streams, alerts)}"
        )


def leave_one_out(streams: list[Stream], scores: list[FloatArray]) -> str:
    """Return the figures with the threshold of each series chosen on the others."""
    thresholds = np.unique(np.quantile(np.concatenate(scores), 1 - np.geomspace(0.0001, 0.01, 40)))
    thresholds = thresholds[thresholds > 0]
    table = np.array(
        [[profile_score(s, row >= t) for t in thresholds] for s, row in zip(streams, scores, strict=True)]
    )
    windows = sum(len(stream.events) for stream in streams)
    total = table[:, :, 0].sum(0)
    picks = [int((total - own).argmax()) for own in table[:, :, 0]]
    held_out = np.array([table[row, pick] for row, pick in enumerate(picks)]).sum(0)
    weeks = sum(len(stream.values) for stream in streams) / 12 / 168
    best = 50 * (total.max() + windows) / windows
    own = 50 * (held_out[0] + windows) / windows
    return f"{best:.1f} / {own:.1f} / {held_out[1] / windows:.2f} / {held_out[2] / weeks:.2f}"


def profile_score(stream: Stream, detected: NDArray[np.bool_]) -> tuple[float, int, int]:
    """Return the standard-profile score, the windows hit and the false alarms of one series.

    Source: A. Lavin and S. Ahmad (2015), Evaluating real-time anomaly detection algorithms, the NAB.
    """
    rows = np.flatnonzero(detected)
    rows = rows[rows >= min(len(detected) * 15 // 100, PROBATION_ROWS)]
    total, hits = 0.0, 0
    is_false = np.ones(len(rows), bool)
    for start, end in stream.events:
        inside = rows[(rows >= start) & (rows < end)]
        is_false &= ~((rows >= start) & (rows < end))
        hits += bool(len(inside))
        total += sigmoid((inside[0] - end + 1) / (end - 1 - start)) / sigmoid(-1) if len(inside) else -1.0
    for row in rows[is_false].tolist():
        before = [(start, end) for start, end in stream.events if end <= row]
        late = (row - before[-1][1] + 1) / (before[-1][1] - before[-1][0]) if before else math.inf
        total += FALSE_ALARM_COST * (sigmoid(late) if late <= 3 else -1.0)
    return total, hits, int(is_false.sum())


def sigmoid(place: float) -> float:
    """Return the weight of a detection at `place`: -1 = the window's start, 0 = its end."""
    return 2 / (1 + math.exp(min(5 * place, 50))) - 1


def alerts_of(topic: Topic, method: str = DEFAULT) -> IntArray:
    """Return the hours in which a watch on the topic's originals alerts, after four weeks."""
    found = scan(hours_of(topic), topic.seen().tolist(), step=HOUR, method=method)
    hours = np.flatnonzero([row.is_alert for row in found])
    return hours[hours >= 28 * 24]


def report_topics(count: int) -> None:
    """Print recall, delay and false alarms a topic-week on topics of four rates, two flashes each."""
    print(f"\nhourly topics ({count} a rate, {DAYS} days): recall / median delay / false a week")
    for rate in (0.1, 0.5, 2.0, 8.0):
        for method in DETECTORS:
            print(f"  {rate:4} an hour, {method:12} {topic_figures(rate, count, method)}")


def topic_figures(rate: float, count: int, method: str) -> str:
    """Return recall / delay / false alarms of one detector on topics of one rate."""
    random = np.random.default_rng(17)
    delays: list[int] = []
    false = planted = 0
    for _ in range(count):
        topic = usual_topic(random, rate=rate, days=DAYS)
        for day in (40, 65):
            plant_flash(random, topic, day * 24 + int(random.integers(0, 72)), items=28)
        alerts = alerts_of(topic, method)
        for start, end in topic.events:
            inside = alerts[(alerts >= start) & (alerts < end + 8)]
            delays += [int(inside[0]) - start] if len(inside) else []
            alerts = alerts[(alerts < start) | (alerts >= end + 24)]
        planted += len(topic.events)
        false += len(alerts)
    weeks = count * (DAYS - 28) / 7
    return f"{len(delays) / planted:.2f} / {np.median(delays):.0f} h / {false / weeks:.2f}"


Drill = Callable[[np.random.Generator, Topic, int], None]
DRILLS: dict[str, Drill] = {
    "nothing": lambda random, topic, hour: None,
    "outage, noticed": lambda random, topic, hour: plant_outage(topic, hour, 14, is_noticed=True),
    "outage, unnoticed": lambda random, topic, hour: plant_outage(topic, hour, 14, is_noticed=False),
    "late backfill": lambda random, topic, hour: plant_late_flood(topic, hour, 12),
    "copy storm": plant_copy_storm,
    "zone flip": lambda random, topic, hour: plant_zone_flip(topic, hour),
    "flash (must alert)": lambda random, topic, hour: plant_flash(random, topic, hour, items=28),
}


def report_drills(count: int) -> None:
    """Print in how many of the topics each drill raised an alert within three days, at three rates."""
    print(f"\ndrills: share of {count} topics that alert within 3 days, at 0.5 / 2 / 8 items an hour")
    for name, drill in DRILLS.items():
        print(
            f"  {name:20} {' / '.join(f'{drill_share(drill, rate, count):.2f}' for rate in (0.5, 2.0, 8.0))}"
        )
    shares = (drill_share(DRILLS["nothing"], rate, count, tet_day=45) for rate in (0.5, 2.0, 8.0))
    print(f"  {'Tết, and after':20} {' / '.join(f'{share:.2f}' for share in shares)}")


def drill_share(drill: Drill, rate: float, count: int, *, tet_day: int | None = None) -> float:
    """Return the share of topics that alert in the three days (Tết: ten) from the drill's hour on."""
    hits = 0
    for seed in range(count):
        random = np.random.default_rng(seed)
        topic = usual_topic(random, rate=rate, days=60, tet_day=tet_day)
        hour = 45 * 24 + int(random.integers(0, 24))
        drill(random, topic, hour)
        alerts = alerts_of(topic)
        hits += bool(((alerts >= hour) & (alerts < hour + (72 if tet_day is None else 240))).any())
    return hits / count


def report_speed() -> None:
    """Print what one hour's step costs over 10,000 series."""
    topic = usual_topic(np.random.default_rng(1), rate=3, days=35)
    watch = make_detector(step=HOUR)
    times, values = hours_of(topic), topic.seen().tolist()
    begun = time.process_time()
    for at, value in zip(times, values, strict=True):
        watch.update(at, value)
    print(f"\n10,000 series, one hour's step: {(time.process_time() - begun) / len(values) * 10_000:.1f} s")


if __name__ == "__main__":
    main()
