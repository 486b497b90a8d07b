"""What `benchmarks/redating.py` fills and measures, once Django is loaded."""

import resource
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from django.core.management import call_command
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import (
    AgencyContent,
    OfficerContent,
    found_agency,
    give_role,
    save_officer,
    system_officer,
)
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.operations import calendars, redating
from dongthuan.apps.clocks.operations.clocks import start_clock
from dongthuan.apps.clocks.operations.previewing import preview_of_change
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import DayOverride
from dongthuan.law.model import Facts

AT = datetime(2026, 3, 3, 2, tzinfo=UTC)
DAY = date(2026, 3, 3)
FIRST = date(2020, 1, 1)
DAY_OFF = date(2026, 3, 10)
SAMPLES = 250  # so many starts, spread over five weeks: some clocks run over the day off, some do not
AT_ONCE = 5_000
Answer = TypeVar("Answer")


def seed(*, clocks: int, units: int) -> None:
    """Fill an empty database with open clocks that were really dated, copied with their titles."""
    call_command("migrate", verbosity=0)
    system = found_agency(content=AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", FIRST), at=AT, on=DAY)
    agency = Unit.objects.get(parent=None)
    for name, role in (("phap-che", Role.LEGAL_OFFICER), ("lanh-dao", Role.LEADER)):
        _officer(name, role, agency, system)
    found = [
        Unit.objects.create(code=f"DV{n}", name=f"Đơn vị {n}", parent=agency, start_on=FIRST)
        for n in range(units)
    ]
    for number, unit in enumerate(found):
        _officer(f"can-bo-{number}", Role.UNIT_OFFICER, unit, system)
    drawn = [_drawn(found[n % units], n, system) for n in range(SAMPLES)]
    names = [field.attname for field in Clock._meta.fields if field.attname != "id"]
    for start in range(SAMPLES, clocks, AT_ONCE):
        rows = []
        for number in range(start, min(start + AT_ONCE, clocks)):
            values = {name: getattr(drawn[number % SAMPLES], name) for name in names}
            rows.append(Clock(**values | {"title": f"Yêu cầu số {number}"}))
        Clock.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def measure() -> None:
    """Foresee, break off, go on, and once more: print seconds and the most memory."""
    system = system_officer(on=DAY)
    legal = Officer.objects.get(username="phap-che").on(DAY)
    leader = Officer.objects.get(username="lanh-dao").on(DAY)
    proposed = calendars.Proposed(
        CalendarChange.Kind.DAY, "Công văn 1", (DayOverride(DAY_OFF, False, "Nghỉ bù"),)
    )
    change = calendars.propose_change(proposed=proposed, by=legal, at=AT)
    preview = _timed("the proposal's page foresees", lambda: preview_of_change(change, seen_by=leader))
    print(f"  tried {preview.tried_count} of {preview.touched_count}, {preview.moved_count} would move")
    before = _memory()
    run = _timed("signing off", lambda: calendars.sign_off_change(change=change, by=leader, at=AT))
    batches = [0]

    def some(most: int) -> None:
        while most and redating.redate_batch(redating=run, by=system, at=AT):
            batches[0] += 1
            most -= 1

    third = max(1, run.total // 3 // redating.BATCH)
    start = time.perf_counter()
    some(third)
    run = Redating.objects.get(pk=run.pk)  # as another worker finds it
    print(f"broken off after {run.seen_count} of {run.total}")
    some(-1)
    wall = time.perf_counter() - start
    run.refresh_from_db()
    print(
        f"{run.seen_count} clocks in {wall:.1f} s, {run.seen_count / wall:,.0f} a second;"
        f" {run.moved_count} moved, {run.trouble_count} could not be dated"
    )
    print(f"memory: {before} MiB before, {_memory()} MiB at most")
    if run.seen_count != run.total or run.finished_at is None:
        raise SystemExit("not every clock was looked at once")
    again = _timed("once more, nothing to move", lambda: _all(system))
    if again.moved_count:
        raise SystemExit("the second run moved something")


def _all(by: Officer) -> Redating:
    run = redating.begin_redating(cause="lần nữa", by=by, at=AT)
    while redating.redate_batch(redating=run, by=by, at=AT):
        pass
    return Redating.objects.get(pk=run.pk)


def _drawn(unit: Unit, number: int, by: Officer) -> Clock:
    at = AT - timedelta(days=number % 36)
    return start_clock(
        name="A08",
        facts=Facts("network", "complex"),
        start_at=at,
        start_reason="Nhận yêu cầu hợp lệ",
        title=f"Yêu cầu số {number}",
        unit=unit,
        by=by,
        at=AT,
        record=None,
    )


def _officer(name: str, role: Role, unit: Unit, by: Officer) -> None:
    officer = save_officer(officer=None, content=OfficerContent(name, name), by=by, at=AT)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST, by=by, at=AT)


def _timed(words: str, act: Callable[[], Answer]) -> Answer:
    start = time.perf_counter()
    answer = act()
    print(f"{words}: {time.perf_counter() - start:.2f} s")
    return answer


def _memory() -> int:
    """Return the most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
