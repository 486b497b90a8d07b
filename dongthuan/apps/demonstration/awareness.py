"""An invented briefing with a short quiz, that some have confirmed."""

from datetime import datetime, timedelta

from dongthuan.apps.awareness.models import Briefing, Reading
from dongthuan.apps.awareness.operations.briefings import (
    BriefingContent,
    QuestionContent,
    send_briefing,
    tell_readers,
    write_briefing,
)
from dongthuan.apps.awareness.operations.reading import answer, confirm
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.notices.operations import withdraw
from dongthuan.apps.units.models import Unit

TEXT = (
    "Truyền thông chính sách là một nhiệm vụ của từng đơn vị, không phải việc riêng của báo chí."
    " (minh hoạ)\n\n"
    "Ba việc mỗi đơn vị cần làm: có kế hoạch truyền thông hằng năm; cử đầu mối; báo ngay Văn phòng khi có "
    "thông tin sai lệch về đơn vị."
)
QUIZ = (
    QuestionContent(
        "Khi thấy thông tin sai lệch về đơn vị, việc đầu tiên là gì?",
        ("Tự trả lời trên mạng", "Báo ngay Văn phòng", "Chờ báo chí hỏi"),
        1,
    ),
    QuestionContent("Truyền thông chính sách là nhiệm vụ của ai?", ("Của từng đơn vị", "Chỉ của báo chí"), 0),
)


def set_up_awareness(*, cast: Cast, at: datetime) -> None:
    """Send the invented briefing, unless it is there."""
    if Briefing.objects.filter(title__endswith=ILLUSTRATIVE).exists():
        return
    content = BriefingContent(
        unit=Unit.objects.get(parent__isnull=True),
        title="Chỉ thị 07: truyền thông chính sách là nhiệm vụ của đơn vị" + ILLUSTRATIVE,
        due_on=local_day(at) + timedelta(days=5),
        body=TEXT,
        is_material=True,
        questions=QUIZ,
    )
    row = write_briefing(briefing=None, content=content, version=0, by=cast.coordinator, at=at)
    row = send_briefing(briefing=row, version=row.version, by=cast.coordinator, at=at)
    tell_readers(at=at)
    for officer in (cast.leader, cast.spokesperson, cast.space):
        own = row.readings.get(officer_id=officer.pk)
        confirm(reading=own, by=officer, at=at)
        answer(reading=own, answers=[1, 0], by=officer, at=at)


def remove_awareness(*, at: datetime) -> None:
    """Take the invented briefing out again; its reminders end."""
    invented = Briefing.objects.filter(title__endswith=ILLUSTRATIVE)
    for reading in Reading.objects.filter(briefing__in=invented, confirmed_at__isnull=True):
        withdraw(record=reading, at=at)
    invented.delete()
