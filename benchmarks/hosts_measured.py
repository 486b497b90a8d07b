"""What `benchmarks/hosts.py` measures, once Django is ready."""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta

from django.conf import settings
from django.db import connection

from dongthuan.analysis.understanding_examples import labelled_examples
from dongthuan.apps.accounts.operations import AgencyContent, NoAgency, found_agency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.lifecycle import Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.topics import TopicContent, save_topic
from dongthuan.apps.monitoring.queries.integrity import find_mismatches

PATIENCE = 600.0
READ = (Stage.UNDERSTOOD, Stage.COUNTED)
Worker = subprocess.Popen[bytes]


def measure(count: int) -> None:
    """Print the rates, their ratio, and what the kill left."""
    _found_agency()
    alone, together = _rate(count, 1), _rate(count, 2)
    rates = f"one host {alone:.1f} items/s, two hosts {together:.1f}: {together / alone:.2f} times"
    print(f"{rates}; load {os.getloadavg()[0]:.1f}", flush=True)
    _kill_one_of_two(count)


def _found_agency() -> None:
    at = now()
    try:
        system_officer(on=local_day(at))
    except NoAgency:
        content = AgencyContent("CQ", "Cơ quan", "CQ", "Hà Nội", date(2020, 1, 1))
        by = found_agency(content=content, at=at, on=local_day(at))
        for slug, kind, phrases in (("tat-ca", "everything", ()), ("giao-duc", "policy", ("học sinh",))):
            topic = TopicContent(slug, slug, kind, "", phrases)
            save_topic(topic=None, content=topic, version=1, by=by, at=at)


def _publish(count: int) -> None:
    """Replace what is there by so many items that no model has read."""
    tables = "item, monitoring_mention, monitoring_topichour, monitoring_sourcehour, monitoring_story"
    with connection.cursor() as cursor:
        cursor.execute(f"truncate monitoring_{tables}, procrastinate_jobs cascade")
    source, _new = Source.objects.get_or_create(name="Báo thử", defaults={"outlet": "Báo thử"})
    examples, at = labelled_examples(), now()
    Item.objects.bulk_create(
        Item(
            source=source,
            url=f"https://a.example/{number}",
            url_key=hashlib.sha256(str(number).encode()).digest(),
            title=f"{examples[number % len(examples)].title} ({number})",
            lead=examples[number % len(examples)].lead,
            published_at=at - timedelta(minutes=number),
            published_origin="feed",
            first_seen_at=at,
        )
        for number in range(count)
    )


@contextmanager
def _host(readers: int) -> Iterator[Worker]:
    """Run a worker with a data folder of its own until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"DONGTHUAN_DATA": folder, "DONGTHUAN_READERS": str(readers)}
        given |= {"DONGTHUAN_MODEL_DIR": str(settings.MODEL_FOLDER)}
        command = [sys.executable, "-P", "-X", "utf8", "-m", "dongthuan.config", "worker"]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        worker = subprocess.Popen(command, env=os.environ | given, **silent)
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


def _left(*done: Stage) -> int:
    return Item.objects.exclude(stage__in=done).count()


def _wait_until(left: int, *done: Stage) -> float:
    """Wait until at most so many items have not come so far; return the time."""
    end = time.perf_counter() + PATIENCE
    while _left(*done) > left and time.perf_counter() < end:
        time.sleep(0.1)
    return time.perf_counter()


def _rate(count: int, hosts: int) -> float:
    """Return items read a second from the fifth of the items to the last; loading the models is left out."""
    _publish(count)
    first = count - count // 5
    with ExitStack() as running:
        for _ in range(hosts):
            running.enter_context(_host(hosts))
        begun = _wait_until(first, *READ)
        return first / (_wait_until(0, *READ) - begun)


def _kill_one_of_two(count: int) -> None:
    _publish(count)
    with _host(2), _host(2) as second:
        _wait_until(count - count // 5, *READ)
        second.send_signal(signal.SIGKILL)
        _wait_until(0, Stage.COUNTED)
    found, kept = find_mismatches(), Item.objects.count()
    topic = Topic.objects.get(kind=Topic.Kind.EVERYTHING)
    print(
        f"one of two killed with -9: {kept} of {count} items, {_left(Stage.COUNTED)} not counted,"
        f" counts {'whole' if found.is_whole else 'BROKEN'}, {topic.mentions.count()} mentions"
    )
