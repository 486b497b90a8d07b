"""Files that commands read more than once, and files that appear whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dongthuan.config.cli import BadInput


def refuse_stream(path: Path) -> None:
    """Raise BadInput for a pipe or device: what was read of it once is gone, and lines would be lost."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise BadInput(f"{path}: a pipe cannot be read twice; write it to a file first")


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give where to write: a file beside `path` that takes its place at the end, or is deleted on a fault.

    A pipe or device (/dev/null, /dev/stdout) is written as it is: a file in its place would destroy it.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
