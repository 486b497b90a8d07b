"""One promise of money and its steps; a promise for a task."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.budgets import forms
from dongthuan.apps.budgets.lifecycle import LineState
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.budgets.operations import commitments as operations
from dongthuan.apps.budgets.queries import lines_to_spend
from dongthuan.apps.budgets.rules import ACCESS, Act, commits_somewhere
from dongthuan.apps.budgets.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import Rule, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.origins import origin_of
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.docgen.money import in_words
from dongthuan.law.packs import shipped_ceilings

_attempt = attempting(REFUSED, sentence_of)


def _on_its_line(act: Act) -> Rule:
    """Return the rule of an act on the line of a promise."""
    return lambda officer, promise: ACCESS[act](officer, promise.line)


def _can_be_paid(promise: Commitment) -> bool:
    return promise.open_vnd > 0 and promise.line.state == LineState.OPEN and not promise.keeper


STEPS = Steps(
    "commitment",
    {
        "chi": Step(
            Act.PAY,
            forms.PayForm,
            operations.pay,
            "check",
            gettext_lazy("Note a payment"),
            gettext_lazy("The payment is noted."),
            _can_be_paid,
            initial=lambda promise: {"amount_vnd": promise.open_vnd},
        ),
        "tra-lai": Step(
            Act.RELEASE,
            forms.ReleaseForm,
            operations.release,
            "arrow-back-up",
            gettext_lazy("Give back to the line"),
            gettext_lazy("The line has the money again."),
            _can_be_paid,
            hint=gettext_lazy(
                "For what will not be paid: short delivery, a smaller price, an ended contract."
            ),
            initial=lambda promise: {"amount_vnd": promise.open_vnd},
        ),
        "thu-hoi": Step(
            Act.RECOVER,
            forms.ReleaseForm,
            operations.recover,
            "refresh",
            gettext_lazy("Note that paid money came back"),
            gettext_lazy("The line has the money again."),
            lambda promise: (
                promise.paid_vnd > 0 and promise.line.state == LineState.OPEN and not promise.keeper
            ),
            is_grave=True,
        ),
    },
    {act: _on_its_line(act) for act in (Act.PAY, Act.RELEASE, Act.RECOVER)},
    REFUSED,
    sentence_of,
)


@require_GET
def commitment(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a promise: for what, to whom, how much is paid and left."""
    return _show(request, _commitment(request, pk), {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step on a promise."""
    return STEPS.take(request, slug, _commitment(request, pk), _show)


@require_http_methods(["GET", "POST"])
def for_task(request: OfficerRequest, pk: int) -> HttpResponse:
    """Promise money for a task, and show what was promised for it."""
    if not commits_somewhere(request.user):
        require({}, Act.COMMIT, request.user, None)
    task = get_object_or_404(Task.objects.visible_to(request.user).select_related("plan"), pk=pk)
    today = clock.local_day(clock.now())
    form = forms.CommitForTaskForm(
        request.POST or None,
        lines=lines_to_spend(request.user, year=today.year),
        on=today,
        initial={
            "title": task.content[:300],
            "amount_vnd": task.budget_vnd,
            "committed_on": today,
            "quantity": 1,
        },
    )
    if request.method == "POST" and form.is_valid():
        line, content = form.cleaned_data["line"], form.content(task=task)
        done = _("The commitment is noted.")
        made = _attempt(request, operations.commit, done, line=line, content=content)
        if made is not None:
            return redirect(made)
    page = {
        "task": task,
        "form": form,
        "commitments": task.commitments.filter(line__in=Line.objects.visible_to(request.user)).select_related(
            "line"
        ),
        "has_lines": form.fields["line"].queryset.exists(),  # type: ignore[attr-defined]  # a model's choices
    }
    return render(request, "budgets/for_task.html", page, status=400 if form.is_bound else 200)


def _show(request: OfficerRequest, found: Commitment, bound: Any, *, status: int = 200) -> HttpResponse:
    page = {
        "commitment": found,
        "steps": STEPS.offered(request, found, bound),
        "movements": found.movements.select_related("by"),
        "ceiling": next((row for row in shipped_ceilings() if row.key == found.ceiling), None),
        "amount_words": in_words(found.amount_vnd),
        "carried": found.carried_to.select_related("line").first(),
        "keeper": origin_of(*found.keeper.split(":"), seen_by=request.user) if found.keeper else None,
        "task": found.task if found.task and _may_read(request, found.task) else None,
    }
    return render(request, "budgets/commitment.html", page, status=status)


def _may_read(request: OfficerRequest, task: Task) -> bool:
    return Task.objects.visible_to(request.user).filter(pk=task.pk).exists()


def _commitment(request: OfficerRequest, pk: int) -> Commitment:
    rows = Commitment.objects.filter(line__in=Line.objects.visible_to(request.user))
    return get_object_or_404(
        rows.select_related("line__unit", "task", "made_by", "carried_from__line"), pk=pk
    )
