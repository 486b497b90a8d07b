"""Our own PostgreSQL is found, recognised and named, without being started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dongthuan.config import database_server
from dongthuan.config.cli import BadInput
from dongthuan.config.database_server import Cluster

FIELDS = ["{pid}", "/data", "1700000000", "5432", "{socket}", "", "1 2", "ready   "]


def cluster_in(folder: Path) -> Cluster:
    folder.mkdir(parents=True, exist_ok=True)
    return Cluster(folder, folder / "log")


def write_pid(cluster: Cluster, pid: int, socket: str = "/run/x") -> None:
    text = "\n".join(FIELDS).format(pid=pid, socket=socket)
    (cluster.folder / "postmaster.pid").write_text(text, encoding="utf-8")


def test_the_wheel_brings_a_server_with_vectors() -> None:
    folder = database_server.binaries_of_wheel()
    assert folder is not None
    assert database_server.major_of(folder) >= database_server.OLDEST_MAJOR
    assert list(folder.parent.rglob("vector.control"))


@pytest.mark.parametrize(
    ("majors", "chosen"), [(["14"], None), (["14", "15"], "15"), (["9.6", "17", "16"], "17")]
)
def test_the_newest_system_server_is_chosen(majors: list[str], chosen: str | None, tmp_path: Path) -> None:
    for major in majors:
        (tmp_path / major / "bin").mkdir(parents=True)
        (tmp_path / major / "bin" / "postgres").touch()
    found = database_server.binaries_of_system(tmp_path)
    assert found == (tmp_path / chosen / "bin" if chosen else None)


def test_a_short_folder_holds_its_own_socket(tmp_path: Path) -> None:
    assert cluster_in(tmp_path / "postgres").socket_folder == tmp_path / "postgres"


def test_a_long_path_gets_a_short_folder_for_the_socket(tmp_path: Path) -> None:
    folder = Cluster(tmp_path / ("đ" * 60) / "postgres", tmp_path / "log").socket_folder
    assert len(os.fsencode(folder / database_server.SOCKET_NAME)) <= database_server.LONGEST_SOCKET_PATH


def test_a_running_server_says_where_its_socket_is(tmp_path: Path) -> None:
    cluster = cluster_in(tmp_path)
    write_pid(cluster, 1, socket="/somewhere/short")
    assert cluster.socket_folder == Path("/somewhere/short")


def test_an_address_survives_letters_and_blanks() -> None:
    cluster = Cluster(Path("/dữ liệu/A&B"), Path("/log"))
    assert cluster.url() == "postgresql://postgres@/dongthuan?host=%2Fd%E1%BB%AF%20li%E1%BB%87u%2FA%26B"


def test_a_number_given_to_another_program_is_no_server(tmp_path: Path) -> None:
    cluster = cluster_in(tmp_path / "postgres")
    write_pid(cluster, os.getpid())
    assert cluster.running_pid() is None
    assert not cluster.is_ready()


def test_a_process_in_the_folder_is_the_server(tmp_path: Path) -> None:
    cluster = cluster_in(tmp_path / "postgres")
    command = [sys.executable, "-c", "print(flush=True); import time; time.sleep(60)"]
    with subprocess.Popen(command, cwd=cluster.folder, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        write_pid(cluster, process.pid)
        assert cluster.running_pid() == process.pid
        process.kill()
    assert cluster.running_pid() is None


@pytest.mark.parametrize("content", ["", "garbage\n", "\x00\x00"])
def test_a_damaged_pid_file_is_no_server(content: str, tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(content, encoding="utf-8")
    assert Cluster(tmp_path, tmp_path / "log").running_pid() is None


def test_another_major_version_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("13\n", encoding="ascii")
    with pytest.raises(BadInput, match="made by PostgreSQL 13"):
        database_server.refuse_other_major(
            Cluster(tmp_path, tmp_path / "log"), database_server.find_binaries()
        )


def test_the_last_fault_is_found_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("LOG: a\nFATAL:  the disk is full\nLOG: shut down\n", encoding="utf-8")
    assert database_server.last_words(log) == "FATAL:  the disk is full"
    assert database_server.last_words(tmp_path / "none") == "?"


def test_a_long_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("x" * 100, encoding="utf-8")
    database_server.rotate(log, most=10)
    assert not log.exists()
    assert (tmp_path / "postgres.log.1").exists()
