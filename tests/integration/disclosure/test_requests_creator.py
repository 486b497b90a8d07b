"""A14: a commune asks the body that made the information, which answers; then the requester is told."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.models.requests_creator import CreatorInquiry
from dongthuan.apps.disclosure.models.requests_outcomes import SuppliedCorrection
from dongthuan.apps.disclosure.operations.requests import OutOfTime
from dongthuan.apps.disclosure.operations.requests_after import (
    CorrectionContent,
    answer_correction,
    raise_correction,
)
from dongthuan.apps.disclosure.operations.requests_answering import ProvisionContent, provide
from dongthuan.apps.disclosure.operations.requests_creator import (
    AlreadyAsked,
    CreatorContent,
    NobodyNamed,
    NotACommune,
    ask_creator,
    note_creator_answer,
    start_waiting_corrections,
)
from dongthuan.apps.disclosure.queries.requests_public import public_request
from dongthuan.apps.disclosure.requests_lifecycle import (
    CorrectionBasis,
    CorrectionOutcome,
    EventKind,
    ProvisionForm,
)
from dongthuan.apps.press.operations.versions import NoReason
from dongthuan.apps.units.models import Agency, Unit
from tests.integration.disclosure.requests_cast import DAY, HOUR, NEW_LAW, OLD_LAW, answering, valid

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)
ASKED = CreatorContent("Sở Minh họa", "15/UBND-VP ngày 10/3/2026")


@pytest.fixture
def commune(agency: Unit) -> Agency:
    """The agency, as a communal people's committee."""
    told = {"kind": Agency.Kind.COMMUNE, "document_code": "UBND", "place": "Xã Thử"}
    return Agency.objects.update_or_create(unit=agency, defaults=told)[0]


def reported(
    by: Officer, source: Officer, *, at: datetime = OLD_LAW, basis: CorrectionBasis = CorrectionBasis.REPORTED
) -> SuppliedCorrection:
    """Return what a requester says is wrong in information that was given, on the Friday after."""
    request = answering(valid(by, at=at), by=source, checker=by, at=at + HOUR)
    content = ProvisionContent("Danh mục năm 2025", ProvisionForm.EMAIL)
    provide(request=request, version=request.version, content=content, by=by, at=at + DAY)
    request.refresh_from_db()
    said = CorrectionContent("Sai diện tích", basis)
    return raise_correction(request=request, content=said, by=by, at=at + 4 * DAY)


def version_of(correction: SuppliedCorrection) -> int:
    """Return the version of the request as an officer sees it now."""
    correction.request.refresh_from_db()
    return correction.request.version


def asked_in_time(correction: SuppliedCorrection) -> None:
    """Assert that the limit for asking is met and the commune's own has fallen away."""
    correction.refresh_from_db()
    assert correction.ask_clock is not None
    correction.ask_clock.refresh_from_db()
    found = (correction.clock, correction.ask_clock.state, correction.ask_clock.is_late)
    assert found == (None, State.DONE, False)


def test_the_chain_of_three_limits(
    commune: Agency, information_officer: Officer, institute_officer: Officer
) -> None:
    by = information_officer
    correction = reported(by, institute_officer)
    assert correction.raised_at == FRIDAY
    assert correction.clock is not None
    assert correction.ask_clock is not None
    # From Friday 6 March: 15 days end on Saturday the 21st and roll on; 5 working days end on the 13th.
    ends = [(one.alias, one.due_on) for one in (correction.clock, correction.ask_clock)]
    assert ends == [("A13", date(2026, 3, 23)), ("A14.1", date(2026, 3, 13))]
    tuesday = FRIDAY + 4 * DAY
    inquiry = ask_creator(
        correction=correction, content=ASKED, version=version_of(correction), by=by, at=tuesday
    )
    asked_in_time(correction)
    # 15 days after Tuesday 10 March: Wednesday the 25th.
    assert inquiry.clock is not None
    assert (inquiry.clock.alias, inquiry.clock.due_on) == ("A14.2", date(2026, 3, 25))
    with pytest.raises(AlreadyAsked):
        ask_creator(correction=correction, content=ASKED, version=version_of(correction), by=by, at=tuesday)
    came = datetime(2026, 3, 26, 2, tzinfo=UTC)  # a Thursday, a day late
    note_creator_answer(
        inquiry=inquiry, answer="Diện tích đúng là 2 ha", version=version_of(correction), by=by, at=came
    )
    correction.refresh_from_db()
    inquiry.clock.refresh_from_db()
    assert inquiry.clock.is_late is True
    # 3 working days after Thursday: Friday, Monday, Tuesday.
    assert correction.clock is not None
    assert (correction.clock.alias, correction.clock.due_on) == ("A14.3", date(2026, 3, 31))
    shown = public_request(correction.request)
    assert shown.corrections[0].clock == correction.clock
    kinds = [event.kind for event in shown.events]
    assert kinds[-2:] == [EventKind.CREATOR_ASKED, EventKind.CREATOR_ANSWERED]
    done = answer_correction(
        correction=correction, outcome=CorrectionOutcome.CORRECTED, answer="Đã sửa", by=by, at=came + DAY
    )
    assert done.clock is not None
    done.clock.refresh_from_db()
    assert (done.clock.state, done.clock.is_late) == (State.DONE, False)


