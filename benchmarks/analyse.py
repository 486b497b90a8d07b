"""Prints how many items a second are understood, with the encoder and with n-grams, on one core.

    python -m benchmarks.analyse [FILE.jsonl.gz] [--items N]

Without a file the project's own labelled set is read.
"""

import argparse
import resource
import time
from itertools import islice
from pathlib import Path

from dongthuan.analysis.encoder import Encoder, load_encoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.analysis.understanding_examples import labelled_examples
from dongthuan.config.item_file import ItemFile
from dongthuan.config.paths import model_folder


def items_of(path: Path | None, count: int) -> list[ItemText]:
    """Return the items to read."""
    if path is None:
        return [ItemText(example.title, example.lead) for example in labelled_examples()][:count]
    return [item.text for item in islice(ItemFile(path).read(), count)]


def measure(encoder: Encoder, items: list[ItemText]) -> str:
    """Return one line of figures."""
    reader = Reader(encoder)
    wall, processor = time.perf_counter(), time.process_time()
    reader.understand(items)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rates = f"{len(items) / wall:8.1f} items/s, {len(items) / processor:8.1f} per processor second"
    return f"{reader.model_id:<28}{rates}, {memory} MB at most"


def main() -> None:
    """Measure both encoders."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--items", type=int, default=400)
    args = parser.parse_args()
    items = items_of(args.file, args.items)
    for encoder in (load_encoder(model_folder()), NgramEncoder()):
        print(measure(encoder, items))


if __name__ == "__main__":
    main()
