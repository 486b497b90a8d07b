"""How fast the desk finds what was said before, with many sent answers.

DATABASE_URL=… PYTHONPATH=. python benchmarks/press_desk.py [--answers 20000]

The database must be migrated; what is written lies in a transaction that is undone.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from dongthuan.config.startup import prepare_django

prepare_django()

from django.db import connection, transaction  # noqa: E402  # Django stands first

from dongthuan.analysis.text import fold  # noqa: E402  # Django stands first
from dongthuan.apps.accounts.models import Officer  # noqa: E402  # Django stands first
from dongthuan.apps.press.meaning import encoder  # noqa: E402  # Django stands first
from dongthuan.apps.press.models.answers import Answer, Meaning  # noqa: E402  # Django stands first
from dongthuan.apps.press.queries.answers import clashes, said_before  # noqa: E402  # Django stands first
from dongthuan.apps.units.models import Unit  # noqa: E402  # Django stands first

AT = datetime(2026, 9, 7, 2, tzinfo=UTC)
THINGS = [
    "trạm quan trắc",
    "đài thiên văn",
    "phòng thí nghiệm",
    "tàu nghiên cứu",
    "kho mẫu",
    "vệ tinh",
    "học bổng",
    "bản đồ",
]
FACTS = ["kinh phí", "tiến độ", "nhân lực", "địa điểm", "thời hạn", "kết quả", "nguồn vốn", "đơn vị chủ trì"]
PLACES = ["Hà Nội", "Huế", "Nha Trang", "Đà Lạt", "Cần Thơ", "Sơn La", "Vinh", "Quy Nhơn"]
ASKED = 30


def main() -> None:
    """Fill, ask, print, undo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=20_000)
    args = parser.parse_args()
    with transaction.atomic():
        fill(args.answers)
        with connection.cursor() as cursor:
            cursor.execute("analyze press_answer")
            cursor.execute("analyze press_meaning")
        report("said before", said_before)
        report("clashes", clashes)
        transaction.set_rollback(True)


def fill(count: int) -> None:
    """Write invented sent answers with their meanings."""
    rng = random.Random(7)
    unit = Unit.objects.create(code=f"bench-{rng.random()}", name="Bench", start_on=AT.date())
    by = Officer.objects.create(username="bench", full_name="Bench")
    texts = [
        f"{rng.choice(FACTS)} của {rng.choice(THINGS)} {rng.choice(PLACES)} là {rng.randint(1, 99)} tỷ đồng."
        for _ in range(count)
    ]
    rows = [
        Answer(
            unit=unit,
            text=text,
            author=by,
            is_official=False,
            state="sent",
            sent_at=AT + timedelta(minutes=number),
            sent_how="mail",
            sent_by=by,
            text_hash="0" * 64,
            created_at=AT,
            changed_at=AT,
            folded=fold(text),
        )
        for number, text in enumerate(texts)
    ]
    Answer.objects.bulk_create(rows, batch_size=2000)
    for start in range(0, count, 2000):
        vectors = encoder().embed(texts[start : start + 2000])
        meanings = [
            Meaning(answer=row, model_id=encoder().model_id, vector=vector.tolist())
            for row, vector in zip(rows[start : start + 2000], vectors, strict=True)
        ]
        Meaning.objects.bulk_create(meanings)
    print(f"{count} sent answers, encoder {encoder().model_id}")


def report(name: str, ask: Callable[[str], object]) -> None:
    """Print how long a question takes, the first left out."""
    rng = random.Random(9)
    spent = []
    for _ in range(ASKED + 1):
        text = f"{rng.choice(FACTS)} của {rng.choice(THINGS)} {rng.choice(PLACES)} là 100 tỷ đồng."
        begun = time.perf_counter()
        ask(text)
        spent.append((time.perf_counter() - begun) * 1000)
    spent = sorted(spent[1:])
    print(f"{name}: median {statistics.median(spent):.0f} ms, p95 {spent[int(len(spent) * 0.95)]:.0f} ms")


if __name__ == "__main__":
    main()
