"""What `dongthuan check` looks at: a table of checks, each says how things stand or what is wrong."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from dongthuan.apps.audit.operations import verify_chain
from dongthuan.apps.budgets.queries import wrong_sums
from dongthuan.apps.commissions.queries.orders import wrong_orders
from dongthuan.apps.documents.queries.integrity import integrity as documents_integrity
from dongthuan.apps.files.queries import integrity as broken_files
from dongthuan.apps.monitoring.queries.integrity import find_mismatches
from dongthuan.config.backups import backups_in
from dongthuan.config.locales import catalogues
from dongthuan.config.paths import data_folder, model_folder
from dongthuan.config.preparation import encoder_files, pending_migrations

OLDEST_BACKUP_HOURS = 49
LEAST_ROOM = 1_000_000_000  # bytes


class Unwell(Exception):
    """A check found a fault; its text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    name: str
    is_well: bool
    said: str


def ask(question: str) -> tuple[object, ...]:
    """Return the one row that answers a question to the database."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone() or ())


def database() -> str:
    """Say which PostgreSQL answers."""
    version, vector = ask(
        "SELECT current_setting('server_version'),"
        " (SELECT default_version FROM pg_available_extensions WHERE name = 'vector')"
    )
    if vector is None:
        raise Unwell(_("PostgreSQL %(version)s without pgvector: install it") % {"version": version})
    return _("PostgreSQL %(version)s, pgvector %(vector)s") % {"version": version, "vector": vector}


def migrations() -> str:
    """Say whether the tables are up to date."""
    waiting = pending_migrations()
    if waiting:
        raise Unwell(_("%(count)d migrations wait: run dongthuan migrate") % {"count": waiting})
    return _("up to date")


def translations() -> str:
    """Say whether every catalogue is compiled."""
    stale = [path for path in catalogues() if not path.with_suffix(".mo").exists()]
    if stale:
        raise Unwell(_("%(count)d catalogues are not compiled: run ./run prepare") % {"count": len(stale)})
    return _("compiled")


def encoder() -> str:
    """Say whether the language model is there; without it n-grams do its work, less well."""
    files = encoder_files()
    if not files:
        raise Unwell(_("no language model, n-grams are used: run ./run prepare"))
    size = sum(path.stat().st_size for path in files) / 1e6
    return _("%(size)d MB in %(folder)s") % {"size": size, "folder": model_folder()}


def audit_chain() -> str:
    """Walk the audit record and say whether every hash fits."""
    report = verify_chain()
    if report.first_broken is not None:
        raise Unwell(_("the chain is broken at entry %(number)d") % {"number": report.first_broken})
    return _("%(count)d entries, every hash fits") % {"count": report.entry_count}


def counts() -> str:
    """Recount the news from the items and say whether the kept figures fit."""
    found = find_mismatches()
    if not found.is_whole:
        raise Unwell(
            _("counts unlike their items: topics %(topics)d, sources %(sources)d; not encoded: %(items)d")
            % {
                "topics": found.topic_hours,
                "sources": found.source_hours,
                "items": found.items_without_meaning,
            }
        )
    return _("every hourly count fits its items")


def kept_files() -> str:
    """Hash every kept file and say whether its bytes are those that were handed in."""
    broken = list(broken_files())
    if broken:
        raise Unwell(
            _("%(count)d kept files are not what was handed in, the first is number %(number)d")
            % {"count": len(broken), "number": broken[0]}
        )
    return _("every kept file is what was handed in")


def signed_documents() -> str:
    """Say whether every signed text is what was signed, and no number of a register is missing."""
    found = documents_integrity()
    if not found.is_whole:
        raise Unwell(
            _("signed documents altered %(altered)d, registers with a gap %(gaps)d, wrong numbers %(wrong)d")
            % {"altered": len(found.altered), "gaps": len(found.gaps), "wrong": len(found.misnumbered)}
        )
    return _("%(count)d signed documents, every hash and number fits") % {"count": found.signed_count}


def worker() -> str:
    """Say whether a worker lives; none is no fault while ./run does not run."""
    count, age = ask(
        "SELECT count(*), extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
    )
    if age is None or float(str(age)) > 60:
        return _("none is running")
    return _("%(count)d running, last sign of life %(age)d s ago") % {"count": count, "age": age}


def queue() -> str:
    """Say how many jobs wait and how many failed."""
    waiting, failed = ask(
        "SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed')"
        " FROM procrastinate_jobs"
    )
    return _("%(waiting)d jobs wait, %(failed)d failed") % {"waiting": waiting, "failed": failed}


def room() -> str:
    """Say how much room the disk of the data folder has."""
    free = shutil.disk_usage(data_folder()).free
    if free < LEAST_ROOM:
        raise Unwell(_("only %(free).1f GB left on the disk of the data folder") % {"free": free / 1e9})
    return _("%(free).1f GB free") % {"free": free / 1e9}


def backups() -> str:
    """Say how old the newest backup is, where the worker is to make them."""
    if not settings.BACKUP_FOLDER:
        return _("no folder is named (DONGTHUAN_BACKUP_FOLDER): none is made by itself")
    found = backups_in(Path(settings.BACKUP_FOLDER))
    hours = (time.time() - found[0].stat().st_mtime) / 3600 if found else None
    if hours is None or hours > OLDEST_BACKUP_HOURS:
        raise Unwell(_("no backup of the last two nights in %(folder)s") % {"folder": settings.BACKUP_FOLDER})
    return _("%(count)d kept, the newest %(hours)d hours old") % {"count": len(found), "hours": hours}


def sums_of_money() -> str:
    """Say whether the sums of each line, and of each order of the press, are those of its movements."""
    wrong = [str(row) for row in islice(chain(wrong_sums(), wrong_orders()), 3)]
    if wrong:
        raise Unwell(_("sums that differ from their movements: %(lines)s") % {"lines": "; ".join(wrong)})
    return _("the sums of all lines are those of their movements")


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "translations": translations,
    "encoder": encoder,
    "audit": audit_chain,
    "counts": counts,
    "files": kept_files,
    "documents": signed_documents,
    "queue": queue,
    "money": sums_of_money,
    "worker": worker,
    "backups": backups,
    "room": room,
}


def look() -> Iterator[Finding]:
    """Yield what each check finds, in the order of the table; a check that cannot run is a fault."""
    for name, check in CHECKS.items():
        try:
            yield Finding(name, True, check())
        except (Unwell, DatabaseError, OSError) as problem:
            yield Finding(name, False, (str(problem).strip().splitlines() or ["?"])[0])
