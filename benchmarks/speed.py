"""Prints in one run how fast a core reads, watches and forecasts, as ratios, and what memory that takes.

./run bench speed [--items 300] [--peer PYTHON]

From the bytes of a feed to counted, in memory: parsed, understood, topics, copies and stories found, counted
by hour; what the database adds is in `benchmarks/hosts.py`. PYTHON: an interpreter that has trafilatura and
underthesea, which then take the text out of the same items and part it into words.
"""

import argparse
import json
import resource
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from html import escape
from pathlib import Path

import numpy as np

from benchmarks.simulator import START, hours_of, usual_topic
from dongthuan.analysis.copies import CopyIndex
from dongthuan.analysis.detection.history import HOUR
from dongthuan.analysis.detection.methods import make_detector
from dongthuan.analysis.encoder import Encoder, load_encoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.forecasting.engine import forecast_all
from dongthuan.analysis.stories import StoryClusterer
from dongthuan.analysis.topics import TopicMatcher, TopicSpec
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.analysis.understanding_examples import labelled_examples
from dongthuan.apps.monitoring.intake.reading import read_document
from dongthuan.config.paths import model_folder

BASE = "https://bao.example/"
TOPIC = TopicSpec(
    "giao-duc", ("học sinh", "học phí"), (), ("Học sinh được miễn học phí",), ("Thiếu trường lớp",)
)
PEER = """
import json, sys, time, trafilatura
from underthesea import word_tokenize
pages = json.load(open(sys.argv[1], encoding="utf-8"))
word_tokenize("khởi động")
begun = time.process_time()
for page in pages:
    word_tokenize(trafilatura.extract(page) or page)
print(len(pages) / (time.process_time() - begun))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=300)
    parser.add_argument("--peer", default="", help="interpreter with trafilatura and underthesea")
    args = parser.parse_args()
    examples = labelled_examples()
    chosen = [examples[number % len(examples)] for number in range(args.items)]
    texts = [(f"{one.title} ({number})", one.lead) for number, one in enumerate(chosen)]
    plain = _counted(texts, NgramEncoder())
    neural = _counted(texts, load_encoder(model_folder()))
    print(f"bytes to counted, n-grams   {plain:8.1f} items a processor second   1.00")
    print(f"bytes to counted, encoder   {neural:8.1f}                            {neural / plain:.2f}")
    if args.peer:
        peer = _peer(args.peer, texts)
        print(f"trafilatura + underthesea   {peer:8.1f} (text and words only)      {peer / plain:.2f}")
    watched = _spent(_watch) * 10_000 / (35 * 24)
    print(f"watch of an hour, 10,000 series  {watched:8.1f} processor seconds")
    print(f"forecast of 1,000 daily series   {_spent(_forecast):8.1f} processor seconds")
    print(
        f"memory at most                   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8d} MB"
    )


def _spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _feed(texts: list[tuple[str, str]]) -> bytes:
    items = (
        f"<item><title>{escape(title)}</title><link>{BASE}{place}</link>"
        f"<description>{escape(lead)}</description>"
        f"<pubDate>{START + timedelta(minutes=place):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for place, (title, lead) in enumerate(texts)
    )
    return f"<rss><channel><title>A</title>{''.join(items)}</channel></rss>".encode()


def _counted(texts: list[tuple[str, str]], encoder: Encoder) -> float:
    """Return items a processor second from the bytes of one feed to counts by hour and polarity."""
    feed, reader, matcher = _feed(texts), Reader(encoder), TopicMatcher([TOPIC], encoder)
    copies, stories = CopyIndex(), StoryClusterer(dimension=encoder.dimension)
    counts: Counter[tuple[object, ...]] = Counter()

    def work() -> None:
        entries = read_document(feed, base=BASE).entries
        items = [ItemText(entry.title, entry.lead) for entry in entries]
        for place, (entry, item, read) in enumerate(
            zip(entries, items, reader.understand(items), strict=True)
        ):
            at = entry.published_claimed or START
            matched = matcher.match(item, read.vector)
            copy = copies.add(place, item.head, at.timestamp())
            story = stories.add(item.head, read.vector, at.timestamp() / 3600).story
            counts[at.replace(minute=0), read.polarity, copy is None, len(matched), story is not None] += 1

    spent = _spent(work)
    if sum(counts.values()) != len(texts):
        raise SystemExit(f"{sum(counts.values())} of {len(texts)} items were counted")
    return len(texts) / spent


def _peer(python: str, texts: list[tuple[str, str]]) -> float:
    """Return how many pages of the same items the peer reads a processor second."""
    pages = [
        f"<html><body><article><h1>{escape(title)}</h1><p>{escape(lead or title)}</p></article></body></html>"
        for title, lead in texts
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.json"
        file.write_text(json.dumps(pages), encoding="utf-8")
        told = subprocess.run([python, "-c", PEER, str(file)], capture_output=True, text=True, check=True)
    return float(told.stdout.split()[-1])


def _watch() -> None:
    """Watch one topic over 35 days, hour by hour."""
    topic = usual_topic(np.random.default_rng(1), rate=3, days=35)
    watch = make_detector(step=HOUR)
    for at, value in zip(hours_of(topic), topic.seen().tolist(), strict=True):
        watch.update(at, value)


def _forecast() -> None:
    days = [START + timedelta(days=day) for day in range(120)]
    rows = np.random.default_rng(2).poisson(6, (1_000, len(days))).astype(float)
    forecast_all([(days, row.tolist()) for row in rows], step="day", horizon=7)


if __name__ == "__main__":
    main()
