"""The legal clock of a task whose limit the law fixes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.operations.clocks import start_clock
from dongthuan.apps.clocks.queries.choices import rule_names
from dongthuan.apps.clocks.views.acting import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.plans.forms.clocks import TaskClockForm
from dongthuan.apps.plans.rules import STARTS_CLOCK, may_start_clock
from dongthuan.apps.plans.views.tasks import task_of


def open_clock(request: OfficerRequest, pk: int) -> HttpResponse:
    """Start the clock of a rule of law on a task; what was typed is kept where it is refused."""
    task = task_of(request, pk)
    if not may_start_clock(request.user, task):
        raise NotAllowed(STARTS_CLOCK)
    at = clock.now()
    form = TaskClockForm(request.POST or None, rules=rule_names(), initial={"start_at": at})
    if form.is_valid():
        try:
            start_clock(
                record=task,
                unit=task.lead_unit,
                owner=task.owner,
                title=str(task)[:300],
                url=reverse("plans:task", args=[task.pk]),
                by=request.user,
                at=at,
                **form.given(),
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The legal clock of the task runs."))
            return redirect("plans:task", pk=pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "plans/task_clock.html", {"task": task, "form": form}, status=status)
