"""The timing behind `benchmarks/synthesis.py`; loaded once Django is set up."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import (
    AgencyContent,
    OfficerContent,
    found_agency,
    give_role,
    save_officer,
)
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.operations import rounds, unit_reports
from dongthuan.apps.reports.operations.documents import draw_up_report
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.reports.outline import STANDARD, AskedFigure, Outline
from dongthuan.apps.units.models import Unit
from dongthuan.config import database_server
from dongthuan.config.database import Cluster, start_cluster
from dongthuan.docgen.official_docx import as_docx
from dongthuan.docgen.official_pdf import as_pdf

AT, FIRST, DAY = datetime(2026, 12, 16, 5, tzinfo=UTC), date(2020, 1, 1), date(2026, 12, 16)
WORDS = ("truyền thông", "chính sách", "khoa học", "họp báo", "chuyên đề", "bản tin", "tập huấn", "kế hoạch")
Result = TypeVar("Result")


def measure(unit_count: int, task_count: int, out: Path | None) -> None:
    """Print how long each step takes."""
    with _database():
        by, office = _agency()
        round_ = _round(by, office, unit_count, task_count)
        _timed(f"{unit_count} unit reports begun and filed", lambda: _file(round_, by))
        synthesis = _timed("synthesis assembled", lambda: synthesise(round_=round_, by=by, at=AT))
        document = _timed("document drawn up", lambda: draw_up_report(synthesis=synthesis, by=by, at=AT))
        content = content_of(document)
        docx = _timed("DOCX", lambda: as_docx(content, made_at=AT))
        pdf = _timed("PDF", lambda: as_pdf(content, made_at=AT))
        _timed("synthesis refreshed", lambda: synthesise(round_=round_, by=by, at=AT))
        print(f"paragraphs {synthesis.paragraphs.count()}, figures {synthesis.figures.count()}")
        print(f"DOCX {len(docx):,} bytes, PDF {len(pdf):,} bytes")
        if out is not None:
            (out / "synthesis.docx").write_bytes(docx)
            (out / "synthesis.pdf").write_bytes(pdf)


def _timed(words: str, act: Callable[[], Result]) -> Result:
    begun = time.perf_counter()
    result = act()
    print(f"{words}: {time.perf_counter() - begun:.2f} s")
    return result


@contextmanager
def _database() -> Iterator[None]:
    folder = Path(tempfile.mkdtemp(prefix="dongthuan-bench-"))
    cluster = Cluster(
        folder / "postgres", folder / "postgres.log", tuple(database_server.THROWAWAY.items()), True
    )
    start_cluster(cluster, lambda note: None)
    connection.settings_dict["HOST"] = str(cluster.socket_folder)
    connection.settings_dict["OPTIONS"].pop("pool", None)
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        yield
    finally:
        connection.close()
        database_server.stop(cluster)
        shutil.rmtree(folder, ignore_errors=True)


def _agency() -> tuple[Officer, Unit]:
    content = AgencyContent("CQ", "Viện Hàn lâm thử", "CQ", "Hà Nội", FIRST)
    system = found_agency(content=content, at=AT, on=DAY)
    return system, Unit.objects.get(parent__isnull=True)


def _round(by: Officer, office: Unit, unit_count: int, task_count: int) -> Round:
    chance = random.Random(7)
    plan = Plan.objects.create(unit=office, title="Kế hoạch năm", created_at=AT)
    units = [
        Unit.objects.create(
            code=f"V{n:02}",
            name=f"Viện nghiên cứu số {n:02}",
            kind="institute",
            parent=office,
            start_on=FIRST,
        )
        for n in range(1, unit_count + 1)
    ]
    Task.objects.bulk_create(
        (_task(plan, units[n % unit_count], n, chance) for n in range(task_count)), batch_size=1000
    )
    content = rounds.RoundContent(
        title="Báo cáo kết quả công tác truyền thông chính sách năm 2026",
        plan=None,
        basis="Kế hoạch số 12/KH-CQ",
        start_on=date(2025, 12, 15),
        end_on=date(2026, 12, 15),
        due_on=date(2026, 12, 18),
        instructions="",
        outline=Outline(STANDARD.sections, (AskedFigure("tk1", "Số bài đã đăng", "bài"),)),
        units=units,
    )
    draft = rounds.save_round(round_=None, content=content, unit=office, version=0, by=by, at=AT)
    return rounds.open_round(round_=draft, version=draft.version, by=by, at=AT)


def _task(plan: Plan, unit: Unit, place: int, chance: random.Random) -> Task:
    due_on = date(2026, 1, 1) + timedelta(days=chance.randrange(365))
    done_on = due_on + timedelta(days=chance.randrange(-20, 6))
    is_done = chance.random() < 0.5 and done_on < DAY
    return Task(
        plan=plan,
        position=place,
        lead_unit=unit,
        content=f"Nhiệm vụ {place}: " + " ".join(chance.choices(WORDS, k=9)),
        due_on=due_on,
        assigned_at=datetime(2026, 1, 5, tzinfo=UTC),
        state="done" if is_done else "in_progress",
        done_at=datetime(done_on.year, done_on.month, done_on.day, 5, tzinfo=UTC) if is_done else None,
        progress_percent=100 if is_done else 0,
    )


def _file(round_: Round, by: Officer) -> None:
    for report in round_.unit_reports.select_related("unit"):
        content = OfficerContent(f"cb-{report.unit.code}", f"Cán bộ {report.unit.code}")
        officer = save_officer(officer=None, content=content, by=by, at=AT)
        give_role(officer=officer, role=Role.UNIT_OFFICER, unit=report.unit, start_on=FIRST, by=by, at=AT)
        officer.on(DAY)
        begun = unit_reports.begin_report(report=report, version=report.version, by=officer, at=AT)
        unit_reports.file_report(report=begun, version=begun.version, by=officer, at=AT)
