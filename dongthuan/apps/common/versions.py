"""What every write about a row that two people may edit begins with, and why it may be refused."""

from typing import Any, TypeVar

from django.db import models

from dongthuan.analysis.text import nfc

Row = TypeVar("Row", bound=models.Model)


class ChangedMeanwhile(Exception):
    """Somebody else saved this row since it was opened; `version` is the one that is stored now."""

    def __init__(self, key: object, version: int = 0) -> None:
        super().__init__(key)
        self.version = version


class NoReason(Exception):
    """A reason must be given."""


def locked(row: Row, version: int) -> Row:
    """Return the row as it stands, locked and with its version raised; the caller saves.

    Raises ChangedMeanwhile where it is no longer the version that was seen.
    """
    rows: Any = type(row)._meta.default_manager
    found: Any = rows.select_for_update(of=("self",)).get(pk=row.pk)
    if found.version != version:
        raise ChangedMeanwhile(row.pk, found.version)
    found.version += 1
    return found  # type: ignore[no-any-return]  # the row's own class


def line_of(text: str, most: int = 300) -> str:
    """Return one line in clean letters: blanks made one, cut."""
    return " ".join(nfc(text).split())[:most]
