"""How fast the portal finds among many published items: search page queries, live checks and reading.

DATABASE_URL=… PYTHONPATH=. python benchmarks/portal_search.py [--items 100000]

The database must be migrated; what is written lies in a transaction that is undone.
"""

import argparse
import random
import statistics
import time
from datetime import UTC, datetime, timedelta

from dongthuan.config.startup import prepare_django

prepare_django()

from django.db import connection, transaction  # noqa: E402  # Django stands first

from dongthuan.apps.accounts.models import Officer  # noqa: E402  # Django stands first
from dongthuan.apps.content.models.revisions import TextRevision  # noqa: E402  # Django stands first
from dongthuan.apps.content.models.texts import Text  # noqa: E402  # Django stands first
from dongthuan.apps.portal.highlighting import Asked  # noqa: E402  # Django stands first
from dongthuan.apps.portal.lexemes import vector_of  # noqa: E402  # Django stands first
from dongthuan.apps.portal.models.entries import PublicEntry  # noqa: E402  # Django stands first
from dongthuan.apps.portal.queries.search import Question, search  # noqa: E402  # Django stands first
from dongthuan.apps.units.models import Unit  # noqa: E402  # Django stands first

AT = datetime(2026, 9, 7, 2, tzinfo=UTC)
WORDS = [
    word
    for part in (
        "khảo sát trạm quan trắc đài thiên văn phòng thí nghiệm tàu nghiên cứu kho mẫu vệ tinh học bổng",
        "bản đồ kinh phí tiến độ nhân lực địa điểm thời hạn kết quả nguồn vốn đơn vị chủ trì công bố",
        "kế hoạch chương trình hợp tác quốc tế môi trường biển đảo khí hậu địa chất sinh học vật liệu mới",
    )
    for word in part.split()
]
ASKED = 200


def main() -> None:
    """Fill, ask, print, undo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    args = parser.parse_args()
    with transaction.atomic():
        fill(args.items)
        with connection.cursor() as cursor:
            for table in ("portal_publicentry", "content_text", "content_textrevision"):
                cursor.execute(f"analyze {table}")
        for name, by_rank in (("most fitting first", True), ("newest first", False)):
            report(name, by_rank=by_rank)
        transaction.set_rollback(True)


def fill(count: int) -> None:
    """Write invented published texts and their entries, a hundred words each."""
    rng, begun = random.Random(7), time.perf_counter()
    unit = Unit.objects.create(code=f"bench-{rng.random()}", name="Bench", start_on=AT.date())
    by = Officer.objects.create(username="bench", full_name="Bench")
    for start in range(0, count, 2000):
        numbers = range(start, min(count, start + 2000))
        titles = [f"{' '.join(rng.choices(WORDS, k=9))} số {n}" for n in numbers]
        bodies = [" ".join(rng.choices(WORDS, k=100)) for _ in numbers]
        texts = Text.objects.bulk_create(
            Text(
                kind="release",
                unit=unit,
                title=title,
                body=body,
                is_official=False,
                slug=f"bench-{n}",
                text_hash="0" * 64,
                state="published",
                author=by,
                created_at=AT,
                changed_at=AT,
                published_at=AT - timedelta(minutes=n),
                public_at=AT - timedelta(minutes=n),
                published_by=by,
            )
            for n, title, body in zip(numbers, titles, bodies, strict=True)
        )
        TextRevision.objects.bulk_create(_revision(text, by) for text in texts)
        PublicEntry.objects.bulk_create(_entry(text) for text in texts)
    print(f"{count} texts written in {time.perf_counter() - begun:.0f} s")


def _revision(text: Text, by: Officer) -> TextRevision:
    said = {"title": text.title, "lead": "", "body": text.body, "quote": "", "speaker_name": ""}
    hashes = {"text_hash": text.text_hash, "html_hash": text.text_hash}
    return TextRevision(text=text, number=1, content=said, html="", made_at=AT, made_by=by, **hashes)


def _entry(text: Text) -> PublicEntry:
    words = vector_of([(text.title, "A"), (text.body, "D")])
    title = vector_of([(text.title, "A")])
    return PublicEntry(
        kind="thong-cao",
        record_key=text.pk,
        mark="1",
        published_at=text.public_at,
        search=words,
        title=title,
    )


def report(name: str, *, by_rank: bool) -> None:
    """Print how long a page of hits takes, with its marked excerpts; the first is left out."""
    rng = random.Random(9)
    spent = []
    for number in range(ASKED + 1):
        words = " ".join(rng.choices(WORDS, k=1 + number % 3))
        if number % 4 == 3:
            words = f'"{words}" số {rng.randrange(1000)}'
        begun = time.perf_counter()
        found = search(Question(words, by_rank=by_rank), at=AT)
        asked = Asked(words)
        for row in found.rows:
            asked.excerpt(row.words)
        spent.append((time.perf_counter() - begun) * 1000)
    spent = sorted(spent[1:])
    p95 = spent[int(len(spent) * 0.95)]
    print(f"{name}: median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms, longest {spent[-1]:.0f} ms")


if __name__ == "__main__":
    main()
