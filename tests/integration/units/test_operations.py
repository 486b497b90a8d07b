"""Units as data: saved, ended, never below themselves."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.units import operations
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.operations import UnitContent
from dongthuan.apps.units.queries import unit_tree
from dongthuan.apps.units.rules import ACCESS, Act

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
START = date(2020, 1, 1)
CAST = ["leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider", "system"]
STAFF = set(CAST) - {"outsider"}
KEEPERS = {"coordinator", "administrator", "system"}
EXPECTED = {Act.READ: STAFF, Act.SAVE: KEEPERS, Act.END: KEEPERS}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    assert ACCESS[act](officer, None) == (name in EXPECTED[act])


@pytest.fixture
def office(coordinator: Officer) -> Unit:
    """The Office, below the agency."""
    return save("VP", Unit.objects.get(parent__isnull=True), by=coordinator)


def save(code: str, parent: Unit | None, *, by: Officer, unit: Unit | None = None) -> Unit:
    """Save a unit with a code and a parent."""
    content = UnitContent(code, f"Đơn vị {code}", "", Unit.Kind.OFFICE, parent, START)
    return operations.save_unit(unit=unit, content=content, by=by, at=NOON)


def test_saving_is_noted(office: Unit, coordinator: Officer) -> None:
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.actor, entry.record_key) == ("units.save", coordinator, str(office.pk))


def test_a_unit_cannot_lie_below_its_own_child(office: Unit, coordinator: Officer) -> None:
    room = save("P1", office, by=coordinator)
    with pytest.raises(operations.CircularUnits):
        save("VP", room, by=coordinator, unit=office)


def test_a_unit_with_standing_children_cannot_end(office: Unit, coordinator: Officer) -> None:
    save("P1", office, by=coordinator)
    with pytest.raises(operations.HasOpenChildren):
        operations.end_unit(unit=office, end_on=date(2026, 4, 1), by=coordinator, at=NOON)


def test_a_unit_cannot_end_before_it_began(office: Unit, coordinator: Officer) -> None:
    with pytest.raises(operations.EndsBeforeStart):
        operations.end_unit(unit=office, end_on=START, by=coordinator, at=NOON)


def test_an_ended_unit_stands_until_the_day_before(office: Unit, coordinator: Officer) -> None:
    operations.end_unit(unit=office, end_on=date(2026, 4, 1), by=coordinator, at=NOON)
    assert office in Unit.objects.standing(on=date(2026, 3, 31))
    assert office not in Unit.objects.standing(on=date(2026, 4, 1))


def test_a_refused_act_leaves_no_trace(leader: Officer) -> None:
    before = Unit.objects.count(), Entry.objects.count()
    with pytest.raises(NotAllowed):
        save("X", Unit.objects.get(parent__isnull=True), by=leader)
    assert (Unit.objects.count(), Entry.objects.count()) == before


def test_the_tree_puts_children_under_their_parent(
    office: Unit, coordinator: Officer, django_assert_num_queries: object
) -> None:
    save("P1", office, by=coordinator)
    with django_assert_num_queries(2):  # type: ignore[operator]  # units, predecessors
        rows = unit_tree(on=date(2026, 3, 2))
    assert [(row.unit.code, row.depth) for row in rows] == [("CQ", 0), ("VP", 1), ("P1", 2)]


def test_pages(client: Client, office: Unit, coordinator: Officer, leader: Officer) -> None:
    client.force_login(leader)
    assert "Đơn vị VP" in client.get("/don-vi/").content.decode()
    assert client.get(f"/don-vi/{office.pk}/").status_code == 403
    client.force_login(coordinator)
    typed = {
        "code": "vp",
        "name": "Trùng mã",
        "kind": "office",
        "parent": office.parent_id,
        "start_on": "05/03/2026",
    }
    assert "Đã có đơn vị dùng mã này" in client.post("/don-vi/moi/", typed).content.decode()
    assert client.post("/don-vi/moi/", typed | {"code": "P2"}).status_code == 302
    assert Unit.objects.get(code="P2").start_on == date(2026, 3, 5)
