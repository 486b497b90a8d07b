"""How long the monitoring pages take on the database as it is: the median and the slowest, in ms.

PYTHONPATH=. python benchmarks/pages.py [--rounds 40]    (DONGTHUAN_DATA or DATABASE_URL: which database)
"""

import argparse
from importlib import import_module

from dongthuan.config.startup import prepare_django


def main() -> None:
    """Sign in as the first coordinator and ask for every page, each after all the others."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    prepare_django()
    import_module("benchmarks.pages_measured").measure(rounds)


if __name__ == "__main__":
    main()
