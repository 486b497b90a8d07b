"""In every order of acts the law's clock, the first statement and the history of a matter fit together."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.matters.lifecycle import Clause, Form, Grade
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.clauses import Duty, set_clause
from dongthuan.apps.matters.operations.machine import machine
from dongthuan.apps.matters.operations.matters import (
    Grading,
    MatterContent,
    close_matter,
    open_matter,
    regrade_matter,
    reopen_matter,
)
from dongthuan.apps.matters.operations.refusals import AheadOfTime, NoChange, NotInThatState, StillOwes
from dongthuan.apps.matters.operations.statements import take_in
from dongthuan.apps.matters.queries.clauses import WrongLaw, limit_of
from dongthuan.apps.matters.queries.said import Said
from tests.integration.matters.conftest import AT, NOTABLE

HOUR = timedelta(hours=1)
REFUSED = (AheadOfTime, NoChange, NotInThatState, StillOwes, WrongLaw)
CLAUSES = st.sampled_from([*Clause, None])
STEPS = st.one_of(
    st.tuples(st.just("clause"), CLAUSES, st.integers(-40, 3)),
    st.tuples(st.just("say"), st.booleans(), st.integers(-10, 0)),
    st.tuples(st.just("grade"), st.sampled_from(Grade), st.just(0)),
    st.tuples(st.just("close"), st.none(), st.just(0)),
    st.tuples(st.just("reopen"), st.none(), st.just(0)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=CLAUSES, steps=st.lists(STEPS, min_size=2, max_size=8))
def test_every_order_leaves_a_whole_matter(
    first: Clause | None, steps: list[tuple[str, object, int]], content: MatterContent, office: Officer
) -> None:
    duty = Duty(first, AT, "Xác định") if first and first != Clause.OLD_EVENT else None
    matter = open_matter(content=content, grading=NOTABLE, duty=duty, by=office, at=AT)
    for number, (step, what, hours) in enumerate(steps, start=1):
        matter.refresh_from_db()
        try:
            with transaction.atomic():
                _do(matter, step, what, hours, office, number)
        except REFUSED:
            continue
    matter.refresh_from_db()
    _is_whole(matter)


def _do(matter: Matter, step: str, what: object, hours: int, by: Officer, number: int) -> None:
    at = AT + number * HOUR
    given = {"matter": matter, "version": matter.version, "by": by, "at": at}
    if step == "clause":
        duty = Duty(what, at + hours * HOUR, "Căn cứ mới") if isinstance(what, Clause) else None
        set_clause(duty=duty, reason="Xem lại", **given)  # type: ignore[arg-type]  # one set for all acts
    elif step == "say":
        capacity = "head" if what else ""
        said = Said(matter.pk, "content.text", str(number), Form.POSTED, at + hours * HOUR, "Phát biểu", "")
        take_in(matter=matter, said=replace(said, capacity=capacity), by=machine(by), at=at)
    elif step == "grade":
        assert isinstance(what, Grade)
        regrade_matter(grading=Grading(what, "Diễn biến mới"), **given)  # type: ignore[arg-type]  # one set for all acts
    elif step == "close":
        close_matter(lesson="Bài học", **given)  # type: ignore[arg-type]  # one set for all acts
    else:
        reopen_matter(reason="Trở lại", **given)  # type: ignore[arg-type]  # one set for all acts


def _is_whole(matter: Matter) -> None:
    running = Clock.objects.of_record(matter).filter(state__in=OPEN)
    official = matter.statements.official().order_by("said_at").first()
    assert matter.first_statement_at == (official.said_at if official else None)
    if matter.clause and matter.t0_at:
        has_limit = limit_of(Clause(matter.clause), matter.t0_at) is not None
        assert (matter.clock is not None) == has_limit
        assert matter.t0_recorded_at is not None
        assert matter.t0_at <= matter.t0_recorded_at
    else:
        assert matter.clock is None
    assert [clock.pk for clock in running] == (
        [matter.clock_id] if matter.clock and matter.first_statement_at is None else []
    )
    last = matter.clause_changes.last()
    assert (last.after if last else "") == matter.clause
    assert matter.grade_changes.last().after == matter.grade  # type: ignore[union-attr]  # the opening is one
