"""What can be pressed on the page of a task: each button is one act."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.notices.delivery import KEPT_AS_FILE
from dongthuan.apps.plans.forms.directives import VersionForm
from dongthuan.apps.plans.forms.tasks import (
    ApproveForm,
    ApproveOwnForm,
    EvidenceForm,
    LinkForm,
    ProgressForm,
    ReasonForm,
    ReassignForm,
)
from dongthuan.apps.plans.models.tasks import Evidence, Task
from dongthuan.apps.plans.operations import tasks_answering, tasks_giving, tasks_progress
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.plans.views.refusals import REFUSED, attempt, sentence_of
from dongthuan.apps.plans.views.tasks import task_content, task_of
from dongthuan.apps.units.models import Unit

Operation = Callable[..., object]

PRESSED: dict[str, tuple[Operation, Any]] = {
    "giao": (tasks_giving.assign_task, gettext_lazy("The task is put before its unit.")),
    "nhan": (tasks_answering.accept_task, gettext_lazy("The task is accepted.")),
    "trinh": (tasks_progress.submit_task, gettext_lazy("The task is handed in for approval.")),
}
REASONED: dict[str, tuple[str, Operation, Any]] = {
    "tu-choi": (
        "refuse",
        tasks_answering.refuse_task,
        gettext_lazy("The task is refused; the Office is told."),
    ),
    "duyet-rieng": (
        "approve_own",
        tasks_progress.approve_task,
        gettext_lazy("The task is approved as done; your reason stays on record."),
    ),
    "tra-lai": ("return", tasks_progress.return_task, gettext_lazy("The task is returned to be completed.")),
    "mo-lai": ("reopen", tasks_progress.reopen_task, gettext_lazy("The task is open again.")),
    "huy": ("cancel", tasks_giving.cancel_task, gettext_lazy("The task fell away.")),
}
NEEDED = {
    "refuse": Act.REFUSE_TASK,
    "approve_own": Act.APPROVE_OWN_WORK,
    "return": Act.RETURN_TASK,
    "reopen": Act.REOPEN_TASK,
    "cancel": Act.CANCEL_TASK,
}


@require_POST
def press(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Do an act that needs no more than a button."""
    task = task_of(request, pk)
    operation, done = PRESSED[way]
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    attempt(request, operation, str(done), task=task, version=version)
    return redirect("plans:task", pk=pk)


@require_POST
def approve(request: OfficerRequest, pk: int) -> HttpResponse:
    """Approve a task as done, and say whether what its legal clocks wait for was done with it."""
    task = task_of(request, pk)
    form = ApproveForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"version": 0}
    done = _("The task is approved as done.")
    attempt(request, tasks_progress.approve_task, done, task=task, **given)
    return redirect("plans:task", pk=pk)


@require_POST
def press_with_reason(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Do an act that needs a reason; what was typed is kept where it was refused."""
    task = task_of(request, pk)
    key, operation, done = REASONED[way]
    require(ACCESS, NEEDED[key], request.user, task)
    kind = ApproveOwnForm if key == "approve_own" else ReasonForm
    form = kind(request.POST, auto_id=f"{key}_%s")
    return _act(request, task, key, form, operation, str(done))


@require_POST
def reassign(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a task to another unit, or insist."""
    task = task_of(request, pk)
    require(ACCESS, Act.REASSIGN_TASK, request.user, task)
    form = ReassignForm(request.POST, units=Unit.objects.order_by("name"), auto_id="reassign_%s")
    return _act(request, task, "reassign", form, tasks_giving.reassign_task, _("The task is given anew."))


@require_POST
def hand_over(request: OfficerRequest, pk: int) -> HttpResponse:
    """Pass a task of an ended unit to its successor."""
    task = task_of(request, pk)
    text = request.POST.get("unit", "")
    unit = (
        Unit.objects.filter(pk=int(text)).first()
        if text.isascii() and text.isdigit() and len(text) < 15
        else None
    )
    given = {"task": task, "unit": unit}
    attempt(request, tasks_giving.hand_over, _("The task passed over to the successor."), **given)
    return redirect("plans:task", pk=pk)


@require_POST
def report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Report how far a task is."""
    task = task_of(request, pk)
    require(ACCESS, Act.REPORT_PROGRESS, request.user, task)
    form = ProgressForm(request.POST, auto_id="progress_%s")
    return _act(request, task, "progress", form, tasks_progress.report_progress, _("The progress is noted."))


@require_POST
def add_evidence(request: OfficerRequest, pk: int) -> HttpResponse:
    """Add a link or a file that shows what was done."""
    task = task_of(request, pk)
    require(ACCESS, Act.ADD_EVIDENCE, request.user, task)
    form = EvidenceForm(request.POST, request.FILES, auto_id="evidence_%s")

    def add(*, task: Task, url: str, words: str, file: Any, **who: Any) -> object:
        data, name = (file.read(), file.name) if file else (b"", "")
        content = tasks_progress.EvidenceContent(words=words, url=url, data=data, name=name)
        return tasks_progress.add_evidence(task=task, content=content, **who)

    return _act(request, task, "evidence", form, add, _("The evidence is added."))


@require_POST
def withdraw_evidence(request: OfficerRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Withdraw a piece of evidence."""
    task = task_of(request, pk)
    evidence = get_object_or_404(Evidence.objects.select_related("task"), pk=evidence_pk, task=task)
    attempt(request, tasks_progress.withdraw_evidence, _("The evidence is withdrawn."), evidence=evidence)
    return redirect("plans:task", pk=pk)


@require_POST
def make_link(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make a link to answer by, and show it once."""
    task = task_of(request, pk)
    require(ACCESS, Act.SEND_LINK, request.user, task)
    form = LinkForm(request.POST, auto_id="link_%s")
    if not form.is_valid():
        return _again(request, task, "link", form)
    try:
        link, token = tasks_answering.make_link(
            task=task, by=request.user, at=clock.now(), **form.cleaned_data
        )
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("plans:task", pk=pk)
    address = request.build_absolute_uri(reverse("plans:answer", args=[token]))
    content = {
        "task": task,
        "link": link,
        "address": address,
        "is_mailed": settings.EMAIL_BACKEND != KEPT_AS_FILE,
    }
    answer = render(request, "plans/link_made.html", content)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _act(
    request: OfficerRequest, task: Task, key: str, form: Any, operation: Operation, done: str
) -> HttpResponse:
    if not form.is_valid():
        return _again(request, task, key, form)
    try:
        operation(task=task, by=request.user, at=clock.now(), **form.cleaned_data)
    except REFUSED as refusal:
        form.add_error(None, sentence_of(refusal))
        return _again(request, task, key, form)
    messages.success(request, done)
    return redirect("plans:task", pk=task.pk)


def _again(request: OfficerRequest, task: Task, key: str, form: Any) -> HttpResponse:
    """Show the page with what was typed and why it was refused; the version is the one that stands now."""
    fresh = task_of(request, task.pk)
    content = task_content(request, fresh)
    refused = form if key in content["forms"] else None
    if refused is None:
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("plans:task", pk=task.pk)
    if "version" in form.fields:
        form.data = form.data.copy()
        form.data["version"] = str(fresh.version)
    content["forms"] |= {key: form}
    content["opened"] = key
    return render(request, "plans/task.html", content, status=400)
