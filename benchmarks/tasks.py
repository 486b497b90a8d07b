"""How long a year of the Government Office takes to open, filter and roll up: p95 in ms.

PYTHONPATH=. python benchmarks/tasks.py [--tasks 6272] [--units 60] [--rounds 20]

A throw-away database in a temporary folder is made, filled and thrown away; nothing else is touched.
"""

import argparse
import atexit
import os
import shutil
import tempfile
from importlib import import_module

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Make the database, seed it, ask for every page in turn."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=6_272)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="dongthuan-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server is stopped
    os.environ["DONGTHUAN_DATA"] = folder
    os.environ.pop("DATABASE_URL", None)
    prepare_django()
    measured = import_module("benchmarks.tasks_measured")
    measured.seed(tasks=given.tasks, units=given.units)
    measured.measure(given.rounds)


if __name__ == "__main__":
    main()
