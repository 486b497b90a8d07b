"""A mail that holds a request: what can be read of it fills what the form left empty."""

from typing import Any

from dongthuan.apps.disclosure.operations.requests import LONGEST
from dongthuan.apps.press.intake.mail import read_mail

NAME = "thu-goc.eml"


def fields_of_mail(file: Any) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """Return what a mail says, under the names of the form, and the mail with its files to be kept."""
    if file is None:
        return {}, []
    data = file.read()
    read = read_mail(data)
    text = "\n\n".join(part for part in (read.subject, read.text) if part.strip())[:LONGEST]
    told = {"content": text, "requester_name": read.from_name[:200], "email": read.from_address[:254]}
    return told, [(NAME, data), *((one.name, one.data) for one in read.files[:8])]
