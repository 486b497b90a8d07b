"""`dongthuan migrate`: brings the tables up to date."""

import argparse

from dongthuan.config.preparation import migrate
from dongthuan.config.progress import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(args: argparse.Namespace) -> int:
    """Run the migrations that wait."""
    migrate(say)
    return 0
