"""Whether two worker hosts share the work: items a second by one and by two, then one of two killed with -9.

DATABASE_URL=… python -m benchmarks.hosts [--items 600]

The database is migrated and of its own: what lies in it is deleted. The encoder is built.

Each worker has an environment and a data folder of its own; they share nothing but the database.
"""

import argparse
from importlib import import_module

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Measure one worker, two, and two of which one is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=600)
    args = parser.parse_args()
    prepare_django()
    import_module("benchmarks.hosts_measured").measure(args.items)


if __name__ == "__main__":
    main()
