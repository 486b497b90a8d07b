"""What a proposal would move is said before anybody decides, and then that is what moves."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations import calendars, clocks, previewing, rulebook
from dongthuan.apps.clocks.operations.previewing import preview_of_change, preview_of_rule
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import DayOverride
from dongthuan.law.model import Facts, Rule
from dongthuan.law.packs import shipped_rules
from tests.integration.clocks.conftest import NOW, Opener, at

A08 = next(rule for rule in shipped_rules() if rule.alias == "A08")


def day_off_proposed(day: date, by: Officer) -> CalendarChange:
    """Propose one more day off."""
    proposed = calendars.Proposed(
        CalendarChange.Kind.DAY, "Công văn 1/VPCP", (DayOverride(day, False, "Nghỉ bù"),)
    )
    return calendars.propose_change(proposed=proposed, by=by, at=NOW)


def rule_proposed(rule: Rule, by: Officer) -> RuleVersion:
    """Propose a rule."""
    return rulebook.propose_rule(proposal=rulebook.Proposal(rule, "Đã đối chiếu"), by=by, at=NOW)


def state_of_clocks() -> list[object]:
    return list(Clock.objects.order_by("pk").values_list("pk", "due_at", "version", "trouble"))


def test_a_day_off_says_how_many_would_move_and_by_how_much(
    open_clock: Opener, clerk: Officer, legal: Officer, leader: Officer
) -> None:
    running, done = open_clock(), open_clock(title="Đã xong")
    before = open_clock(title="Chạy sau", start_at=at(1, month=6))
    clocks.finish_clock(clock=done, by=clerk, at=at(5))
    change = day_off_proposed(date(2026, 3, 10), legal)
    held = state_of_clocks()
    preview = preview_of_change(change, seen_by=leader)
    assert state_of_clocks() == held
    assert (preview.open_count, preview.touched_count) == (2, 1)
    assert (preview.later_count, preview.earlier_count, preview.farthest) == (1, 0, 1)
    assert [(one.clock, one.old_due_at, one.new_due_at) for one in preview.shown] == [
        (running, at(24, 0), at(25, 0))
    ]
    run = calendars.sign_off_change(change=change, by=leader, at=NOW)
    moved = [(move.clock_id, move.new_due_at) for move in run.moves.all()]
    assert moved == [(one.clock.pk, one.new_due_at) for one in preview.shown]
    assert before.pk not in dict(moved)


def test_a_swap_can_move_an_end_earlier(open_clock: Opener, legal: Officer, leader: Officer) -> None:
    open_clock()
    proposed = calendars.Proposed(
        CalendarChange.Kind.DAY, "Thông báo 2", (DayOverride(date(2026, 3, 14), True, "Làm bù"),)
    )
    change = calendars.propose_change(proposed=proposed, by=legal, at=NOW)
    preview = preview_of_change(change, seen_by=leader)
    assert (preview.earlier_count, preview.farthest) == (1, 3)  # Monday 23/3 back to Friday 20/3
    assert preview.shown[0].days == -3


def test_a_rule_says_what_it_would_move_and_what_it_could_not_date(
    open_clock: Opener, legal: Officer, leader: Officer
) -> None:
    running = open_clock()
    open_clock(name="access.answer", title="Theo họ quy tắc")
    other = open_clock(name="A06", title="Việc khác", facts=Facts("network", "simple"))
    preview = preview_of_rule(rule_proposed(replace(A08, amount=20), legal), seen_by=leader)
    assert {one.clock.title for one in preview.shown} == {running.title, "Theo họ quy tắc"}
    assert (preview.open_count, preview.later_count) == (3, 2)
    assert other not in [one.clock for one in preview.shown]
    lost = preview_of_rule(
        rule_proposed(replace(A08, amount=None, unit=None, extension=None), legal), seen_by=leader
    )
    assert (lost.moved_count, lost.trouble_count) == (0, 2)


def test_a_switch_is_tried_on_all_that_is_open(open_clock: Opener, legal: Officer, leader: Officer) -> None:
    open_clock(name="P17", facts=Facts(), start_at=at(16, month=11))
    proposed = calendars.Proposed(CalendarChange.Kind.UNCONFIRMED, "Ý kiến", with_unconfirmed=False)
    change = calendars.propose_change(proposed=proposed, by=legal, at=NOW)
    preview = preview_of_change(change, seen_by=leader)
    assert (preview.touched_count, preview.earlier_count, preview.farthest) == (1, 1, 1)


def test_no_more_are_tried_than_somebody_waits_for(
    open_clock: Opener, legal: Officer, leader: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        open_clock(title=f"Yêu cầu {number}")
    monkeypatch.setattr(previewing, "MOST_TRIED", 2)
    preview = preview_of_change(day_off_proposed(date(2026, 3, 10), legal), seen_by=leader)
    assert (preview.touched_count, preview.tried_count, preview.later_count) == (3, 2, 2)
    assert preview.is_partial


def test_what_ends_before_the_day_is_not_reached(open_clock: Opener, legal: Officer, leader: Officer) -> None:
    open_clock()  # ends with 23/3
    preview = preview_of_change(day_off_proposed(date(2026, 3, 26), legal), seen_by=leader)
    assert (preview.open_count, preview.touched_count, preview.is_partial) == (1, 0, False)
    last = preview_of_change(day_off_proposed(date(2026, 3, 23), legal), seen_by=leader)
    assert (last.touched_count, last.later_count) == (1, 1)


def test_the_page_says_it_to_who_decides_and_who_proposed(
    client: Client, open_clock: Opener, legal: Officer, leader: Officer, clerk: Officer
) -> None:
    open_clock()
    change = day_off_proposed(date(2026, 3, 10), legal)
    for officer in (leader, legal):
        client.force_login(officer)
        page = client.get(f"/thoi-han/lich/thay-doi/{change.pk}/").content.decode()
        assert "1 trong 1 đồng hồ đang mở sẽ đổi hạn" in page
        assert "muộn hơn 1 ngày" in page
        assert "24:00 24/03/2026" in page
    client.force_login(clerk)
    assert "sẽ đổi hạn" not in client.get(f"/thoi-han/lich/thay-doi/{change.pk}/").content.decode()
    version = rule_proposed(replace(A08, article="Điều 30 khoản 4, sửa chữ"), legal)
    client.force_login(leader)
    page = client.get(f"/thoi-han/quy-dinh/phien-ban/{version.pk}/").content.decode()
    assert "Không đồng hồ nào đổi hạn; đang mở 1 đồng hồ." in page


def test_it_costs_the_same_for_many(
    open_clock: Opener, office: Unit, legal: Officer, leader: Officer, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        open_clock(title=f"Yêu cầu {number}")
    change = day_off_proposed(date(2026, 3, 10), legal)
    with django_assert_max_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture has no type
        assert preview_of_change(change, seen_by=leader).later_count == 12
