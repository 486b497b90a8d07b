"""`dongthuan law rules`: the rules of law, all or those in force on a day; needs no database unless asked."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from dongthuan.config.commands.law_speech import add_basis, asked_basis, day_of, limit_of
from dongthuan.law.model import Rule
from dongthuan.law.selection import rules_in_force


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("--on", metavar="DAY", help="only those in force on that day: 2026-10-01")
    add_basis(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print the rules in the order of their keys and dates."""
    asked = asked_basis(of_agency=args.agency)
    rules = sorted(asked.rules, key=lambda rule: (rule.key, rule.valid_from, rule.agency_kind))
    if args.on is not None:
        rules = rules_in_force(rules, on=day_of(args.on))
    if args.json:
        print(json.dumps([_as_json(rule) for rule in rules], ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_lines(rules), asked.origin]))
    return 0


def _as_json(rule: Rule) -> dict[str, Any]:
    fields = asdict(rule)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def _lines(rules: Sequence[Rule]) -> list[str]:
    width = max((len(limit_of(rule)) for rule in rules), default=0)
    lines = []
    for rule in rules:
        until = f"đến hết {date.fromordinal(rule.valid_to.toordinal() - 1):%d/%m/%Y}" if rule.valid_to else ""
        span = " ".join(filter(None, (f"từ {rule.valid_from:%d/%m/%Y}", until)))
        lines += [
            f"{rule.alias:<6}{limit_of(rule):<{width}}  {rule.title}",
            f"      {rule.key}; {rule.instrument}, {rule.article}; {span}; {rule.verified}",
        ]
    return [*lines, f"{len(rules)} quy tắc"]
