"""The command keeps its promise: one line and exit 2 for what is wrong, whatever its output is tied to."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dongthuan.config.cli import BadInput, run_command

COMMAND = [sys.executable, "-m", "dongthuan.config"]
SERIES = "timestamp,value\n" + "".join(f"2026-01-{day:02d},{day % 5}\n" for day in range(1, 31))


@pytest.fixture
def series(tmp_path: Path) -> Path:
    path = tmp_path / "series.csv"
    path.write_text(SERIES, encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\n" + "1. Văn phòng lập kế hoạch.\n" * 9000, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["detect"],
        ["plan", "read"],
        ["forecast", "x", "--out", "y", "--step", "week"],
        ["analyse", "--nothing"],
    ],
)
def test_a_wrong_argument_is_told_in_one_line(words: list[str]) -> None:
    with pytest.raises(BadInput) as told:
        run_command(words)
    assert "\n" not in str(told.value)
    assert "--help" in str(told.value)


@pytest.mark.parametrize("hours", ["nan", "inf", "1e300", "-1", "9000"])
def test_a_hold_beyond_a_year_is_refused(series: Path, hours: str) -> None:
    with pytest.raises(BadInput):
        run_command(
            ["detect", str(series), f"--hold-hours={hours}", "--out", str(series.with_name("out.csv"))]
        )


def test_a_device_named_as_output_stays_a_device(series: Path) -> None:
    lines = series.with_name("in.jsonl")
    lines.write_text('{"title": "Một tin"}\n', encoding="utf-8")
    assert run_command(["detect", str(series), "--out", os.devnull]) == 0
    assert run_command(["group", "--fast", str(lines), "--out", os.devnull]) == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("command", ["detect", "group"])
def test_a_pipe_is_refused_rather_than_half_read(tmp_path: Path, command: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="cannot be read twice"):
        run_command([command, str(pipe), "--out", str(tmp_path / "out")])


def test_a_full_disk_is_one_line(plan: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "plan", "read", str(plan)], stdout=full, stderr=-1, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_leaves_and_a_closed_output_are_no_fault(plan: Path) -> None:
    command = [*COMMAND, "plan", "read", str(plan)]
    with subprocess.Popen(command, stdout=-1, stderr=-1) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
    closed = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], stderr=-1, check=False)
    assert (closed.returncode, closed.stderr) == (0, b"")
