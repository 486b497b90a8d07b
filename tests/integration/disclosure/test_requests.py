"""Requests from receipt to the end: numbers, bad input, the same again, remedies, two officers at once."""

import unicodedata
from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.operations.parameters import (
    ParameterContent,
    approve_parameter,
    propose_parameter,
)
from dongthuan.apps.common.roles import Role
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequesterIdentity
from dongthuan.apps.disclosure.operations.requests import (
    NothingAsked,
    RequestContent,
    TooManyFiles,
    receive_request,
    withdraw_request,
)
from dongthuan.apps.disclosure.operations.requests_after import (
    ComplaintContent,
    ComplaintDecision,
    NotUpheld,
    complain,
    decide_complaint,
    reopen_request,
)
from dongthuan.apps.disclosure.operations.requests_answering import (
    ProvisionContent,
    RefusalContent,
    provide,
    refuse_request,
)
from dongthuan.apps.disclosure.operations.requests_classifying import NotClassified
from dongthuan.apps.disclosure.operations.requests_identity import purge_identities
from dongthuan.apps.disclosure.operations.requests_validity import Lack, guide_request, validate_request
from dongthuan.apps.disclosure.queries.periodic import periodic_figures
from dongthuan.apps.disclosure.queries.requests import waiting_for
from dongthuan.apps.disclosure.queries.requests_again import asked_before
from dongthuan.apps.disclosure.queries.requests_papers import papers_of_code
from dongthuan.apps.disclosure.queries.requests_public import public_request, request_by_code
from dongthuan.apps.disclosure.requests_checking import lacking
from dongthuan.apps.disclosure.requests_law import STATED, NotListed
from dongthuan.apps.disclosure.requests_lifecycle import (
    ComplaintOutcome,
    Complexity,
    ProvisionForm,
    RequestState,
)
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.operations.versions import ChangedMeanwhile
from dongthuan.apps.units.models import Unit
from tests.integration.disclosure.requests_cast import (
    DAY,
    HOUR,
    NEW_LAW,
    OLD_LAW,
    WHOLE,
    answering,
    placed,
    received,
    valid,
)


def test_what_comes_in_is_numbered_told_and_followed_by_its_code(
    system: Officer, information_officer: Officer
) -> None:
    content = RequestContent(content=unicodedata.normalize("NFD", "Hỏi về đất hiếm"))
    request, code = receive_request(content=content, by=system, at=OLD_LAW)
    other = received(information_officer)
    next_year = received(information_officer, at=datetime(2027, 1, 4, 2, tzinfo=UTC))
    assert (request.symbol, other.symbol, next_year.symbol) == ("001/2026", "002/2026", "001/2027")
    assert request.content == unicodedata.normalize("NFC", request.content)
    assert request_by_code(code.lower().replace("-", " ")) == request
    told = public_request(request)
    assert (told.state, told.can_complete, told.can_complain) == (RequestState.RECEIVED, True, False)
    notice = Notice.objects.get(recipient=information_officer, record_key=str(request.pk))
    assert "đất hiếm" not in notice.title
    missing, is_law = lacking(request, on=date(2026, 3, 2))
    assert ({entry.key for entry in missing}, is_law) == (
        {"name", "address", "identity", "contact", "reason"},
        True,
    )
    assert lacking(request, on=date(2026, 10, 1))[1] is False


def test_bad_input_leaves_no_trace(information_officer: Officer) -> None:
    def take(content: str, files: list[tuple[str, bytes]]) -> None:
        receive_request(content=RequestContent(content), files=files, by=information_officer, at=OLD_LAW)

    with pytest.raises(NothingAsked):
        take(" \u00a0 ", [])
    with pytest.raises(FileRefused, match="20 MB"):
        take("Hỏi", [("don.pdf", b"%PDF-" + b"0" * 30_000_000)])
    with pytest.raises(TooManyFiles):
        take("Hỏi", [("a.txt", b"a")] * 11)
    assert not InformationRequest.objects.exists()
    assert not Entry.objects.filter(act="disclosure.receive_request").exists()


def test_the_third_time_is_shown_never_refused(
    information_officer: Officer, institute_officer: Officer
) -> None:
    earlier = []
    for days in (0, 7):
        at = OLD_LAW + days * DAY
        request = answering(
            valid(information_officer, at=at), by=institute_officer, checker=information_officer, at=at
        )
        content = ProvisionContent("Danh mục", ProvisionForm.EMAIL)
        provide(request=request, version=request.version, content=content, by=information_officer, at=at)
        earlier.append(request.pk)
    at = OLD_LAW + 14 * DAY
    third = valid(
        information_officer, at=at, content=WHOLE["content"].upper(), identity_number="001 090 012345"
    )
    again = asked_before(third, information_officer)
    assert again is not None
    assert [row.pk for row in again.earlier] == earlier[::-1]
    assert (again.given_count, again.is_over, "Điều 28" in again.citation) == (2, True, True)
    assert third.state == RequestState.VALID
    other = valid(information_officer, at=at, identity_number="001090099999")
    assert asked_before(other, information_officer) is None


