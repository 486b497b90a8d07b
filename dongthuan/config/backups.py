"""Backups: the whole database, and what cannot be made again, in one file that says what is in it.

A file is a tar of `manifest.json` (form, time, rows of each table, hash of the dump), `database.dump`
(pg_dump), the installation's secret key and its own templates; with a passphrase all of it is sealed.
"""

import base64
import hashlib
import json
import os
import re
import secrets
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import psycopg
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from psycopg import sql
from psycopg.conninfo import make_conninfo

from dongthuan.config.cli import BadInput
from dongthuan.config.database_server import find_binaries
from dongthuan.config.whole_file import written_whole

FORM = "dongthuan-backup-1"
SEALED = b"dongthuan-sealed-1\n"
NAME = re.compile(r"dongthuan-\d{8}-\d{6}\.(tar|sealed)")
DUMP, MANIFEST, KEY, TEMPLATES = "database.dump", "manifest.json", "secret_key", "mau"
PIECE = 1 << 20  # bytes sealed at a time
TABLES = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
and not relispartition order by relname
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. tables: the rows of each table at the instant of the dump."""

    made_at: str
    server: str
    dump_sha256: str
    tables: dict[str, int]
    form: str = FORM


def make_backup(*, database: str, data: Path, folder: Path, at: datetime, passphrase: str = "") -> Path:
    """Write a backup of the database (a libpq address) and of the data folder's own files; return its path.

    Pages and workers go on meanwhile: the dump and the counts see the same instant. Raises BadInput.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ending = "sealed" if passphrase else "tar"
    place = folder / f"dongthuan-{at:%Y%m%d-%H%M%S}.{ending}"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as scratch, written_whole(place) as part:
        dump = Path(scratch) / DUMP
        manifest = _dump(database, dump, at)
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))  # nobody else may read it, from the start
        with part.open("wb") as out:
            if passphrase:
                plain = Path(scratch) / "plain.tar"
                with plain.open("wb") as whole:
                    _pack(whole, dump, manifest, data)
                with plain.open("rb") as whole:
                    _seal(whole, out, passphrase)
            else:
                _pack(out, dump, manifest, data)
            out.flush()
            os.fsync(out.fileno())
    return place


