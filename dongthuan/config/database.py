"""Which database this installation uses, and how it is made to answer: DATABASE_URL, or our own server."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow

from dongthuan.config import database_server
from dongthuan.config.cli import BadInput
from dongthuan.config.database_server import OLDEST_MAJOR, Cluster
from dongthuan.config.paths import data_folder
from dongthuan.config.progress import Report, both

DATABASE = "dongthuan"


def own_cluster() -> Cluster:
    """Return the cluster in the data folder, used when DATABASE_URL is not set."""
    return Cluster(data_folder() / "postgres", data_folder() / "logs" / "postgres.log")


def is_ours() -> bool:
    """Return whether we run the server ourselves."""
    return not os.environ.get("DATABASE_URL")


def database_url() -> str:
    """Return the libpq address of the database; starts nothing."""
    return os.environ.get("DATABASE_URL") or own_cluster().url(DATABASE)


def connection_parameters() -> dict[str, Any]:
    """Return NAME, USER, PASSWORD, HOST, PORT and OPTIONS for Django; OPTIONS keeps the rest.

    Raises BadInput if DATABASE_URL is not an address of PostgreSQL.
    """
    url = database_url()
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as problem:
        raise BadInput(f"DATABASE_URL: {str(problem).strip()}") from None
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    taken = {key: str(parts.pop(name, "") or "") for key, name in names.items()}
    return {"ENGINE": "django.db.backends.postgresql", **taken, "OPTIONS": parts}


@dataclass(frozen=True, slots=True)
class Running:
    """A database that answers; `was_started` tells whether we had to start it."""

    url: str
    was_started: bool
    cluster: Cluster | None = None

    def stop(self) -> None:
        """Stop the server if it is ours; somebody else's server is left alone."""
        if self.cluster is not None:
            database_server.stop(self.cluster)

    def stop_if_idle(self) -> None:
        """Stop the server if it is ours and nobody else is connected."""
        if self.cluster is not None and not others_connected(self.url):
            database_server.stop(self.cluster)


@contextmanager
def one_at_a_time(cluster: Cluster) -> Iterator[None]:
    """Hold the lock of a cluster: of two programs that start its server at once, one waits."""
    cluster.folder.parent.mkdir(parents=True, exist_ok=True)
    with cluster.folder.with_suffix(".lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start_cluster(cluster: Cluster, report: Report) -> Running:
    """Make sure the server of `cluster` runs and has our database."""
    with one_at_a_time(cluster):
        was_started = database_server.start(cluster, report)
        if was_started:
            ensure_database(cluster)
    return Running(cluster.url(DATABASE), was_started, cluster)


def start_database(report: Report) -> Running:
    """Make sure the database answers and can be used: start our own server, or ask the one of DATABASE_URL.

    Raises BadInput with one line that says what to do.
    """
    if is_ours():
        return start_cluster(own_cluster(), report)
    check_foreign(database_url())
    return Running(database_url(), was_started=False)


def ensure_database(cluster: Cluster) -> None:
    """Create our database in a cluster that does not have it yet; raises BadInput if it could not be used."""
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        check_usable(connection)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def others_connected(url: str) -> bool:
    """Return whether another program is connected to the server."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    return row is not None


def check_usable(connection: psycopg.Connection[TupleRow]) -> None:
    """Raise BadInput if the server is too old or has no pgvector."""
    version = connection.info.server_version // 10_000
    if version < OLDEST_MAJOR:
        raise BadInput(
            both(
                f"PostgreSQL {version} quá cũ, cần {OLDEST_MAJOR} trở lên",
                f"PostgreSQL {version} is too old, {OLDEST_MAJOR} or newer is needed",
            )
        )
    if not connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone():
        raise BadInput(
            both(
                f"PostgreSQL {version} chưa có pgvector",
                f"no pgvector in PostgreSQL {version}; Debian: apt install postgresql-{version}-pgvector",
            )
        )


def check_foreign(url: str) -> None:
    """Raise BadInput if the server of DATABASE_URL does not answer or cannot be used."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            check_usable(connection)
    except psycopg.Error as problem:
        reason = (str(problem).strip().splitlines() or ["?"])[0]
        raise BadInput(
            both("Không kết nối được DATABASE_URL", f"DATABASE_URL does not answer: {reason}")
        ) from None
