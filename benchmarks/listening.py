"""Fills a database with a made-up year of news, then prints how long every monitoring page and search takes.

python -m benchmarks.listening --sizes 10000 100000 1000000 [--rounds 15]

DONGTHUAN_DATA or DATABASE_URL say which database: a set-up one of its own, for what is written stays.
"""

import argparse
from importlib import import_module

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Fill up to each size in turn, and measure there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[10_000, 100_000], help="none: measure what is there"
    )
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    prepare_django()
    import_module("benchmarks.listening_measured").measure(args.sizes, args.rounds)


if __name__ == "__main__":
    main()
