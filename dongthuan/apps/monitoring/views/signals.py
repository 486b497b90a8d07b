"""Pages about signals: what is unusual, why, and who answers for it."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import Said, act_by_form, attempting
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.monitoring.forms.signals import (
    AnswerSignalForm,
    AssignSignalForm,
    CloseSignalForm,
    SignalFilterForm,
)
from dongthuan.apps.monitoring.models.alerts import SignalStep
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.operations import signal_steps as operations
from dongthuan.apps.monitoring.operations.signals import items_behind
from dongthuan.apps.monitoring.queries.signals import (
    alerts_of,
    compared,
    last_step,
    signal_scorecard,
    signals_matching,
    steps_of,
)
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import SIGNALS
from dongthuan.apps.monitoring.signal_chart import chart_around
from dongthuan.apps.monitoring.warning_words import reasons_in_words

SHOWN_WITH = ("topic__unit", "first_item", "taken_by", "assigned_to", "story", "warning")


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
    """Show one signal with everything that explains it, who was told, and what was done."""
    require(ACCESS, Act.READ, request.user, None)
    shown = get_object_or_404(Signal.objects.select_related(*SHOWN_WITH), pk=pk)
    steps = steps_of(shown)
    last = last_step(steps)
    page = {
        "signal": shown,
        "chart": chart_around(shown),
        "items": items_behind(shown).select_related("source", "story").order_by("published_at", "id")[:20],
        "items_url": shown.items_url,
        "compared": compared(shown),
        "steps": steps,
        "alerts": alerts_of(shown),
        "undoable": last if last and ACCESS[Act.UNDO_SIGNAL_STEP](request.user, last) else None,
        "form": CloseSignalForm(),
        "assign_form": AssignSignalForm(),
        "answer_form": AnswerSignalForm(),
        "reasons": reasons_in_words(shown.warning.reasons) if shown.warning else [],
        "acts": allowed_acts(ACCESS_OF_SIGNAL, request.user, shown),
    }
    return render(request, "monitoring/signal.html", page)


ACCESS_OF_SIGNAL = {
    act: ACCESS[act] for act in (Act.TAKE_SIGNAL, Act.CLOSE_SIGNAL, Act.ASSIGN_SIGNAL, Act.ANSWER_SIGNAL)
}
SENTENCES = {
    operations.NoSuchStep: gettext_lazy("Somebody was quicker: look at the state below."),
    operations.CannotTake: gettext_lazy("This officer may not take signals up. Choose another."),
    operations.NoAnswer: gettext_lazy("Write what was found and what is done."),
    operations.NotTheLastStep: gettext_lazy(
        "Something was done after this step; only the last one can be undone."
    ),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


@require_POST
def take_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a signal up."""
    shown = get_object_or_404(Signal, pk=pk)
    attempt(request, operations.take_signal, _("The signal is yours."), signal=shown)
    return redirect("monitoring:signal", pk=pk)


@require_POST
def assign_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a signal to an officer."""
    said = Said(_("The signal is given, and the officer is told."), _("Choose an officer."))
    return _by_form(request, pk, AssignSignalForm(request.POST), said, operations.assign_signal)


@require_POST
def answer_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say what was found and what is done."""
    said = Said(_("The answer is kept."), _("Write what was found and what is done."))
    return _by_form(request, pk, AnswerSignalForm(request.POST), said, operations.answer_signal)


@require_POST
def close_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Close a signal as real or false."""
    said = Said(
        _("The signal is closed. Your judgement counts in its scorecard."), _("Say whether it was real.")
    )
    return _by_form(request, pk, CloseSignalForm(request.POST), said, operations.close_signal)


BY_FORM = {
    operations.assign_signal: Act.ASSIGN_SIGNAL,
    operations.answer_signal: Act.ANSWER_SIGNAL,
    operations.close_signal: Act.CLOSE_SIGNAL,
}


def _by_form(
    request: OfficerRequest, pk: int, form: Form, said: Said, act: Callable[..., Signal]
) -> HttpResponse:
    shown = get_object_or_404(Signal, pk=pk)
    require(ACCESS, BY_FORM[act], request.user, shown)
    act_by_form(attempt, request, form, said, act=act, signal=shown)
    return redirect("monitoring:signal", pk=pk)


@require_POST
def undo_signal_step(request: OfficerRequest, pk: int, step_pk: int) -> HttpResponse:
    """Take the last step back."""
    found = get_object_or_404(SignalStep, pk=step_pk, signal=pk)
    attempt(request, operations.undo_step, _("The step is taken back."), step=found)
    return redirect("monitoring:signal", pk=pk)
