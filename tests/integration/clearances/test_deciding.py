"""Deciding on parts: for the very text, by somebody else, facts first, and never twice."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision, Part
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep, OutsideLink
from dongthuan.apps.clearances.operations import deciding
from dongthuan.apps.clearances.operations.clearances import (
    AskedTwice,
    AuthorAsked,
    DueInPast,
    NobodyAsked,
    NoLongerOpen,
    NothingToClear,
    SameWords,
    StepAsked,
    text_changed,
    withdraw_clearance,
)
from dongthuan.apps.clearances.queries.clearances import hash_of, is_cleared, latest_clearance
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.notices.models import Message, Notice
from dongthuan.apps.units.models import Unit
from tests.integration.clearances.conftest import LATE, NOON, SOON, TEXT, Asker, part_of


def approve(step: ClearanceStep, by: Officer, **more: object) -> Clearance:
    """Approve a part for the text as it was frozen."""
    given = {"decision": Decision.APPROVED, "comment": "", "text_hash": hash_of(TEXT), "at": NOON} | more
    return deciding.decide_step(step=step, by=by, **given)  # type: ignore[arg-type]  # a test's defaults


def test_two_approvals_clear_the_very_text(
    ask: Asker, agency: Model, lawyer: Officer, leader: Officer, unit_officer: Officer
) -> None:
    clearance = ask()
    assert not is_cleared(agency, TEXT)
    approve(part_of(clearance, Part.LEGAL), lawyer)
    assert not is_cleared(agency, TEXT)
    assert approve(part_of(clearance, Part.LEADER), leader).state == ClearanceState.CLEARED
    assert is_cleared(agency, TEXT)
    assert is_cleared(agency, TEXT.replace("\n", "\r\n"))
    assert not is_cleared(agency, TEXT + " ")
    assert Entry.objects.filter(act="clearances.decide").count() == 3  # two decisions and the end
    assert Notice.objects.filter(recipient=unit_officer, kind="clearances.cleared").count() == 1


def test_an_author_never_clears_neither_by_rule_nor_in_the_database(
    ask: Asker, lawyer: Officer, leader: Officer, unit_officer: Officer
) -> None:
    with pytest.raises(AuthorAsked):
        ask([StepAsked(Part.UNIT, unit_officer, SOON)])
    with pytest.raises(AuthorAsked):
        ask(authors=[lawyer])
    with pytest.raises(AuthorAsked):
        ask([StepAsked(Part.LEGAL, lawyer, SOON, stand_in=unit_officer)])
    step = part_of(ask(), Part.LEGAL)
    with pytest.raises(NotAllowed):
        approve(step, unit_officer)
    step.decision, step.decided_by, step.decided_at = Decision.APPROVED, unit_officer, NOON
    with pytest.raises(DatabaseError, match="never clears"), transaction.atomic():
        step.save()
    approve(step, lawyer)
    with pytest.raises(DatabaseError, match="none of its authors"), transaction.atomic():
        step.clearance.authors.add(lawyer)
    with pytest.raises(DatabaseError, match="never struck out"), transaction.atomic():
        step.clearance.authors.clear()


def test_the_frozen_text_and_a_decision_stand_in_the_database(ask: Asker, lawyer: Officer) -> None:
    clearance = ask()
    step = part_of(clearance, Part.LEGAL)
    approve(step, lawyer)
    for rows, change in (
        (Clearance.objects.filter(pk=clearance.pk), {"text": "Khác"}),
        (ClearanceStep.objects.filter(pk=step.pk), {"comment": "Khác"}),
    ):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        ClearanceStep.objects.filter(pk=step.pk).delete()


def test_another_text_on_the_screen_is_refused(ask: Asker, lawyer: Officer) -> None:
    step = part_of(ask(), Part.LEGAL)
    with pytest.raises(deciding.AnotherText):
        approve(step, lawyer, text_hash=hash_of("khác"))


def test_nobody_decides_twice(ask: Asker, lawyer: Officer) -> None:
    step = part_of(ask(), Part.LEGAL)
    approve(step, lawyer)
    with pytest.raises(deciding.AlreadyDecided):
        approve(step, lawyer)


def test_facts_are_checked_first_and_only_then_are_the_others_told(
    ask: Asker, lawyer: Officer, leader: Officer
) -> None:
    clearance = ask([StepAsked(Part.LEGAL, lawyer, SOON), StepAsked(Part.FACTS, leader, SOON)])
    told = Notice.objects.filter(recipient=lawyer)
    with pytest.raises(deciding.FactsFirst):
        approve(part_of(clearance, Part.LEGAL), lawyer)
    assert not told.exists()
    approve(part_of(clearance, Part.FACTS), leader)
    assert told.count() == 1
    assert approve(part_of(clearance, Part.LEGAL), lawyer).state == ClearanceState.CLEARED


def test_a_return_needs_remarks_and_ends_the_clearance(
    ask: Asker, agency: Model, lawyer: Officer, leader: Officer, unit_officer: Officer
) -> None:
    clearance = ask()
    step = part_of(clearance, Part.LEGAL)
    with pytest.raises(deciding.NoReason):
        approve(step, lawyer, decision=Decision.RETURNED, comment="  ")
    approve(step, lawyer, decision=Decision.RETURNED, comment="Thiếu căn cứ.")
    clearance.refresh_from_db()
    assert (clearance.state, clearance.end_reason) == (ClearanceState.RETURNED, "Thiếu căn cứ.")
    with pytest.raises(NoLongerOpen):
        approve(part_of(clearance, Part.LEADER), leader)
    assert Notice.objects.filter(recipient=unit_officer, kind="clearances.returned").count() == 1
    assert not is_cleared(agency, TEXT)


def test_a_stand_in_decides_once_handed_over_or_late(
    ask: Asker, lawyer: Officer, leader: Officer, colleague: Officer
) -> None:
    steps = [StepAsked(Part.LEGAL, lawyer, SOON, stand_in=colleague), StepAsked(Part.LEADER, leader, SOON)]
    step = part_of(ask(steps), Part.LEGAL)
    with pytest.raises(deciding.StandInTooEarly):
        approve(step, colleague)
    deciding.hand_over_step(step=step, by=lawyer, at=NOON)
    approve(step, colleague)
    step = part_of(ask(steps, text="Bản khác"), Part.LEGAL)
    approve(step, colleague, at=LATE, text_hash=hash_of("Bản khác"))


def test_a_leader_overrides_with_a_reason_that_stays_to_be_seen(
    ask: Asker, agency: Model, lawyer: Officer, leader: Officer, unit_officer: Officer
) -> None:
    clearance = ask([StepAsked(Part.LEGAL, lawyer, SOON)])
    step = part_of(clearance, Part.LEGAL)
    with pytest.raises(NotAllowed):
        deciding.override_step(step=step, reason="Gấp", by=unit_officer, at=NOON)
    approve(step, lawyer, decision=Decision.RETURNED, comment="Thiếu căn cứ.")
    with pytest.raises(deciding.NoReason):
        deciding.override_step(step=step, reason=" ", by=leader, at=NOON)
    deciding.override_step(step=step, reason="Căn cứ nêu ở công văn kèm theo.", by=leader, at=NOON)
    step.refresh_from_db()
    assert (step.decision, step.former_decision) == (Decision.OVERRIDDEN, Decision.RETURNED)
    assert (step.former_comment, step.former_by) == ("Thiếu căn cứ.", lawyer)
    assert is_cleared(agency, TEXT)
    assert Entry.objects.get(act="clearances.override").ground == "Căn cứ nêu ở công văn kèm theo."


def test_a_leader_who_wrote_the_text_overrides_nothing(ask: Asker, lawyer: Officer, leader: Officer) -> None:
    step = part_of(ask([StepAsked(Part.LEGAL, lawyer, SOON)], authors=[leader]), Part.LEGAL)
    with pytest.raises(NotAllowed):
        deciding.override_step(step=step, reason="Gấp", by=leader, at=NOON)


def test_the_check_for_state_secrets_is_never_overridden(
    ask: Asker, lawyer: Officer, leader: Officer
) -> None:
    step = part_of(ask([StepAsked(Part.SECRECY, lawyer, SOON)]), Part.SECRECY)
    with pytest.raises(deciding.NeverOverridden):
        deciding.override_step(step=step, reason="Gấp", by=leader, at=NOON)


def test_an_edited_text_reopens_the_clearance_after_one_of_three(
    ask: Asker, agency: Unit, lawyer: Officer, leader: Officer, colleague: Officer, unit_officer: Officer
) -> None:
    steps = [
        StepAsked(Part.LEGAL, lawyer, SOON),
        StepAsked(Part.SECRECY, colleague, SOON),
        StepAsked(Part.LEADER, leader, SOON),
    ]
    first = ask(steps)
    approve(part_of(first, Part.LEGAL), lawyer)
    assert not text_changed(record=agency, text=TEXT, by=unit_officer, at=NOON)
    assert text_changed(record=agency, text="Bản sửa", by=unit_officer, at=NOON)
    with pytest.raises(NoLongerOpen):
        approve(part_of(first, Part.SECRECY), colleague)
    second = ask(steps, text="Bản sửa")
    assert [step.decision for step in second.steps.all()] == ["", "", ""]
    newest = latest_clearance(agency)
    assert newest == second
    assert newest is not None


def test_a_cleared_text_that_changes_is_no_longer_cleared(
    ask: Asker, agency: Unit, lawyer: Officer, unit_officer: Officer
) -> None:
    clearance = ask([StepAsked(Part.LEGAL, lawyer, SOON)])
    approve(part_of(clearance, Part.LEGAL), lawyer)
    assert text_changed(record=agency, text="Bản sửa", by=unit_officer, at=NOON)
    assert not is_cleared(agency, TEXT)  # even changed back, it is put before them anew


def test_taking_back_needs_no_decision_any_more(ask: Asker, lawyer: Officer, unit_officer: Officer) -> None:
    clearance = ask()
    with pytest.raises(NotAllowed):
        withdraw_clearance(clearance=clearance, reason="Nhầm", by=lawyer, at=NOON)
    withdraw_clearance(clearance=clearance, reason="Nhầm", by=unit_officer, at=NOON)
    with pytest.raises(NoLongerOpen):
        approve(part_of(clearance, Part.LEGAL), lawyer)


def test_what_cannot_be_asked_for(ask: Asker, lawyer: Officer) -> None:
    step = StepAsked(Part.LEGAL, lawyer, SOON)
    for steps, text, refusal in (
        ([], TEXT, NobodyAsked),
        ([step] * 21, TEXT, NobodyAsked),
        ([step, step], TEXT, AskedTwice),
        ([StepAsked(Part.LEGAL, lawyer, NOON)], TEXT, DueInPast),
        ([StepAsked(Part.LEGAL, None, SOON)], TEXT, NobodyAsked),
        ([step], " \n", NothingToClear),
        ([step], "TỐI MẬT\nKế hoạch", SecretMark),
    ):
        with pytest.raises(refusal):
            ask(steps, text)
    assert not Clearance.objects.exists()


def test_somebody_outside_decides_once_by_a_link(ask: Asker, agency: Model, system: Officer) -> None:
    outside = StepAsked(Part.UNIT, None, SOON, outside_name="GS. Lê Văn A", outside_email="a@truong.vn")
    clearance = ask([outside])
    letter = Message.objects.get(to="a@truong.vn")
    token = letter.body.split("/ngoai/")[1].split("/")[0]
    deciding.decide_by_link(token=token, decision=Decision.APPROVED, comment="", by=system, at=NOON)
    step = part_of(clearance, Part.UNIT)
    assert (step.decided_name, step.decided_by) == ("GS. Lê Văn A", system)
    assert is_cleared(agency, TEXT)
    with pytest.raises(deciding.LinkGone):
        deciding.decide_by_link(token=token, decision=Decision.APPROVED, comment="", by=system, at=NOON)
    with pytest.raises(deciding.LinkUnknown):
        deciding.link_of("x" * 43, at=NOON)


def test_a_link_ends_with_the_deadline_and_a_late_one_lasts_a_day(ask: Asker, unit_officer: Officer) -> None:
    outside = StepAsked(Part.UNIT, None, SOON, outside_name="GS. A", outside_email="a@truong.vn")
    step = part_of(ask([outside]), Part.UNIT)
    letter = Message.objects.get(to="a@truong.vn")
    token = letter.body.split("/ngoai/")[1].split("/")[0]
    deciding.link_of(token, at=SOON - timedelta(seconds=1))
    with pytest.raises(deciding.LinkGone):
        deciding.link_of(token, at=SOON)
    late = deciding.send_link(step=step, by=unit_officer, at=LATE)
    deciding.link_of(late, at=LATE + timedelta(hours=23))
    with pytest.raises(deciding.LinkGone):
        deciding.link_of(late, at=LATE + timedelta(days=1))


def test_the_same_words_are_not_put_for_clearance_again(ask: Asker, lawyer: Officer, leader: Officer) -> None:
    """A running or passed clearance stays; a returned one is asked for anew, and so is a changed text."""
    first = ask()
    approve(part_of(first, Part.LEGAL), lawyer)
    with pytest.raises(SameWords), transaction.atomic():
        ask(text=TEXT.replace("\n", "\r\n"))
    assert approve(part_of(first, Part.LEADER), leader).state == ClearanceState.CLEARED
    with pytest.raises(SameWords), transaction.atomic():
        ask()
    assert Clearance.objects.get() == first
    second = ask(text="Bản sửa lại.")
    given = {"text_hash": second.text_hash, "decision": Decision.RETURNED, "comment": "Sai số liệu."}
    approve(part_of(second, Part.LEGAL), lawyer, **given)
    third = ask(text="Bản sửa lại.")
    first.refresh_from_db()
    assert (first.state, third.state) == (ClearanceState.SUPERSEDED, ClearanceState.OPEN)


def test_a_new_link_kills_the_older_one_and_the_end_kills_all(
    ask: Asker, unit_officer: Officer, lawyer: Officer
) -> None:
    outside = StepAsked(Part.UNIT, None, SOON, outside_name="GS. A", outside_email="a@truong.vn")
    clearance = ask([outside, StepAsked(Part.LEGAL, lawyer, SOON)])
    step = part_of(clearance, Part.UNIT)
    first = deciding.send_link(step=step, by=unit_officer, at=NOON)
    second = deciding.send_link(step=step, by=unit_officer, at=LATE)
    with pytest.raises(deciding.LinkGone):
        deciding.link_of(first, at=LATE)
    with pytest.raises(NotAllowed):
        deciding.send_link(step=step, by=lawyer, at=LATE)
    deciding.link_of(second, at=LATE)
    withdraw_clearance(clearance=clearance, reason="Nhầm", by=unit_officer, at=LATE)
    with pytest.raises(deciding.LinkGone):
        deciding.link_of(second, at=LATE)
    assert not OutsideLink.objects.filter(token_hash__in=[first, second]).exists()  # only hashes are kept
