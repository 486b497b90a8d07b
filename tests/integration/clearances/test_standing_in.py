"""Where who clears is away, whoever stands in by the calendar is named, told, and may decide."""

from datetime import date, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AbsenceContent, end_absence, record_absence
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import StandInTooEarly, decide_step
from dongthuan.apps.clearances.operations.standing_in import name_stand_ins
from dongthuan.apps.clearances.queries.clearances import rows_waiting
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Notice
from tests.integration.clearances.conftest import NOON, SOON, Asker, part_of

DAY = date(2026, 3, 2)


def leave(officer: Officer, stand_in: Officer | None) -> None:
    """Let an officer be away for ten days."""
    content = AbsenceContent(officer, DAY, DAY + timedelta(days=10), stand_in=stand_in)
    record_absence(content=content, by=officer.on(DAY), at=NOON)


def test_the_calendars_stand_in_is_named_told_once_and_decides(
    ask: Asker, lawyer: Officer, colleague: Officer, system: Officer
) -> None:
    clearance = ask()
    with pytest.raises(NotAllowed):
        decide(clearance, colleague)
    leave(lawyer, colleague)
    assert name_stand_ins(by=system, at=NOON) == 1
    assert name_stand_ins(by=system, at=NOON) == 0
    step = part_of(clearance, Part.LEGAL)
    assert step.stand_in == colleague
    assert Notice.objects.filter(recipient=colleague, kind="clearances.stand_in_away").count() == 1
    assert Entry.objects.latest("id").details["stand_in"] == colleague.pk
    assert [row.step.pk for row in rows_waiting(colleague, at=NOON)] == [step.pk]
    decide(clearance, colleague)
    step.refresh_from_db()
    assert (step.decision, step.decided_by) == (Decision.APPROVED, colleague)


def decide(clearance, officer: Officer) -> None:  # type: ignore[no-untyped-def]  # a clearance of the fixtures
    """Approve the legal part."""
    step = part_of(clearance, Part.LEGAL)
    seen = clearance.text_hash
    decide_step(step=step, decision=Decision.APPROVED, comment="", text_hash=seen, by=officer, at=NOON)


def test_back_again_the_officer_decides_alone(
    ask: Asker, lawyer: Officer, colleague: Officer, system: Officer
) -> None:
    clearance = ask()
    leave(lawyer, colleague)
    name_stand_ins(by=system, at=NOON)
    next_day = DAY + timedelta(days=1)
    absence = lawyer.absences.get()
    end_absence(absence=absence, back_on=next_day, by=lawyer.on(next_day), at=NOON)
    step = part_of(clearance, Part.LEGAL)
    tomorrow = NOON + timedelta(days=1)
    step.due_at = tomorrow + timedelta(hours=2)
    step.save(update_fields=["due_at"])
    with pytest.raises(StandInTooEarly):
        decide_step(
            step=step,
            decision=Decision.APPROVED,
            comment="",
            text_hash=clearance.text_hash,
            by=colleague.on(next_day),
            at=tomorrow,
        )


def test_who_wrote_the_text_never_stands_in_and_the_one_who_asked_is_told(
    ask: Asker, lawyer: Officer, unit_officer: Officer, colleague: Officer, system: Officer
) -> None:
    clearance = ask()
    leave(lawyer, unit_officer)
    assert name_stand_ins(by=system, at=NOON) == 0
    assert part_of(clearance, Part.LEGAL).stand_in is None
    assert Notice.objects.filter(recipient=unit_officer, kind="clearances.nobody").count() == 1


def test_the_one_named_on_the_part_stays_unless_away_too(
    ask: Asker, lawyer: Officer, colleague: Officer, leader: Officer, spokesperson: Officer, system: Officer
) -> None:
    clearance = ask([StepAsked(Part.LEGAL, lawyer, SOON, stand_in=spokesperson)])
    leave(lawyer, colleague)
    assert name_stand_ins(by=system, at=NOON) == 0
    assert part_of(clearance, Part.LEGAL).stand_in == spokesperson
    leave(spokesperson, None)
    assert name_stand_ins(by=system, at=NOON) == 1
    assert part_of(clearance, Part.LEGAL).stand_in == colleague


def test_the_page_says_who_is_away_and_who_stands_in(
    ask: Asker,
    lawyer: Officer,
    colleague: Officer,
    system: Officer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    clearance = ask()
    leave(lawyer, colleague)
    name_stand_ins(by=system, at=NOON)
    client.force_login(colleague)
    shown = client.get(clearance.get_absolute_url()).content.decode()
    assert "11/03/2026" in shown
    assert 'value="approved"' in shown
