"""How fast a release to 2,000 contacts is queued, and that each is sent at most once through kill -9.

PYTHONPATH=. python benchmarks/mailing.py [--contacts 2000] [--kills 5]

A throw-away database in a temporary folder is made, filled and thrown away. Workers write each mail as a
file; each is killed with SIGKILL in the middle of its work, and the next goes on. Nothing is mailed.
"""

import argparse
import atexit
import os
import shutil
import tempfile
from importlib import import_module

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Make the database, queue, let workers be killed, and count what was handed over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--contacts", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--worker", default="", help="used by the benchmark itself: where to write mails")
    given = parser.parse_args()
    if not given.worker:
        folder = tempfile.mkdtemp(prefix="dongthuan-bench-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server is stopped
        os.environ["DONGTHUAN_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
    prepare_django()
    measured = import_module("benchmarks.mailing_measured")
    if given.worker:
        measured.work(given.worker)
    else:
        measured.measure(contacts=given.contacts, kills=given.kills)


if __name__ == "__main__":
    main()
