"""Lines to take: approved by another, used, ended by their day; the summaries and alarms of the desk."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.desk_lifecycle import LineKind, LineState
from dongthuan.apps.press.models.lines import Line, LineUse
from dongthuan.apps.press.operations import lines as operations
from dongthuan.apps.press.operations.summaries import sound_alarms, sum_up
from dongthuan.apps.press.queries.lines import lines_listed, lines_used_in
from dongthuan.apps.units.models import Unit
from tests.integration.press.desk_cast import AT, HOUR, a_line, an_inquiry, in_hand


def test_nobody_approves_what_he_wrote(spokesperson: Officer, coordinator: Officer, leader: Officer) -> None:
    line = a_line(spokesperson)
    with pytest.raises(NotAllowed):
        operations.approve_line(line=line, version=1, by=spokesperson, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(approved_by=spokesperson)
    content = _content(line, text="Kinh phí là 2,1 tỷ đồng.")
    line = operations.write_line(line=line, content=content, version=1, by=coordinator, at=AT)
    with pytest.raises(NotAllowed):
        operations.approve_line(line=line, version=line.version, by=coordinator, at=AT)
    done = operations.approve_line(line=line, version=line.version, by=leader, at=AT)
    assert done.state == LineState.APPROVED
    assert Notice.objects.get(kind="press.line_approved").recipient == spokesperson


def test_an_edited_line_must_be_approved_again(spokesperson: Officer, leader: Officer) -> None:
    line = a_line(spokesperson, approver=leader)
    changed = operations.write_line(
        line=line, content=_content(line, text="Khác."), version=line.version, by=spokesperson, at=AT
    )
    assert (changed.state, changed.approved_by) == (LineState.DRAFT, None)


def test_a_line_ends_by_its_day_and_its_owner_is_told_once(
    spokesperson: Officer, leader: Officer, system: Officer
) -> None:
    line = a_line(spokesperson, approver=leader, valid_until=date(2026, 9, 8))
    assert operations.expire_lines(by=system, at=AT) == 0
    assert operations.expire_lines(by=system, at=AT + timedelta(days=1)) == 1
    assert operations.expire_lines(by=system, at=AT + timedelta(days=1)) == 0
    line.refresh_from_db()
    assert line.state == LineState.EXPIRED
    assert Notice.objects.filter(kind="press.line_expired").count() == 1
    with pytest.raises(operations.PastItsDays):
        operations.approve_line(line=line, version=line.version, by=leader, at=AT + timedelta(days=2))


def test_a_use_is_noted_once_and_only_while_in_force(spokesperson: Officer, leader: Officer) -> None:
    line = a_line(spokesperson, approver=leader)
    inquiry = an_inquiry(spokesperson)
    for _ in range(2):
        operations.use_line(line=line, record=inquiry, title="Yêu cầu", url="/x/", by=spokesperson, at=AT)
    assert LineUse.objects.count() == 1
    assert [use.line for use in lines_used_in(inquiry)] == [line]
    operations.withdraw_line(line=line, version=line.version, reason="Không còn đúng", by=leader, at=AT)
    with pytest.raises(operations.PastItsDays):
        operations.use_line(line=line, record=inquiry, title="x", url="", by=spokesperson, at=AT)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"text": " "}, operations.NothingSaid),
        ({"kind": LineKind.QA, "question": ""}, operations.NothingSaid),
        ({"valid_until": date(2026, 9, 1)}, operations.EndsBeforeStart),
        ({"text": "a" * 20_001}, operations.NothingSaid),
    ],
)
def test_what_is_no_line_is_not_kept(
    changed: dict[str, object], error: type[Exception], spokesperson: Officer
) -> None:
    with pytest.raises(error):
        a_line(spokesperson, **changed)
    assert not Line.objects.exists()


def test_the_library_shows_what_is_in_force(spokesperson: Officer, leader: Officer) -> None:
    line = a_line(spokesperson, approver=leader, topics=("Quan trắc",))
    a_line(spokesperson, title="Dự thảo khác")
    on = AT.date()
    assert list(lines_listed(spokesperson, {}, on=on)) == [line]
    assert list(lines_listed(spokesperson, {"topic": "Quan trắc"}, on=on)) == [line]
    assert list(lines_listed(spokesperson, {"q": "tram quan"}, on=on)) == [line]
    assert lines_listed(spokesperson, {"state": "all"}, on=on).count() == 2
    assert list(lines_listed(spokesperson, {}, on=line.valid_until)) == []


def test_each_who_works_at_the_desk_is_told_once_a_morning(
    spokesperson: Officer, coordinator: Officer, system: Officer
) -> None:
    assert sum_up(is_morning=True, language="vi", by=system, at=AT) == 0
    an_inquiry(spokesperson, journalist_deadline_at=AT + HOUR)
    late = an_inquiry(spokesperson, journalist_deadline_at=AT - HOUR / 2)
    assert sum_up(is_morning=True, language="vi", by=system, at=AT) == 2
    assert sum_up(is_morning=True, language="vi", by=system, at=AT) == 0
    assert sum_up(is_morning=False, language="vi", by=system, at=AT + 8 * HOUR) == 2
    body = Notice.objects.filter(recipient=spokesperson).earliest("pk").body
    assert late.symbol in body
    assert "quá hạn: 1" in body


def test_an_alarm_sounds_once_for_each_deadline(spokesperson: Officer, system: Officer) -> None:
    inquiry = in_hand(spokesperson, journalist_deadline_at=AT + HOUR)
    an_inquiry(spokesperson, journalist_deadline_at=AT + 9 * HOUR)
    assert sound_alarms(by=system, at=AT) == 1
    assert sound_alarms(by=system, at=AT) == 0
    assert sound_alarms(by=system, at=AT + 2 * HOUR) == 1
    assert set(Notice.objects.filter(kind="press.deadline").values_list("record_key", flat=True)) == {
        str(inquiry.pk)
    }


def _content(line: Line, **changed: object) -> operations.LineContent:
    told: dict[str, object] = {
        "unit": Unit.objects.get(pk=line.unit_id),
        "title": line.title,
        "kind": LineKind(line.kind),
        "text": line.text,
        "owner": line.owner,
        "valid_from": line.valid_from,
        "valid_until": line.valid_until,
    }
    return operations.LineContent(**(told | changed))  # type: ignore[arg-type]
