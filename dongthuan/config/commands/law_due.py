"""`dongthuan law due RULE --start …`: when a legal limit ends, and why; needs no database unless asked."""

import argparse
import json
from typing import Any

from dongthuan.config.cli import BadInput
from dongthuan.config.commands.law_speech import (
    add_basis,
    asked_basis,
    in_vietnamese,
    one_line,
    refusal,
    start_of,
)
from dongthuan.law.deadlines import Due, Extension, due_of
from dongthuan.law.model import (
    AGENCY_KINDS,
    CHANNELS,
    COMPLEXITIES,
    CannotCompute,
    Facts,
    Rule,
    Unit,
)
from dongthuan.law.selection import rule_in_force
from dongthuan.law.vietnam import ZONE, local_day
from dongthuan.law.wording import explanation, sentence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("rule", help="key or alias of a rule: A08, access.answer")
    parser.add_argument("--start", required=True, help="the event: 2026-08-10T09:00:00+07:00, or a day")
    parser.add_argument("--channel", choices=CHANNELS, default="")
    parser.add_argument("--complexity", choices=COMPLEXITIES, default="")
    parser.add_argument("--agency-kind", choices=AGENCY_KINDS, default="")
    parser.add_argument("--extend", type=int, metavar="N", help="an extension, in the unit of the law")
    parser.add_argument("--confirmed-only", action="store_true", help="leave out days off not seen in force")
    add_basis(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    """Compute and print; raises BadInput with the sentence if the limit cannot be given."""
    start, has_time = start_of(args.start)
    facts = Facts(args.channel, args.complexity, args.agency_kind)
    asked = asked_basis(of_agency=args.agency, with_unconfirmed=not args.confirmed_only)
    try:
        rule = rule_in_force(asked.rules, one_line(args.rule), on=local_day(start), facts=facts)
        if rule.unit is Unit.HOURS and not has_time:
            raise BadInput(f"{args.rule} tính bằng giờ: mốc tính cần cả giờ, như {args.start}T09:00:00+07:00")
        due = due_of(rule, start, calendar=asked.calendar, extension=_extension(rule, args.extend))
    except CannotCompute as problem:
        said = sentence(problem, in_vietnamese)
        raise BadInput(refusal(said, of_agency=args.agency)) from problem
    if args.json:
        print(json.dumps(_as_json(due), ensure_ascii=False, indent=2))
    else:
        print(f"{_as_text(due)}\n{asked.origin}")
    return 0


def _extension(rule: Rule, amount: int | None) -> Extension | None:
    if amount is None:
        return None
    return Extension(amount, rule.extension.unit if rule.extension else Unit.DAYS)


def _as_json(due: Due) -> dict[str, Any]:
    rule = due.rule
    return {
        "rule": rule.alias or rule.key,
        "start": due.start.astimezone(ZONE).isoformat(),
        "due_at": due.due_at.isoformat() if due.due_at else None,
        "due_on": due.due_on.isoformat() if due.due_on else None,
        "unit": rule.unit,
        "amount": rule.amount,
        "instrument": rule.instrument,
        "article": rule.article,
        "verified": rule.verified,
        "calendar": due.calendar_version,
        "explanation": explanation(due, in_vietnamese),
    }


def _as_text(due: Due) -> str:
    rule = due.rule
    assert due.due_on is not None
    head = f"{rule.alias or rule.key}  {rule.title}"
    exact = f" lúc {due.due_at:%H:%M}" if rule.unit is Unit.HOURS and due.due_at else ""
    return "\n".join([head, f"Đến hạn: {due.due_on:%d/%m/%Y}{exact}", *explanation(due, in_vietnamese)])
