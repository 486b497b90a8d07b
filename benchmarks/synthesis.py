"""A synthesis of sixty unit reports over 6,272 tasks, its DOCX and PDF: seconds, in a throw-away database.

PYTHONPATH=. python benchmarks/synthesis.py [--units 60] [--tasks 6272] [--out folder]
"""

import argparse
from importlib import import_module
from pathlib import Path

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Fill a database of its own, let every unit report, and time what the Office then waits for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--tasks", type=int, default=6272)
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args()
    prepare_django()
    import_module("benchmarks.synthesis_measured").measure(given.units, given.tasks, given.out)


if __name__ == "__main__":
    main()
