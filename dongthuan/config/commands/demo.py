"""`dongthuan demo`: the demonstration agency in an empty database; `--remove` takes its invented news out."""

import argparse

from django.utils.translation import gettext as _

from dongthuan.apps.accounts.operations import AlreadyFounded, NoAgency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.demonstration import operations, removal
from dongthuan.config.cli import BadInput
from dongthuan.config.paths import address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where the invented feeds are served, or the wish to be rid of them."""
    parser.add_argument("--address", default=address(), help="where this installation answers")
    parser.add_argument("--remove", action="store_true", help="delete the invented news, close its accounts")


def run(args: argparse.Namespace) -> int:
    """Set the demonstration up and print its sign-ins, or take it out."""
    return remove() if args.remove else set_up(args.address.rstrip("/"))


def set_up(where: str) -> int:
    """Set the demonstration up and print its sign-ins."""
    at = now()
    try:
        operations.set_up(address=where, at=at, on=local_day(at))
    except AlreadyFounded:
        raise BadInput(_("there is an agency already; the demonstration needs an empty database")) from None
    for who in operations.sign_ins():
        print(f"{who.username:<16} {operations.PASSWORD:<16} {who.full_name}, {who.post}")
    return 0


def remove() -> int:
    """Take the invented news out and close the known accounts."""
    at = now()
    try:
        gone = removal.remove_demonstration(by=system_officer(on=local_day(at)), at=at)
    except NoAgency:
        raise BadInput(_("there is no agency yet; nothing to remove")) from None
    except removal.NobodyElse:
        raise BadInput(_("add your own administrator first: dongthuan createadmin")) from None
    words = _("removed: %(items)d items, %(sources)d sources; accounts closed: %(accounts)d")
    print(words % {"items": gone.item_count, "sources": gone.source_count, "accounts": gone.account_count})
    return 0
