"""Reads a file of items in the order in which they were published, with bounded memory."""

import json
import tempfile
from array import array
from collections.abc import Iterator

from dongthuan.config.item_file import FileItem, ItemFile


def item_times(source: ItemFile) -> "array[float]":
    """Return the time of each item in seconds, in the order of the file.

    An item without a usable time gets that of the item before it (0 for the first).
    """
    times = array("d")
    for item in source.read():
        published = item.published
        times.append(published.timestamp() if published else (times[-1] if times else 0.0))
    return times


def is_in_order(times: "array[float]") -> bool:
    """Tell whether no item comes before an earlier one."""
    return all(times[place - 1] <= times[place] for place in range(1, len(times)))


def items_by_time(source: ItemFile, times: "array[float]") -> Iterator[tuple[int, FileItem]]:
    """Yield (place in the file, item), the earliest first; items of the same time keep their order.

    The items wait in a temporary file, for a packed file cannot be read from the middle.
    """
    with tempfile.TemporaryFile() as shelf:
        starts = array("Q")
        for item in source.read():
            starts.append(shelf.tell())
            shelf.write(json.dumps([item.line, item.fields]).encode() + b"\n")
        for place in sorted(range(len(starts)), key=times.__getitem__):
            shelf.seek(starts[place])
            line, fields = json.loads(shelf.readline())
            yield place, FileItem(line, fields)
