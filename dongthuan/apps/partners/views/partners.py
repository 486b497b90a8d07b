"""Partners: the list, as a page, workbook and address book; one of them; entering and rewriting."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.acting import entering
from dongthuan.apps.partners import forms, sheets
from dongthuan.apps.partners.models import Contact, Partner, PartnerQuerySet
from dongthuan.apps.partners.operations.partners import save_partner
from dongthuan.apps.partners.queries.partners import cards_of, partners_listed, units_kept
from dongthuan.apps.partners.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.partners.views.showing import PARTNER_STEPS, partner_of, show_partner
from dongthuan.apps.partners.wording import REFUSED, sentence_of
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.docgen.vcard import MEDIA, as_vcards

_enter = entering(REFUSED, sentence_of)
MOST_CARDS = 5_000


@require_GET
def partners(request: OfficerRequest) -> HttpResponse:
    """List the partners that the officer may read."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    at = clock.now()
    rows = partners_listed(request.user, wanted, on=clock.local_day(at))
    if workbook.is_wanted(request):
        return workbook.answer_with(
            _("Partners"), sheets.PARTNERS, _by_contact(rows), name="doi-tac", at=at, form=form
        )
    page = {
        "tab": "partners",
        "form": form,
        "page": page_by_name(rows, request.GET.get("page", "")),
        "is_filtered": any(wanted.values()),
        "keeps": keeps_somewhere(request.user, None),
    }
    return render(request, "partners/partners.html", page, status=200 if form.is_valid() else 400)


@require_GET
def address_book(request: OfficerRequest) -> HttpResponse:
    """Give the contacts of the list, as filtered, as vCards."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = partners_listed(request.user, wanted, on=clock.local_day(clock.now()))
    return _cards(rows[:MOST_CARDS], "doi-tac")


@require_GET
def partner(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a partner."""
    return show_partner(request, partner_of(request, pk), {})


@require_GET
def partner_cards(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the contacts of one partner as vCards."""
    return _cards([partner_of(request, pk)], f"doi-tac-{pk}")


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Enter a partner."""
    if not keeps_somewhere(request.user, None):
        raise NotAllowed(Act.KEEP.value)
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a partner anew."""
    found = partner_of(request, pk)
    require(ACCESS, Act.KEEP, request.user, found)
    return redirect(found) if found.closed_at else _edit(request, found)


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Close a partner, or take it up again."""
    return PARTNER_STEPS.take(request, slug, partner_of(request, pk), show_partner)


def _edit(request: OfficerRequest, found: Partner | None) -> HttpResponse:
    units = units_kept(request.user)
    initial: dict[str, Any] = (
        forms.PartnerForm.initial_of(found) if found else {"unit": own_unit(request.user, units)}
    )
    form = forms.PartnerForm(request.POST or None, units=units, initial=initial)
    if form.is_bound and form.is_valid():
        given = {"partner": found, "content": form.content(), "version": form.seen}
        made = _enter(request, form, save_partner, _("The partner is saved."), **given)
        if made is not None:
            return redirect(made)
    page = {"form": form, "partner": found}
    return render(request, "partners/partner_edit.html", page, status=400 if form.is_bound else 200)


def _by_contact(rows: PartnerQuerySet) -> Iterator[tuple[Partner, Contact | None]]:
    for row in rows.iterator(chunk_size=500):
        contacts = list(row.contacts.all())
        if not contacts:
            yield row, None
        for one in contacts:
            yield row, one


def _cards(rows: Any, name: str) -> HttpResponse:
    answer = HttpResponse(as_vcards(cards_of(rows)), content_type=MEDIA)
    answer["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    return answer
