"""Who is away, who stands in, along the chain; what is refused, in a sentence; what colleagues see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts import operations
from dongthuan.apps.accounts.absence_wording import sentence_of
from dongthuan.apps.accounts.models import Absence, AbsenceKind, Officer
from dongthuan.apps.accounts.operations import AbsenceContent, close_account, give_role, record_absence
from dongthuan.apps.accounts.queries import away_of, away_on, stood_in_for
from dongthuan.apps.accounts.rules import ACCESS, Act
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

Away = Callable[..., Absence]


@pytest.fixture
def away() -> Away:
    """Record that an officer is away, by default today and for two days more, by himself or herself."""

    def recorded(officer: Officer, first: int = 0, last: int = 2, **more: Any) -> Absence:
        start, end = DAY + timedelta(days=first), DAY + timedelta(days=last + 1)
        by = more.pop("by", officer)
        content = AbsenceContent(officer, start, end, **more)
        return record_absence(content=content, by=by.on(DAY), at=NOON)

    return recorded


def test_one_is_away_from_the_first_to_the_last_day(
    away: Away, unit_officer: Officer, spokesperson: Officer
) -> None:
    row = away(unit_officer, 1, 3, stand_in=spokesperson)
    assert row.last_on == DAY + timedelta(days=3)
    there = [away_of(unit_officer, on=DAY + timedelta(days=n)) is None for n in range(5)]
    assert there == [True, False, False, False, True]
    found = away_of(unit_officer, on=DAY + timedelta(days=1))
    assert found is not None
    assert (found.stand_in, found.is_passed_on) == (spokesperson, False)
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.record_key) == ("accounts.record_absence", str(unit_officer.pk))
    assert entry.details["stand_in"] == spokesperson.pk


def test_a_stand_in_who_is_away_too_passes_on_and_a_circle_ends_with_nobody(
    away: Away, unit_officer: Officer, spokesperson: Officer, leader: Officer, coordinator: Officer
) -> None:
    away(unit_officer, 0, 5, stand_in=spokesperson)
    second = away(spokesperson, 1, 2, stand_in=leader)
    assert (
        stood_in_for(spokesperson, start_on=second.start_on, end_on=second.end_on)[0].officer == unit_officer
    )
    days = [away_of(unit_officer, on=DAY + timedelta(days=n)) for n in range(4)]
    assert [one and one.stand_in for one in days] == [spokesperson, leader, leader, spokesperson]
    assert days[1] is not None
    assert days[1].is_passed_on
    third = away(leader, 2, 2, stand_in=coordinator)
    assert away_on(DAY + timedelta(days=2))[unit_officer.pk].stand_in == coordinator
    Absence.objects.filter(pk=third.pk).update(stand_in=unit_officer)  # past the operations
    assert away_on(DAY + timedelta(days=2))[unit_officer.pk].stand_in is None


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (0, 0, operations.AwayAlready),
        (-3, 0, operations.AwayAlready),
        (2, 9, operations.AwayAlready),
        (5, 4, operations.NoSpan),
        (-5, -1, operations.NoSpan),
        (4, 405, operations.NoSpan),
    ],
)
def test_wrong_days_are_refused_without_a_trace(
    away: Away, unit_officer: Officer, first: int, last: int, refusal: type[Exception]
) -> None:
    away(unit_officer)
    count = Entry.objects.count()
    with pytest.raises(refusal) as refused:
        away(unit_officer, first, last)
    assert sentence_of(refused.value)
    assert (Absence.objects.count(), Entry.objects.count()) == (1, count)


def test_the_stand_in_is_somebody_else_who_is_there(
    away: Away,
    unit_officer: Officer,
    spokesperson: Officer,
    outsider: Officer,
    leader: Officer,
    system: Officer,
) -> None:
    away(spokesperson, 3, 4)
    for stand_in, refusal in (
        (unit_officer, operations.SelfStandIn),
        (spokesperson, operations.StandInAway),
        (outsider, operations.StandInGone),
    ):
        with pytest.raises(refusal) as refused:
            away(unit_officer, 0, 4, stand_in=stand_in)
        assert sentence_of(refused.value)
    with pytest.raises(operations.StandInAway) as refused:
        away(unit_officer, 0, 4, stand_in=spokesperson)
    assert spokesperson.full_name in sentence_of(refused.value)
    assert "05/03/2026" in sentence_of(refused.value)
    row = away(unit_officer, 0, 2, stand_in=leader)
    close_account(officer=leader, by=system, at=NOON)
    found = away_of(unit_officer, on=DAY)
    assert found is not None
    assert found.stand_in is None  # who cannot sign in any more stands in for nobody
    changed = operations.name_stand_in(absence=row, stand_in=spokesperson, by=unit_officer.on(DAY), at=NOON)
    assert changed.stand_in == spokesperson


def test_the_database_keeps_what_python_might_let_pass(away: Away, unit_officer: Officer) -> None:
    row = away(unit_officer)
    copy = {"officer": unit_officer, "recorded_by": unit_officer, "recorded_at": NOON}
    for wrong in (
        {"start_on": row.start_on, "end_on": row.end_on},
        {"start_on": date(2027, 1, 2), "end_on": date(2027, 1, 2)},
        {"start_on": date(2027, 1, 2), "end_on": date(2027, 1, 3), "stand_in": unit_officer},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(**copy, **wrong)


def test_it_ends_by_its_day_or_is_withdrawn_before_it_begins(away: Away, unit_officer: Officer) -> None:
    row, day = away(unit_officer, 0, 9), DAY + timedelta(days=3)
    by = unit_officer.on(day)
    with pytest.raises(operations.AbsenceSettled):
        operations.withdraw_absence(absence=row, by=by, at=NOON)
    for wrong in (day - timedelta(days=1), row.end_on):
        with pytest.raises(operations.NoSpan):
            operations.end_absence(absence=row, back_on=wrong, by=by, at=NOON)
    row = operations.end_absence(absence=row, back_on=day, by=by, at=NOON)
    assert away_of(unit_officer, on=day) is None
    assert away_of(unit_officer, on=day - timedelta(days=1)) is not None
    coming = away(unit_officer, 5, 6)
    with pytest.raises(operations.AbsenceSettled):
        operations.end_absence(absence=coming, back_on=day, by=by, at=NOON)
    operations.withdraw_absence(absence=coming, by=by, at=NOON)
    with pytest.raises(operations.AbsenceSettled):
        operations.withdraw_absence(absence=coming, by=by, at=NOON)
    assert away_of(unit_officer, on=coming.start_on) is None
    away(unit_officer, 5, 6)  # the days are free again


def test_oneself_ones_own_leader_or_an_administrator(
    system: Officer, unit_officer: Officer, leader: Officer, administrator: Officer, coordinator: Officer
) -> None:
    agency = Unit.objects.get(parent__isnull=True)
    units = [
        Unit.objects.create(code=code, name=code, parent=agency, start_on=FIRST_DAY) for code in ("A", "B")
    ]
    people = [newcomer(name, name, system) for name in ("can-bo-a", "truong-a", "truong-b")]
    for person, role, unit in zip(
        people, (Role.UNIT_OFFICER, Role.LEADER, Role.LEADER), (units[0], *units), strict=True
    ):
        give_role(officer=person, role=role, unit=unit, start_on=FIRST_DAY, by=system, at=NOON)
    row = Absence(officer=people[0])
    may = {
        one.username
        for one in (*people, leader, administrator, coordinator, unit_officer)
        if ACCESS[Act.RECORD_ABSENCE](one.on(DAY), row)
    }
    assert may == {"can-bo-a", "truong-a", leader.username, administrator.username}
    with pytest.raises(NotAllowed):
        record_absence(
            content=AbsenceContent(people[0], DAY, DAY + timedelta(days=1)), by=people[2].on(DAY), at=NOON
        )


def test_many_who_are_away_are_one_query(
    away: Away, unit_officer: Officer, spokesperson: Officer, leader: Officer, django_assert_num_queries: Any
) -> None:
    away(unit_officer, stand_in=leader)
    away(spokesperson, stand_in=leader)
    with django_assert_num_queries(1):
        assert len(away_on(DAY)) == 2


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are looked at on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr("dongthuan.apps.accounts.views.now", lambda: NOON)
    monkeypatch.setattr("dongthuan.apps.accounts.backend.now", lambda: NOON)


@pytest.mark.usefixtures("today")
def test_the_page_of_a_person_says_so_and_the_reason_stays_among_few(
    client: Client, unit_officer: Officer, spokesperson: Officer, coordinator: Officer
) -> None:
    client.force_login(unit_officer)
    address = reverse("accounts:absence-add", args=[unit_officer.pk])
    given = {"start_on": "2026-03-02", "last_on": "2026-03-04", "kind": AbsenceKind.COURSE.value}
    wrong = client.post(address, given | {"stand_in": "", "last_on": "2026-03-01"})
    assert wrong.status_code == 400
    assert Absence.objects.count() == 0
    client.post(address, given | {"stand_in": str(spokesperson.pk)})
    own = client.get(reverse("accounts:show", args=[unit_officer.pk])).content.decode()
    assert "04/03/2026" in own
    assert spokesperson.full_name in own
    assert str(AbsenceKind.COURSE.label) in own
    client.force_login(coordinator)
    for address in (reverse("accounts:show", args=[unit_officer.pk]), reverse("accounts:absences")):
        seen = client.get(address).content.decode()
        assert spokesperson.full_name in seen
        assert str(AbsenceKind.COURSE.label) not in seen
    assert client.get(reverse("accounts:absences"), {"xlsx": "1"}).status_code == 200


@pytest.mark.usefixtures("today")
def test_who_was_to_stand_in_and_goes_away_is_told_for_whom(
    client: Client, away: Away, unit_officer: Officer, spokesperson: Officer
) -> None:
    away(unit_officer, 0, 5, stand_in=spokesperson)
    client.force_login(spokesperson)
    given = {"start_on": "2026-03-03", "last_on": "2026-03-04", "kind": "leave", "stand_in": ""}
    answer = client.post(reverse("accounts:absence-add", args=[spokesperson.pk]), given, follow=True)
    (_done, warning) = [str(one) for one in answer.context["messages"]]
    assert unit_officer.full_name in warning


@pytest.mark.usefixtures("today")
def test_the_buttons_end_withdraw_and_change(
    client: Client, away: Away, unit_officer: Officer, spokesperson: Officer, coordinator: Officer
) -> None:
    row = away(unit_officer, 2, 3)
    client.force_login(coordinator)  # sees the absence, and has no part in it
    withdraw = reverse("accounts:absence-withdraw", args=[row.pk])
    assert client.post(withdraw).status_code == 403
    client.force_login(unit_officer)
    client.post(reverse("accounts:absence-stand-in", args=[row.pk]), {"stand_in": str(spokesperson.pk)})
    row.refresh_from_db()
    assert row.stand_in == spokesperson
    answer = client.post(
        reverse("accounts:absence-end", args=[row.pk]), {"back_on": "2026-03-02"}, follow=True
    )
    assert [one.level_tag for one in answer.context["messages"]][-1] == "error"
    client.post(withdraw)
    row.refresh_from_db()
    assert row.withdrawn_by == unit_officer
