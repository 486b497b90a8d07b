"""Pages of the parts of a dossier: an impact, a scenario, a communication act, an opinion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.policies.dossiers_lifecycle import Verdict
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.dossiers_wording import REFUSED, sentence_of
from dongthuan.apps.policies.forms.acts import ActForm, DoneForm, WaiveForm, initial_of
from dongthuan.apps.policies.forms.dossiers import ImpactForm, ScenarioForm, VerdictForm
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import (
    CommunicationAct,
    Impact,
    InternalOpinion,
    Scenario,
)
from dongthuan.apps.policies.operations import acts, dossiers_parts, opinions
from dongthuan.apps.policies.queries import people
from dongthuan.apps.policies.views.acting import attempt
from dongthuan.apps.policies.views.dossiers import dossier_of
from dongthuan.apps.press.forms.register_fields import VersionForm

MOST_TASKS = 300


@dataclass(frozen=True, slots=True)
class Removal:
    """How the thing that a form writes is put away: where to, in what words, and what follows."""

    address: str
    version: int
    label: str
    hint: str


def _part(request: OfficerRequest, model: Any, pk: int) -> Any:
    """Return a part of a dossier that this officer may see."""
    visible = PolicyDossier.objects.visible_to(request.user)
    rows = model.objects.filter(dossier__in=visible).select_related("dossier", "dossier__unit")
    return get_object_or_404(rows, pk=min(pk, LARGEST_KEY))


def _form_page(
    request: OfficerRequest,
    dossier: PolicyDossier,
    form: forms.Form,
    heading: str,
    act: Callable[[], Any],
    removal: Removal | None = None,
) -> HttpResponse:
    """Fill one form for a dossier, and go back to it when it is done."""
    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("Saved."))
        return redirect(dossier.get_absolute_url())
    status = 400 if request.method == "POST" else 200
    page = {"dossier": dossier, "form": form, "heading": heading, "removal": removal}
    return render(request, "policies/dossier_part.html", page, status=status)


@require_http_methods(["GET", "POST"])
def add_impact(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write an impact down."""
    dossier = dossier_of(request, pk)
    require(DOSSIER_ACCESS, DossierAct.WRITE_IMPACT, request.user, dossier)
    form, at = ImpactForm(request.POST or None), clock.now()
    return _form_page(
        request,
        dossier,
        form,
        _("Write an impact"),
        lambda: dossiers_parts.write_impact(dossier=dossier, content=form.content(), by=request.user, at=at),
    )


