"""`dongthuan law …`: the public JSON, the sentences, and one line with exit 2 for what cannot be computed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dongthuan.config.cli import BadInput, run_command
from dongthuan.law.ics import overrides_from_ics

START = "2026-08-10T09:00:00+07:00"
KEYS = [
    *("rule", "start", "due_at", "due_on", "unit", "amount", "instrument", "article"),
    *("verified", "calendar", "explanation"),
]


def due(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    assert run_command(["law", "due", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(*words: str) -> str:
    with pytest.raises(BadInput) as told:
        run_command(["law", *words])
    assert "\n" not in str(told.value)
    return str(told.value)


def test_json(capsys):
    answer = due(capsys, "A08", "--start", START)
    assert list(answer) == KEYS
    assert answer["due_at"] == "2026-08-29T00:00:00+07:00"
    assert answer["due_on"] == "2026-08-28"
    assert answer["start"] == START
    assert (answer["unit"], answer["amount"], answer["verified"]) == ("working_days", 15, "V1")
    assert answer["calendar"].startswith("holidays ")
    assert "bỏ qua 3 ngày nghỉ" in answer["explanation"][2]


def test_the_start_may_be_in_any_zone_and_a_day_alone(capsys):
    assert due(capsys, "A08", "--start", "2026-08-10T02:00:00Z") == due(capsys, "A08", "--start", START)
    assert due(capsys, "A08", "--start", "2026-08-10")["due_on"] == "2026-08-28"


def test_facts_choose_the_rule(capsys):
    words = ["access.answer", "--start", START, "--channel", "network", "--complexity", "simple"]
    assert due(capsys, *words)["rule"] == "A06"
    assert "P21" in refused("due", "P21", "--start", START, "--agency-kind", "ministry")


def test_an_extension_in_the_unit_of_the_law(capsys):
    assert due(capsys, "A08", "--start", START, "--extend", "13")["due_on"] == "2026-09-10"
    assert due(capsys, "A05", "--start", START, "--extend", "3")["due_on"] == "2026-08-26"
    assert "nhiều nhất 15 ngày" in refused("due", "A08", "--start", START, "--extend", "16")
    assert "không cho gia hạn" in refused("due", "A06", "--start", START, "--extend", "1")


def test_the_unconfirmed_day_may_be_left_out(capsys):
    words = ["P13", "--start", "2026-11-23"]
    assert due(capsys, *words)["due_on"] == "2026-12-01"
    assert due(capsys, *words, "--confirmed-only")["due_on"] == "2026-11-30"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["A17", "--start", "2026-10-01"], "“Quy tắc pháp luật”"),
        (["A17", "--start", "2026-10-01T00:00:00+07:00"], "“Quy tắc pháp luật”"),
        (["A08", "--start", "2026-10-01T00:00:00+07:00"], "A17"),
        (["A99", "--start", START], "A99"),
        (["A\n08", "--start", START], "A 08"),
        (["P02", "--start", "2026-08-10"], "cần cả giờ"),
        (["A08", "--start", "2026-08-10T09:00:00"], "múi giờ"),
        (["A08", "--start", "10/8/2026"], "2026-08-10T09:00:00+07:00"),
        (["A08", "--start", "2026-02-30"], "không phải là ngày"),
        (["A08", "--start", "x" * 5000], "không phải là thời điểm"),
        (["A08", "--start", "0001-01-01T00:00:00+14:00"], "không phải là thời điểm"),
        (["A16", "--start", "9999-01-01"], "năm 2100"),
        (["A08"], "--help"),
        (["A08", "--start", START, "--channel", "fax"], "--help"),
        (["A08", "--start", START, "--extend", "x"], "--help"),
    ],
)
def test_what_cannot_be_computed_is_one_line(words, said):
    assert said in refused("due", *words)


def test_text(capsys):
    assert run_command(["law", "due", "P02", "--start", START]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("P02  Phát ngôn")
    assert lines[1] == "Đến hạn: 11/08/2026 lúc 09:00"
    assert lines[-1].startswith("Theo quy tắc và lịch đi kèm phần mềm; thêm --agency")


def test_a_refusal_of_the_shipped_rules_names_the_way_to_the_agencys():
    assert "hãy thêm --agency" in refused("due", "A17", "--start", "2026-10-01")


def test_the_agencys_calendar_decides_on_unconfirmed_days_itself():
    assert "--confirmed-only" in refused("due", "A08", "--start", START, "--agency", "--confirmed-only")


def test_no_django_and_no_database_are_needed():
    code = (
        "import sys; from dongthuan.config.cli import run_command; "
        f"run_command(['law', 'due', 'A08', '--start', '{START}']); "
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_exit_status_is_2():
    words = ["law", "due", "A17", "--start", "2026-10-01"]
    ended = subprocess.run(
        [sys.executable, "-m", "dongthuan.config", *words], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1


def test_rules_on_a_day(capsys):
    assert run_command(["law", "rules", "--on", "2026-08-31", "--json"]) == 0
    old = {rule["alias"] for rule in json.loads(capsys.readouterr().out)}
    assert run_command(["law", "rules", "--on", "2026-09-01", "--json"]) == 0
    new = {rule["alias"] for rule in json.loads(capsys.readouterr().out)}
    assert "A08" in old - new
    assert {"A16", "A17"} <= new - old
    assert "không phải là ngày" in refused("rules", "--on", "mai")


def test_rules_as_text(capsys):
    assert run_command(["law", "rules"]) == 0
    text = capsys.readouterr().out
    assert "A08   15 ngày làm việc (+15 ngày)" in text
    assert "đến hết 31/08/2026" in text
    assert "quy tắc\nTheo quy tắc và lịch đi kèm phần mềm; thêm --agency" in text


def test_the_calendar_of_a_year(capsys, tmp_path: Path):
    assert run_command(["law", "calendar", "2027"]) == 0
    assert "dự kiến" in capsys.readouterr().out
    path = tmp_path / "lich.ics"
    assert run_command(["law", "calendar", "2026", "--ics", str(path)]) == 0
    days, problems = overrides_from_ics(path.read_bytes())
    assert problems == []
    assert len(days) == 16


def test_a_calendar_that_cannot_be_given(tmp_path: Path):
    assert "1995" in refused("calendar", "5")
    assert "không ghi được" in refused("calendar", "2026", "--ics", str(tmp_path / "no" / "x.ics"))
    assert "không hợp lệ" in refused("calendar", "2026", "--ics", "a\0b")
