"""`./run`: makes the Python environment from the hashed requirements, then hands over to the program in it.

Standard library only: it runs under the machine's own Python, before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from dongthuan.config.cli import ONE_THREAD_EACH, BadInput
from dongthuan.config.paths import data_folder
from dongthuan.config.progress import both, force_utf8, say, step

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / ".dongthuan"
BASE = "requirements/base.txt"
DEVELOPMENT = "requirements/dev.txt"
INSTALLER = "requirements/installer.txt"
ROOM_TO_INSTALL = 1_500_000_000  # bytes; what the environment, a model and an empty database take
MOST_TEST_WORKERS = 4  # more would only wait for the disk of their databases
ROOM_TO_START = 200_000_000  # bytes
USAGE = "./run [--port N] · ./run prepare · ./run test [browser | …] · ./run check · ./run bench [NAME]"


def fingerprint(lock: str) -> str:
    """Return what an environment must have been made from: the lock file, this Python and this place."""
    parts = [(ROOT / lock).read_bytes(), sys.version.encode(), os.fsencode(ENVIRONMENT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(lock: str) -> bool:
    """Return whether the environment holds exactly `lock`, or the larger set of the developers."""
    if not STAMP.exists() or not PYTHON.exists():
        return False
    wanted = {fingerprint(lock), fingerprint(DEVELOPMENT)}
    return STAMP.read_text(encoding="ascii").strip() in wanted


def require_room(folder: Path, needed: int) -> None:
    """Raise BadInput if the disk that holds `folder` has less than `needed` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        have, want = f"{free / 1e9:.1f} GB", f"{needed / 1e9:.1f} GB"
        raise BadInput(
            both(f"Đĩa còn {have}, cần {want}: {folder}", f"disk full: {have} free, {want} needed")
        )


def require_writable(folder: Path, mode: int = 0o700) -> None:
    """Make `folder` and raise BadInput if nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        raise BadInput(
            both(
                f"Không ghi được vào {folder}; đặt DONGTHUAN_DATA sang thư mục khác",
                f"cannot write to {folder} ({problem.strerror}); point DONGTHUAN_DATA elsewhere",
            )
        ) from None


def check_machine() -> None:
    """Raise BadInput if this machine cannot take a set-up now: no room, no right to write, no venv."""
    require_writable(data_folder())
    if is_ready(BASE):
        require_room(data_folder(), ROOM_TO_START)
        return
    require_writable(ENVIRONMENT, mode=0o755)
    require_room(ENVIRONMENT, ROOM_TO_INSTALL)
    if not PYTHON.exists() and (find_spec("venv") is None or find_spec("ensurepip") is None):
        raise BadInput(
            both(
                "Thiếu mô-đun venv của Python: apt install python3-venv",
                "Python's venv module is missing: apt install python3-venv",
            )
        )


def quiet(*command: str | Path, **extra: str) -> None:
    """Run a program of the set-up; its output is shown only when it fails."""
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd=ROOT,
        env=os.environ | extra,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def kept_installer() -> Path:
    """Return where the installer program is kept for the next environment on this machine."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    digest = hashlib.sha256((ROOT / INSTALLER).read_bytes()).hexdigest()[:16]
    return Path(cache) / "dongthuan" / f"uv-{digest}"


def fetch_installer() -> Path:
    """Return uv: the one kept from an earlier set-up, else installed by pip against its hash and kept."""
    kept = kept_installer()
    if not kept.exists():
        install_by_pip(INSTALLER)
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
        shutil.copy2(ENVIRONMENT / "bin" / "uv", fresh)
        fresh.replace(kept)
    return kept


def install_by_uv(lock: str) -> None:
    """Install `lock` with uv: from its cache alone if that suffices (no network), else from the index."""
    uv = fetch_installer()
    command: list[str | Path] = [uv, "pip", "install", "--python", PYTHON, "--require-hashes", "-r", lock]
    settings = {"UV_SYSTEM_CERTS": "1", "UV_LINK_MODE": "hardlink"}  # falls back to a copy across disks
    try:
        quiet(*command, "--offline", **settings)
    except subprocess.CalledProcessError:
        quiet(*command, **settings)


