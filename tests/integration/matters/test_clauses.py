"""The clause is asked, t0 has its reason and both stamps, and the clock is that of the law of its day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.matters.lifecycle import Clause
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.clauses import Duty, set_clause
from dongthuan.apps.matters.operations.matters import MatterContent, open_matter
from dongthuan.apps.matters.operations.refusals import (
    AheadOfTime,
    ChangedMeanwhile,
    NoChange,
    NoReason,
)
from dongthuan.apps.matters.queries.clauses import WrongLaw, clauses_on
from tests.integration.matters.conftest import AT, NOTABLE, duty

HOURS = timedelta(hours=1)
OLD = datetime(2026, 6, 30, 16, 59, tzinfo=UTC)  # 23:59 on the last day of Decree 09/2017
NEW = OLD + timedelta(minutes=1)  # midnight: Decree 244/2026 holds


@pytest.mark.parametrize(
    ("clause", "alias", "hours"),
    [(Clause.EVENT, "P02", 24), (Clause.OPINIONS, "P03", 24), (Clause.NATIONAL, "P04", 0)],
)
def test_the_clock_of_the_clause_runs_from_t0(
    clause: Clause, alias: str, hours: int, content: MatterContent, speaker: Officer
) -> None:
    begun = AT - 3 * HOURS
    matter = open_matter(content=content, grading=NOTABLE, duty=duty(clause, begun), by=speaker, at=AT)
    assert matter.clock is not None
    assert (matter.clock.alias, matter.clock.start_at) == (alias, begun)
    assert matter.clock.due_at == begun + hours * HOURS
    assert (matter.t0_at, matter.t0_recorded_at) == (begun, AT)
    assert matter.clock.record_key == str(matter.pk)


@pytest.mark.parametrize("clause", [Clause.JOINT, Clause.REQUESTED, Clause.FALSE_REPORT])
def test_where_the_law_names_no_figure_no_clock_is_invented(
    clause: Clause, content: MatterContent, speaker: Officer
) -> None:
    matter = open_matter(content=content, grading=NOTABLE, duty=duty(clause), by=speaker, at=AT)
    assert matter.clock is None
    assert not Clock.objects.exists()
    assert matter.t0_at == AT


def test_what_happened_before_july_2026_keeps_the_old_law(content: MatterContent, speaker: Officer) -> None:
    old = Duty(Clause.OLD_EVENT, OLD, "Vụ việc xảy ra")
    matter = open_matter(content=content, grading=NOTABLE, duty=old, by=speaker, at=AT)
    assert matter.clock is not None
    assert (matter.clock.alias, matter.clock.due_at) == ("P24", OLD + 24 * HOURS)
    assert "09/2017" in matter.clock.instrument


@pytest.mark.parametrize(("clause", "t0"), [(Clause.OPINIONS, OLD), (Clause.OLD_EVENT, NEW)])
def test_a_clause_of_another_law_is_refused(
    clause: Clause, t0: datetime, content: MatterContent, speaker: Officer
) -> None:
    with pytest.raises(WrongLaw):
        open_matter(content=content, grading=NOTABLE, duty=duty(clause, t0), by=speaker, at=AT)
    assert not Matter.objects.exists()
    assert clause not in clauses_on(t0)


def test_t0_in_the_future_is_refused(content: MatterContent, speaker: Officer) -> None:
    ahead = duty(t0_at=AT + timedelta(seconds=1))
    with pytest.raises(AheadOfTime):
        open_matter(content=content, grading=NOTABLE, duty=ahead, by=speaker, at=AT)
    assert not Matter.objects.exists()
    assert not Entry.objects.filter(act="matters.open").exists()


@pytest.mark.parametrize(
    ("reason", "refusal"), [("", NoReason), ("  ", NoReason), ("TỐI MẬT\nCông văn số 12", SecretMark)]
)
def test_t0_has_a_reason_that_is_no_secret(
    reason: str, refusal: type[Exception], content: MatterContent, speaker: Officer
) -> None:
    with pytest.raises(refusal):
        open_matter(content=content, grading=NOTABLE, duty=Duty(Clause.EVENT, AT, reason), by=speaker, at=AT)


def test_a_change_keeps_both_stamps_and_its_reason(matter: Matter, speaker: Officer) -> None:
    first = matter.clock
    earlier, later = AT - 5 * HOURS, AT + HOURS
    set_clause(
        matter=matter,
        version=matter.version,
        duty=Duty(Clause.EVENT, earlier, "Tiếp nhận qua đường dây nóng"),
        reason="Đường dây nóng đã nhận trước đó",
        by=speaker,
        at=later,
    )
    matter.refresh_from_db()
    change = matter.clause_changes.last()
    assert change is not None
    assert (change.before, change.t0_before, change.t0_recorded_before) == ("7.4", AT, AT)
    assert (change.after, change.t0_after, change.at) == ("7.3", earlier, later)
    assert (matter.t0_at, matter.t0_recorded_at) == (earlier, later)
    assert first is not None
    first.refresh_from_db()
    assert (first.state, first.reason) == (State.CANCELLED, "Đường dây nóng đã nhận trước đó")
    assert matter.clock is not None
    assert (matter.clock.alias, matter.clock.due_at) == ("P02", earlier + 24 * HOURS)


def test_a_matter_that_is_none_of_the_clauses_loses_its_clock(matter: Matter, speaker: Officer) -> None:
    set_clause(matter=matter, version=1, duty=None, reason="Chỉ là một bài lẻ", by=speaker, at=AT)
    matter.refresh_from_db()
    assert (matter.clause, matter.t0_at, matter.clock) == ("", None, None)
    assert Clock.objects.open().count() == 0
    assert matter.clause_changes.count() == 2


def test_what_stands_already_is_no_change(matter: Matter, speaker: Officer) -> None:
    with pytest.raises(NoChange):
        set_clause(matter=matter, version=1, duty=duty(), reason="Như cũ", by=speaker, at=AT)
    with pytest.raises(NoReason):
        set_clause(matter=matter, version=1, duty=None, reason=" ", by=speaker, at=AT)
    with pytest.raises(ChangedMeanwhile):
        set_clause(matter=matter, version=9, duty=None, reason="Nhầm", by=speaker, at=AT)
    assert Clock.objects.open().count() == 1


def test_a_unit_does_not_move_its_own_limit(
    content: MatterContent, institute: object, expert: Officer, head: Officer
) -> None:
    own = MatterContent(content.title, institute)  # type: ignore[arg-type]  # the fixture is a unit
    matter = open_matter(content=own, grading=NOTABLE, duty=duty(), by=expert, at=AT)
    with pytest.raises(NotAllowed):
        set_clause(matter=matter, version=1, duty=None, reason="Không cần", by=expert, at=AT)
    set_clause(matter=matter, version=1, duty=None, reason="Không cần", by=head, at=AT)


def test_the_database_keeps_clause_and_t0_together(matter: Matter) -> None:
    for broken in ({"t0_reason": ""}, {"t0_at": None}, {"clause": ""}, {"t0_at": AT + HOURS}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(**broken)