def test_what_is_determined_here_needs_nobody_else(
    commune: Agency, information_officer: Officer, institute_officer: Officer
) -> None:
    correction = reported(information_officer, institute_officer)
    answer_correction(
        correction=correction,
        outcome=CorrectionOutcome.RIGHT,
        answer="Đúng",
        by=information_officer,
        at=FRIDAY + DAY,
    )
    assert correction.ask_clock is not None
    correction.ask_clock.refresh_from_db()
    assert correction.ask_clock.state == State.CANCELLED
    own = reported(information_officer, institute_officer, basis=CorrectionBasis.OWN)
    assert own.ask_clock is None


def test_only_a_commune_asks_and_says_whom(
    commune: Agency, information_officer: Officer, institute_officer: Officer, other_officer: Officer
) -> None:
    by = information_officer
    correction = reported(by, institute_officer)
    told = {"correction": correction, "version": version_of(correction), "by": by, "at": FRIDAY + DAY}
    for fault, content in (
        (NobodyNamed, CreatorContent(" ")),
        (OutOfTime, CreatorContent("Sở", asked_at=FRIDAY - DAY)),
        (OutOfTime, CreatorContent("Sở", asked_at=FRIDAY + 2 * DAY)),
    ):
        with pytest.raises(fault):
            ask_creator(content=content, **told)
    with pytest.raises(NotAllowed):
        ask_creator(content=ASKED, **(told | {"by": other_officer}))
    Agency.objects.update(kind=Agency.Kind.MINISTRY)
    with pytest.raises(NotACommune):
        ask_creator(content=ASKED, **told)
    assert not CreatorInquiry.objects.exists()
    correction.refresh_from_db()
    assert correction.clock is not None
    assert correction.clock.state == State.RUNNING


def test_an_answer_says_something_after_the_question(
    commune: Agency, information_officer: Officer, institute_officer: Officer
) -> None:
    by = information_officer
    correction = reported(by, institute_officer)
    inquiry = ask_creator(
        correction=correction, content=ASKED, version=version_of(correction), by=by, at=FRIDAY + DAY
    )
    told = {"inquiry": inquiry, "version": version_of(correction), "by": by, "at": FRIDAY + 2 * DAY}
    with pytest.raises(NoReason):
        note_creator_answer(answer=" ", **told)
    with pytest.raises(OutOfTime):
        note_creator_answer(answer="Đúng", answered_at=FRIDAY, **told)
    note_creator_answer(answer="Đúng", **told)
    acts = Entry.objects.filter(act__in=["disclosure.ask_creator", "disclosure.note_creator_answer"])
    assert acts.count() == 2
    with pytest.raises(AlreadyAsked):
        note_creator_answer(answer="Lần hai", **(told | {"version": version_of(correction)}))


def test_under_the_new_law_nothing_is_guessed(
    commune: Agency, information_officer: Officer, institute_officer: Officer, system: Officer
) -> None:
    correction = reported(information_officer, institute_officer, at=NEW_LAW)
    assert (correction.clock, correction.ask_clock) == (None, None)
    assert correction.limit_unknown_at is not None
    at = NEW_LAW + 5 * DAY
    inquiry = ask_creator(
        correction=correction, content=ASKED, version=version_of(correction), by=information_officer, at=at
    )
    assert (inquiry.clock, inquiry.limit_unknown_at) == (None, at)
    assert start_waiting_corrections(by=system.on(at.date()), at=at + HOUR) == 0


def test_the_pages_go_on_step_by_step(
    client: Client, commune: Agency, information_officer: Officer, institute_officer: Officer
) -> None:
    correction = reported(information_officer, institute_officer)
    client.force_login(information_officer)
    page = correction.request.get_absolute_url()
    step = reverse("disclosure:request-step", args=[correction.request.pk, "hoi-noi-tao"])
    assert step in client.get(page).content.decode()
    given = {
        "correction": correction.pk,
        "body": "Sở Minh họa",
        "asked_at": "2026-03-09T09:00",
        "version": version_of(correction),
    }
    assert client.post(step, given | {"body": ""}).status_code == 400
    assert client.post(step, given).status_code == 302
    shown = client.get(page).content.decode()
    assert "Sở Minh họa" in shown
    assert step not in shown
    assert reverse("disclosure:request-step", args=[correction.request.pk, "noi-tao-tra-loi"]) in shown
