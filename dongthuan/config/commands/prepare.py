"""`dongthuan prepare`: database, tables, translations, static files, language model, demonstration agency."""

import argparse
from importlib import import_module

from dongthuan.config.progress import both, say, step
from dongthuan.config.startup import prepare_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether an empty database gets the demonstration."""
    parser.add_argument("--no-demonstration", action="store_true", help="leave an empty database empty")


def run(args: argparse.Namespace) -> int:
    """Do every step, each with its line on the screen."""
    with step("database") as report:
        prepare_django(report)
    for key, act in import_module("dongthuan.config.preparation").STEPS.items():
        if key != "demonstration" or not args.no_demonstration:
            with step(key) as report:
                act(report)
    say(both("Đã sẵn sàng", "ready"))
    return 0
