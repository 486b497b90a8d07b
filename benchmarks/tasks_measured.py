"""What `benchmarks/tasks.py` seeds and measures, once Django is ready."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import (
    AgencyContent,
    OfficerContent,
    found_agency,
    give_role,
    save_officer,
)
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.statistics import unit_statistics
from dongthuan.apps.units.models import Unit

VERBS = ("Xây dựng", "Rà soát", "Tổ chức", "Báo cáo", "Hoàn thiện", "Trình", "Công bố", "Đôn đốc", "Tổng hợp")
THINGS = (
    *("dự thảo nghị định", "kế hoạch truyền thông", "hội nghị tập huấn", "chuyên mục hỏi đáp", "đề án"),
    *("báo cáo kết quả", "thông cáo báo chí", "khảo sát ý kiến", "phương án xử lý", "danh mục dịch vụ công"),
)
SUBJECTS = (
    *("chuyển đổi số", "giá điện", "đất đai", "bảo hiểm y tế", "đầu tư công", "giáo dục nghề nghiệp"),
    *("an toàn thực phẩm", "phòng chống thiên tai", "cải cách hành chính", "năng lượng tái tạo"),
)
PLANS = 40


def seed(*, tasks: int, units: int) -> None:
    """Fill an empty database: an agency of so many units, 40 plans, so many tasks over one year."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    now = clock.now()
    today, first = clock.local_day(now), date(2020, 1, 1)
    system = found_agency(
        content=AgencyContent("VPCP", "Cơ quan đo", "VPCP", "Hà Nội", first), at=now, on=today
    )
    agency = Unit.objects.get()
    officer = save_officer(officer=None, content=OfficerContent("van-phong", "Đo"), by=system, at=now)
    give_role(officer=officer, role=Role.COORDINATOR, unit=agency, start_on=first, by=system, at=now)
    made = Unit.objects.bulk_create(
        Unit(code=f"U{n}", name=f"Đơn vị số {n}", parent=agency, start_on=first) for n in range(units)
    )
    plans = Plan.objects.bulk_create(
        Plan(unit=agency, title=f"Kế hoạch {n}", state=State.ISSUED, created_at=now, issued_at=now)
        for n in range(PLANS)
    )
    dice = random.Random(2016)
    begun = today - timedelta(days=300)
    rows = [_task(dice, n, plans, made, begun, today) for n in range(tasks)]
    Task.objects.bulk_create(rows, batch_size=1_000)


def _task(
    dice: random.Random, number: int, plans: list[Plan], units: list[Unit], begun: date, today: date
) -> Task:
    due = begun + timedelta(days=dice.randrange(365))
    is_done = due < today and dice.random() < 2_501 / 2_723
    at = clock.now() - timedelta(days=dice.randrange(1, 300))
    return Task(
        plan=dice.choice(plans),
        lead_unit=dice.choice(units),
        position=number,
        ref=f"{number % 90 + 1}",
        content=_content(dice, number),
        start_on=due - timedelta(days=dice.randrange(60)),
        due_on=due,
        report_due_on=due + timedelta(days=3) if number % 5 == 0 else None,
        state=TaskState.DONE if is_done else dice.choice([TaskState.ACCEPTED, TaskState.IN_PROGRESS]),
        done_at=at if is_done else None,
        assigned_at=at - timedelta(days=30),
    )


def _content(dice: random.Random, number: int) -> str:
    """Return the words of a task; one in twenty is like many others, so that there are contradictions."""
    duty = f"{dice.choice(VERBS)} {dice.choice(THINGS)} về {dice.choice(SUBJECTS)}"
    return duty if number % 20 == 0 else f"{duty} đợt {number} theo kế hoạch của đơn vị số {number % 97}"


def measure(rounds: int) -> None:
    """Print one line a page: median, p95 and the slowest; beside them p95 of this process's own time.

    On a machine with other work the wall clock says how busy it is; own time leaves that out, and the
    database's share too.
    """
    officer = Officer.objects.get(username="van-phong")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds + 2):
        for name, ask in _asked(client).items():
            begun, own = time.perf_counter(), time.process_time()
            ask()
            spent = (time.perf_counter() - begun) * 1000, (time.process_time() - own) * 1000
            taken.setdefault(name, []).append(spent)
    print(
        f"{Task.objects.count()} tasks, {Unit.objects.count() - 1} units; {rounds} rounds; ms in one process"
    )
    print(f"{'page':<26} {'median':>8} {'p95':>8} {'slowest':>8} {'own p95':>8}")
    for name, times in taken.items():
        wall, own_times = ([pair[place] for pair in times[2:]] for place in (0, 1))
        figures = (statistics.median(wall), _p95(wall), max(wall), _p95(own_times))
        print(f"{name:<26} " + " ".join(f"{figure:8.0f}" for figure in figures))


def _p95(times: list[float]) -> float:
    kept = sorted(times)
    return kept[min(len(kept) - 1, int(len(kept) * 0.95))]


def _asked(client: Client) -> dict[str, Callable[[], object]]:
    unit, plan = Unit.objects.filter(parent__isnull=False).first(), Plan.objects.first()
    assert unit is not None
    assert plan is not None
    today = clock.local_day(clock.now())
    pages = {
        "list of tasks": "/ke-hoach/cong-viec/",
        "list, one unit": f"/ke-hoach/cong-viec/?unit={unit.pk}",
        "list, overdue": "/ke-hoach/cong-viec/?state=overdue",
        "list, words": "/ke-hoach/cong-viec/?text=hội nghị",
        "plan with roll-up": f"/ke-hoach/{plan.pk}/",
        "calendar": "/ke-hoach/lich/",
        "timeline, all units": "/ke-hoach/tien-do/",
        "timeline, one unit": f"/ke-hoach/tien-do/?unit={unit.pk}",
        "conflicts, one unit": f"/ke-hoach/mau-thuan/?unit={unit.pk}",
        "conflicts, all units": "/ke-hoach/mau-thuan/",
    }
    asked: dict[str, Callable[[], object]] = {name: _get(client, path) for name, path in pages.items()}
    asked["statistics by unit"] = lambda: unit_statistics(Task.objects.all(), on=today)
    return asked


def _get(client: Client, path: str) -> Callable[[], object]:
    def ask() -> None:
        status = client.get(path).status_code
        if status != 200:
            raise SystemExit(f"{path} answered {status}")

    return ask
