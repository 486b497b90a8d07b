"""The commands of an administrator: health, the first account, the demonstration."""

import argparse
import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.models.registers import Register
from dongthuan.apps.files.operations import keep
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.config import health
from dongthuan.config.cli import BadInput
from dongthuan.config.commands import check, createadmin, demo

pytestmark = pytest.mark.django_db


def arguments(command: object, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)  # type: ignore[attr-defined]
    return parser.parse_args(words)


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    """A password that is strong enough, given by the environment."""
    monkeypatch.setenv("DONGTHUAN_PASSWORD", "Mot-cau-kha-dai-2026")
    return "Mot-cau-kha-dai-2026"


def create(*words: str) -> int:
    return createadmin.run(arguments(createadmin, "--name", "Vũ Quản Trị", *words))


def test_the_first_administrator_founds_the_agency(password: str) -> None:
    assert create("--username", "quantri", "--agency", "Viện Thử nghiệm") == 0
    officer = Officer.objects.get(username="quantri")
    assert officer.check_password(password)
    assert officer.roles.get().role == Role.ADMINISTRATOR
    assert Agency.objects.get().unit.name == "Viện Thử nghiệm"
    assert health.audit_chain()


def test_without_an_agency_its_name_is_asked_for(password: str) -> None:
    with pytest.raises(BadInput, match="--agency"):
        create("--username", "quantri")
    assert not Officer.objects.exists()
    assert not Entry.objects.exists()


def test_a_name_is_given_once(password: str) -> None:
    create("--username", "quantri", "--agency", "Viện Thử nghiệm")
    with pytest.raises(BadInput, match="quantri"):
        create("--username", "quantri")


LONG = "a" * 5000
MISTAKES = [
    ("--username", ""),
    ("--username", "a b"),
    ("--username", LONG),
    ("--username", "x\udcff"),
    ("--name", ""),
    ("--name", LONG),
    ("--name", "Vũ\udcff"),
    ("--email", "no address"),
    ("--agency", LONG),
    ("--agency-code", LONG),
    ("--document-code", LONG),
    ("--place", LONG),
]


@pytest.mark.parametrize(("option", "value"), MISTAKES)
def test_what_the_tables_would_not_take_is_told_in_one_line(option: str, value: str, password: str) -> None:
    with pytest.raises(BadInput) as told:
        create("--username", "quantri", "--agency", "Viện Thử nghiệm", f"{option}={value}")
    assert len(str(told.value).splitlines()) == 1
    assert len(str(told.value)) < 300
    assert not Officer.objects.exists()


@pytest.mark.parametrize("weak", ["1234", "password", "20262026"])
def test_a_weak_password_is_refused(weak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONGTHUAN_PASSWORD", weak)
    with pytest.raises(BadInput):
        create("--username", "quantri", "--agency", "Viện Thử nghiệm")
    assert not Officer.objects.exists()


def test_the_demonstration_needs_an_empty_database(password: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run(arguments(demo)) == 0
    assert "lanhdao" in capsys.readouterr().out
    with pytest.raises(BadInput):
        demo.run(arguments(demo))


def test_a_broken_chain_is_a_fault(password: str) -> None:
    create("--username", "quantri", "--agency", "Viện Thử nghiệm")
    assert {f.name: f.is_well for f in health.look()}["audit"]
    with connection.cursor() as cursor:  # what somebody could do who owns the server
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET act = 'changed' WHERE id = 1")
    assert not {f.name: f.is_well for f in health.look()}["audit"]


def test_a_kept_file_whose_bytes_changed_is_a_fault(password: str) -> None:
    create("--username", "quantri", "--agency", "Viện Thử nghiệm")
    officer, agency = Officer.objects.get(username="quantri").on(date(2026, 12, 1)), Unit.objects.get()
    at = datetime(2026, 12, 1, 5, tzinfo=UTC)
    kept = keep(data=b"van ban", name="a.txt", record=agency, unit=agency, by=officer, at=at)
    assert {f.name: f.is_well for f in health.look()}["files"]
    with connection.cursor() as cursor:  # what somebody could do who owns the server
        cursor.execute("UPDATE files_attachment SET sha256 = repeat('0', 64) WHERE id = %s", [kept.pk])
    assert not {f.name: f.is_well for f in health.look()}["files"]


def test_a_number_that_is_missing_in_a_register_is_a_fault(password: str) -> None:
    create("--username", "quantri", "--agency", "Viện Thử nghiệm")
    assert {f.name: f.is_well for f in health.look()}["documents"]
    Register.objects.create(issuer=Unit.objects.get(), year=2026, kind="KH", first_number=1, last_number=2)
    assert not {f.name: f.is_well for f in health.look()}["documents"]


def test_a_check_that_cannot_run_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("the disk is gone\nand more")

    monkeypatch.setitem(health.CHECKS, "room", broken)
    assert list(health.look())[-1] == health.Finding("room", False, "the disk is gone")


def test_health_is_told_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check, "prepare_django", lambda: None)
    monkeypatch.setattr(health, "CHECKS", {"database": health.database, "migrations": health.migrations})
    assert check.run(arguments(check, "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in found] == ["database", "migrations"]
    assert all(row["is_well"] for row in found)
