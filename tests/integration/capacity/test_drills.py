"""Drills: the scenarios, the timeline with its score, and that nothing leaves a drill."""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity import scenarios
from dongthuan.apps.capacity.lifecycle import DrillActKind
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.operations import drills
from dongthuan.apps.capacity.operations.needs import NotOpen
from dongthuan.apps.capacity.operations.papers import draw_up_report
from dongthuan.apps.capacity.queries.drills import scores_shown, timeline
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
TOUCHED = {"capacity.drill", "capacity.drillpart", "capacity.drillact", "audit.entry"}


@pytest.fixture
def drill(agency: Unit, coordinator: Officer, spokesperson: Officer) -> Drill:
    """A running drill, ten times as fast as reality, with the spokesperson."""
    content = drills.DrillContent(agency, "so-lieu-bi-bia-dat", DAY, pace=10)
    row = drills.set_up_drill(content=content, by=coordinator, at=NOON)
    with pytest.raises(drills.NobodyPlays):
        drills.start_drill(drill=row, version=1, by=coordinator, at=NOON)
    row = drills.name_participants(drill=row, officers=[spokesperson], version=1, by=coordinator, at=NOON)
    return drills.start_drill(drill=row, version=2, by=coordinator, at=NOON)


def _rows() -> Counter[str]:
    models = (model for model in apps.get_models() if model._meta.managed)
    return Counter({model._meta.label_lower: model._default_manager.count() for model in models})


def test_shipped_scenarios_hold_what_they_must() -> None:
    found = scenarios.shipped_scripts()
    assert len(found) >= 2
    for script in found.values():
        assert script.aims["verification"] < script.aims["statement"] < script.aims["correction"]
        assert len(script.injects) >= 5
        assert script.hints
        assert scenarios.script_from(script.plain()) == script


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "title: A",
        "{title: A, intro: B, aims: {verification: 1, statement: x, correction: 3}, injects: [], hints: []}",
        "{title: A, intro: B, aims: {verification: 1, statement: 2, correction: 3}, injects: [], hints: []}",
    ],
)
def test_a_file_that_is_no_scenario_is_refused(text: str) -> None:
    with pytest.raises(scenarios.BadScenario, match=r"x\.yaml"):
        scenarios.read_script("x.yaml", text)


def test_the_timeline_is_scored_against_the_aims(drill: Drill, spokesperson: Officer) -> None:
    assert [one.minute for one in timeline(drill, minute=drills.minute_of(drill, NOON))] == [0]
    for kind, minutes in (("verification", 4), ("statement", 13), ("statement", 20)):
        at = NOON + timedelta(minutes=minutes)
        drills.act_in_drill(drill=drill, kind=kind, words="Đã đối chiếu số liệu", by=spokesperson, at=at)
    scores = {one.kind: (one.reached, one.is_in_time) for one in scores_shown(drill)}
    assert scores[DrillActKind.VERIFICATION] == (40, True)
    assert scores[DrillActKind.STATEMENT] == (130, False)  # aim: 120; the second does not count
    assert scores[DrillActKind.CORRECTION] == (None, False)
    told = timeline(drill, minute=drills.minute_of(drill, NOON + timedelta(minutes=20)))
    assert [one.minute for one in told] == sorted((one.minute for one in told), reverse=True)
    assert told[0].act is not None


def test_nothing_leaves_a_drill(
    agency: Unit, coordinator: Officer, spokesperson: Officer, drill: Drill
) -> None:
    before = _rows()
    for kind in DrillActKind:
        drills.act_in_drill(drill=drill, kind=kind, words="Phát biểu thử", by=spokesperson, at=NOON)
    drills.end_drill(drill=drill, lessons="Xác minh nhanh hơn", version=3, by=coordinator, at=NOON)
    changed = {label for label, count in _rows().items() if count != before[label]}
    assert changed <= TOUCHED


def test_who_does_not_take_part_does_not_act_and_an_end_has_lessons(
    drill: Drill, coordinator: Officer, leader: Officer, spokesperson: Officer
) -> None:
    with pytest.raises(NotAllowed):
        drills.act_in_drill(drill=drill, kind="note", words="A", by=leader, at=NOON)
    with pytest.raises(NoReason):
        drills.end_drill(drill=drill, lessons=" ", version=3, by=coordinator, at=NOON)
    with pytest.raises(NotOpen):
        draw_up_report(drill=drill, by=coordinator, at=NOON)
    at = NOON + timedelta(minutes=30)
    ended = drills.end_drill(drill=drill, lessons="Phân công rõ", version=3, by=coordinator, at=at)
    assert drills.minute_of(ended, at + timedelta(days=1)) == 300  # stands still
    with pytest.raises(NotOpen):
        drills.act_in_drill(drill=drill, kind="note", words="A", by=spokesperson, at=at)
    paper = draw_up_report(drill=drill, by=coordinator, at=at)
    words = str(OfficialDocument.objects.get(pk=paper.pk).body)
    assert "DIỄN TẬP" in words
    assert "Phân công rõ" in words


def test_a_drill_is_called_off_with_a_reason(
    drill: Drill, coordinator: Officer, spokesperson: Officer
) -> None:
    with pytest.raises(NoReason):
        drills.call_off_drill(drill=drill, reason="", version=3, by=coordinator, at=NOON)
    drills.call_off_drill(drill=drill, reason="Có sự việc thật", version=3, by=coordinator, at=NOON)
    with pytest.raises(NotOpen):
        drills.act_in_drill(drill=drill, kind="note", words="A", by=spokesperson, at=NOON)
