"""`dongthuan group`: find copies and stories in a file of items, in the order of their publication."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dongthuan.analysis.copies import CopyIndex
from dongthuan.analysis.encoder import Encoder, load_encoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.stories import StoryClusterer
from dongthuan.config.item_file import FileItem, ItemFile, write_items
from dongthuan.config.item_order import is_in_order, item_times, items_by_time
from dongthuan.config.paths import model_folder

Row = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "file", type=Path, help="JSON lines: id, title, lead, text, published, source; or gzip"
    )
    parser.add_argument("--out", type=Path, required=True, help="the same lines with duplicate_of and story")
    parser.add_argument("--fast", action="store_true", help="by words only, without the encoder")


def run(args: argparse.Namespace) -> int:
    """Group in the order of time and write in the order of the file."""
    source = ItemFile(args.file)
    source.check()
    encoder = NgramEncoder() if args.fast else load_encoder(model_folder())
    if not args.fast and encoder.model_id == NgramEncoder.model_id:
        print("dongthuan: no encoder is built here (./run prepare); n-grams are used", file=sys.stderr)
    write_items(args.out, grouped_rows(source, Grouping(encoder)))
    source.summary()
    return 0


class Grouping:
    """What is known of copies and stories on the way through a file."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._copies = CopyIndex()
        self._stories = StoryClusterer(dimension=encoder.dimension)
        self._originals: dict[int, tuple[Any, int]] = {}

    def place(self, item: FileItem, number: int, seconds: float) -> Row:
        """Return `duplicate_of` (the original's id, or None) and `story` of an item.

        number: the item's own, never used twice. A copy shares the story of its original.
        """
        head = item.text.head
        copy = self._copies.add(number, f"{head} {item.text.text}" if item.text.text else head, seconds)
        if copy is not None:
            original, story = self._originals[int(copy.key)]
            return {"duplicate_of": original, "story": story}
        story = self._stories.add(head, self._encoder.embed([head])[0], seconds / 3600).story
        self._originals[number] = (item.fields.get("id", item.line), story)
        if len(self._originals) > 2 * self._copies.capacity:
            self._originals = {key: kept for key, kept in self._originals.items() if key in self._copies}
        return {"duplicate_of": None, "story": story}


def grouped_rows(source: ItemFile, grouping: Grouping) -> Iterator[Row]:
    """Yield each item's fields with its copy and story, in the order of the file."""
    times = item_times(source)
    if is_in_order(times):
        for place, item in enumerate(source.read()):
            yield item.fields | grouping.place(item, place, times[place])
        return
    found = {place: grouping.place(item, place, times[place]) for place, item in items_by_time(source, times)}
    for place, item in enumerate(source.read()):
        yield item.fields | found.pop(place)
