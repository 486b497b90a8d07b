"""Agreements: the list, one of them, entering and rewriting, its file."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import entering
from dongthuan.apps.files.responses import download
from dongthuan.apps.partners import forms
from dongthuan.apps.partners.models import Agreement
from dongthuan.apps.partners.operations.agreements import add_agreement, rewrite_agreement
from dongthuan.apps.partners.queries.partners import agreements_listed, horizons_on
from dongthuan.apps.partners.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.partners.sheets import agreement_columns
from dongthuan.apps.partners.views.showing import AGREEMENT_STEPS, agreement_of, partner_of, show_agreement
from dongthuan.apps.partners.wording import REFUSED, sentence_of
from dongthuan.apps.press.views.register_steps import page_by_name

_enter = entering(REFUSED, sentence_of)


@require_GET
def agreements(request: OfficerRequest) -> HttpResponse:
    """List the agreements that the officer may read, the next end first."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.AgreementFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    at = clock.now()
    on = clock.local_day(at)
    rows = agreements_listed(request.user, wanted, on=on)
    if workbook.is_wanted(request):
        columns = agreement_columns(on)
        return workbook.answer_with(_("Agreements"), columns, rows, name="thoa-thuan", at=at, form=form)
    page = page_by_name(rows, request.GET.get("page", ""))
    horizons = horizons_on(on)
    content = {
        "tab": "agreements",
        "form": form,
        "page": page,
        "rows": [(one, one.state(on=on), one.is_ending_soon(horizons, on=on)) for one in page.rows],
        "is_filtered": any(wanted.values()),
        "keeps": keeps_somewhere(request.user, None),
    }
    return render(request, "partners/agreements.html", content, status=200 if form.is_valid() else 400)


@require_GET
def agreement(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show an agreement."""
    return show_agreement(request, agreement_of(request, pk), {})


@require_GET
def file(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """Give the file of an agreement."""
    found = agreement_of(request, pk)
    if found.file is None:
        raise Http404
    return download(found.file)


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest, pk: int) -> HttpResponse:
    """Enter an agreement with a partner."""
    partner = partner_of(request, pk)
    require(ACCESS, Act.KEEP_AGREEMENT, request.user, Agreement(partner=partner))
    form = forms.AgreementForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        given = {"partner": partner, "content": form.content()}
        made = _enter(request, form, add_agreement, _("The agreement is saved."), **given)
        if made is not None:
            return redirect(made)
    page = {"form": form, "partner": partner}
    return render(request, "partners/agreement_edit.html", page, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write an agreement anew."""
    found = agreement_of(request, pk)
    require(ACCESS, Act.KEEP_AGREEMENT, request.user, found)
    initial = forms.AgreementForm.initial_of(found)
    form = forms.AgreementForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_bound and form.is_valid():
        given = {"agreement": found, "content": form.content(), "version": form.seen}
        made = _enter(request, form, rewrite_agreement, _("The agreement is saved."), **given)
        if made is not None:
            return redirect(made)
    page = {"form": form, "partner": found.partner, "agreement": found}
    return render(request, "partners/agreement_edit.html", page, status=400 if form.is_bound else 200)


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """End an agreement early, or undo that."""
    return AGREEMENT_STEPS.take(request, slug, agreement_of(request, pk), show_agreement)
