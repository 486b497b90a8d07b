"""A worker that is killed with SIGKILL while it reads and counts: nothing lost, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ITEMS, KILLS = 1_500, 6
PROGRAM = """
import sys
from datetime import date, timedelta
from pathlib import Path
from dongthuan.config.startup import setup_django
from dongthuan.config import settings
settings.DATABASES["default"].update(NAME=sys.argv[1], HOST=sys.argv[2])
setup_django()
import hashlib
from dongthuan.analysis.encoder import load_encoder
from dongthuan.apps.accounts.operations import AgencyContent, NoAgency, found_agency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.jobs.workbench import Workbench
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.topics import TopicContent, save_topic
from dongthuan.apps.monitoring.queries.integrity import find_mismatches

at, count = now(), int(sys.argv[4])
try:
    by = system_officer(on=local_day(at))
except NoAgency:
    by = found_agency(
        content=AgencyContent("CQ", "Cơ quan", "CQ", "Hà Nội", date(2020, 1, 1)), at=at, on=local_day(at)
    )
    for slug, kind, phrases in (("tat-ca", "everything", ()), ("dong-dat", "policy", ("động đất",))):
        save_topic(topic=None, content=TopicContent(slug, slug, kind, "", phrases), version=1, by=by, at=at)
    source = Source.objects.create(name="Báo thử", outlet="Báo thử")
    Item.objects.bulk_create(
        Item(
            source=source, url=f"https://a.example/{n}", url_key=hashlib.sha256(str(n).encode()).digest(),
            title=f"Động đất lần {n // 3} tại huyện {n // 3 % 7}, tỉnh {n // 3 % 11}", lead="Vô sự",
            published_at=at - timedelta(minutes=n), published_origin="feed", first_seen_at=at,
        )
        for n in range(count)
    )
print("ready", flush=True)
bench = Workbench(load_encoder(Path(sys.argv[3])))
while bench.read_next(by=by) or bench.group_next(by=by):
    bench.group_next(by=by)
print("whole" if find_mismatches().is_whole else "broken", flush=True)
"""


def worker(database: tuple[str, str], models: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, *database, str(models), str(ITEMS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killed_at_random_and_run_again(
    tmp_path: Path, own_database: tuple[str, str], asked: Callable[..., Any]
) -> None:
    dice = random.Random(7)
    for _ in range(KILLS):
        process = worker(own_database, tmp_path)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0.15, 1.2))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    last = worker(own_database, tmp_path)
    said, _nothing = last.communicate(timeout=120)
    assert (last.returncode, said.split()) == (0, ["ready", "whole"])
    assert asked(own_database, "select count(*) from monitoring_item where stage = 'counted'") == (ITEMS,)
    assert asked(own_database, "select count(*) from monitoring_itemvector") == (ITEMS,)
    counted = asked(own_database, "select sum(original_count + copy_count) from monitoring_sourcehour")
    assert counted == (ITEMS,)
    in_stories = asked(own_database, "select sum(item_count) from monitoring_story")
    assert in_stories == (ITEMS,)
