"""`dongthuan check`: one line a check; exit 1 if anything is wrong."""

import argparse
import json
from dataclasses import asdict
from importlib import import_module

from dongthuan.config.cli import BadInput
from dongthuan.config.startup import prepare_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the answer."""
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print what every check found."""
    try:
        prepare_django()
    except BadInput as problem:
        line = {"name": "database", "is_well": False, "said": str(problem)}
        print(json.dumps([line], ensure_ascii=False) if args.json else f"✗ database: {problem}")
        return 1
    findings = list(import_module("dongthuan.config.health").look())
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.said}")
    return 0 if all(finding.is_well for finding in findings) else 1
