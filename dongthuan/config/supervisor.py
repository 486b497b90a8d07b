"""The supervisor of `./run`: starts web and worker, keeps their logs, restarts what dies, ends cleanly."""

import fcntl
import http.client
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from types import FrameType
from typing import IO
from urllib.parse import urlsplit

from dongthuan.config.cli import BadInput
from dongthuan.config.paths import data_folder
from dongthuan.config.processes import end_with_parent
from dongthuan.config.progress import both, say

HEALTHY_SECONDS = 10.0  # a child that lived longer is restarted at once
LONGEST_PAUSE = 30.0
FIRST_ALONE_SECONDS = 8.0
GRACE_SECONDS = 20.0
LOUD = ("WARNING", "ERROR", "CRITICAL")
WIDEST_LINE = 160
# The arithmetic libraries would each start a thread per processor in every process.
ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def program(*arguments: str) -> list[str]:
    """Return the command line of a `dongthuan` command under this very Python."""
    return [sys.executable, "-P", "-X", "utf8", "-m", "dongthuan.config", *arguments]


@contextmanager
def only_one(address: str) -> Iterator[None]:
    """Hold the data folder's lock; raises BadInput with the address of the one that runs already."""
    data_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    place = data_folder() / "run.lock"
    with place.open("a+", encoding="utf-8") as lock:
        lock.seek(0)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held = lock.read().strip() or "?"
            raise BadInput(both(f"Đang chạy sẵn tại {held}", f"already running at {held}")) from None
        lock.truncate(0)
        lock.write(address)
        lock.flush()
        yield
        lock.truncate(0)


def refuse_taken_port(port: int, patience: float = 3.0) -> None:
    """Raise BadInput if another program listens on `port`; waits a moment for one that is just ending."""
    deadline = time.monotonic() + patience
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as problem:
                reason = problem.strerror
            else:
                return
        if time.monotonic() > deadline:
            raise BadInput(
                both(
                    f"Cổng {port} không dùng được; chọn cổng khác: ./run --port {port % 65_000 + 1}",
                    f"port {port} cannot be used ({reason}); try ./run --port {port % 65_000 + 1}",
                )
            )
        time.sleep(0.2)


def answers(address: str) -> bool:
    """Return whether the pages answer at `address`, with whatever status below 500."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def log_to(name: str) -> logging.Logger:
    """Return the log of one child: DATA/logs/NAME.log, 5 MB, three older ones kept."""
    folder = data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger(f"{folder / name}")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    if not logger.handlers:
        logger.addHandler(
            RotatingFileHandler(folder / f"{name}.log", maxBytes=5_000_000, backupCount=3, encoding="utf-8")
        )
    return logger


@dataclass
class Child:
    """One supervised process: how it is started, since when it lives, how often it failed in a row."""

    name: str
    command: list[str]
    log: logging.Logger
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    due: float = 0.0
    failures: int = 0
    rest: bytes = b""

    def start(self, now: float) -> IO[bytes]:
        """Start the process and return the pipe its lines come through."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509  # the supervisor has one thread
            env=os.environ | ENVIRONMENT,
        )
        self.born = now
        pipe = self.process.stdout
        assert pipe is not None
        os.set_blocking(pipe.fileno(), False)
        return pipe

    def bury(self, now: float) -> int:
        """Note that the process ended, say when the next may start, and return the exit status."""
        assert self.process is not None
        status = self.process.wait()
        self.failures = 0 if now - self.born > HEALTHY_SECONDS else self.failures + 1
        self.due = now + (min(LONGEST_PAUSE, 2.0**self.failures) if self.failures else 1.0)
        self.process = None
        return status

    def take(self, chunk: bytes) -> Iterator[str]:
        """Log what came through the pipe and yield the lines that somebody should see."""
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        for raw in lines:
            line = raw.decode("utf-8", errors="replace").rstrip()
            self.log.info("%s", line)
            if any(word in line for word in LOUD):
                yield f"{self.name}: {line}"[:WIDEST_LINE]


@dataclass
class Supervisor:
    """Keeps the children alive until a signal comes."""

    commands: dict[str, list[str]]
    address: str
    welcome: str = ""
    children: list[Child] = field(default_factory=list)
    is_ending: bool = False
    was_announced: bool = False

    def run(self) -> None:
        """Start the children, serve until SIGINT or SIGTERM, then end them."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.end)
        self.children = [Child(name, command, log_to(name)) for name, command in self.commands.items()]
        for child in self.children[1:]:  # the pages first; the rest once they answer, or after a while
            child.due = time.monotonic() + FIRST_ALONE_SECONDS
        with selectors.DefaultSelector() as pipes:
            while not self.is_ending:
                self.start_due(pipes)
                self.read(pipes, 0.2)
                self.announce()
            self.finish(pipes)

    def end(self, number: int, frame: FrameType | None) -> None:
        """Take a signal: the first one ends the children, the second one at once."""
        if self.is_ending:
            for child in self.children:
                if child.process is not None:
                    child.process.kill()
        self.is_ending = True

    def start_due(self, pipes: selectors.BaseSelector) -> None:
        """Start every child that is not there and whose pause is over."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None and now >= child.due and not self.is_ending:
                pipes.register(child.start(now), selectors.EVENT_READ, child)

    def read(self, pipes: selectors.BaseSelector, seconds: float) -> None:
        """Wait for lines; a pipe that is closed means that the child ended."""
        if not pipes.get_map():
            time.sleep(seconds)
        for key, _ in pipes.select(seconds):
            child: Child = key.data
            chunk = os.read(key.fd, 65_536)
            for line in child.take(chunk):
                say(line)
            if not chunk:
                pipes.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]  # a pipe, not a number
                self.mourn(child)

    def mourn(self, child: Child) -> None:
        """Say that a child ended, unless it was told to."""
        now = time.monotonic()
        status = child.bury(now)
        if not self.is_ending:
            pause = child.due - now
            say(
                both(
                    f"{child.name} đã dừng (mã {status}), chạy lại sau {pause:.0f} giây",
                    f"{child.name} ended (status {status}), again in {pause:.0f} s",
                )
            )

    def announce(self) -> None:
        """Print the address once the pages answer."""
        if not self.was_announced and answers(self.address):
            self.was_announced = True
            for child in self.children:
                child.due = min(child.due, time.monotonic()) if child.born == 0 else child.due
            say(f"{self.welcome}\nĐồng Thuận: {self.address}/    (Ctrl-C: dừng / stop)")

    def finish(self, pipes: selectors.BaseSelector) -> None:
        """Tell the children to end, wait for them, and kill what does not listen."""
        for child in self.children:
            if child.process is not None:
                child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.process for child in self.children):
            self.read(pipes, 0.1)
            if time.monotonic() > deadline:
                for child in self.children:
                    if child.process is not None:
                        child.process.kill()
        say(both("Đã dừng", "stopped"))
