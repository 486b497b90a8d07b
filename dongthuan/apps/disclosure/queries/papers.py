"""What the papers about a request are filled with: read from its records, decided before they are drawn."""

from collections.abc import Callable
from datetime import date, timedelta

from dongthuan.apps.clocks.models.clocks import ClockExtension
from dongthuan.apps.disclosure import papers
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.papers_notices import Extended, Periodic, Refused
from dongthuan.apps.disclosure.queries.periodic import PeriodicFigures
from dongthuan.apps.disclosure.requests_lifecycle import ComplaintLevel, RequestChannel
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.slip import Slip
from dongthuan.docgen.wording import number

CHANNELS: dict[str, str] = {
    RequestChannel.OFFICE: "Trực tiếp tại trụ sở",
    RequestChannel.POST: "Dịch vụ bưu chính",
    RequestChannel.FAX: "Fax",
    RequestChannel.PORTAL: "Cổng thông tin điện tử",
    RequestChannel.EMAIL: "Thư điện tử",
}
REMEDIES: dict[str, str] = {
    ComplaintLevel.FIRST: "Khiếu nại lần đầu",
    ComplaintLevel.SECOND: "Khiếu nại lần hai",
    ComplaintLevel.SUIT: "Khởi kiện vụ án hành chính",
    ComplaintLevel.DENUNCIATION: "Tố cáo",
}
RIGHTS = (
    "Người yêu cầu có quyền khiếu nại, khởi kiện vụ án hành chính hoặc tố cáo theo quy định của pháp luật"
)
SLIPS = ("01a", "01b", "02", "03", "06")


def agency_of(request: InformationRequest) -> papers.Agency:
    """Return whose forms the papers of a request are."""
    found = current_agency()
    if found is None:
        return papers.Agency(name=request.unit.name)
    parent = found.parent_name if found.unit_id == request.unit_id else found.unit.name
    return papers.Agency(parent, request.unit.name, found.place)


def asked_of(request: InformationRequest) -> papers.Asked:
    """Return a request as its papers say it; the number of the identity card stays out, dots are drawn."""
    return papers.Asked(
        symbol=request.symbol,
        requester=request.requester_name or None,
        organisation=request.organisation_name or None,
        proxy=request.proxy_name or None,
        address=request.address or None,
        phone=request.phone or None,
        email=request.email or None,
        content=request.content,
        documents=request.documents_named or None,
        form=papers.FORMS_OF_PROVISION[request.form_wanted],
        reason=request.reason or None,
        received_at=request.received_at,
        channel=CHANNELS[request.channel],
    )


def slip_of(request: InformationRequest, code: str, *, on: date) -> Slip:
    """Return one of the forms that are no official papers, filled from a request; code: one of SLIPS."""
    return _FILLED[code](request, on)


def _handling(request: InformationRequest, on: date) -> Slip:
    cost = request.costs.filter(replaced_at=None).prefetch_related("items").first()
    lines = [
        f"{item.title}: {item.quantity} {item.measure}, {number(item.amount_vnd)} đồng"
        for item in (cost.items.all() if cost else ())
    ]
    told = papers.Handling(
        due_on=request.clock.due_on if request.clock else None,
        form=papers.FORMS_OF_PROVISION[request.form_wanted],
        cost_vnd=cost.total_vnd if cost else 0,
        cost_lines=lines,
        pay_by=cost.pay_by if cost else None,
        note=cost.note if cost else "",
    )
    return papers.handling(asked_of(request), told, agency_of(request), on=on)


def _consent(request: InformationRequest, _on: date) -> Slip:
    found = request.consents.order_by("answer", "id").first()
    told = papers.Concerned()
    if found is not None:
        told = papers.Concerned(found.party, found.contact or None, found.scope, found.citation or None)
    return papers.consent(asked_of(request), told, agency_of(request))


_FILLED: dict[str, Callable[[InformationRequest, date], Slip]] = {
    "01a": lambda row, _on: papers.request_by_person(asked_of(row), agency_of(row)),
    "01b": lambda row, _on: papers.request_by_organisation(asked_of(row), agency_of(row)),
    "02": lambda row, _on: papers.receipt(asked_of(row), agency_of(row)),
    "03": _handling,
    "06": _consent,
}


def extended_of(request: InformationRequest) -> Extended | None:
    """Return the extension of a request with its rule, or None where its limit was not extended."""
    clock = request.clock
    found = ClockExtension.objects.filter(clock=clock).first() if clock else None
    if clock is None or found is None:
        return None
    citation = ", ".join(filter(None, (clock.article, clock.instrument)))
    return Extended(found.amount, found.unit, found.due_before, clock.due_at, citation, found.reason)


def refused_of(request: InformationRequest) -> Refused | None:
    """Return the refusal of a request with its article and reason, or None."""
    found = request.refusals.first()
    return Refused(found.citation, found.reason, RIGHTS) if found else None


def periodic_of(figures: PeriodicFigures) -> Periodic:
    """Return the figures of the periodic report as its words need them."""
    total = figures.total
    places = ("all", "solved", "partly", "refused", "in_time", "late")
    rows = [
        (one.unit_name or "Cộng", *(str(one.counts[place]) for place in places)) for one in figures.by_unit
    ]
    return Periodic(
        figures.start_on,
        figures.end_on - timedelta(days=1),
        received=total["all"],
        provided=total["whole"],
        partly=total["partly"],
        refused=total["refused"],
        ended=total["ended"],
        under_way=total["under_way"],
        in_time=total["in_time"],
        late=total["late"],
        by_unit=rows,
        by_channel=[(CHANNELS[channel], count) for channel, count in figures.by_channel.items()],
        grounds=[(citation, count) for _key, citation, count in figures.grounds],
        remedies=[(REMEDIES[level], count) for level, count in figures.remedies.items()],
        upheld=figures.upheld_count,
    )
