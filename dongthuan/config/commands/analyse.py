"""`dongthuan analyse`: polarity, relevance, hostility and citations for each line of a file of items."""

import argparse
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from dongthuan.analysis.encoder import load_encoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.understanding import Reader, Understanding
from dongthuan.config.item_file import FileItem, ItemFile, write_items
from dongthuan.config.paths import model_folder

BATCH = 32
Row = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "file", type=Path, help="JSON lines: id, title, lead, text, published, source; or gzip"
    )
    parser.add_argument("--out", type=Path, required=True, help="the same lines with what was understood")
    parser.add_argument("--workers", type=int, choices=range(1, 65), default=1, metavar="N")


def run(args: argparse.Namespace) -> int:
    """Read, understand and write, line by line; the lines keep their order."""
    source = ItemFile(args.file)
    source.check()
    reader = Reader(load_encoder(model_folder()))
    if reader.model_id.startswith(NgramEncoder.model_id):
        print("dongthuan: no encoder is built here (./run prepare); n-grams are used", file=sys.stderr)
    write_items(args.out, understood_rows(source.read(), reader, args.workers))
    source.summary()
    return 0


def understood_rows(items: Iterable[FileItem], reader: Reader, workers: int = 1) -> Iterator[Row]:
    """Yield each item's fields with what was understood, in order; at most a few batches are held."""
    stream = iter(items)
    waiting: deque[tuple[list[FileItem], Future[list[Understanding]]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        while batch := list(islice(stream, BATCH)):
            waiting.append((batch, pool.submit(reader.understand, [item.text for item in batch])))
            if len(waiting) > workers:
                yield from _finished(*waiting.popleft())
        while waiting:
            yield from _finished(*waiting.popleft())


def _finished(batch: list[FileItem], future: Future[list[Understanding]]) -> Iterator[Row]:
    for item, understood in zip(batch, future.result(), strict=True):
        yield item.fields | _as_fields(understood)


def _as_fields(understood: Understanding) -> Row:
    return {
        "polarity": understood.polarity,
        "polarity_scores": {label: round(share, 6) for label, share in understood.polarity_scores.items()},
        "polarity_confidence": understood.polarity_confidence,
        "relevance": round(understood.relevance, 4),
        "hostility": understood.hostility,
        "citations": understood.citations,
        "keywords": understood.keywords,
        "model": understood.model_id,
    }
