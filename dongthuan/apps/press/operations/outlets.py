"""Press agencies are entered, corrected, and kept out of choices when they are no more."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.versions import locked
from dongthuan.apps.press.rules import ACCESS, Act


class NameTaken(Exception):
    """There is an outlet of that name."""


@dataclass(frozen=True, slots=True)
class OutletContent:
    """What one writes down about a press agency."""

    name: str
    kind: str
    frequency: str = ""
    governing_body: str = ""
    licence_no: str = ""
    website: str = ""
    emails: tuple[str, ...] = ()
    official_channels: tuple[str, ...] = ()
    language: str = "vi"
    note: str = ""
    is_active: bool = True


@transaction.atomic
def save_outlet(
    *, outlet: Outlet | None, content: OutletContent, by: Actor, at: datetime, version: int = 0
) -> Outlet:
    """Enter a press agency (outlet None), or write one anew.

    Raises NameTaken, SecretMark, ChangedMeanwhile.
    """
    row = locked(outlet, version) if outlet is not None else Outlet()
    require(ACCESS, Act.KEEP_OUTLETS, by, row)
    refuse_secret(content.name, content.governing_body, content.note)
    if Outlet.objects.filter(name__iexact=content.name).exclude(pk=row.pk).exists():
        raise NameTaken(content.name)
    for name, value in asdict(content).items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.folded = fold(f"{content.name} {content.governing_body}")
    row.changed_at = at
    row.save()
    audit.note(act=Act.KEEP_OUTLETS, actor=by, record=row, at=at, details={"is_active": row.is_active})
    return row
