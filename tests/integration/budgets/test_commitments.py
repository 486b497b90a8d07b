"""Promises: never beyond what stops, what was promised, or what the law lets be paid; no đồng lost."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.lifecycle import CommitmentState, Control
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.budgets.operations.commitments import (
    AboveCeiling,
    AbovePromised,
    AnotherYear,
    SumContent,
    commit,
    pay,
    recover,
    release,
)
from dongthuan.apps.budgets.operations.lines import allocate
from dongthuan.apps.budgets.operations.sums import LineClosed, NoSum, Overdrawn, WantsReason
from dongthuan.apps.budgets.queries import wrong_sums
from dongthuan.apps.budgets.wording import REFUSED, sentence_of
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.law.packs import NoSuchRow, shipped_ceilings
from tests.integration.budgets.conftest import Opener, promise, promised
from tests.integration.conftest import DAY, NOON

pytestmark = pytest.mark.django_db


def test_a_line_that_stops_says_what_is_left(line: Line, institute_officer: Officer) -> None:
    with pytest.raises(Overdrawn) as refused:
        promised(line, 10_000_001, institute_officer)
    assert refused.value.available == 10_000_000
    assert "10.000.000 đ" in str(sentence_of(refused.value))
    assert not Commitment.objects.exists()
    assert promised(line, 10_000_000, institute_officer).open_vnd == 10_000_000


def test_a_line_that_warns_keeps_the_reason(opened: Opener, coordinator: Officer) -> None:
    line = opened(control=Control.WARN)
    with pytest.raises(WantsReason):
        promised(line, 12_000_000, coordinator)
    made = promised(line, 12_000_000, coordinator, over_reason="Giá giấy tăng")
    line.refresh_from_db()
    assert (made.over_reason, line.available_vnd) == ("Giá giấy tăng", -2_000_000)


def test_a_reason_is_kept_only_where_it_was_needed(opened: Opener, coordinator: Officer) -> None:
    assert promised(opened(), 1, coordinator, over_reason="phòng xa").over_reason == ""


def test_the_ceiling_of_the_law_holds_by_quantity(line: Line, coordinator: Officer) -> None:
    ceiling = min(shipped_ceilings(), key=lambda row: row.amount_vnd)
    day = max(ceiling.valid_from, date(2026, 1, 5))
    most = ceiling.amount_vnd * 3
    content = promise(most + 1, ceiling=ceiling.key, quantity=3, committed_on=day)
    with pytest.raises(AboveCeiling) as refused:
        commit(line=line, content=content, by=coordinator, at=NOON)
    assert refused.value.most_vnd == most
    assert ceiling.instrument in str(sentence_of(refused.value))
    made = promised(line, most, coordinator, ceiling=ceiling.key, quantity=3, committed_on=day)
    assert (made.ceiling, made.quantity) == (ceiling.key, 3)
    with pytest.raises(NoSuchRow):
        promised(line, 1, coordinator, ceiling="không-có")


def test_days_lie_in_the_year_and_not_ahead(line: Line, coordinator: Officer) -> None:
    with pytest.raises(AnotherYear):
        promised(line, 1, coordinator, committed_on=date(2025, 12, 31))
    with pytest.raises(AheadOfTime):
        promised(line, 1, coordinator, committed_on=date(2026, 3, 3))
    made = promised(line, 5, coordinator)
    with pytest.raises(AnotherYear):
        pay(commitment=made, content=SumContent(1, date(2026, 2, 28)), version=1, by=coordinator, at=NOON)
    for amount in (0, -5, 10**15):
        with pytest.raises(NoSum):
            promised(line, amount, coordinator)


def test_no_more_is_paid_than_was_promised_nor_recovered_than_was_paid(
    line: Line, coordinator: Officer
) -> None:
    made = promised(line, 100, coordinator)
    made = pay(commitment=made, content=SumContent(60, DAY), version=1, by=coordinator, at=NOON)
    with pytest.raises(AbovePromised) as refused:
        pay(commitment=made, content=SumContent(41, DAY), version=2, by=coordinator, at=NOON)
    assert refused.value.left == 40
    with pytest.raises(ChangedMeanwhile):
        pay(commitment=made, content=SumContent(1, DAY), version=1, by=coordinator, at=NOON)
    with pytest.raises(NoReason):
        release(commitment=made, content=SumContent(40, DAY), version=2, by=coordinator, at=NOON)
    made = release(
        commitment=made, content=SumContent(40, DAY, "Giao thiếu"), version=2, by=coordinator, at=NOON
    )
    assert (made.state, made.open_vnd) == (CommitmentState.SETTLED, 0)
    back = SumContent(61, DAY, "Nhầm số")
    with pytest.raises(AbovePromised):
        recover(commitment=made, content=back, version=3, by=coordinator, at=NOON)
    made = recover(
        commitment=made, content=SumContent(10, DAY, "Nhầm số"), version=3, by=coordinator, at=NOON
    )
    line.refresh_from_db()
    assert (made.paid_vnd, made.recovered_vnd, made.open_vnd) == (50, 10, 0)
    assert (line.paid_vnd, line.committed_vnd, line.available_vnd) == (50, 0, 9_999_950)


def test_no_money_moves_on_a_closed_line(line: Line, coordinator: Officer) -> None:
    made = promised(line, 5, coordinator)
    Line.objects.update(state="closed")
    with pytest.raises(LineClosed):
        promised(line, 1, coordinator)
    with pytest.raises(LineClosed):
        pay(commitment=made, content=SumContent(1, DAY), version=1, by=coordinator, at=NOON)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["allocate", "cut", "commit", "pay", "release", "recover"]),
        st.integers(min_value=1, max_value=9_000_000),
        st.integers(min_value=0, max_value=9),
    ),
    max_size=25,
)


@given(acts=ACTS, control=st.sampled_from(list(Control)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_every_order_no_dong_is_lost(
    acts: list[tuple[str, int, int]], control: Control, opened: Opener, coordinator: Officer
) -> None:
    """Whatever people do: the sums are those of the movements, a stop holds, nothing falls below nothing."""
    line = opened(name=f"Dòng {Line.objects.count()}", control=control)
    for act, amount, which in acts:
        try:
            _do(act, line, amount, which, coordinator)
        except REFUSED:
            continue
    line.refresh_from_db()
    assert list(wrong_sums()) == []
    assert sum(one.open_vnd for one in line.commitments.all()) == line.committed_vnd
    assert sum(one.paid_vnd for one in line.commitments.all()) == line.paid_vnd
    assert control != Control.STOP or line.available_vnd >= 0


def _do(act: str, line: Line, amount: int, which: int, by: Officer) -> None:
    if act in ("allocate", "cut"):
        signed = amount if act == "allocate" else -amount
        allocate(line=line, amount_vnd=signed, on=DAY, ground="QĐ", by=by, at=NOON)
        return
    made = list(line.commitments.order_by("pk"))
    if act == "commit" or not made:
        promised(line, amount, by, over_reason="cần gấp")
        return
    one = made[which % len(made)]
    spend = {"pay": pay, "release": release, "recover": recover}[act]
    spend(commitment=one, content=SumContent(amount, DAY, "lý do"), version=one.version, by=by, at=NOON)
