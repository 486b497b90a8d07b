"""A backup of a living database: what is in it, what it is restored into, and what is refused."""

import json
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from dongthuan.apps.accounts.models import Officer
from dongthuan.config import backups
from dongthuan.config.cli import BadInput

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 27, 1, 10, tzinfo=UTC)
WORDS = "một câu đủ dài, chẳng ai đoán"


@pytest.fixture
def database() -> str:
    told = connection.settings_dict
    known = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    return make_conninfo(dbname=told["NAME"], **{name: value for name, value in known.items() if value})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "mau").mkdir(parents=True)
    (folder / "secret_key").write_text("khóa cũ", encoding="utf-8")
    (folder / "mau" / "riêng.yaml").write_text("key: riêng", encoding="utf-8")
    return folder


@pytest.fixture
def empty(database: str) -> Iterator[str]:
    """A database without tables, on the same server."""
    name = sql.Identifier("dongthuan_restored")
    with psycopg.connect(make_conninfo(database, dbname="postgres"), autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        server.execute(sql.SQL("create database {}").format(name))
        yield make_conninfo(database, dbname="dongthuan_restored")
        server.execute(sql.SQL("drop database {} with (force)").format(name))


def test_a_backup_is_tried_restored_and_never_written_over_an_agency(
    system: Officer, database: str, data: Path, empty: str, tmp_path: Path
) -> None:
    path = backups.make_backup(database=database, data=data, folder=tmp_path / "kho", at=AT)
    assert path.name == "dongthuan-20261127-011000.tar"
    assert path.stat().st_mode & 0o077 == 0
    told = backups.verify_backup(path, database=database)
    assert told.tables["units_unit"] == 1
    assert told.tables["accounts_officer"] == Officer.objects.count()
    with psycopg.connect(database) as server:
        left = server.execute("select 1 from pg_database where datname like 'dongthuan_verify_%'").fetchone()
    assert left is None

    there = tmp_path / "there"
    there.mkdir()
    (there / "secret_key").write_text("khóa khác", encoding="utf-8")
    backups.restore_backup(path, database=empty, data=there)
    with psycopg.connect(empty) as server:
        assert server.execute("select name from units_unit").fetchone() == ("Cơ quan thử",)
    assert (there / "secret_key").read_text(encoding="utf-8") == "khóa cũ"
    assert (there / "secret_key.before-restore").read_text(encoding="utf-8") == "khóa khác"
    assert (there / "mau" / "riêng.yaml").exists()
    with pytest.raises(BadInput, match="holds an agency"):
        backups.restore_backup(path, database=empty, data=there)
    assert [one.name for one in (tmp_path / "kho").iterdir()] == [path.name]  # nothing else is left behind


def test_a_sealed_one_opens_by_its_passphrase_alone_and_shows_every_change(
    system: Officer, database: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "PIECE", 50_000)  # several pieces
    path = backups.make_backup(database=database, data=data, folder=tmp_path / "kho", at=AT, passphrase=WORDS)
    assert path.suffix == ".sealed"
    assert b"units_unit" not in path.read_bytes()
    with backups.opened(path, passphrase=WORDS) as (_folder, manifest):
        assert manifest.tables["units_unit"] == 1
    for given, said in (("", "PASSPHRASE"), ("sai", "does not open")):
        with pytest.raises(BadInput, match=said), backups.opened(path, passphrase=given):
            pass
    lines = path.read_bytes().splitlines(keepends=True)
    assert len(lines) > 4
    for changed, said in (
        (lines[:-1], "cut off"),
        (lines[:3] + lines[4:], "out of order"),
        ([*lines[:3], lines[3][:40] + b"A" + lines[3][41:], *lines[4:]], "altered"),
    ):
        path.write_bytes(b"".join(changed))
        with pytest.raises(BadInput, match=said), backups.opened(path, passphrase=WORDS):
            pass


def test_what_is_no_backup_or_was_altered_is_refused(
    system: Officer, database: str, data: Path, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="no such backup"), backups.opened(tmp_path / "x.tar"):
        pass
    other = tmp_path / "kho" / "dongthuan-20200101-000000.tar"
    other.parent.mkdir()
    other.write_bytes(b"\x00" * 2048)
    with pytest.raises(BadInput, match="no backup of this product"), backups.opened(other):
        pass
    path = backups.make_backup(database=database, data=data, folder=other.parent, at=AT)
    with tarfile.open(path) as tar:
        tar.extractall(tmp_path / "in", filter="data")
    told = json.loads((tmp_path / "in" / "manifest.json").read_text(encoding="utf-8"))
    told["dump_sha256"] = "0" * 64
    (tmp_path / "in" / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    with tarfile.open(other, "w") as tar:
        tar.add(tmp_path / "in", ".")
    with pytest.raises(BadInput, match="not what the manifest says"), backups.opened(other):
        pass
    assert backups.forget_old(other.parent, keep=1) == [other]
    assert backups.backups_in(other.parent) == [path]
