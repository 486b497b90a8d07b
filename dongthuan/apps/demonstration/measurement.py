"""The demonstration's campaigns: one closed with its lesson, one running; and a list of state-funded tasks.

Setting up twice changes nothing.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.measurement.models.campaigns import Campaign
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.operations import campaigns as acts
from dongthuan.apps.measurement.operations.science import ScienceContent, save_science_task
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.units.models import Unit

SURVEY = "Khảo sát 300 người dân" + ILLUSTRATIVE
TASKS = (
    ("MH.01", "Mạng lưới quan trắc động đất", 12),
    ("MH.02", "Cảnh báo sớm lũ quét", 40),
    ("MH.03", "Bảo tồn loài mới", None),
)


def set_up_measurement(*, cast: Cast, at: datetime) -> None:
    """Make both campaigns and the list, unless they are there."""
    if Campaign.objects.filter(title__endswith=ILLUSTRATIVE).exists():
        return
    _finished(cast, at)
    _running(cast, at)
    on, office = local_day(at), Unit.objects.get(code="VP")
    for code, title, days in TASKS:
        told = None if days is None else on - timedelta(days=days)
        content = ScienceContent(
            office,
            code,
            on.year,
            title + ILLUSTRATIVE,
            told_on=told,
            evidence="" if told is None else f"https://khoahoc.example/{code.lower()}",
        )
        save_science_task(task=None, content=content, version=0, by=cast.coordinator, at=at)


def _prepared(title: str, days: tuple[int, int], cast: Cast, at: datetime) -> Campaign:
    on = local_day(at)
    content = acts.CampaignContent(
        unit=Unit.objects.get(code="VP"),
        title=title + ILLUSTRATIVE,
        start_on=on + timedelta(days=days[0]),
        end_on=on + timedelta(days=days[1]),
        aim="Người dân vùng động đất biết báo tin và biết việc cần làm trong năm phút đầu.",
        audience="Người dân các tỉnh miền núi phía Bắc",
        messages="Báo tin động đất trong năm phút\nMạng lưới quan trắc phục vụ người dân",
        topics=tuple(Topic.objects.filter(slug="dong-dat")),
        texts=tuple(Text.objects.exclude(public_at=None).order_by("pk")[:2]),
    )
    return acts.prepare(content=content, by=cast.coordinator, at=at)


def _objective(
    row: Campaign, level: str, statement: str, values: tuple[int, int], *, cast: Cast, at: datetime
) -> Campaign:
    measure = "reads" if level == "output" else "hand"
    content = acts.ObjectiveContent(
        level=level,
        statement=statement,
        measure=measure,
        baseline=Decimal(values[0]),
        baseline_source="Lượt đọc tháng trước" if measure == "reads" else SURVEY,
        target=Decimal(values[1]),
        unit_of_measure="lượt" if measure == "reads" else "%",
    )
    return acts.set_objective(campaign=row, content=content, version=row.version, by=cast.coordinator, at=at)


def _finished(cast: Cast, at: datetime) -> None:
    then, office = at - timedelta(days=61), cast.coordinator
    row = _prepared("Người dân biết báo tin động đất", (-60, -10), cast, at)
    row = _objective(row, "outtake", "Người dân nhớ số báo tin", (22, 50), cast=cast, at=then)
    row = _objective(row, "outcome", "Tin báo của dân đến trong năm phút", (35, 60), cast=cast, at=then)
    row = acts.start(campaign=row, version=row.version, by=office, at=then)
    for objective, value in zip(row.objectives.order_by("pk"), (57, 48), strict=True):
        content = acts.ResultContent(objective, Decimal(value), local_day(at) - timedelta(days=9), SURVEY)
        acts.note_result(campaign=row, content=content, by=office, at=at)
    lesson = acts.Closing(
        "Tranh một trang được nhớ lâu hơn bài viết dài; người cao tuổi nghe loa xã nhiều hơn đọc mạng.",
        "Làm tranh và bản tin loa trước, bài viết sau; khảo sát lại sau ba tháng.",
    )
    acts.close(campaign=row, content=lesson, version=row.version, by=office, at=at)


def _running(cast: Cast, at: datetime) -> None:
    office = cast.coordinator
    row = _prepared("Năm phút đầu khi có động đất", (0, 45), cast, at)
    row = _objective(row, "output", "Bài trên cổng được đọc", (0, 3000), cast=cast, at=at)
    row = _objective(row, "outcome", "Trường học diễn tập được", (10, 40), cast=cast, at=at)
    row = acts.start(campaign=row, version=row.version, by=office, at=at)
    changed = acts.ObjectiveContent(
        "outcome",
        "Trường học diễn tập được",
        "hand",
        Decimal(10),
        SURVEY,
        Decimal(30),
        "%",
        "Hai tỉnh hoãn khai giảng vì lũ" + ILLUSTRATIVE,
    )
    one = row.objectives.get(level="outcome")
    acts.change_objective(objective=one, content=changed, version=row.version, by=office, at=at)


def remove_measurement() -> None:
    """Take the invented campaigns and tasks out again."""
    Campaign.objects.filter(title__endswith=ILLUSTRATIVE).delete()
    ScienceTask.objects.filter(title__endswith=ILLUSTRATIVE).delete()
