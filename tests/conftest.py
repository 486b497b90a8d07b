"""What all tests share: a throw-away PostgreSQL, compiled translations, a browser where there is one."""

import gettext
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils.translation import trans_real

from dongthuan.config import database_server
from dongthuan.config.database import Cluster, is_ours, start_cluster
from dongthuan.config.locales import compile_catalogues

# No name is looked up, also in a machine without /etc/hosts.
os.environ.setdefault("DJANGO_LIVE_TEST_SERVER_ADDRESS", "127.0.0.1")
MEMORY_FOR_DATABASES = 2 << 30  # bytes free in the folder in memory; one worker fills 150 MiB
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium() -> str | None:
    """Return the path of Debian's chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium", path="/usr/bin:/snap/bin")


def forget_translations() -> None:
    """Let Django read the catalogues anew: it may have looked for them before they were compiled."""
    trans_real._translations.clear()
    trans_real._default = None
    gettext._translations.clear()


def pytest_configure() -> None:
    """Compile the translations that changed, as users read them; leave static files unhashed.

    Officers of tests sign in with a password alone.
    """
    if compile_catalogues():
        forget_translations()
    settings.SECOND_FACTOR = "none"  # tests/integration/accounts/test_second_factor.py asks for it
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the journeys in a browser where there is none, and say so."""
    if chromium() is None:
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="no chromium: apt install chromium"))


def quick_folder() -> str | None:
    """Return the folder in memory, if it holds the databases of some workers; None = the usual one."""
    shared = "/dev/shm"
    is_large = Path(shared).is_dir() and shutil.disk_usage(shared).free >= MEMORY_FOR_DATABASES
    return shared if is_large and os.access(shared, os.W_OK) else None


@pytest.fixture(scope="session")
def throwaway_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of our own in a temporary folder, made once, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dongthuan-tests-", dir=quick_folder()))
    cluster = Cluster(
        folder / "postgres", folder / "postgres.log", tuple(database_server.THROWAWAY.items()), True
    )
    start_cluster(cluster, lambda note: None)
    yield cluster
    database_server.stop(cluster)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Point Django to the throw-away server, unless DATABASE_URL is set; no pool, it outlives them."""
    default = settings.DATABASES["default"]
    default["OPTIONS"] = {name: value for name, value in default["OPTIONS"].items() if name != "pool"}
    if is_ours():
        cluster: Cluster = request.getfixturevalue("throwaway_cluster")
        default["HOST"] = str(cluster.socket_folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's chromium under Playwright."""
    playwright = pytest.importorskip("playwright.sync_api")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's thread
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=chromium(), args=BROWSER_FLAGS)
        yield opened
        opened.close()


EMPTY_WHAT_WAS_WRITTEN = """
do $$ declare one text; written boolean; begin
    set local session_replication_role = replica;  -- neither the lock of the audit record nor foreign keys
    for one in
        select oid::regclass::text from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
            and relname not in ('django_migrations', 'django_content_type', 'auth_permission')
    loop
        execute 'select exists (select from ' || one || ')' into written;
        if written then execute 'delete from ' || one; end if;
    end loop;
end $$
"""


def empty_what_was_written(test: TransactionTestCase) -> None:
    """Delete the rows a test with real transactions left: few tables; Django would truncate 200 anew."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY_WHAT_WAS_WRITTEN)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Load all views before a test sets the clock they took by name; empty tables the cheap way."""
    import_module("dongthuan.config.urls")
    TransactionTestCase._fixture_teardown = empty_what_was_written  # type: ignore[method-assign]
