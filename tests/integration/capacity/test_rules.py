"""Who may do what about staff, training and drills."""

from types import SimpleNamespace

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.models.staff import Member, SkillNeed
from dongthuan.apps.capacity.models.training import TrainingPlan
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

pytestmark = pytest.mark.django_db
KEEPING = {
    *(Act.ENTER, Act.REWRITE, Act.END, Act.ASSESS, Act.SET_LEVEL, Act.KEEP_PLAN, Act.KEEP_COURSE),
    *(Act.INVITE, Act.NOTE_ATTENDANCE, Act.NOTE_RESULT, Act.CERTIFY, Act.REVOKE, Act.KEEP_DRILL),
}
OWN = {Act.STATE_NEED, Act.DROP_NEED, Act.GIVE_FEEDBACK}
Cast = dict[str, Officer]


@pytest.fixture
def cast(
    head: Officer,
    worker: Officer,
    coordinator: Officer,
    leader: Officer,
    unit_officer: Officer,
    spokesperson: Officer,
    outsider: Officer,
) -> Cast:
    """The institute's people, the Office, the agency's leader, others."""
    return {
        "head": head,
        "worker": worker,
        "coordinator": coordinator,
        "leader": leader,
        "other": unit_officer,
        "spokesperson": spokesperson,
        "outsider": outsider,
    }


def who(cast: Cast, act: Act, record: object) -> set[str]:
    """Return who may."""
    return {name for name, officer in cast.items() if ACCESS[act](officer, record)}


def test_every_act_has_a_rule() -> None:
    assert set(ACCESS) == set(Act)


@pytest.mark.parametrize("act", sorted(KEEPING, key=lambda act: act.value))
def test_the_head_keeps_the_own_unit_and_the_office_all(cast: Cast, member: Member, act: Act) -> None:
    assert who(cast, act, member) == {"head", "coordinator", "leader"}
    elsewhere = Member(unit=Unit.objects.get(parent__isnull=True))
    assert who(cast, act, elsewhere) == {"coordinator", "leader"}


def test_what_is_ones_own(cast: Cast, member: Member) -> None:
    assert who(cast, Act.STATE_NEED, member) == {"head", "coordinator", "leader", "worker"}
    assert who(cast, Act.DROP_NEED, member) == {"head", "coordinator", "leader", "worker"}
    assert who(cast, Act.GIVE_FEEDBACK, SimpleNamespace(member=member)) == {"worker"}


def test_nobody_assesses_oneself(head: Officer, institute: Unit) -> None:
    assert not ACCESS[Act.ASSESS](head, Member(unit=institute, officer=head))


def test_levels_for_every_unit_are_said_by_the_office(cast: Cast) -> None:
    assert who(cast, Act.SET_LEVEL, SkillNeed()) == {"coordinator", "leader"}


def test_who_reads_a_person(cast: Cast, member: Member) -> None:
    readers = who(cast, Act.READ, member)
    assert readers == {"head", "worker", "coordinator", "leader"}
    seeing = {name for name, one in cast.items() if Member.objects.visible_to(one).exists()}
    assert seeing == readers
    assert who(cast, Act.LIST, None) == set(cast) - {"outsider"}
    assert who(cast, Act.DRAW_UP_CONTACTS, None) == {"coordinator"}


def test_a_unit_s_plan_is_its_own_and_the_office_s_is_everybody_s(
    cast: Cast, institute: Unit, agency: Unit, coordinator: Officer
) -> None:
    for unit in (institute, agency):
        TrainingPlan.objects.create(
            year=2026, unit=unit, title="Kế hoạch", made_by=coordinator, made_at=coordinator.date_joined
        )
    seen = {
        name: {one.unit_id for one in TrainingPlan.objects.visible_to(officer)}
        for name, officer in cast.items()
    }
    both = {institute.pk, agency.pk}
    for name in ("head", "worker", "coordinator", "leader"):
        assert seen[name] == both
    assert seen["other"] == {agency.pk}
    assert seen["outsider"] == set()


def test_a_drill_is_seen_by_its_unit_and_who_takes_part(
    cast: Cast, institute: Unit, coordinator: Officer, spokesperson: Officer
) -> None:
    drill = Drill.objects.create(
        unit=institute,
        title="Diễn tập",
        scenario="x",
        script={},
        planned_on="2026-03-02",
        made_by=coordinator,
        made_at=coordinator.date_joined,
    )
    drill.parts.create(officer=spokesperson)
    readers = {"head", "worker", "coordinator", "leader", "spokesperson"}
    assert who(cast, Act.READ_DRILL, drill) == readers
    assert {name for name, one in cast.items() if Drill.objects.visible_to(one).exists()} == readers
    assert who(cast, Act.PLAY, drill) == {"spokesperson"}
