"""The audit record: a chain that shows every change, in a table that allows none."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations
from dongthuan.apps.audit.models import Entry

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


@pytest.fixture
def three_entries(leader: Officer) -> list[Entry]:
    """Three more links of the chain."""
    return [
        operations.note(
            act="thu.nghiem", actor=leader, record=leader, at=NOON, ground="Điều 1", details={"n": n}
        )
        for n in range(3)
    ]


def test_each_entry_holds_the_hash_of_the_one_before(three_entries: list[Entry]) -> None:
    first, second, third = three_entries
    assert second.previous_hash == first.own_hash
    assert third.previous_hash == second.own_hash


def test_an_untouched_chain_is_whole(three_entries: list[Entry]) -> None:
    report = operations.verify_chain()
    assert report.first_broken is None
    assert report.entry_count == Entry.objects.count()


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set ground = 'khác'",
        "delete from audit_entry",
        "truncate audit_entry",
    ],
)
def test_the_database_refuses_to_change_the_record(three_entries: list[Entry], statement: str) -> None:
    def change() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table audit_entry enable trigger audit_entry_no_truncate")
            cursor.execute(statement)

    with pytest.raises(IntegrityError, match="append-only"):
        change()


@pytest.mark.parametrize(
    "tampering",
    [
        "update audit_entry set ground = 'khác' where id = %s",
        "update audit_entry set at = at + interval '1 second' where id = %s",
        "update audit_entry set details = '{\"n\": 9}' where id = %s",
        "delete from audit_entry where id = %s",
    ],
)
def test_tampering_behind_the_triggers_is_found(three_entries: list[Entry], tampering: str) -> None:
    touched = three_entries[1].pk
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")  # triggers asleep
        cursor.execute(tampering, [touched])
        cursor.execute("set local session_replication_role = origin")
    assert operations.verify_chain().first_broken in (touched, touched + 1)


def test_no_act_is_noted_when_its_transaction_fails(leader: Officer) -> None:
    before = Entry.objects.count()

    def note_and_fail() -> None:
        with transaction.atomic():
            operations.note(act="thu.nghiem", actor=leader, record=leader, at=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        note_and_fail()
    assert Entry.objects.count() == before