def _dump(database: str, dump: Path, at: datetime) -> Manifest:
    with psycopg.connect(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("select pg_export_snapshot(), current_setting('server_version')").fetchone()
        assert row is not None
        _run(
            "pg_dump",
            "-Fc",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={row[0]}",
            "-f",
            dump,
            "-d",
            database,
        )
        return Manifest(at.isoformat(), row[1], _hash_of(dump), _rows(connection))


def _rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    counted = {}
    for name in names:
        row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
        counted[name] = row[0] if row else 0
    return counted


def _run(program: str, *arguments: str | Path) -> None:
    command = [find_binaries() / program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise BadInput(f"{program}: {(done.stderr.strip().splitlines() or ['?'])[0]}")


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(out: IO[bytes], dump: Path, manifest: Manifest, data: Path) -> None:
    with tarfile.open(fileobj=out, mode="w") as tar:
        told = dump.with_name(MANIFEST)
        slots = {name: getattr(manifest, name) for name in manifest.__dataclass_fields__}
        told.write_text(json.dumps(slots, indent=1), encoding="utf-8")
        tar.add(told, MANIFEST)
        tar.add(dump, DUMP)
        for name in (KEY, TEMPLATES):
            if (data / name).exists():
                tar.add(data / name, name)


def _locker(passphrase: str, salt: bytes) -> Fernet:
    key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _seal(plain: IO[bytes], out: IO[bytes], passphrase: str) -> None:
    """Write `plain` in pieces, each sealed with its number and whether it is the last."""
    salt = secrets.token_bytes(16)
    locker = _locker(passphrase, salt)
    out.write(SEALED + base64.b64encode(salt) + b"\n")
    number, piece = 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        head = b"%d %d\n" % (number, not following)
        out.write(locker.encrypt(head + piece) + b"\n")
        if not following:
            return
        number, piece = number + 1, following


def _unseal(sealed: IO[bytes], out: IO[bytes], passphrase: str) -> None:
    locker = _locker(passphrase, base64.b64decode(sealed.readline()))
    expected, is_last = 0, False
    for line in sealed:
        try:
            head, _newline, piece = locker.decrypt(line.rstrip(b"\n")).partition(b"\n")
        except InvalidToken:
            raise BadInput("the passphrase does not open this backup, or it was altered") from None
        number, last = map(int, head.split())
        if number != expected or is_last:
            raise BadInput("pieces of this backup are missing or out of order")
        out.write(piece)
        expected, is_last = expected + 1, bool(last)
    if not is_last:
        raise BadInput("this backup is cut off")


@contextmanager
def opened(path: Path, *, passphrase: str = "") -> Iterator[tuple[Path, Manifest]]:
    """Unpack a backup into a folder of its own, gone afterwards; yield folder and manifest, hash checked.

    Raises BadInput for what is no backup, sealed without its passphrase, altered or cut off.
    """
    if not path.is_file():
        raise BadInput(f"{path}: no such backup")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as scratch:
        folder, plain = Path(scratch) / "in", path
        folder.mkdir()
        with path.open("rb") as file:
            if file.readline() == SEALED:
                plain = Path(scratch) / "plain.tar"
                if not passphrase:
                    raise BadInput(f"{path}: sealed; set DONGTHUAN_BACKUP_PASSPHRASE")
                with plain.open("wb") as out:
                    _unseal(file, out, passphrase)
        try:
            with tarfile.open(plain) as tar:
                tar.extractall(folder, filter="data")
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            manifest = Manifest(**told)
        except (tarfile.TarError, OSError, ValueError, TypeError):
            raise BadInput(f"{path}: no backup of this product, or it is cut off") from None
        if manifest.form != FORM or _hash_of(folder / DUMP) != manifest.dump_sha256:
            raise BadInput(f"{path}: the dump is not what the manifest says")
        yield folder, manifest


def verify_backup(path: Path, *, database: str, passphrase: str = "") -> Manifest:
    """Restore a backup into a database of its own on the same server, count, and drop that one again.

    Raises BadInput where it cannot be restored or a table has other rows than the manifest says.
    """
    name = f"dongthuan_verify_{os.getpid()}_{secrets.token_hex(4)}"
    with opened(path, passphrase=passphrase) as (folder, manifest):
        with psycopg.connect(make_conninfo(database), autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            try:
                _restore_into(make_conninfo(database, dbname=name), folder / DUMP, manifest)
            finally:
                connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
        return manifest


def restore_backup(path: Path, *, database: str, data: Path, passphrase: str = "") -> Manifest:
    """Bring a backup into an empty installation; one that holds an agency is never written over.

    A secret key that lies there already is kept beside it as `secret_key.before-restore`. Raises BadInput.
    """
    with opened(path, passphrase=passphrase) as (folder, manifest):
        with psycopg.connect(database, autocommit=True) as connection:
            row = connection.execute("select to_regclass('public.units_unit')").fetchone()
            if row and row[0] and connection.execute("select 1 from units_unit limit 1").fetchone():
                raise BadInput("this installation holds an agency already; restore into an empty one")
            connection.execute("drop schema public cascade")
            connection.execute("create schema public")
        _restore_into(database, folder / DUMP, manifest)
        _bring_files(folder, data)
        return manifest


def _restore_into(database: str, dump: Path, manifest: Manifest) -> None:
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", *options, "-d", database, dump)
    with psycopg.connect(database) as connection:
        rows = _rows(connection)
    wrong = [name for name in manifest.tables | rows if manifest.tables.get(name) != rows.get(name)]
    if wrong:
        raise BadInput(f"restored, but these tables have other rows than the backup says: {', '.join(wrong)}")


def _bring_files(folder: Path, data: Path) -> None:
    key = data / KEY
    if (folder / KEY).exists():
        kept = (folder / KEY).read_bytes()
        if key.exists() and key.read_bytes() != kept:
            key.replace(data / f"{KEY}.before-restore")
        data.mkdir(parents=True, exist_ok=True)
        os.close(os.open(key, os.O_CREAT | os.O_WRONLY, 0o600))
        key.write_bytes(kept)
    for file in sorted((folder / TEMPLATES).rglob("*")) if (folder / TEMPLATES).is_dir() else ():
        place = data / file.relative_to(folder)
        if file.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())


def backups_in(folder: Path) -> list[Path]:
    """Return the backups of a folder, the newest first."""
    found = [path for path in folder.glob("dongthuan-*") if NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def forget_old(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the `keep` newest backups of a folder; return what was deleted."""
    old = backups_in(folder)[keep:]
    for path in old:
        path.unlink()
    return old
