"""Prints how many items a second are grouped, the vectors given, and how large the stories are.

python -m benchmarks.group FILE.jsonl.gz [--items N] [--skip N]
python -m benchmarks.group --labelled                  how well, on invented headlines in benchmarks/data
python -m benchmarks.group FILE.jsonl.gz --labelled    the same within the stream of a file
"""

import argparse
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.group_labelled import load_labelled, measure
from dongthuan.analysis.copies import CopyIndex
from dongthuan.analysis.encoder import load_encoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.stories import StoryClusterer
from dongthuan.config.item_file import FileItem, ItemFile
from dongthuan.config.paths import model_folder


def seconds_of(item: FileItem) -> float:
    """Return the time of publication in seconds; 0 where it is unknown."""
    return item.published.timestamp() if item.published else 0.0


def main() -> None:
    """Measure copies, then stories."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--labelled", action="store_true", help="how well, on labelled headlines")
    parser.add_argument("--items", type=int, default=1_500)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--fast", action="store_true", help="n-gram vectors")
    args = parser.parse_args()
    if args.labelled:
        measure(load_labelled(args.file, most=args.items), fast=args.fast)
        return
    if args.file is None:
        parser.error("give a file, or --labelled")
    chosen = islice(ItemFile(args.file).read(), args.skip, args.skip + args.items)
    items = sorted(chosen, key=seconds_of)
    texts = [item.text.head for item in items]
    encoder = NgramEncoder() if args.fast else load_encoder(model_folder())
    vectors = encoder.embed(texts)

    copies, started = CopyIndex(), time.process_time()
    found = [copies.add(place, text, seconds_of(items[place])) for place, text in enumerate(texts)]
    spent = time.process_time() - started
    count = sum(match is not None for match in found)
    print(f"copies  {len(items) / spent:8.0f} items per processor second, {count} copies")

    stories, started = StoryClusterer(dimension=encoder.dimension), time.process_time()
    keys = [
        stories.add(text, vector, seconds_of(item) / 3600).story
        for item, text, vector in zip(items, texts, vectors, strict=True)
    ]
    spent = time.process_time() - started
    sizes = Counter(keys)
    largest = [size for _story, size in sizes.most_common(8)]
    rate = f"{len(items) / spent:8.0f} items per processor second"
    print(f"stories {rate}, {len(sizes)} stories, largest {largest}")


if __name__ == "__main__":
    main()
