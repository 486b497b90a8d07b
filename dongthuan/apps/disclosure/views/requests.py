"""Pages of requests for information: the list, one request, taking one in, the register, the figures."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.queries.parameters import parameters_in_force_now
from dongthuan.apps.common import clock, paging
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.disclosure.forms.requests import (
    AT_THE_OFFICE,
    CompletionForm,
    RequestFilterForm,
    RequestForm,
)
from dongthuan.apps.disclosure.forms.requests_acts import ActForm, WhyForm
from dongthuan.apps.disclosure.law_wording import titled
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_outcomes import Provision
from dongthuan.apps.disclosure.operations import requests as operations
from dongthuan.apps.disclosure.operations.requests_identity import look_at_identity
from dongthuan.apps.disclosure.queries import requests as queries
from dongthuan.apps.disclosure.queries.requests_again import asked_before
from dongthuan.apps.disclosure.requests_checking import identity_of, lacking, looks_like_a_number
from dongthuan.apps.disclosure.requests_law import keep_months
from dongthuan.apps.disclosure.requests_lifecycle import BEFORE_VALID
from dongthuan.apps.disclosure.requests_rules import (
    REQUEST_ACCESS,
    RequestAct,
    may_open_requests,
    may_receive_somewhere,
)
from dongthuan.apps.disclosure.requests_wording import REFUSED, sentence_of
from dongthuan.apps.disclosure.views.requests_mail import tell_code, told_by_mail
from dongthuan.apps.disclosure.views.requests_table import STEPS
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.models.inquiries import Door
from dongthuan.apps.press.queries.inquiries import turned_away

BY_LIMIT = frozenset({"open", "overdue", "near", "no-limit"})
LARGEST_KEY = 2**63 - 1


@require_GET
def list_requests(request: OfficerRequest) -> HttpResponse:
    """List the requests this officer may read: open ones by their limit, others by receipt."""
    if not may_open_requests(request.user):
        raise NotAllowed(RequestAct.READ.value)
    at = clock.now()
    form = RequestFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.requests_listed(request.user, wanted, at=at)
    content: dict[str, Any] = {
        "form": form,
        "figures": _figures(queries.counts_of(request.user, at=at)),
        "may_receive": may_receive_somewhere(request.user),
        "is_filtered": any(wanted.values()),
        "most": queries.MOST_OPEN,
        "turned_away": turned_away(on=clock.local_day(at), doors=(Door.REQUEST, Door.NOTICE)),
    }
    if (wanted.get("state") or "open") in BY_LIMIT and not wanted.get("counted"):
        content["rows"] = queries.pressing_first(rows)
    else:
        content["page"] = paging.page_of(rows, request.GET.get("page", ""), by="received_at")
        content["rows"] = content["page"].rows
    return render(request, "disclosure/requests.html", content, status=200 if form.is_valid() else 400)


def _figures(counts: dict[str, int]) -> list[Figure]:
    def one(key: str, label: str, state: str) -> Figure:
        warns = bool(counts[key])
        return Figure(label, counts[key], f"?state={state}", is_warning=warns, opens=_("Open the requests"))

    return [
        one("received", _("To be checked"), "received"),
        one("overdue", _("Past their limit"), "overdue"),
        one("near", _("Ending within three days"), "near"),
        one("no_limit", _("Limit not known"), "no-limit"),
    ]


@require_GET
def show_request(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a request: who asks for what, until when, what to do next, what happened."""
    return _shown(request, request_of(request, pk), {})


