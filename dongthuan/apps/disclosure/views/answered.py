"""The page on which an answered request is made public, and the list of all such pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging
from dongthuan.apps.common.access import require
from dongthuan.apps.disclosure.answered_lifecycle import AnsweredState
from dongthuan.apps.disclosure.answered_rules import ANSWERED_ACCESS, AnsweredAct
from dongthuan.apps.disclosure.forms.answered import SummaryForm, SummaryStepForm
from dongthuan.apps.disclosure.models.answered import ANSWERED, AnsweredSummary
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations import answered as operations
from dongthuan.apps.disclosure.queries.answered import looks_personal, public_answered_one
from dongthuan.apps.disclosure.requests_wording import REFUSED, sentence_of

_S = AnsweredState
STEPS: dict[str, tuple[AnsweredAct, Callable[..., object], str, Any]] = {
    "de-nghi": (
        AnsweredAct.WRITE, operations.propose_summary, "", _("A second person looks at it now."),
    ),
    "cong-khai": (AnsweredAct.PUBLISH, operations.publish_summary, "", _("It is public on the portal now.")),
    "tra-lai": (AnsweredAct.RETURN, operations.return_summary, "note", _("Given back with your note.")),
    "rut": (AnsweredAct.WITHDRAW, operations.withdraw_summary, "reason", _("It is no longer public.")),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def summary(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the public words of a request; write them, the first time or anew."""
    row = _row(request, pk)
    found = AnsweredSummary.objects.filter(request=row).first()
    subject = found or AnsweredSummary(request=row)
    initial: dict[str, Any] = {"version": found.version if found else 0}
    if found is not None:
        initial |= {"question": found.question, "answer": found.answer, "shared": found.files.all()}
    form = SummaryForm(request.POST or None, row=row, initial=initial)
    if request.method == "POST":
        require(ANSWERED_ACCESS, AnsweredAct.WRITE, request.user, subject)
        if form.is_valid():
            told = {"content": form.content, "version": form.cleaned_data["version"]}
            try:
                operations.write_summary(request=row, by=request.user, at=clock.now(), **told)
            except REFUSED as refusal:
                form.add_error(None, sentence_of(refusal))
            else:
                messages.success(request, str(_("The words are kept; nothing is public yet.")))
                return redirect("disclosure:request-summary", pk=row.pk)
    return _shown(request, row, found, form, status=400 if request.method == "POST" else 200)


@require_POST
def summary_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with the public words of a request."""
    row = _row(request, pk)
    found = get_object_or_404(AnsweredSummary, request=row)
    if step not in STEPS:
        raise Http404
    act, operation, words, done = STEPS[step]
    if act not in (AnsweredAct.PUBLISH, AnsweredAct.RETURN) or found.written_by_id != request.user.pk:
        require(ANSWERED_ACCESS, act, request.user, found)
    form = SummaryStepForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = {words: form.cleaned_data["note"]} if words else {}
    try:
        operation(
            summary=found, version=form.cleaned_data["version"], by=request.user, at=clock.now(), **given
        )
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, str(done))
    return redirect("disclosure:request-summary", pk=row.pk)


def _shown(
    request: OfficerRequest,
    row: InformationRequest,
    found: AnsweredSummary | None,
    form: SummaryForm,
    status: int = 200,
) -> HttpResponse:
    subject = found or AnsweredSummary(request=row)
    may = {act.name.lower(): rule(request.user, subject) for act, rule in ANSWERED_ACCESS.items()}
    is_written = found is None or found.state in (_S.DRAFT, _S.WITHDRAWN)
    page = {
        "row": row,
        "summary": found,
        "form": form,
        "is_answered": row.state in ANSWERED,
        "may_write": may["write"] and is_written and row.state in ANSWERED,
        "may": may,
        "is_own": found is not None and found.written_by_id == request.user.pk,
        "personal": looks_personal(found.question, found.answer) if found else [],
        "is_public": found is not None and public_answered_one(found.slug, at=clock.now()) is not None,
    }
    return render(request, "disclosure/summary.html", page, status=status)


def _row(request: OfficerRequest, pk: int) -> InformationRequest:
    rows = InformationRequest.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(rows, pk=min(pk, paging.LARGEST_KEY))
