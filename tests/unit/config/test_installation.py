"""`./run` says in one line, in both languages, what stands in the way; and needs nothing but Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dongthuan.config import installation
from dongthuan.config.cli import BadInput

ROOT = Path(__file__).resolve().parents[3]
HELP = [str(ROOT / "run"), "--help"]


def test_it_starts_with_nothing_installed() -> None:
    bare = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); PART"]
    bare[-1] = bare[-1].replace("PART", "from dongthuan.config import installation")
    assert subprocess.run(bare, check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "vi_VN.TCVN"}, {}])
def test_vietnamese_is_written_under_any_locale(locale: dict[str, str]) -> None:
    command = [sys.executable, str(ROOT / "run"), "khong-co"]
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **locale}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 2
    assert "không có lệnh khong-co / no such command" in done.stderr.decode("utf-8")
    assert done.stderr.count(b"\n") == 1


def test_an_older_python_hears_it_in_a_sentence() -> None:
    program = (ROOT / "run").read_text(encoding="utf-8").replace("< (3, 11)", "< (9, 99)")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="disk full"):
        installation.require_room(tmp_path, needed=10**18)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match=r"cannot write to .*DONGTHUAN_DATA"):
        installation.require_writable(tmp_path / "file" / "data")


def test_a_data_folder_is_private(tmp_path: Path) -> None:
    installation.require_writable(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkout without an environment."""
    environment = tmp_path / ".venv"
    monkeypatch.setenv("DONGTHUAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(installation, "ENVIRONMENT", environment)
    monkeypatch.setattr(installation, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(installation, "STAMP", environment / ".dongthuan")
    return environment


def test_debian_without_venv_is_told_what_to_install(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda name: None)
    with pytest.raises(BadInput, match="apt install python3-venv"):
        installation.check_machine()


def test_an_environment_is_made_once_and_knows_its_lock(elsewhere: Path) -> None:
    installation.make_environment()
    assert not installation.is_ready(installation.BASE)
    installation.STAMP.write_text(installation.fingerprint(installation.BASE), encoding="utf-8")
    assert installation.is_ready(installation.BASE)
    assert not installation.is_ready(installation.DEVELOPMENT)
    installation.write_command()
    assert os.access(elsewhere / "bin" / "dongthuan", os.X_OK)


def test_what_is_installed_for_developers_serves_as_well(elsewhere: Path) -> None:
    installation.make_environment()
    installation.STAMP.write_text(installation.fingerprint(installation.DEVELOPMENT), encoding="utf-8")
    assert installation.is_ready(installation.BASE)


def test_a_moved_environment_is_made_anew(elsewhere: Path) -> None:
    installation.make_environment()
    marker = elsewhere / "marker"
    marker.touch()
    installation.STAMP.write_text("0" * 64 + "\n", encoding="utf-8")
    shutil.rmtree(elsewhere / "lib")
    installation.make_environment()
    assert not marker.exists()


def test_the_fault_of_an_installer_is_one_line(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "kept_installer", lambda: Path(shutil.which("false") or "/bin/false"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    installation.make_environment()
    with pytest.raises(BadInput, match="packages could not be installed") as caught:
        installation.install(installation.INSTALLER)
    assert "\n" not in str(caught.value)
