"""One partner and one agreement: what stands there, and what can be done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.partners import forms
from dongthuan.apps.partners.models import Agreement, Partner
from dongthuan.apps.partners.operations import agreements, partners
from dongthuan.apps.partners.queries.history import history_of
from dongthuan.apps.partners.queries.partners import horizons_on
from dongthuan.apps.partners.rules import ACCESS, Act
from dongthuan.apps.partners.wording import REFUSED, sentence_of
from dongthuan.apps.press.forms.register_fields import StepForm, StepReasonForm

PARTNER_STEPS = Steps(
    "partner",
    {
        "dong": Step(
            Act.CLOSE,
            StepReasonForm,
            partners.close_partner,
            "x",
            gettext_lazy("Close the partner"),
            gettext_lazy("The partner is closed."),
            lambda row: row.closed_at is None,
            hint=gettext_lazy("It leaves the lists; nothing is lost, and it can be taken up again."),
            is_grave=True,
        ),
        "mo-lai": Step(
            Act.CLOSE,
            StepForm,
            partners.reopen_partner,
            "arrow-back-up",
            gettext_lazy("Take the partner up again"),
            gettext_lazy("The partner stands in the lists again."),
            lambda row: row.closed_at is not None,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)
AGREEMENT_STEPS = Steps(
    "agreement",
    {
        "cham-dut": Step(
            Act.END_AGREEMENT,
            forms.EndForm,
            agreements.end_agreement,
            "x",
            gettext_lazy("End the agreement early"),
            gettext_lazy("The agreement is ended."),
            lambda row: row.ended_on is None,
            is_grave=True,
        ),
        "khoi-phuc": Step(
            Act.END_AGREEMENT,
            StepForm,
            agreements.undo_end,
            "arrow-back-up",
            gettext_lazy("Undo the early end"),
            gettext_lazy("The agreement holds as it was agreed."),
            lambda row: row.ended_on is not None,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)


def partner_of(request: OfficerRequest, pk: int) -> Partner:
    """Return a partner that the officer may read, or answer that there is none."""
    rows = Partner.objects.visible_to(request.user).select_related("unit", "outlet")
    return get_object_or_404(rows, pk=pk)


def agreement_of(request: OfficerRequest, pk: int) -> Agreement:
    """Return an agreement that the officer may read, or answer that there is none."""
    rows = Agreement.objects.visible_to(request.user).select_related("partner__unit", "file")
    return get_object_or_404(rows, pk=pk)


def show_partner(request: OfficerRequest, row: Partner, bound: Any, *, status: int = 200) -> HttpResponse:
    """Draw the page of a partner."""
    at = clock.now()
    on = clock.local_day(at)
    horizons = horizons_on(on)
    page = {
        "partner": row,
        "contacts": list(row.contacts.all()),
        "agreements": [
            (one, one.state(on=on), one.is_ending_soon(horizons, on=on)) for one in row.agreements.all()
        ],
        "history": history_of(row.outlet, request.user, at=at) if row.outlet else None,
        "may": allowed_acts(ACCESS, request.user, row),
        "steps": PARTNER_STEPS.offered(request, row, bound),
    }
    return render(request, "partners/partner.html", page, status=status)


def show_agreement(request: OfficerRequest, row: Agreement, bound: Any, *, status: int = 200) -> HttpResponse:
    """Draw the page of an agreement."""
    on = clock.local_day(clock.now())
    page = {
        "agreement": row,
        "state": row.state(on=on),
        "is_soon": row.is_ending_soon(horizons_on(on), on=on),
        "may": allowed_acts(ACCESS, request.user, row),
        "steps": AGREEMENT_STEPS.offered(request, row, bound),
    }
    return render(request, "partners/agreement.html", page, status=status)
