"""How fast the pages of staff and training are with 5,000 people in 60 units.

DATABASE_URL=… PYTHONPATH=. python benchmarks/capacity.py [--people 5000] [--rounds 15]

The database must hold the demonstration; what is written lies in a transaction that is undone.
"""

import argparse
import random
import statistics
import time
from datetime import timedelta

from dongthuan.config.startup import prepare_django

prepare_django()

from django.db import connection, transaction  # noqa: E402  # Django stands first
from django.test import Client  # noqa: E402  # Django stands first

from dongthuan.apps.accounts.models import Officer  # noqa: E402  # Django stands first
from dongthuan.apps.capacity.lifecycle import Duty, Skill  # noqa: E402  # Django stands first
from dongthuan.apps.capacity.models.staff import Member, SkillHeld  # noqa: E402  # Django stands first
from dongthuan.apps.capacity.models.training import (  # noqa: E402  # Django stands first
    Certificate,
    Course,
    Invitation,
    TrainingNeed,
)
from dongthuan.apps.common import clock  # noqa: E402  # Django stands first
from dongthuan.apps.units.models import Unit  # noqa: E402  # Django stands first

UNITS = 60
TABLES = ("member", "skillheld", "trainingneed", "invitation", "certificate")


def main() -> None:
    """Fill, ask, print, undo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with transaction.atomic():
        course = fill(given.people)
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"analyze capacity_{table}")
        measure(course, given.rounds)
        transaction.set_rollback(True)


def fill(count: int) -> Course:
    """Write people with accounts, levels, needs and certificates; return a course with 120 invited."""
    rng, at = random.Random(7), clock.now()
    today = clock.local_day(at)
    by, course = Officer.objects.get(username="dieuphoi"), Course.objects.order_by("pk")[0]
    agency = Unit.objects.get(parent=None)
    units = Unit.objects.bulk_create(
        Unit(code=f"b{n}", name=f"Viện số {n}", kind="institute", parent=agency, start_on=today)
        for n in range(UNITS)
    )
    accounts = Officer.objects.bulk_create(
        Officer(username=f"b{n}", full_name=f"Nguyễn Văn {n}") for n in range(count)
    )
    people = Member.objects.bulk_create(
        Member(
            unit=rng.choice(units),
            officer=one,
            full_name=one.full_name,
            post="Chuyên viên",
            engagement=rng.choice(["full", "part"]),
            duties=rng.sample(Duty.values, 2),
            languages=["en"],
            start_on=today,
            entered_by=by,
            entered_at=at,
        )
        for one in accounts
    )
    held = [
        SkillHeld(member=one, skill=skill, level=rng.randint(1, 3), by=by, at=at)
        for one in people
        for skill in rng.sample(Skill.values, 3)
    ]
    SkillHeld.objects.bulk_create(held)
    TrainingNeed.objects.bulk_create(
        TrainingNeed(member=one, skill=course.skill, level=1, stated_by=by, stated_at=at)
        for one in people[::2]
    )
    certify(people, course, by)
    return course


def certify(people: list[Member], course: Course, by: Officer) -> None:
    """Invite 120 to the course, give every third person a certificate of other courses, 120 in each."""
    at, today, chosen = clock.now(), clock.local_day(clock.now()), people[::3]
    for start in range(0, len(chosen), 120):
        held = (
            course
            if start == 0
            else Course.objects.create(plan=course.plan, title=f"Khóa {start}", skill=course.skill, level=2)
        )
        rows = Invitation.objects.bulk_create(
            Invitation(course=held, member=one, invited_by=by, invited_at=at)
            for one in chosen[start : start + 120]
        )
        Certificate.objects.bulk_create(
            Certificate(
                invitation=row,
                number=f"b{row.pk}",
                issued_on=today,
                expires_on=today + timedelta(days=30 + number),
                issued_by=by,
                issued_at=at,
            )
            for number, row in enumerate(rows)
        )


def measure(course: Course, rounds: int) -> None:
    """Print one line a page."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Officer.objects.get(username="dieuphoi"))
    base, own = "/nang-luc/", course.get_absolute_url()
    pages = [
        base,
        f"{base}?page=2",
        f"{base}can-bo/",
        f"{base}can-bo/?page=90",
        f"{base}can-bo/?q=99&skill=law&level=2",
    ]
    pages += [
        f"{base}{tail}/"
        for tail in ("can-bo/moi", "nhu-cau", "ke-hoach", "chung-chi", "danh-ba", "cua-toi", "dinh-muc")
    ]
    pages += [own, f"{own}moi-hoc/", f"{own}ket-qua/", course.plan.get_absolute_url()]
    print(f"{Member.objects.count()} people; {rounds} rounds after two to warm up; ms in one process")
    for page in pages:
        spent = []
        for _round in range(rounds + 2):
            begun = time.perf_counter()
            status = client.get(page).status_code
            spent.append((time.perf_counter() - begun) * 1000)
        kept = sorted(spent[2:])
        p95 = kept[min(len(kept) - 1, int(len(kept) * 0.95))]
        print(f"{page:<52} {status} median {statistics.median(kept):5.0f}  p95 {p95:5.0f}")


if __name__ == "__main__":
    main()
