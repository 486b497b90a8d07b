"""The database of the tests is a real PostgreSQL with pgvector, in Vietnamese time."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def test_letters_are_lowered_also_with_marks() -> None:
    assert ask("SELECT lower('ĐỒNG THUẬN')") == "đồng thuận"


def test_vectors_are_there() -> None:
    assert ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'") == 1
