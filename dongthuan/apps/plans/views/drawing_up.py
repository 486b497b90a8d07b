"""Official documents drawn up from the page of a plan; they are then signed in their own app."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import NoSubject, TooLong
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.plans.operations import drawing_up as operations
from dongthuan.apps.plans.views.directives import plan_of
from dongthuan.apps.units.models import Unit

REFUSALS: dict[type[Exception], Any] = {
    operations.NoTask: gettext_lazy("The plan has no task yet; there is nothing to print."),
    operations.NothingOverdue: gettext_lazy("No task of this unit is overdue; there is nothing to urge on."),
    operations.TooManyRows: gettext_lazy(
        "The plan has more tasks than one document holds; export it as XLSX."
    ),
    NoSubject: gettext_lazy("Give the plan a title first."),
    TooLong: gettext_lazy("The plan is longer than one document can be; export it as XLSX."),
    SecretMark: gettext_lazy("A mark of state secrecy stands in the text; no document is drawn up from it."),
}


@require_POST
def draw_up_plan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw the plan up as a document."""
    plan = plan_of(request, pk)
    return _drawn(request, pk, operations.draw_up_plan, plan=plan)


@require_POST
def draw_up_dispatch(request: OfficerRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Draw up a dispatch that urges a unit on."""
    plan = plan_of(request, pk)
    unit = get_object_or_404(Unit, pk=unit_pk)
    return _drawn(request, pk, operations.draw_up_dispatch, plan=plan, unit=unit)


def _drawn(
    request: OfficerRequest, pk: int, operation: Callable[..., OfficialDocument], **given: Any
) -> HttpResponse:
    try:
        document = operation(by=request.user, at=clock.now(), **given)
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return redirect("plans:plan", pk=pk)
    messages.success(
        request, _("The draft of the document is drawn up; look it over, then hand it in to be signed.")
    )
    return redirect("documents:document", pk=document.pk)
