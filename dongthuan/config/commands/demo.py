"""`dongthuan demo`: the demonstration agency in an empty database; `--remove` takes its invented news out."""

import argparse

from django.utils.translation import gettext as _

from dongthuan.apps.accounts.operations import AlreadyFounded
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.demonstration import operations
from dongthuan.config.cli import BadInput
from dongthuan.config.paths import address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where the invented feeds are served."""
    parser.add_argument("--address", default=address(), help="where this installation answers")


def run(args: argparse.Namespace) -> int:
    """Set the demonstration up and print its sign-ins."""
    at = now()
    try:
        operations.set_up(address=args.address.rstrip("/"), at=at, on=local_day(at))
    except AlreadyFounded:
        raise BadInput(_("there is an agency already; the demonstration needs an empty database")) from None
    for who in operations.sign_ins():
        print(f"{who.username:<16} {operations.PASSWORD:<16} {who.full_name}, {who.post}")
    return 0
