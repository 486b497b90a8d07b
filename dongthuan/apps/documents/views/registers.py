"""The register of outgoing documents, on screen and as a sheet, and where it begins."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.documents.forms.registers import CarryOnForm, NumberingForm, RegisterForm
from dongthuan.apps.documents.models.registers import Register
from dongthuan.apps.documents.operations import registers as operations
from dongthuan.apps.documents.queries import registers as queries
from dongthuan.apps.documents.rules import ACCESS, ACCESS_TO_REGISTERS, Act
from dongthuan.apps.documents.sheets import book_of
from dongthuan.apps.documents.views.documents import tell


def _wanted(request: OfficerRequest) -> RegisterForm:
    year = str(clock.local_day(clock.now()).year)
    return RegisterForm(request.GET if "year" in request.GET else request.GET | {"year": year})


@require_GET
def register(request: OfficerRequest) -> HttpResponse:
    """Show the book of a year, the latest number first."""
    require(ACCESS, Act.READ_AUTHORITIES, request.user, None)
    form = _wanted(request)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.entries_listed(request.user, wanted)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="registered_at"),
        "form": form,
        "begin_form": CarryOnForm(auto_id="begin_%s"),
        "numbering_form": NumberingForm(auto_id="numbering_%s"),
        "without_number": queries.kinds_without_number(),
        "may": allowed_acts(ACCESS_TO_REGISTERS, request.user, Register()),
    }
    return render(request, "documents/register.html", page, status=200 if form.is_valid() else 400)


@require_GET
def register_sheet(request: OfficerRequest) -> HttpResponse:
    """Give the book, as filtered, as a spreadsheet in the columns of a register of outgoing documents."""
    require(ACCESS, Act.READ_AUTHORITIES, request.user, None)
    form, at = _wanted(request), clock.now()
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.entries_listed(request.user, wanted).order_by("registered_at", "pk")
    return sheets.answer([book_of(rows)], f"so-van-ban-di-{wanted.get('year') or 'tat-ca'}", at=at)


@require_POST
def choose_numbering(request: OfficerRequest) -> HttpResponse:
    """Say whether an issuer's press releases get a number from now on."""
    require(ACCESS, Act.OPEN_REGISTER, request.user, Register())
    form = NumberingForm(request.POST)
    if form.is_valid():
        done = _("That holds for what is signed from now on; what was signed stays as it is.")
        tell(request, operations.choose_numbering, done, **form.cleaned_data)
    else:
        messages.error(request, _("Choose the issuer, the kind, and whether it gets a number."))
    return redirect("documents:register")


@require_POST
def carry_on(request: OfficerRequest) -> HttpResponse:
    """Let a register go on after the numbers that were given on paper."""
    require(ACCESS, Act.OPEN_REGISTER, request.user, Register())
    form = CarryOnForm(request.POST)
    if form.is_valid():
        tell(request, operations.carry_on, _("The register begins with that number."), **form.cleaned_data)
    else:
        messages.error(request, _("Choose the issuer and the kind, and a number from 1 to 99999."))
    return redirect("documents:register")
