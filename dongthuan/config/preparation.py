"""What has to be in place before the product can serve: each step may run again and does no harm."""

import hashlib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dongthuan.config.locales import compile_catalogues
from dongthuan.config.paths import data_folder, model_folder
from dongthuan.config.progress import Report, both


def pending_migrations() -> int:
    """Return how many migrations the database has not seen yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(report: Report) -> None:
    """Bring the tables up to date."""
    waiting = pending_migrations()
    if waiting:
        report(both(f"{waiting} bước", f"{waiting} migrations"))
        call_command("migrate", verbosity=0, interactive=False)


def translate(report: Report) -> None:
    """Compile the catalogues that changed."""
    written = compile_catalogues()
    if written:
        report(both(f"{written} tệp", f"{written} catalogues"))


def fingerprint_of_static() -> str:
    """Return a digest of what lies in the apps' static folders: paths, sizes, times of change."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static(report: Report) -> None:
    """Put the static files, hashed and compressed, into the data folder, if any changed."""
    stamp = data_folder() / "static.stamp"
    wanted = fingerprint_of_static()
    is_there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if is_there and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted, encoding="ascii")
    report(both("đã gom và nén", "collected and compressed"))


def build_encoder(report: Report) -> None:
    """Build the language model once; without it the product goes on with n-grams, and says so."""
    if find_spec("dongthuan.analysis.encoder") is None:
        return
    module = import_module("dongthuan.analysis.encoder")
    model_folder().mkdir(parents=True, exist_ok=True)
    module.build_encoder(model_folder(), report)


def ensure_demonstration(report: Report) -> None:
    """Fill an empty database with the demonstration agency."""


STEPS = {
    "migrations": migrate,
    "translations": translate,
    "static": collect_static,
    "encoder": build_encoder,
    "demonstration": ensure_demonstration,
}