def test_a_refusal_names_a_listed_ground_and_a_complaint_opens_it_again(
    information_officer: Officer, leader: Officer, system: Officer
) -> None:
    request = valid(information_officer)
    told = {"request": request, "version": request.version, "by": leader, "at": OLD_LAW + DAY}
    for wrong in (RefusalContent("bịa", "x"), RefusalContent(STATED, "x", citation="Điều 99")):
        with pytest.raises(NotListed):
            refuse_request(content=wrong, **told)
    refusal = refuse_request(content=RefusalContent("c", "Do đơn vị khác tạo ra"), **told)
    assert "Điều 28" in refusal.citation
    request.refresh_from_db()
    assert (request.state, request.clock and request.clock.state) == (RequestState.REFUSED, State.DONE)
    complaint = complain(
        request=request, content=ComplaintContent("Không đúng"), by=system, at=OLD_LAW + 2 * DAY
    )
    request.refresh_from_db()
    with pytest.raises(NotUpheld):
        reopen_request(request=request, version=request.version, reason="x", by=leader, at=OLD_LAW + 3 * DAY)
    decision = ComplaintDecision(ComplaintOutcome.UPHELD, "Phải cung cấp")
    decide_complaint(complaint=complaint, decision=decision, by=leader, at=OLD_LAW + 3 * DAY)
    request.refresh_from_db()
    opened = reopen_request(
        request=request, version=request.version, reason="Khiếu nại đúng", by=leader, at=OLD_LAW + 4 * DAY
    )
    assert (opened.state, opened.settled_at) == (RequestState.CLASSIFYING, None)
    figures = periodic_figures(leader, start_on=date(2026, 1, 1), end_on=date(2027, 1, 1))
    assert (figures.total["complained"], figures.upheld_count) == (1, 1)


def test_where_the_list_of_the_law_is_not_known_the_article_is_cited(
    information_officer: Officer, leader: Officer
) -> None:
    request = valid(information_officer, at=NEW_LAW)
    told = {"request": request, "version": request.version, "by": leader, "at": NEW_LAW + HOUR}
    with pytest.raises(NotListed):
        refuse_request(content=RefusalContent("c", "x"), **told)
    with pytest.raises(NotListed):
        refuse_request(content=RefusalContent(STATED, "x"), **told)
    refusal = refuse_request(content=RefusalContent(STATED, "x", citation="Điều 20 (thử)"), **told)
    assert (refusal.ground, refusal.citation) == (STATED, "Điều 20 (thử)")


def test_nothing_is_given_before_two_have_looked(information_officer: Officer) -> None:
    request = valid(information_officer)
    content = ProvisionContent("Danh mục", ProvisionForm.EMAIL)
    with pytest.raises(NotClassified):
        provide(request=request, version=request.version, content=content, by=information_officer, at=OLD_LAW)
    request.refresh_from_db()
    assert request.state == RequestState.VALID
    assert not request.provisions.exists()


def test_a_withdrawn_request_has_no_limit_and_its_identity_stays_without_a_rule(
    information_officer: Officer, system: Officer
) -> None:
    request = withdraw_request(request=valid(information_officer), by=system, at=OLD_LAW + DAY)
    assert request.clock is not None
    request.clock.refresh_from_db()
    assert request.clock.state == State.CANCELLED
    assert purge_identities(by=system, at=OLD_LAW + 4000 * DAY) == 0
    assert RequesterIdentity.objects.filter(request=request).exists()
    entries = Entry.objects.filter(record_type="disclosure.informationrequest")
    assert not [entry for entry in entries if "Minh Họa" in f"{entry.ground}{entry.details}"]


def test_personal_data_and_papers_go_when_the_entered_rule_says(
    information_officer: Officer, legal_officer: Officer, second_legal_officer: Officer, system: Officer
) -> None:
    request, code = receive_request(content=RequestContent(**WHOLE), by=information_officer, at=OLD_LAW)
    withdraw_request(request=request, by=system, at=OLD_LAW + DAY)
    number = ParameterContent(
        "access.identity.keep-months", 12, date(2026, 1, 1), "Quy chế", "Điều 9", "Văn bản", "V1", "Mới"
    )
    version = propose_parameter(content=number, by=legal_officer, at=OLD_LAW)
    assert purge_identities(by=system, at=OLD_LAW + 400 * DAY) == 0
    approve_parameter(version=version, by=second_legal_officer, at=OLD_LAW)
    assert purge_identities(by=system, at=OLD_LAW + 360 * DAY) == 0
    found = request_by_code(code)
    assert found is not None
    assert [paper.key for paper in papers_of_code(found)] == ["02"]
    assert purge_identities(by=system, at=OLD_LAW + 366 * DAY) == 1
    found = request_by_code(code)
    assert found is not None
    assert (found.requester_name, papers_of_code(found), public_request(found).is_over) == ("", [], True)
    assert not RequesterIdentity.objects.filter(request=found).exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_is_told(information_officer: Officer, coordinator: Officer) -> None:
    request = received(information_officer)
    version, results = request.version, list[str]()

    def guide() -> None:
        try:
            guide_request(
                request=request, version=version, lacks=[Lack("Lý do")], by=coordinator, at=OLD_LAW + HOUR
            )
            results.append("done")
        except ChangedMeanwhile:
            results.append("told")
        finally:
            connection.close()

    def validate() -> None:
        try:
            validate_request(
                request=request,
                version=version,
                valid_at=OLD_LAW,
                complexity=Complexity.SIMPLE,
                by=information_officer,
                at=OLD_LAW + HOUR,
            )
            results.append("done")
        except ChangedMeanwhile:
            results.append("told")
        finally:
            connection.close()

    threads = [Thread(target=guide), Thread(target=validate)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["done", "told"]


def test_what_nobody_handles_awaits_the_contact_point_of_the_agency_and_of_the_office(
    system: Officer, information_officer: Officer, institute: Unit, institute_officer: Officer
) -> None:
    row = received(information_officer)
    office = Unit.objects.create(
        code="VP", name="Văn phòng", kind=Unit.Kind.OFFICE, parent=row.unit, start_on=institute.start_on
    )
    of_office = placed("dau-moi-vp", Role.INFORMATION_OFFICER, office, system)
    for one, waits in ((information_officer, [row]), (of_office, [row]), (institute_officer, [])):
        assert waiting_for(one, most=8) == waits
