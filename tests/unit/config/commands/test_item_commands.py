import gzip
import json
from pathlib import Path

import pytest

from dongthuan.config import cli
from dongthuan.config.cli import BadInput, run_command

LINES = [
    {
        "id": 1,
        "title": "Sở Y tế bị phê bình vì chậm mua thuốc cho bệnh viện",
        "published": "2026-01-02T10:00:00+07:00",
    },
    {"id": "b", "title": "Khánh thành trường học ở xã vùng cao Mù Cang Chải", "published": "2026-01-03"},
    {
        "id": 3,
        "title": "Sở Y tế bị phê bình vì chậm mua thuốc cho bệnh viện",
        "published": "2026-01-01T10:00:00Z",
    },
]
BAD = [
    b"not json",
    b"[1]",
    b'{"title": 5}',
    b"\xff\xfe",
    b'{"title": NaN}',
    b'{"title": "x", "n": 1e400}',
    b"[" * 100_000,
]


@pytest.fixture(autouse=True)
def without_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands find no encoder, so that n-grams answer at once."""
    monkeypatch.setenv("DONGTHUAN_MODEL_DIR", str(tmp_path / "no-model"))


def run(command: str, path: Path, *more: str) -> list[dict]:
    out = path.with_name("out.jsonl")
    assert run_command([command, str(path), "--out", str(out), *more]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def written(path: Path, lines: list[dict] | None = None, extra: list[bytes] | None = None) -> Path:
    whole = [json.dumps(line).encode() for line in LINES if lines is None] + (extra or [])
    data = b"\n".join(whole) + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz"])
def test_analyse_adds_its_keys_and_keeps_the_rest(tmp_path, name):
    rows = run("analyse", written(tmp_path / name))
    assert [row["id"] for row in rows] == [1, "b", 3]
    for row, line in zip(rows, LINES, strict=True):
        assert row.items() >= line.items()
        assert row["polarity"] in ("negative", "neutral", "positive", "unclear")
        assert sum(row["polarity_scores"].values()) == pytest.approx(1, abs=1e-3)
        assert 0 <= row["relevance"] <= 1
        assert 0 <= row["hostility"] <= 1
        assert row["citations"] == []
        assert row["model"].startswith("ngram")


def test_several_workers_give_the_same(tmp_path):
    path = written(tmp_path / "in.jsonl")
    assert run("analyse", path) == run("analyse", path, "--workers", "3")


@pytest.mark.parametrize("command", ["analyse", "group"])
def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path, capsys, command):
    rows = run(command, written(tmp_path / "in.jsonl", extra=BAD))
    assert len(rows) == len(LINES)
    told = capsys.readouterr().err
    assert all(f"line {number}:" in told for number in range(4, 10))
    assert "7 bad lines" in told


def test_group_goes_by_time_and_writes_in_the_order_of_the_file(tmp_path):
    rows = run("group", written(tmp_path / "in.jsonl"))
    assert [row["id"] for row in rows] == [1, "b", 3]
    assert [row["duplicate_of"] for row in rows] == [3, None, None]
    assert rows[0]["story"] == rows[2]["story"] != rows[1]["story"]


@pytest.mark.parametrize("command", ["analyse", "group"])
def test_a_file_without_one_good_line_is_a_fault(tmp_path, command):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(BAD))
    with pytest.raises(BadInput, match="none of its 7 lines is an item"):
        run_command([command, str(path), "--out", str(tmp_path / "out.jsonl")])


def test_half_a_surrogate_survives(tmp_path):
    path = written(tmp_path / "in.jsonl", [], [b'{"id": 1, "title": "\\ud800 tin"}'])
    assert run("analyse", path)[0]["title"] == "\ud800 tin"


def test_an_empty_file_gives_an_empty_file(tmp_path):
    assert run("group", written(tmp_path / "in.jsonl", [])) == []


@pytest.mark.parametrize("command", ["analyse", "group"])
def test_what_cannot_be_read_is_one_line(tmp_path, command):
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(gzip.compress(b'{"title": "a"}\n' * 50_000)[:-40])
    for path in (tmp_path / "nowhere.jsonl", tmp_path, broken):
        with pytest.raises(BadInput) as told:
            run(command, path)
        assert "\n" not in str(told.value)
    assert not (tmp_path / "out.jsonl").exists()


def test_evaluate_prints_its_figures(capsys):
    assert run_command(["evaluate", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["model_id"].startswith("ngram")
    assert figures["polarity_f1"] > 0.5


def test_the_commands_are_in_the_table():
    assert {"analyse", "group", "evaluate"} <= set(cli.COMMANDS)
