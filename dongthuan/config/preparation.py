"""What has to be in place before the product can serve: each step may run again and does no harm."""

import hashlib
import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.demonstration import operations as demonstration
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.config.locales import compile_catalogues
from dongthuan.config.paths import SIGN_INS, address, data_folder, model_folder
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


def digest_of(files: Iterable[tuple[str, os.stat_result]]) -> str:
    """Return a digest of paths, sizes and times of change."""
    digest = hashlib.sha256()
    for path, status in files:
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def holds(stamp: Path, wanted: str) -> bool:
    """Return whether the stamp of an earlier set-up says the same."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == wanted


def fingerprint_of_static() -> str:
    """Return a digest of what lies in the apps' static folders."""
    listed = [(path, storage) for finder in get_finders() for path, storage in finder.list(None)]
    return digest_of((path, Path(storage.path(path)).stat()) for path, storage in listed)


def collect_static(report: Report) -> None:
    """Put the static files, hashed and compressed, into the data folder, if any changed."""
    stamp = data_folder() / "static.stamp"
    wanted = fingerprint_of_static()
    is_there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if is_there and holds(stamp, wanted):
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted, encoding="ascii")
    report(both("đã gom và nén", "collected and compressed"))


def encoder_files() -> list[Path]:
    """Return the files of the language models that were built."""
    return sorted(path for path in model_folder().rglob("*") if path.is_file())


def fingerprint_of_encoder() -> str:
    """Return a digest of the built models and of the code that builds them."""
    code = sorted(Path(__file__).parents[1].glob("analysis/encoder*.py"))
    return digest_of((str(path), path.stat()) for path in [*encoder_files(), *code])


def build_encoder(report: Report) -> None:
    """Build the language model once; without it the product goes on with n-grams, and says so.

    The builder is loaded only when something changed since: loading it alone takes seconds.
    """
    stamp = data_folder() / "encoder.stamp"
    if encoder_files() and holds(stamp, fingerprint_of_encoder()):
        return
    model_folder().mkdir(parents=True, exist_ok=True)
    try:
        import_module("dongthuan.analysis.encoder").build_encoder(model_folder(), report)
    except (RuntimeError, ValueError, OSError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        report(both("Không dựng được, dùng n-gram thay thế", f"cannot be built, n-grams are used: {reason}"))
    else:
        stamp.write_text(fingerprint_of_encoder(), encoding="ascii")


def ensure_demonstration(report: Report) -> None:
    """Fill an empty database with the demonstration agency; let its feeds point at where we answer now.

    Its sign-ins are written where `serve` finds them; a real agency has no such file.
    """
    at = now()
    sign_ins = data_folder() / SIGN_INS
    if not Unit.objects.exists():
        demonstration.set_up(address=address(), at=at, on=local_day(at))
        report(both("đã lập trong cơ sở dữ liệu trống", "founded in the empty database"))
    if not Agency.objects.filter(is_demonstration=True).exists():
        sign_ins.unlink(missing_ok=True)
        return
    demonstration.point_feeds(address=address())
    lines = [f"  {who.username:<16} {who.full_name}, {who.post}" for who in demonstration.sign_ins()]
    head = both("Đăng nhập minh họa, mật khẩu", f"demonstration sign-ins, password: {demonstration.PASSWORD}")
    sign_ins.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


STEPS = {
    "migrations": migrate,
    "translations": translate,
    "static": collect_static,
    "encoder": build_encoder,
    "demonstration": ensure_demonstration,
}
