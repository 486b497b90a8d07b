"""`dongthuan detect` and `dongthuan forecast` on files as people have them."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from dongthuan.config.cli import BadInput, run_command

START = datetime(2026, 1, 5)  # noqa: DTZ001  wall-clock time of an invented world


def five_minutes(rows: int = 288 * 14) -> list[str]:
    values = np.random.default_rng(3).poisson(5, rows)
    values[3000:3020] += 80
    return [f"{START + timedelta(minutes=5 * row, seconds=53)},{value}" for row, value in enumerate(values)]


def written(path: Path, rows: list[str], heading: str = "timestamp,value", *, end: str = "\n") -> Path:
    path.write_bytes(end.join([heading, *rows, ""]).encode())
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def detect(source: Path, out: Path) -> list[dict[str, str]]:
    assert run_command(["detect", str(source), "--out", str(out)]) == 0
    return table(out)


def forecast(source: Path, out: Path, *more: str) -> list[dict[str, str]]:
    arguments = ["forecast", str(source), "--step", "day", "--horizon", "3", "--out", str(out), *more]
    assert run_command(arguments) == 0
    return table(out)


def test_a_row_is_judged_by_rows_up_to_it_only(tmp_path: Path) -> None:
    rows = five_minutes()
    whole = detect(written(tmp_path / "whole.csv", rows), tmp_path / "whole-out.csv")
    for length in (10, 500, 3010):
        part = detect(written(tmp_path / "part.csv", rows[:length]), tmp_path / "part-out.csv")
        assert part == whole[:length]


def test_every_row_has_a_score_and_the_burst_an_alert(tmp_path: Path) -> None:
    found = detect(written(tmp_path / "in.csv", five_minutes()), tmp_path / "out.csv")
    assert all(0 <= float(row["score"]) <= 1 and row["alert"] in "01" for row in found)
    assert any(row["alert"] == "1" for row in found[3000:3030])


def test_rows_keep_the_order_and_spelling_of_the_file(tmp_path: Path) -> None:
    rows = five_minutes(600)
    straight = detect(written(tmp_path / "a.csv", rows), tmp_path / "a-out.csv")
    turned = detect(written(tmp_path / "b.csv", rows[::-1]), tmp_path / "b-out.csv")
    assert turned == straight[::-1]


DAYS = [START + timedelta(days=day) for day in range(60)]
SPELLINGS = {
    "iso": [f"{day:%Y-%m-%d},{5 + day.weekday()}" for day in DAYS],
    "iso with zone": [f"{day:%Y-%m-%d}T01:00:00Z,{5 + day.weekday()}" for day in DAYS],
    "day first": [f"{day:%d/%m/%Y},{5 + day.weekday()}" for day in DAYS],
    "unsorted": [f"{day:%Y-%m-%d},{5 + day.weekday()}" for day in DAYS[30:] + DAYS[:30]],
    "repeated": [f"{day:%Y-%m-%d},{5 + day.weekday()}" for day in DAYS for _ in range(2)],
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_forecast_reads_each_spelling_alike(name: str, tmp_path: Path) -> None:
    found = forecast(written(tmp_path / "in.csv", SPELLINGS[name]), tmp_path / "out.csv")
    assert [row["timestamp"][:10] for row in found] == ["2026-03-06", "2026-03-07", "2026-03-08"]
    assert [round(float(row["mean"])) for row in found] == [9, 10, 11]


def test_byte_order_mark_windows_line_ends_and_blank_values(tmp_path: Path) -> None:
    rows = [*SPELLINGS["iso"][:40], "2026-02-14,", *SPELLINGS["iso"][41:]]
    source = written(tmp_path / "in.csv", rows, "\ufefftimestamp,value", end="\r\n")
    assert len(forecast(source, tmp_path / "out.csv")) == 3


def test_forecast_of_several_series_has_the_columns_promised(tmp_path: Path) -> None:
    rows = [f"{name},{row}" for row in SPELLINGS["iso"] for name in ("b", "a")]
    found = forecast(written(tmp_path / "in.csv", rows, "series,timestamp,value"), tmp_path / "out.csv")
    assert list(found[0]) == ["series", "timestamp", "mean", "lo80", "hi80", "lo95", "hi95", "method"]
    assert [row["series"] for row in found] == ["b"] * 3 + ["a"] * 3


BAD = [
    pytest.param("timestamp,value\n2026-01-01,1\nhôm qua,2\n", "line 3.*not a time", id="not a time"),
    pytest.param("timestamp,value\n2026-01-01,một\n", "line 2.*not a number", id="not a number"),
    pytest.param("timestamp,value\n2026-01-01\n", "line 2.*fewer", id="short row"),
    pytest.param("timestamp,value\n2026-01-01,inf\n", "line 2.*too large", id="infinite"),
    pytest.param("timestamp,value\n0001-01-01T00:00:00Z,1\n", "line 2.*year", id="year 1"),
    pytest.param("time,count\n2026-01-01,1\n", "line 1.*timestamp", id="other heading"),
    pytest.param("", "line 1.*timestamp", id="empty file"),
    pytest.param("timestamp,value\n2026-01-01,\xff\n", "not a number|UTF-8", id="other characters"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
@pytest.mark.parametrize("command", ["detect", "forecast"])
def test_bad_input_is_one_line_that_names_the_place(
    command: str, text: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text(text, encoding="latin-1" if "\xff" in text else "utf-8")
    more = ["--step", "day", "--horizon", "2"] if command == "forecast" else []
    with pytest.raises(BadInput, match=message) as problem:
        run_command([command, str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv"), *more])
    assert "\n" not in str(problem.value)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "more", [["--horizon", "0"], ["--horizon", "3", "--levels", "0"], ["--horizon", "3", "--levels", "x"]]
)
def test_forecast_refuses_wrong_options(more: list[str], tmp_path: Path) -> None:
    source = written(tmp_path / "in.csv", SPELLINGS["iso"])
    with pytest.raises(BadInput, match="--"):
        run_command(["forecast", str(source), "--step", "day", "--out", str(tmp_path / "out.csv"), *more])


def test_missing_file_and_folder(tmp_path: Path) -> None:
    source = written(tmp_path / "in.csv", SPELLINGS["iso"])
    with pytest.raises(BadInput, match="cannot read"):
        run_command(["detect", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out.csv")])
    with pytest.raises(BadInput, match="cannot write"):
        run_command(["detect", str(source), "--out", str(tmp_path / "none" / "out.csv")])


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Z", "2026-04-05T00:00:00+00:00"),
        ("+07:00", "2026-04-05T00:00:00+07:00"),
        ("", "2026-04-05T00:00:00"),
    ],
)
def test_a_forecast_goes_on_in_the_zone_of_its_rows(tmp_path: Path, zone: str, first: str) -> None:
    rows = [f"{(START + timedelta(days=day)).isoformat()}{zone},{day % 7}" for day in range(90)]
    found = forecast(written(tmp_path / "in.csv", rows), tmp_path / "out.csv")
    assert found[0]["timestamp"] == first
