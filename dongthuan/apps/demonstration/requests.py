"""The demonstration's requests for information, invented, in different states; and their removal.

All times lie around the instant at which it is set up, so older ones stand under the law of their day.
Setting up twice changes nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import RequestContent, receive_request, withdraw_request
from dongthuan.apps.disclosure.operations.requests_answering import (
    ProvisionContent,
    RefusalContent,
    prepare_answer,
    provide,
    refuse_request,
)
from dongthuan.apps.disclosure.operations.requests_classifying import (
    ClassificationContent,
    check_classification,
    classify_request,
)
from dongthuan.apps.disclosure.operations.requests_validity import (
    Lack,
    guide_request,
    send_to_source,
    validate_request,
)
from dongthuan.apps.disclosure.requests_law import STATED
from dongthuan.apps.disclosure.requests_lifecycle import (
    Complexity,
    Openness,
    ProvisionForm,
    RequestChannel,
)
from dongthuan.apps.files.queries import attachments_of
from dongthuan.law.openness import refusal_grounds_on

FIRST = "Danh mục trạm đo địa chấn và năm đưa vào hoạt động"
REASON = "Nội dung minh hoạ, gỡ khi cơ quan bắt đầu dùng thật."


def set_up_requests(*, cast: Cast, at: datetime) -> None:
    """Take invented requests in and bring each to its state; a second time changes nothing."""
    if InformationRequest.objects.filter(content__startswith=FIRST).exists():
        return
    _provided(cast, at - timedelta(days=100))
    _refused(cast, at - timedelta(days=95))
    _classified(cast, at - timedelta(days=2))
    _guided(cast, at - timedelta(days=1))
    _received(cast, "Kết quả đo chất lượng nước vịnh năm trước", 3, at - timedelta(hours=3))


def end_requests(*, cast: Cast, at: datetime) -> None:
    """Withdraw what is open, so that limits and notices end, then let all invented rows go."""
    invented = InformationRequest.objects.filter(content__endswith=ILLUSTRATIVE)
    for request in invented.open().order_by("pk"):
        withdraw_request(request=request, reason=REASON, by=cast.coordinator, at=at)
    for request in invented.order_by("pk"):
        for provision in request.provisions.all():
            attachments_of(provision).delete()
        attachments_of(request).delete()
        Clock.objects.of_record(request).delete()
    invented.delete()


def _received(cast: Cast, content: str, who: int, at: datetime, **more: Any) -> InformationRequest:
    told: dict[str, Any] = {
        "content": content + ILLUSTRATIVE,
        "channel": RequestChannel.EMAIL,
        "requester_name": f"Người Yêu Cầu {who}{ILLUSTRATIVE}",
        "address": "Số 1, phố Minh Hoạ",
        "email": f"nguoi{who}@vidu.example",
        "identity_number": f"00000000000{who}",
        "reason": "Học tập, nghiên cứu",
    }
    request, _code = receive_request(content=RequestContent(**(told | more)), by=cast.coordinator, at=at)
    return request


def _valid(cast: Cast, request: InformationRequest, at: datetime) -> InformationRequest:
    request = validate_request(
        request=request,
        version=request.version,
        valid_at=request.received_at,
        complexity=Complexity.COMPLEX,
        by=_on(cast.coordinator, at),
        at=at,
    )
    unit = _unit_of(cast)
    return send_to_source(request=request, version=request.version, unit=unit, by=cast.coordinator, at=at)


def _unit_of(cast: Cast) -> Any:
    return cast.earth.roles.select_related("unit").order_by("pk")[0].unit


def _provided(cast: Cast, at: datetime) -> None:
    request = _valid(cast, _received(cast, FIRST, 1, at), at)
    content = ClassificationContent(Openness.OPEN, note="Đã có trong báo cáo năm")
    later = at + timedelta(days=1)
    classify_request(request=request, version=request.version, content=content, by=cast.earth, at=later)
    request.refresh_from_db()
    check_classification(
        request=request, version=request.version, is_agreed=True, note="", by=cast.coordinator, at=later
    )
    request.refresh_from_db()
    later += timedelta(days=1)
    request = prepare_answer(request=request, version=request.version, by=cast.coordinator, at=later)
    given = ProvisionContent("Danh mục 32 trạm và năm hoạt động (minh hoạ)", ProvisionForm.EMAIL)
    provide(request=request, version=request.version, content=given, by=cast.coordinator, at=later)


def _refused(cast: Cast, at: datetime) -> None:
    asked = "Thông tin đất đai của một phường"
    request = _valid(cast, _received(cast, asked, 2, at, channel=RequestChannel.POST), at)
    listing = refusal_grounds_on(local_day(at))
    keys = [entry.key for entry in listing.entries if "trách nhiệm" in entry.title] or [STATED]
    content = RefusalContent(
        keys[0], "Thông tin do Ủy ban nhân dân phường tạo ra. (minh hoạ)", citation="Điều khoản minh hoạ"
    )
    later = at + timedelta(days=2)
    refuse_request(request=request, version=request.version, content=content, by=cast.leader, at=later)


def _classified(cast: Cast, at: datetime) -> None:
    request = _valid(cast, _received(cast, "Kinh phí các đề tài cấp Viện năm trước", 4, at), at)
    content = ClassificationContent(Openness.OPEN)
    later = at + timedelta(hours=5)
    classify_request(request=request, version=request.version, content=content, by=cast.earth, at=later)


def _guided(cast: Cast, at: datetime) -> None:
    asked = {"channel": RequestChannel.POST, "address": "", "reason": ""}
    request = _received(cast, "Bản sao kết luận hội thảo khoa học", 5, at, **asked)
    lacks = [Lack("Nơi cư trú, địa chỉ", "address"), Lack("Lý do, mục đích", "reason")]
    guide_request(
        request=request,
        version=request.version,
        lacks=lacks,
        by=cast.coordinator,
        at=at + timedelta(hours=2),
    )


def _on(officer: Officer, at: datetime) -> Officer:
    return officer.on(local_day(at))