@require_http_methods(["GET", "POST"])
def edit_impact(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write an impact anew."""
    impact: Impact = _part(request, Impact, pk)
    require(DOSSIER_ACCESS, DossierAct.WRITE_IMPACT, request.user, impact.dossier)
    names = ("version", "head", "side", "text", "bearer", "source")
    form = ImpactForm(request.POST or None, initial={name: getattr(impact, name) for name in names})
    at = clock.now()
    return _form_page(
        request,
        impact.dossier,
        form,
        _("Change an impact"),
        lambda: dossiers_parts.write_impact(
            dossier=impact.dossier,
            content=form.content(),
            by=request.user,
            at=at,
            impact=impact,
            version=form.seen,
        ),
        Removal(
            reverse("policies:impact-remove", args=[pk]),
            impact.version,
            _("Take this impact out"),
            _("It leaves the dossier for good; the record keeps what it said."),
        ),
    )


@require_http_methods(["GET", "POST"])
def add_scenario(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a scenario down."""
    dossier, at = dossier_of(request, pk), clock.now()
    require(DOSSIER_ACCESS, DossierAct.WRITE_SCENARIO, request.user, dossier)
    officers = people.officers_at_work(on=clock.local_day(at))
    form = ScenarioForm(request.POST or None, officers=officers, initial={"owner": request.user.pk})
    return _form_page(
        request,
        dossier,
        form,
        _("Write a scenario"),
        lambda: dossiers_parts.write_scenario(
            dossier=dossier, content=form.content(), by=request.user, at=at
        ),
    )


@require_http_methods(["GET", "POST"])
def edit_scenario(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a scenario anew."""
    scenario: Scenario = _part(request, Scenario, pk)
    require(DOSSIER_ACCESS, DossierAct.WRITE_SCENARIO, request.user, scenario.dossier)
    at = clock.now()
    names = ("version", "objection", "answer", "evidence", "owner", "expires_on")
    form = ScenarioForm(
        request.POST or None,
        officers=people.officers_at_work(on=clock.local_day(at)),
        initial={name: getattr(scenario, name) for name in names},
    )
    return _form_page(
        request,
        scenario.dossier,
        form,
        _("Change a scenario"),
        lambda: dossiers_parts.write_scenario(
            dossier=scenario.dossier,
            content=form.content(),
            by=request.user,
            at=at,
            scenario=scenario,
            version=form.seen,
        ),
        Removal(
            reverse("policies:scenario-drop", args=[pk]),
            scenario.version,
            _("Put this scenario aside"),
            _("It is no longer used or printed; on the page of the dossier it can be taken up again."),
        ),
    )


@require_POST
def remove_impact(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take an impact out, after the question on its page."""
    impact: Impact = _part(request, Impact, pk)
    return _put(
        request,
        impact.dossier,
        lambda version, **by: dossiers_parts.remove_impact(impact=impact, version=version, **by),
        _("The impact is taken out; the record keeps what it said."),
    )


@require_POST
def drop_scenario(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a scenario aside; it may be taken up again."""
    scenario: Scenario = _part(request, Scenario, pk)
    return _put(
        request,
        scenario.dossier,
        lambda version, **by: dossiers_parts.drop_scenario(scenario=scenario, version=version, **by),
        _("The scenario is put aside; it can be taken up again below."),
    )


@require_POST
def restore_scenario(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a scenario up again that was put aside."""
    scenario: Scenario = _part(request, Scenario, pk)
    return _put(
        request,
        scenario.dossier,
        lambda version, **by: dossiers_parts.restore_scenario(scenario=scenario, version=version, **by),
        _("The scenario is in use again."),
    )


def _put(request: OfficerRequest, dossier: PolicyDossier, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do what a button asks for, and go back to the dossier, where it says how it went."""
    form = VersionForm(request.POST)
    if attempt(form, lambda: act(form.seen, by=request.user, at=clock.now())) is None:
        for fault in form.non_field_errors():
            messages.error(request, str(fault))
    else:
        messages.success(request, done)
    return redirect(dossier.get_absolute_url())


@require_http_methods(["GET", "POST"])
def answer_opinion(request: OfficerRequest, pk: int) -> HttpResponse:
    """Answer an opinion."""
    opinion: InternalOpinion = _part(request, InternalOpinion, pk)
    require(DOSSIER_ACCESS, DossierAct.ANSWER_OPINION, request.user, opinion)
    form, at = VerdictForm(request.POST or None, initial={"version": opinion.version}), clock.now()
    heading = _("Answer an opinion: %(text)s") % {"text": opinion.text[:200]}

    def answer() -> InternalOpinion:
        told = form.cleaned_data
        return opinions.answer_opinion(
            opinion=opinion,
            version=form.seen,
            verdict=Verdict(told["verdict"]),
            reason=told["reason"],
            by=request.user,
            at=at,
        )

    return _form_page(request, opinion.dossier, form, heading, answer)


def _act_form(request: OfficerRequest, act: CommunicationAct | None, initial: Mapping[str, Any]) -> ActForm:
    tasks = Task.objects.visible_to(request.user).order_by("-pk")
    kept = list(tasks.values_list("pk", flat=True)[:MOST_TASKS])
    kept += [act.task_id] if act is not None and act.task_id else []
    return ActForm(
        request.POST or None,
        officers=people.officers_at_work(on=clock.local_day(clock.now())),
        tasks=Task.objects.filter(pk__in=kept),
        act=act,
        initial=dict(initial),
    )


@require_http_methods(["GET", "POST"])
def add_act(request: OfficerRequest, pk: int) -> HttpResponse:
    """Plan an act of our own."""
    dossier, at = dossier_of(request, pk), clock.now()
    require(DOSSIER_ACCESS, DossierAct.PLAN_ACT, request.user, dossier)
    form = _act_form(request, None, {"stage": dossier.stage, "owner": request.user.pk})
    return _form_page(
        request,
        dossier,
        form,
        _("Plan a communication act"),
        lambda: acts.plan_act(dossier=dossier, content=form.content(), by=request.user, at=at),
    )


@require_http_methods(["GET", "POST"])
def edit_act(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give an act an owner, a day, a task."""
    act: CommunicationAct = _part(request, CommunicationAct, pk)
    require(DOSSIER_ACCESS, DossierAct.PLAN_ACT, request.user, act.dossier)
    form, at = _act_form(request, act, initial_of(act)), clock.now()
    return _form_page(
        request,
        act.dossier,
        form,
        _("Plan a communication act"),
        lambda: acts.rewrite_act(act=act, version=form.seen, content=form.content(), by=request.user, at=at),
    )


ACT_TABLE = {
    "da-lam": Step(
        DossierAct.DO_ACT,
        DoneForm,
        acts.do_act,
        "circle-check",
        gettext_lazy("Note as done"),
        gettext_lazy("Done, with its evidence."),
        lambda act: bool(act.is_pending),
    ),
    "khong-ap-dung": Step(
        DossierAct.WAIVE_ACT,
        WaiveForm,
        acts.waive_act,
        "circle-minus",
        gettext_lazy("It does not apply here"),
        gettext_lazy("Noted that it does not apply, with the reason."),
        lambda act: bool(act.is_pending),
        gettext_lazy("Decided by a leader, the Office or a legal officer; all who read the dossier see it."),
    ),
}
ACT_STEPS = Steps("act", ACT_TABLE, DOSSIER_ACCESS, REFUSED, sentence_of)


@require_GET
def show_act(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a communication act and what can be done with it."""
    return _draw_act(request, _part(request, CommunicationAct, pk))


def _draw_act(
    request: OfficerRequest,
    row: CommunicationAct,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = {
        "act": row,
        "dossier": row.dossier,
        "today": clock.local_day(clock.now()),
        "steps": ACT_STEPS.offered(request, row, bound or {}),
        "may_plan": row.is_pending and DOSSIER_ACCESS[DossierAct.PLAN_ACT](request.user, row.dossier),
    }
    return render(request, "policies/dossier_act.html", page, status=status)


@require_POST
def take_act_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step on a communication act."""
    return ACT_STEPS.take(request, step, _part(request, CommunicationAct, pk), _draw_act)