def install_by_pip(lock: str) -> None:
    """Install `lock` with pip, which reads /etc/pip.conf and PIP_* where an agency has its own mirror."""
    if not any(ENVIRONMENT.glob("lib/python3*/site-packages/pip")):
        quiet(PYTHON, "-m", "ensurepip")
    quiet(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", lock)


def install(lock: str) -> None:
    """Install `lock` by uv, or by pip where uv cannot; raises BadInput with the last line of the fault."""
    attempts: list[Callable[[str], None]] = [install_by_uv, install_by_pip]
    if os.environ.get("PIP_NO_INDEX"):  # a folder of wheels, which only pip knows of
        attempts = [install_by_pip]
    reason = ""
    for attempt in attempts:
        try:
            attempt(lock)
        except subprocess.CalledProcessError as problem:
            reason = (str(problem.stdout).strip().splitlines() or ["?"])[-1]
        except OSError as problem:
            reason = str(problem)
        else:
            return
    raise BadInput(both("Không cài được các gói", f"packages could not be installed: {reason[:300]}"))


def write_command() -> None:
    """Write `.venv/bin/dongthuan`, which works from any folder and under any locale."""
    site = next((ENVIRONMENT / "lib").glob("python3*/site-packages"))
    (site / "dongthuan.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    place = ENVIRONMENT / "bin" / "dongthuan"
    place.write_text(f'#!/bin/sh\nexec "{PYTHON}" -P -X utf8 -m dongthuan.config "$@"\n', encoding="utf-8")
    place.chmod(0o755)


def make_environment() -> None:
    """Make `.venv` if it is not there, or was made elsewhere or by another Python."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    fits = PYTHON.exists() and (ENVIRONMENT / "lib" / f"python{version}").is_dir()
    if fits and not (STAMP.exists() and f"\n{ENVIRONMENT}\n" not in STAMP.read_text(encoding="utf-8")):
        return
    try:
        quiet(sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT)  # pip only where needed
    except subprocess.CalledProcessError:
        raise BadInput(
            both(
                "Không tạo được .venv; thử: apt install python3-venv",
                "no .venv; try: apt install python3-venv",
            )
        ) from None


def ensure_environment(lock: str) -> None:
    """Make the environment hold `lock`; does nothing, and needs no network, when it already does."""
    if is_ready(lock):
        return
    make_environment()
    install(lock)
    write_command()
    STAMP.write_text(f"{fingerprint(lock)}\n", encoding="utf-8")


def hand_over(*arguments: str | Path) -> int:
    """Replace this process by the environment's Python; returns never."""
    os.environ["PYTHONUTF8"] = "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every start compiles all modules again
    words = [str(PYTHON), *map(str, arguments)]  # argv[0] decides whose site-packages
    sys.stdout.flush()
    os.execv(words[0], words)  # noqa: S606  # fixed program, no shell


def program(*arguments: str) -> int:
    """Hand over to the `dongthuan` command."""
    return hand_over("-P", "-X", "utf8", "-m", "dongthuan.config", *arguments)


def prepared(lock: str) -> None:
    """Check the machine and make the environment, with its line on the screen."""
    with step("environment"):
        check_machine()
        ensure_environment(lock)


def test(arguments: list[str]) -> int:
    """Run every test, or those that `arguments` name; `browser` = the journeys in a browser only."""
    for name in ONE_THREAD_EACH:  # each worker has a core; threads that wait for each other cost minutes
        os.environ.setdefault(name, "1")
    prepared(DEVELOPMENT)
    if arguments[:1] == ["browser"]:
        arguments = ["-m", "browser", *arguments[1:]]
    if not arguments:  # the whole: files side by side, each worker with a database of its own
        arguments = ["-n", str(min(os.cpu_count() or 1, MOST_TEST_WORKERS)), "--dist", "loadfile"]
    return hand_over("-m", "pytest", *arguments)


def main(arguments: list[str]) -> int:
    """Entry point of `./run`."""
    force_utf8()
    try:
        return dispatch(arguments)
    except BadInput as problem:
        print(f"run: {problem}", file=sys.stderr)
        return 2


def dispatch(arguments: list[str]) -> int:
    """Do what the first word says; without one, serve."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if word in ("-h", "--help", "help"):
        say(USAGE)
        return 0
    if word == "test":
        return test(rest)
    if word in ("check", "bench"):
        prepared(DEVELOPMENT)
        return hand_over("-P", "-X", "utf8", ROOT / "tools" / f"{word}.py", *rest)
    if word == "prepare":
        prepared(BASE)
        return program("prepare", *rest)
    if word and not word.startswith("--port"):
        raise BadInput(both(f"không có lệnh {word}", f"no such command: {word}; {USAGE}"))
    prepared(BASE)
    return program("serve", *arguments)
