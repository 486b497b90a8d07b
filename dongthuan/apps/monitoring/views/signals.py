"""Pages about signals: what is unusual, why, and who answers for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.monitoring.forms.signals import CloseSignalForm, SignalFilterForm
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.operations import signals as operations
from dongthuan.apps.monitoring.queries.series import HOUR
from dongthuan.apps.monitoring.queries.signals import signal_scorecard, signals_matching
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import SIGNALS
from dongthuan.apps.monitoring.signal_chart import chart_around
from dongthuan.apps.monitoring.spans import Span


def signals(request: OfficerRequest) -> HttpResponse:
    """Show the signals, the newest first, and how the judged ones turned out."""
    require(ACCESS, Act.READ, request.user, None)
    form = SignalFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = signals_matching(wanted)
    if sheets.is_wanted(request):
        rows = found.select_related("taken_by").order_by("-hour", "-pk")
        return sheets.answer_with(_("Signals"), SIGNALS, rows, name="tin-hieu", at=now(), form=form)
    page = page_of(found, request.GET.get("page", ""), by="hour")
    return render(
        request, "monitoring/signals.html", {"form": form, "page": page, "scorecard": signal_scorecard()}
    )


def signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one signal with everything that explains it."""
    require(ACCESS, Act.READ, request.user, None)
    shown = get_object_or_404(
        Signal.objects.select_related("topic", "topic__unit", "first_item", "taken_by"), pk=pk
    )
    span = Span(shown.hour - 5 * HOUR, shown.hour + HOUR)
    page = {
        "signal": shown,
        "chart": chart_around(shown),
        "items": operations.items_of(shown.topic, Series(shown.series), span.start, span.end)
        .select_related("source", "story")
        .order_by("published_at", "id")[:20],
        "items_url": shown.items_url,
        "form": CloseSignalForm(),
        "acts": allowed_acts(ACCESS_OF_SIGNAL, request.user, shown),
    }
    return render(request, "monitoring/signal.html", page)


ACCESS_OF_SIGNAL = {act: ACCESS[act] for act in (Act.TAKE_SIGNAL, Act.CLOSE_SIGNAL)}


@require_POST
def take_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a signal up."""
    shown = get_object_or_404(Signal, pk=pk)
    try:
        operations.take_signal(signal=shown, by=request.user, at=now())
    except operations.NoSuchStep:
        messages.error(request, _("Somebody was quicker: look at the state below."))
    else:
        messages.success(request, _("The signal is yours."))
    return redirect("monitoring:signal", pk=pk)


@require_POST
def close_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Close a signal as real or false."""
    shown = get_object_or_404(Signal, pk=pk)
    form = CloseSignalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether it was real."))
        return redirect("monitoring:signal", pk=pk)
    data = form.cleaned_data
    try:
        operations.close_signal(
            signal=shown, was_real=data["was_real"], note=data["note"], by=request.user, at=now()
        )
    except operations.NoSuchStep:
        messages.error(request, _("Somebody was quicker: look at the state below."))
    else:
        messages.success(request, _("The signal is closed. Your judgement counts in its scorecard."))
    return redirect("monitoring:signal", pk=pk)
