"""What `benchmarks/listening.py` does, once Django is ready: fill, and time the pages at each size."""

import statistics
import time
from datetime import datetime, timedelta

from django.db import connection
from django.test import Client

from benchmarks.listening_filled import clear, fill
from benchmarks.pages_measured import addresses
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.models.alerts import AlertKind, AlertRule
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.signals import detect

Times = dict[str, tuple[float, float, float]]


def measure(sizes: list[int], rounds: int) -> None:
    """Fill up to each size and print a table, pages by rows; without sizes measure what is there."""
    officer = Officer.objects.filter(roles__role="coordinator").first()
    if officer is None:
        raise SystemExit("nobody to sign in: set an agency up first (dongthuan demo)")
    found: dict[int, Times] = {}
    if not sizes:
        _show({Item.objects.count(): _times(officer, rounds)})
    for size in sorted(sizes):
        begun = time.perf_counter()
        clear()
        fill(size, at=now())
        made = Item.objects.count()
        spent = time.perf_counter() - begun
        print(
            f"{made} items written in {spent:.0f} s, {made / spent:.0f} a second; {_size()} on disk",
            flush=True,
        )
        _signals(now())
        _rules(officer, now())
        found[size] = _times(officer, rounds)
        _show({size: found[size]})
    if len(found) > 1:
        _show(found)


def _size() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


def _signals(at: datetime) -> None:
    """Watch every topic, as the hourly job does, and print what an hour costs."""
    by = acting_system(on=local_day(at))
    assert by is not None
    begun, topics = time.process_time(), list(Topic.objects.watched())
    for topic in topics:
        for series in Series:
            detect(topic=topic, series=series, by=by, at=at)
    spent = time.process_time() - begun
    print(f"watch of an hour: {len(topics)} topics, {spent:.1f} processor seconds", flush=True)


def _rules(officer: Officer, at: datetime) -> None:
    """Write down one rule of each kind on the largest topic, as officers would."""
    topic = Topic.objects.filter(slug__startswith="bench-").order_by("pk").first()
    for kind in AlertKind:
        AlertRule.objects.get_or_create(
            name=f"bench {kind}",
            topic=topic,
            kind=kind,
            defaults={
                "created_by": officer,
                "created_at": at,
                "watched_from": at - timedelta(days=90),
                "line": 20 if kind in (AlertKind.LINE, AlertKind.STORY, AlertKind.COPIES) else None,
                "chance_percent": 30 if kind == AlertKind.WARNING else None,
            },
        )


def _pages() -> dict[str, str]:
    newest = Item.objects.counted().newest().select_related("source").first()
    assert newest is not None
    pages = addresses(newest)
    topic = Topic.objects.filter(slug__startswith="bench-").order_by("pk").first()
    signal, source = (
        Signal.objects.order_by("-hour").first(),
        Source.objects.filter(items__isnull=False).first(),
    )
    pages |= {
        "items, page 2": f"/giam-sat/tin/?page={_second_page()}",
        "items of a topic": f"/giam-sat/tin/?topic={topic.pk if topic else 0}",
        "rare search": "/giam-sat/tin/?q=vệ tinh quyên xoan",
        "source": f"/giam-sat/nguon/{source.pk if source else 0}/",
        "warnings": "/giam-sat/canh-bao-som/",
        "alert rules": "/giam-sat/canh-bao/",
        "briefs": "/giam-sat/diem-bao/",
        "trend reports": "/giam-sat/bao-cao-xu-huong/",
        "exports": "/giam-sat/nhap-tep/",
    }
    if signal is not None:
        pages["signal"] = f"/giam-sat/tin-hieu/{signal.pk}/"
    pages |= {f"rule: {rule.kind}": f"/giam-sat/canh-bao/{rule.pk}/" for rule in AlertRule.objects.kept()}
    return pages


def _second_page() -> str:
    rows = Item.objects.newest().values_list("published_at", "pk")[20:21]
    return f"{rows[0][0]:%Y-%m-%dT%H:%M:%S.%f%z}_{rows[0][1]}" if rows else ""


def _times(officer: Officer, rounds: int) -> Times:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    found: Times = {}
    for name, path in _pages().items():
        taken = []
        for _ in range(rounds + 1):
            begun = time.perf_counter()
            status = client.get(path).status_code
            taken.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                print(f"{name}: {path} answered {status}")
                break
        kept = sorted(taken[1:]) or taken
        found[name] = kept[0], statistics.median(kept), kept[min(len(kept) - 1, int(len(kept) * 0.95))]
    return found


def _show(found: dict[int, Times]) -> None:
    """Print each page at each size, the slowest first; the least is what a calm machine would come near."""
    last = found[max(found)]
    print(f"{'page':<24}" + "".join(f"{size:>15} items" for size in found) + "   (least / median / p95, ms)")
    for name in sorted(last, key=lambda page: -last[page][2]):
        cells = (found[size].get(name, (0.0, 0.0, 0.0)) for size in found)
        print(
            f"{name:<24}"
            + "".join(f"{least:>7.0f} /{middle:>5.0f} /{high:>5.0f}" for least, middle, high in cells),
            flush=True,
        )
