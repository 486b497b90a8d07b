"""Requests for information and the people who handle them, for the tests of disclosure."""

from datetime import UTC, datetime, timedelta
from typing import Any

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import RequestContent, receive_request
from dongthuan.apps.disclosure.operations.requests_answering import prepare_answer
from dongthuan.apps.disclosure.operations.requests_classifying import (
    ClassificationContent,
    check_classification,
    classify_request,
)
from dongthuan.apps.disclosure.operations.requests_validity import send_to_source, validate_request
from dongthuan.apps.disclosure.requests_lifecycle import Complexity, Openness, RequestChannel
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, NOON, newcomer

OLD_LAW = datetime(2026, 3, 2, 2, tzinfo=UTC)  # a Monday, 09:00 in Hà Nội, under the law of 2016
NEW_LAW = datetime(2026, 11, 2, 2, tzinfo=UTC)  # a Monday, under the law in force since 1 September 2026
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHOLE: dict[str, Any] = {
    "content": "Danh mục nhiệm vụ khoa học năm 2025 và kết quả nghiệm thu (minh hoạ)",
    "channel": RequestChannel.OFFICE,
    "requester_name": "Nguyễn Thị Minh Họa",
    "address": "1 phố Thử, Hà Nội",
    "phone": "0900000000",
    "identity_number": "001090012345",
    "reason": "Nghiên cứu",
}


def placed(name: str, role: Role, unit: Unit, by: Officer) -> Officer:
    """Return an officer with one role in one unit."""
    officer = newcomer(name, f"Cán bộ {name}", by)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(OLD_LAW.date())


def received(by: Officer, *, at: datetime = OLD_LAW, **changed: Any) -> InformationRequest:
    """Return a request that was taken in, complete unless something is changed."""
    request, _code = receive_request(content=RequestContent(**(WHOLE | changed)), by=by, at=at)
    return request


def valid(
    by: Officer, *, at: datetime = OLD_LAW, complexity: Complexity = Complexity.COMPLEX, **changed: Any
) -> InformationRequest:
    """Return a request that is valid since the instant at which it came."""
    request = received(by, at=at, **changed)
    return validate_request(
        request=request, version=request.version, valid_at=at, complexity=complexity, by=by, at=at
    )


def classified(
    request: InformationRequest,
    *,
    by: Officer,
    checker: Officer,
    at: datetime,
    content: ClassificationContent | None = None,
) -> InformationRequest:
    """Return the request, classified by one officer and agreed by another."""
    content = content or ClassificationContent(Openness.OPEN)
    if request.source_unit_id is None:
        unit = Unit.objects.get(pk=next(iter(by.held_roles()))[1])
        request = send_to_source(request=request, version=request.version, unit=unit, by=checker, at=at)
    classify_request(request=request, version=request.version, content=content, by=by, at=at)
    request.refresh_from_db()
    check_classification(request=request, version=request.version, is_agreed=True, note="", by=checker, at=at)
    request.refresh_from_db()
    return request


def answering(
    request: InformationRequest, *, by: Officer, checker: Officer, at: datetime
) -> InformationRequest:
    """Return the request, its information open, its answer begun."""
    request = classified(request, by=by, checker=checker, at=at)
    return prepare_answer(request=request, version=request.version, by=checker, at=at)
