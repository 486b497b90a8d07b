"""Our own server survives what happens to servers: kill -9, a power failure, two starts at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dongthuan.config import database, database_server
from dongthuan.config.cli import BadInput
from dongthuan.config.database_server import Cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of its own, in a folder whose name has a blank and marks."""
    folder = tmp_path_factory.mktemp("Dữ liệu thử")
    made = Cluster(folder / "postgres", folder / "logs" / "postgres.log", (("fsync", "off"),))
    start(made)
    yield made
    database_server.stop(made)


def start(cluster: Cluster) -> database.Running:
    return database.start_cluster(cluster, lambda note: None)


def count(url: str) -> int:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    return int(row[0]) if row else 0


def test_a_running_server_is_taken_over(cluster: Cluster) -> None:
    running = start(cluster)
    assert not running.was_started
    assert count(running.url) > 0


def test_only_we_may_enter_the_folder(cluster: Cluster) -> None:
    assert cluster.folder.stat().st_mode & 0o077 == 0


def test_what_was_committed_survives_kill_9(cluster: Cluster) -> None:
    before = count(start(cluster).url)
    pid = cluster.running_pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while cluster.running_pid() is not None:
        time.sleep(0.01)
    running = start(cluster)
    assert running.was_started
    assert count(running.url) == before + 1


def test_a_number_taken_by_another_program_does_not_stop_the_start(cluster: Cluster) -> None:
    database_server.stop(cluster)
    lines = [str(os.getpid()), str(cluster.folder), "1", "5432", str(cluster.folder), "", "1 2", "ready"]
    (cluster.folder / "postmaster.pid").write_text("\n".join(lines), encoding="utf-8")
    assert start(cluster).was_started


def test_of_two_starts_at_once_one_starts(cluster: Cluster) -> None:
    database_server.stop(cluster)
    started: list[bool] = []
    threads = [threading.Thread(target=lambda: started.append(start(cluster).was_started)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(started) == [False, True]


def test_a_server_in_use_is_not_stopped(cluster: Cluster) -> None:
    running = start(cluster)
    with psycopg.connect(running.url):
        running.stop_if_idle()
        assert cluster.running_pid() is not None
    running.stop_if_idle()
    assert cluster.running_pid() is None


def test_a_fault_of_the_server_is_one_line(cluster: Cluster) -> None:
    database_server.stop(cluster)
    wrong = Cluster(cluster.folder, cluster.log, (("shared_buffers", "nonsense"),))
    with pytest.raises(BadInput, match="shared_buffers") as caught:
        start(wrong)
    assert "\n" not in str(caught.value)
    assert start(cluster).was_started


def test_the_server_outlives_whoever_started_it(cluster: Cluster) -> None:
    database_server.stop(cluster)
    data = cluster.folder.parent
    program = "from dongthuan.config.database import start_database as s; print(s(print).was_started)"
    environment = {**os.environ, "DONGTHUAN_DATA": str(data)}
    environment.pop("DATABASE_URL", None)
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip().endswith("True")
    assert cluster.running_pid() is not None


def test_the_own_server_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DONGTHUAN_DATA", str(tmp_path))
    assert database.own_cluster().folder == tmp_path / "postgres"
