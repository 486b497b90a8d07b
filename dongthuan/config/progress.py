"""What set-up says on the screen, before gettext is there: each line in Vietnamese, then in English.

Standard library only: `./run` uses it with the machine's own Python.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str], None]

STEPS = (
    ("environment", "Môi trường Python", "Python environment"),
    ("database", "Cơ sở dữ liệu", "database"),
    ("migrations", "Bảng dữ liệu", "migrations"),
    ("translations", "Bản dịch", "translations"),
    ("static", "Tệp tĩnh", "static files"),
    ("encoder", "Mô hình ngôn ngữ", "language model"),
    ("demonstration", "Cơ quan minh họa", "demonstration agency"),
)


def both(vietnamese: str, english: str) -> str:
    """Return one line that says the same in both languages."""
    return f"{vietnamese} / {english}"


def say(line: str) -> None:
    """Print one line at once, also where the output is a file or a pipe."""
    print(line, flush=True)


def force_utf8() -> None:
    """Write UTF-8 whatever the locale says; a letter the terminal cannot take does not end the program."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text files both


@contextmanager
def step(key: str) -> Iterator[Report]:
    """Print `[n/m] name` and the seconds when a step ends; notes given meanwhile come indented."""
    number, (_, vietnamese, english) = next((i, s) for i, s in enumerate(STEPS, start=1) if s[0] == key)
    begun = time.monotonic()
    yield lambda note: say(f"      {note}")
    label = both(vietnamese, english)
    say(f"[{number}/{len(STEPS)}] {label}: {time.monotonic() - begun:.1f} s")
