"""A directive is amended, replaced or revoked: what changed, and what becomes of its tasks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans.forms.succession import Kind, KindForm, SuccessionForm
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations import succession as operations
from dongthuan.apps.plans.operations.steps import NoSuchStep
from dongthuan.apps.plans.queries import succession as queries
from dongthuan.apps.plans.rules import ACCESS, Act

REFUSALS: dict[type[Exception], Any] = {
    operations.NoLaterPlan: gettext_lazy("That plan cannot follow this one; choose another."),
    operations.Undecided: gettext_lazy("Tasks were opened meanwhile. Say what becomes of them, too."),
    NoReason: gettext_lazy("Give a reason."),
    NoSuchStep: gettext_lazy("A task changed meanwhile. Look again, then repeat."),
}


def succeed(request: OfficerRequest, pk: int) -> HttpResponse:
    """Choose what happened to the directive, look at what changed, decide on each open task."""
    visible = Plan.objects.visible_to(request.user).select_related("directive", "unit")
    plan = get_object_or_404(visible.filter(directive__isnull=False, parent__isnull=True), pk=pk)
    require(ACCESS, Act.CHANGE_DIRECTIVE, request.user, plan)
    assert plan.directive is not None
    plans = queries.plans_that_may_follow(plan, request.user)
    kind_form = KindForm(request.GET if "kind" in request.GET else None, plans=plans)
    content: dict[str, Any] = {
        "plan": plan,
        "kind_form": kind_form,
        "history": plan.directive.changed_by.select_related("later", "by"),
    }
    if kind_form.is_valid():
        later, kind = kind_form.plan(), kind_form.cleaned_data["kind"]
        form = SuccessionForm(
            request.POST or None, fates=queries.fates_of(plan.directive, later), kind=kind, later=later
        )
        if form.is_valid() and _done(request, plan, later, kind, form):
            return redirect("plans:succession", pk=plan.pk)
        changes = queries.duty_changes(plan, later) if later else []
        content |= {"form": form, "later": later, "kind": kind, "changes": changes, "is_chosen": True}
    return render(request, "plans/succession.html", content)


def _done(request: OfficerRequest, plan: Plan, later: Plan | None, kind: str, form: SuccessionForm) -> bool:
    change = operations.Succession(Kind(kind), plan, later, form.cleaned_data["reason"], form.chosen())
    try:
        row = operations.change_directive(change=change, by=request.user, at=clock.now())
    except SecretMark as refusal:
        messages.error(request, secret_sentence(refusal))
        return False
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return False
    counts = {"moved": row.moved_count, "closed": row.closed_count}
    messages.success(request, _("Done: %(moved)d tasks passed over, %(closed)d fell away.") % counts)
    return True
