"""The supervisor restarts what dies, ends what lives, and lets nobody start twice."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dongthuan.config import supervisor
from dongthuan.config.cli import BadInput
from dongthuan.config.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parents[3]
SUPERVISED = """
import sys
from dongthuan.config.supervisor import Supervisor
life = "import os, time; print('WARNING born', os.getpid(), flush=True); time.sleep(60)"
loop = [sys.executable, "-c", life]
Supervisor({"web": loop, "worker": loop}, "http://127.0.0.1:9").run()
print("clean end", flush=True)
"""


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder of its own."""
    monkeypatch.setenv("DONGTHUAN_DATA", str(tmp_path))
    return tmp_path


def child(**given: float) -> Child:
    made = Child("web", ["true"], supervisor.log_to("web"))
    for name, value in given.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("lived", "failures", "pause"),
    [(60, 3, 1), (1, 0, 2), (1, 1, 4), (1, 2, 8), (1, 9, supervisor.LONGEST_PAUSE)],
)
def test_who_dies_young_waits_longer(lived: float, failures: int, pause: float) -> None:
    made = child(failures=failures)
    made.start(now=100.0)
    assert made.bury(now=100.0 + lived) == 0
    assert made.due == pytest.approx(100.0 + lived + pause)


def test_lines_are_logged_whole_and_loud_ones_shown(data: Path) -> None:
    made = child()
    shown = [*made.take(b"INFO xin ch"), *made.take("ào\nERROR hỏng\nrest".encode())]
    assert shown == ["web: ERROR hỏng"]
    assert (data / "logs" / "web.log").read_text(encoding="utf-8").endswith("INFO xin chào\nERROR hỏng\n")


def test_a_taken_port_is_told_at_once() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BadInput, match=f"port {port} cannot be used"):
            supervisor.refuse_taken_port(port, patience=0)
    supervisor.refuse_taken_port(port)


def test_a_second_start_hears_where_the_first_one_is() -> None:
    second = supervisor.only_one("http://127.0.0.1:8124")
    with (
        supervisor.only_one("http://127.0.0.1:8123"),
        pytest.raises(BadInput, match=r"already running at .*:8123"),
    ):
        second.__enter__()
    with supervisor.only_one("http://127.0.0.1:8125"):
        pass


def read_births(process: subprocess.Popen[str], count: int) -> list[int]:
    """Return the numbers of the next `count` children that say they live."""
    assert process.stdout is not None
    born: list[int] = []
    for line in process.stdout:
        if "born" in line:
            born.append(int(line.split()[-1]))
            if len(born) == count:
                break
    return born


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while any(map(is_alive, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def supervised() -> subprocess.Popen[str]:
    """A supervisor with two children, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISED], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_a_killed_child_comes_back_and_a_signal_ends_all(supervised: subprocess.Popen[str]) -> None:
    first = read_births(supervised, 2)
    os.kill(first[0], signal.SIGKILL)
    again = read_births(supervised, 1)
    assert again[0] not in first
    supervised.send_signal(signal.SIGTERM)
    said, _ = supervised.communicate(timeout=20)
    assert supervised.returncode == 0
    assert "clean end" in said
    wait_until_gone([*first, *again])


def test_children_do_not_outlive_a_killed_supervisor(supervised: subprocess.Popen[str]) -> None:
    born = read_births(supervised, 2)
    supervised.kill()
    supervised.communicate(timeout=20)
    wait_until_gone(born)


def test_the_address_is_said_once_somebody_answers(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        guard = Supervisor({}, address, "sign-ins")
        thread = threading.Thread(target=answer_once, args=[server])
        thread.start()
        guard.announce()
        guard.announce()
        thread.join()
    assert capsys.readouterr().out.count(address) == 1


def answer_once(server: socket.socket) -> None:
    visitor, _ = server.accept()
    with visitor:
        visitor.recv(1000)
        visitor.sendall(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")
