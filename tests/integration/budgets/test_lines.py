"""Lines: opened once, given money, stopped where they stop, carried without losing a đồng."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.budgets.lifecycle import CommitmentState, Control, LineState, MovementKind
from dongthuan.apps.budgets.models import Line, Movement
from dongthuan.apps.budgets.operations.commitments import SumContent, pay
from dongthuan.apps.budgets.operations.lines import (
    LineContent,
    LineNames,
    NothingToCarry,
    StandsAlready,
    StillOpen,
    allocate,
    carry_line,
    close_line,
    estimate,
    open_line,
    rewrite_line,
)
from dongthuan.apps.budgets.operations.sums import BelowNothing, LineClosed, NoSum, Overdrawn
from dongthuan.apps.budgets.queries import lines_listed, total_of, totals_by, wrong_sums
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from tests.integration.budgets.conftest import Opener, promised
from tests.integration.conftest import DAY, NOON

pytestmark = pytest.mark.django_db


def test_a_line_stands_once(line: Line, coordinator: Officer) -> None:
    content = LineContent(2026, line.unit, "Ngân sách nhà nước", "production")
    with pytest.raises(StandsAlready):
        open_line(content=content, by=coordinator, at=NOON)
    assert open_line(content=LineContent(2027, line.unit, line.source, line.kind), by=coordinator, at=NOON).pk
    assert Entry.objects.filter(act="budgets.open_line").count() == 2


def test_money_is_given_and_taken_by_a_decision(line: Line, coordinator: Officer) -> None:
    row = allocate(line=line, amount_vnd=-4_000_000, on=DAY, ground="Quyết định 15", by=coordinator, at=NOON)
    assert (row.allocated_vnd, row.available_vnd) == (6_000_000, 6_000_000)
    with pytest.raises(BelowNothing):
        allocate(line=line, amount_vnd=-6_000_001, on=DAY, ground="QĐ", by=coordinator, at=NOON)
    with pytest.raises(NoReason):
        allocate(line=line, amount_vnd=1, on=DAY, ground=" ", by=coordinator, at=NOON)
    with pytest.raises(AheadOfTime):
        allocate(line=line, amount_vnd=1, on=DAY + timedelta(1), ground="QĐ", by=coordinator, at=NOON)
    for amount in (0, 10**15, -(10**15)):
        with pytest.raises(NoSum):
            allocate(line=line, amount_vnd=amount, on=DAY, ground="QĐ", by=coordinator, at=NOON)
    with pytest.raises(SecretMark):
        allocate(line=line, amount_vnd=1, on=DAY, ground="[TỐI MẬT] QĐ", by=coordinator, at=NOON)
    assert list(wrong_sums()) == []


def test_no_more_is_taken_than_is_free(line: Line, coordinator: Officer) -> None:
    promised(line, 9_000_000, coordinator)
    with pytest.raises(Overdrawn):
        allocate(line=line, amount_vnd=-1_000_001, on=DAY, ground="QĐ", by=coordinator, at=NOON)
    assert allocate(
        line=line, amount_vnd=-1_000_000, on=DAY, ground="QĐ", by=coordinator, at=NOON
    ).available_vnd == (0)


def test_an_estimate_is_no_allocation(line: Line, coordinator: Officer) -> None:
    row = estimate(line=line, amount_vnd=25_000_000, ground="Tờ trình", by=coordinator, at=NOON)
    assert (row.estimate_vnd, row.allocated_vnd) == (25_000_000, 10_000_000)


def test_a_line_that_is_exceeded_cannot_stop(opened: Opener, coordinator: Officer) -> None:
    line = opened(control=Control.IGNORE)
    promised(line, 11_000_000, coordinator)
    line.refresh_from_db()
    names = LineNames("", line.source, Control.STOP)
    with pytest.raises(Overdrawn):
        rewrite_line(line=line, content=names, version=line.version, by=coordinator, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        rewrite_line(line=line, content=names, version=line.version - 1, by=coordinator, at=NOON)


def test_what_is_left_is_carried_with_its_promises(line: Line, coordinator: Officer) -> None:
    half = promised(line, 6_000_000, coordinator)
    pay(
        commitment=half,
        content=SumContent(2_500_000, DAY),
        version=half.version,
        by=coordinator,
        at=NOON,
    )
    target = carry_line(line=line, ground="Quyết định chuyển nguồn", by=coordinator, at=NOON)
    line.refresh_from_db()
    half.refresh_from_db()
    target.refresh_from_db()
    assert (line.allocated_vnd, line.committed_vnd, line.paid_vnd) == (2_500_000, 0, 2_500_000)
    assert line.state == LineState.CLOSED
    assert (target.year, target.allocated_vnd, target.committed_vnd) == (2027, 7_500_000, 3_500_000)
    assert target.carried_from == line
    assert (half.state, half.open_vnd) == (CommitmentState.SETTLED, 0)
    assert target.commitments.get().carried_from == half
    assert list(wrong_sums()) == []
    with pytest.raises(LineClosed):
        carry_line(line=line, ground="lần nữa", by=coordinator, at=NOON)


def test_nothing_is_carried_from_what_is_used_up(line: Line, coordinator: Officer) -> None:
    half = promised(line, 10_000_000, coordinator)
    pay(commitment=half, content=SumContent(10_000_000, DAY), version=1, by=coordinator, at=NOON)
    with pytest.raises(NothingToCarry):
        carry_line(line=line, ground="QĐ", by=coordinator, at=NOON)
    line.refresh_from_db()
    assert close_line(line=line, version=line.version, by=coordinator, at=NOON).state == LineState.CLOSED


def test_a_line_with_open_promises_is_not_closed(line: Line, coordinator: Officer) -> None:
    promised(line, 1, coordinator)
    line.refresh_from_db()
    with pytest.raises(StillOpen):
        close_line(line=line, version=line.version, by=coordinator, at=NOON)


def test_sums_by_unit_kind_and_source_are_those_of_the_lines(opened: Opener, coordinator: Officer) -> None:
    opened(3_000_000, kind="printing")
    opened(5_000_000, source="Nguồn thu sự nghiệp")
    promised(opened(7_000_000, kind="survey"), 2_000_000, coordinator)
    rows = lines_listed(coordinator, {}, year=2026)
    whole = total_of(rows)
    assert (whole.allocated_vnd, whole.committed_vnd, whole.available_vnd) == (
        15_000_000,
        2_000_000,
        13_000_000,
    )
    for field in ("unit", "kind", "source"):
        assert sum(total.available_vnd for total in totals_by(rows, field)) == whole.available_vnd
    assert totals_by(rows, "kind")[0].key == "survey"


def test_sums_that_do_not_add_up_are_found(line: Line) -> None:
    Movement.objects.filter(kind=MovementKind.ALLOCATED).update(amount_vnd=9_999_999)
    assert list(wrong_sums()) == [line]
