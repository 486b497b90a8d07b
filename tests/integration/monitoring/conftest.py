"""A database that the processes of a test may share, and be killed on."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings

from dongthuan.config.database import is_ours

TEMPLATE = "dongthuan_killed_template"
MIGRATE = """
import sys
from dongthuan.config import settings
settings.DATABASES["default"].update(NAME=sys.argv[1], HOST=sys.argv[2])
from dongthuan.config.startup import setup_django
setup_django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


@pytest.fixture(scope="session")
def login(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How to reach the server of the tests, whichever it is."""
    chosen = settings.DATABASES["default"]
    host = (
        str(request.getfixturevalue("throwaway_cluster").socket_folder) if is_ours() else str(chosen["HOST"])
    )
    return {
        "host": host,
        "port": chosen["PORT"] or None,
        "user": chosen["USER"],
        "password": chosen["PASSWORD"],
    }


@pytest.fixture(scope="session")
def template(login: dict[str, Any]) -> str:
    """A database with all tables and nothing in them, to which nobody is connected."""
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as server:
        server.execute(f'drop database if exists "{TEMPLATE}" with (force)')
        server.execute(f'create database "{TEMPLATE}"')
    subprocess.run([sys.executable, "-c", MIGRATE, TEMPLATE, login["host"]], check=True)
    return TEMPLATE


@pytest.fixture
def own_database(template: str, login: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """An empty database of the test's own, as (name, host); gone afterwards."""
    name = "dongthuan_killed"
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as server:
        server.execute(f'drop database if exists "{name}" with (force)')
        server.execute(f'create database "{name}" template "{template}"')
    yield name, login["host"]
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as server:
        server.execute(f'drop database "{name}" with (force)')


@pytest.fixture
def asked(login: dict[str, Any]) -> Callable[[tuple[str, str], str], tuple[Any, ...]]:
    """Ask that database one question, over a connection of its own."""

    def ask(database: tuple[str, str], question: str) -> tuple[Any, ...]:
        with psycopg.connect(dbname=database[0], **login) as opened:
            row = opened.execute(question).fetchone()
        assert row is not None
        return row

    return ask
