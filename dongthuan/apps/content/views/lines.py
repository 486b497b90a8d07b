"""A text says which line to take it follows, so that the line knows where it is used."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.content.forms.texts import UseLineForm
from dongthuan.apps.content.queries.lines import lines_fitting
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.content.views.texts import text_of
from dongthuan.apps.press.operations.lines import PastItsDays, use_line


@require_POST
def use(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note that the text follows a line that is in force."""
    text = text_of(request, pk)
    require(ACCESS, Act.WRITE, request.user, text)
    at = clock.now()
    form = UseLineForm(request.POST, lines=lines_fitting(text, on=clock.local_day(at)))
    address = reverse("content:text", args=[pk])
    record: Model = text
    given: dict[str, Any] = {"record": record, "title": text.title, "url": address}
    if form.is_valid():
        try:
            use_line(line=form.cleaned_data["line"], by=request.user, at=at, **given)
        except PastItsDays:
            messages.error(request, _("That line is not in force today; choose another."))
        else:
            messages.success(request, _("The line notes that this text follows it."))
    else:
        messages.error(request, _("Choose a line that is in force."))
    return redirect("content:text", pk=pk)