def _shown(
    request: OfficerRequest, row: InformationRequest, bound: dict[str, ActForm], status: int = 200
) -> HttpResponse:
    on = clock.local_day(row.valid_at or row.received_at)
    lacks, is_law = lacking(row, on=on)
    identity = identity_of(row)
    content = {
        "row": row,
        "steps": STEPS.offered(request, row, bound or {}),
        "step_url": "disclosure:request-step",
        "can_complete": row.state in BEFORE_VALID and REQUEST_ACCESS[RequestAct.COMPLETE](request.user, row),
        "lacks": [titled(one) for one in lacks] if row.state in BEFORE_VALID else [],
        "is_law": is_law,
        "identity": identity,
        "is_odd_number": identity is not None and not looks_like_a_number(identity.number),
        "may_look": REQUEST_ACCESS[RequestAct.LOOK_AT_IDENTITY](request.user, row),
        "is_kept_for_ever": keep_months(on, parameters_in_force_now()) is None,
        "again": asked_before(row, request.user),
        "files": list(attachments_of(row)),
        "provisions": [
            (one, list(attachments_of(one))) for one in row.provisions.prefetch_related("withheld")
        ],
        "events": list(row.events.select_related("by").order_by("-at", "-id")[:200]),
    }
    return render(request, "disclosure/request.html", content, status=status)


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Do one act on a request."""
    return STEPS.take(request, slug, request_of(request, pk), _shown)


@require_http_methods(["GET", "POST"])
def add_request(request: OfficerRequest) -> HttpResponse:
    """Take a request in at the office, by post, fax or e-mail (a .eml is read); the code is shown once."""
    if not may_receive_somewhere(request.user):
        raise NotAllowed(RequestAct.RECEIVE.value)
    at = clock.now()
    units = queries.units_to_receive_for(request.user)
    initial = AT_THE_OFFICE | {"unit": own_unit(request.user, units)}
    form = RequestForm(request.POST or None, request.FILES or None, units=units, initial=initial)
    if form.is_valid():
        mail = told_by_mail(form.cleaned_data.get("mail"), at=at)
        try:
            made, code = operations.receive_request(
                content=form.asked(mail.told),
                files=(*mail.files, *form.cleaned_data["attached"]),
                by=request.user,
                at=at,
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            tell_code(request, made, code, mail.left_out)
            return redirect(made)
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/request_form.html", {"form": form, "row": None}, status=status)


@require_http_methods(["GET", "POST"])
def complete(request: OfficerRequest, pk: int) -> HttpResponse:
    """Help to complete a request that is not valid yet."""
    row = request_of(request, pk)
    require(REQUEST_ACCESS, RequestAct.COMPLETE, request.user, row)
    form = CompletionForm(request.POST or None, request.FILES or None, initial={"version": row.version})
    if form.is_valid():
        try:
            operations.complete_request(
                request=row,
                completion=form.completion(),
                files=form.cleaned_data["attached"],
                version=form.seen,
                by=request.user,
                at=clock.now(),
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("What was added is kept; check the request again."))
            return redirect(row)
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/request_form.html", {"form": form, "row": row}, status=status)


@require_http_methods(["GET", "POST"])
def identity(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the number of the requester's paper, after a reason was given; the look is recorded."""
    row = request_of(request, pk)
    require(REQUEST_ACCESS, RequestAct.LOOK_AT_IDENTITY, request.user, row)
    form = WhyForm(request.POST or None, row=row)
    content: dict[str, Any] = {"row": row, "form": form, "identity": None}
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            content["identity"] = look_at_identity(
                request=row, reason=reason, by=request.user, at=clock.now()
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
    status = 400 if request.method == "POST" and content["identity"] is None else 200
    response = render(request, "disclosure/request_identity.html", content, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def request_file(request: OfficerRequest, pk: int, file_pk: int) -> FileResponse:
    """Hand out a file that came with a request, or one that was given."""
    row = request_of(request, pk)
    given = [str(key) for key in row.provisions.values_list("pk", flat=True)]
    of_provisions = Attachment.objects.filter(record_type=Provision._meta.label_lower, record_key__in=given)
    kept = attachments_of(row).order_by() | of_provisions.select_related("by").order_by()
    return download(get_object_or_404(kept, pk=min(file_pk, LARGEST_KEY)))


def request_of(request: OfficerRequest, pk: int) -> InformationRequest:
    """Return the request, if this officer may see it."""
    return get_object_or_404(queries.request_seen(request.user), pk=min(pk, LARGEST_KEY))


def year_span(year: int) -> tuple[date, date]:
    """Return the first day of a year and the first day after it."""
    return date(year, 1, 1), date(year + 1, 1, 1)
