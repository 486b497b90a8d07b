"""An import that is killed with SIGKILL and run again: nothing lost, nothing twice."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LINES, BAD = 6_000, 60
PROGRAM = """
import sys, time
from datetime import date
from pathlib import Path
from dongthuan.config.startup import setup_django
from dongthuan.config import settings
settings.DATABASES["default"].update(NAME=sys.argv[2], HOST=sys.argv[3])
setup_django()
from dongthuan.apps.accounts.operations import AgencyContent, NoAgency, found_agency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.operations.importing import import_archive

at = now()
try:
    by = system_officer(on=local_day(at))
except NoAgency:
    content = AgencyContent("CQ", "Cơ quan", "CQ", "Hà Nội", date(2020, 1, 1))
    by = found_agency(content=content, at=at, on=local_day(at))

def tell(record):
    print(record.line_count, flush=True)
    time.sleep(0.02)

import_archive(path=Path(sys.argv[1]), by=by, at=at, report=tell)
"""


def importer(path: Path, database: tuple[str, str]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(path), *database]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def archive(folder: Path) -> Path:
    rows = (
        {"title": f"Tin số {n}", "source": "Báo A", "url": f"https://a.example/{n}.html"}
        for n in range(LINES)
    )
    step = LINES // BAD
    lines = (json.dumps(row) if n % step else "rác" for n, row in enumerate(rows))
    path = folder / "kho.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_killed_twice_and_run_again(
    tmp_path: Path, own_database: tuple[str, str], asked: Callable[..., Any]
) -> None:
    path = archive(tmp_path)
    for batches in (2, 3):
        process = importer(path, own_database)
        assert process.stdout is not None
        assert all(process.stdout.readline() for _ in range(batches))
        time.sleep(0.03)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done, new = asked(own_database, "select line_count, new_count from monitoring_fileimport")
    assert 0 < done < LINES
    assert asked(own_database, "select count(*) from monitoring_item") == (new,)
    assert importer(path, own_database).wait() == 0
    counts = "line_count, new_count, known_count, dropped_count, finished_at is not null"
    record = asked(own_database, f"select {counts} from monitoring_fileimport")
    assert record == (LINES, LINES - BAD, 0, BAD, True)
    assert asked(own_database, "select count(*), count(distinct url_key) from monitoring_item") == (
        LINES - BAD,
        LINES - BAD,
    )
    assert asked(own_database, "select sum(count) from monitoring_dropcount") == (BAD,)
