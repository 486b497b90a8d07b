"""`dongthuan createadmin`: the first administrator, and the agency where there is none yet."""

import argparse
import getpass
import os
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from dongthuan.apps.accounts import operations
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.config.cli import BadInput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who it is; the password comes from the terminal, standard input or DONGTHUAN_PASSWORD."""
    parser.add_argument("--username", required=True)
    parser.add_argument("--name", required=True, help="full name")
    parser.add_argument("--email", default="")
    parser.add_argument("--agency", default="", help="name of the agency, where the database is empty")
    parser.add_argument("--agency-code", default="CQ", help="code of its unit (default CQ)")
    parser.add_argument("--document-code", default="CQ", help="abbreviation in document numbers")
    parser.add_argument("--place", default="Hà Nội", help="place written on documents")


def ask_password() -> str:
    """Return the password: DONGTHUAN_PASSWORD, or typed twice, or one line of standard input."""
    given = os.environ.get("DONGTHUAN_PASSWORD")
    if given:
        return given
    if sys.stdin is None:
        return ""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(_("Password: "))
    if first != getpass.getpass(_("Password (again): ")):
        raise BadInput(_("the two passwords differ"))
    return first


def check_password(password: str, officer: Officer) -> None:
    """Raise BadInput if the password is too weak."""
    try:
        validate_password(password, officer)
    except ValidationError as problem:
        raise BadInput(" ".join(problem.messages)) from None


def check_words(args: argparse.Namespace) -> None:
    """Raise BadInput for a name, code or address that the tables would not take."""
    day = local_day(now())
    drafts: list[tuple[models.Model, tuple[str, ...]]] = [
        (
            Officer(username=args.username, full_name=args.name, email=args.email),
            ("username", "full_name", "email"),
        ),
        (
            Unit(code=args.agency_code, name=args.agency or args.agency_code, start_on=day),
            ("code", "name"),
        ),
        (Agency(document_code=args.document_code, place=args.place), ("document_code", "place")),
    ]
    for draft, names in drafts:
        try:
            draft.clean_fields(exclude={field.name for field in draft._meta.fields} - set(names))
        except ValidationError as problem:
            name, messages = next(iter(problem.message_dict.items()))
            raise BadInput(f"{name}: {' '.join(messages)}") from None
        for name in names:
            if not str(getattr(draft, name)).isprintable():
                raise BadInput(_("%(name)s holds characters that cannot be printed") % {"name": name})


def system_of(args: argparse.Namespace) -> Officer:
    """Return the officer under whose name this is done; founds the agency in an empty database."""
    at = now()
    day = local_day(at)
    try:
        return operations.system_officer(on=day)
    except operations.NoAgency:
        if not args.agency:
            raise BadInput(_("there is no agency yet: give its name by --agency")) from None
    content = operations.AgencyContent(
        code=args.agency_code,
        name=args.agency,
        document_code=args.document_code,
        place=args.place,
        start_on=day,
    )
    return operations.found_agency(content=content, at=at, on=day)


def run(args: argparse.Namespace) -> int:
    """Add the administrator, all or nothing."""
    check_words(args)
    if Officer.objects.filter(username=args.username).exists():
        raise BadInput(_("the user name %(name)s is taken") % {"name": args.username})
    password = ask_password()
    check_password(password, Officer(username=args.username, full_name=args.name, email=args.email))
    at = now()
    content = operations.OfficerContent(username=args.username, full_name=args.name, email=args.email)
    with transaction.atomic():
        system = system_of(args)
        officer = operations.save_officer(officer=None, content=content, by=system, at=at, password=password)
        agency = Unit.objects.get(parent__isnull=True)
        operations.give_role(
            officer=officer, role=Role.ADMINISTRATOR, unit=agency, start_on=local_day(at), by=system, at=at
        )
    print(_("%(name)s may sign in now") % {"name": args.username})
    return 0
