"""How long it takes to date all open clocks anew after a day off: clocks a second, and the memory it needs.

PYTHONPATH=. python benchmarks/redating.py [--clocks 100000] [--units 60]

A throw-away database in a temporary folder is made, filled and thrown away; nothing else is touched. The run
is broken off after a third and taken up again, as after a worker that was killed; each clock must be looked
at once all the same. What the page of the proposal foresees beforehand is compared with what moved.
"""

import argparse
import atexit
import os
import shutil
import tempfile
from importlib import import_module

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Make the database, fill it, date everything anew."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clocks", type=int, default=100_000)
    parser.add_argument("--units", type=int, default=60)
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="dongthuan-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server is stopped
    os.environ["DONGTHUAN_DATA"] = folder
    os.environ.pop("DATABASE_URL", None)
    prepare_django()
    measured = import_module("benchmarks.redating_measured")
    measured.seed(clocks=given.clocks, units=given.units)
    measured.measure()


if __name__ == "__main__":
    main()
