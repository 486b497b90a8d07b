"""The reminders of a year's 6,272 tasks over 60 units in one run, and the digests of that morning: seconds.

PYTHONPATH=. python benchmarks/reminders.py [--tasks 6272] [--units 60]

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
    """Make the database, seed it, and time a morning, the same morning again, and one after an outage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=6_272)
    parser.add_argument("--units", type=int, default=60)
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="dongthuan-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server is stopped
    os.environ["DONGTHUAN_DATA"] = folder
    os.environ.pop("DATABASE_URL", None)
    prepare_django()
    import_module("benchmarks.tasks_measured").seed(tasks=given.tasks, units=given.units)
    import_module("benchmarks.reminders_measured").measure()


if __name__ == "__main__":
    main()
