"""What `benchmarks/pages.py` measures, once Django is ready."""

import statistics
import time

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.topics import Topic


def measure(rounds: int) -> None:
    """Print one line a page."""
    officer = Officer.objects.filter(roles__role="coordinator").first()
    newest = Item.objects.counted().newest().first()
    if officer is None or newest is None:
        raise SystemExit("nothing to measure: no coordinator or no counted item")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    pages = addresses(newest)
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds + 2):
        for name, path in pages.items():
            begun = time.perf_counter()
            status = client.get(path).status_code
            taken[name].append((time.perf_counter() - begun) * 1000)
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
    print(
        f"{Item.objects.count()} items; {rounds} rounds after two to warm up; ms in one process, no network"
    )
    print(f"{'page':<22} {'median':>8} {'p95':>8} {'slowest':>8}")
    for name, times in taken.items():
        kept = sorted(times[2:])
        p95 = kept[min(len(kept) - 1, int(len(kept) * 0.95))]
        print(f"{name:<22} {statistics.median(kept):8.0f} {p95:8.0f} {kept[-1]:8.0f}")


def addresses(newest: Item) -> dict[str, str]:
    """Return the pages by name; periods end with the newest item, so that archives have something to show."""
    day = newest.published_at.date()
    custom = f"period=custom&first={day.replace(day=1)}&last={day}"
    topic = Topic.objects.exclude(kind="everything").first()
    story = Story.objects.order_by("-item_count").first()
    return {
        "desk": "/",
        "leader": "/lanh-dao/",
        "overview": f"/giam-sat/?{custom}",
        "items": "/giam-sat/tin/",
        "search": "/giam-sat/tin/?q=việt nam",
        "search without marks": "/giam-sat/tin/?q=thu tuc hanh chinh",
        "negative items": "/giam-sat/tin/?polarity=negative",
        "item": f"/giam-sat/tin/{newest.pk}/",
        "stories": "/giam-sat/chum-tin/",
        "largest story": f"/giam-sat/chum-tin/{story.pk if story else 0}/",
        "topics": "/giam-sat/chu-de/",
        "topic": f"/giam-sat/chu-de/{topic.pk if topic else 0}/",
        "signals": "/giam-sat/tin-hieu/",
        "sources": "/giam-sat/nguon/",
    }
