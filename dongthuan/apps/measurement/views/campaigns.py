"""The list of campaigns, one beside another; one campaign, its objectives, its messages."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.common.steps import attempt
from dongthuan.apps.measurement import sheets
from dongthuan.apps.measurement.forms import campaigns as forms
from dongthuan.apps.measurement.lifecycle import CampaignState
from dongthuan.apps.measurement.models.campaigns import Campaign, Objective
from dongthuan.apps.measurement.operations import campaigns as operations
from dongthuan.apps.measurement.operations.outcomes import check_message
from dongthuan.apps.measurement.queries import figures
from dongthuan.apps.measurement.queries.campaigns import campaigns_listed, compared, reached
from dongthuan.apps.measurement.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.measurement.views.steps import STEPS
from dongthuan.apps.measurement.wording import REFUSED, sentence_of
from dongthuan.apps.press.forms.register_fields import StepForm

_attempt = attempting(REFUSED, sentence_of)
_KEPT = ("title", "aim", "audience", "messages", "start_on", "end_on", "plan")


@require_GET
def campaigns(request: OfficerRequest) -> HttpResponse:
    """List the campaigns one may read, each with what it set and reached."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    form = forms.FilterForm(request.GET)
    rows = campaigns_listed(request.user, form.cleaned_data if form.is_valid() else {})
    on = clock.local_day(at)
    if workbook.is_wanted(request):
        shown = compared(rows[: workbook.MOST_ROWS], on=on)
        title = _("Campaigns compared")
        return workbook.answer_with(title, sheets.CAMPAIGNS, shown, name="chien-dich", at=at, form=form)
    page = page_of(rows, request.GET.get("page", ""))
    content = {
        "form": form,
        "page": page,
        "rows": compared(page.rows, on=on),
        "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        "may_prepare": keeps_somewhere(request.user, None),
    }
    return render(request, "measurement/campaigns.html", content, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Prepare a campaign."""
    if not keeps_somewhere(request.user, None):
        require(ACCESS, Act.PREPARE, request.user, Campaign())
    form = forms.CampaignForm(request.POST or None, by=request.user)
    if form.is_bound:

        def act() -> Any:
            return operations.prepare(content=form.content(), by=request.user, at=clock.now())

        made = attempt(form, act, refused=REFUSED, sentence=sentence_of)
        if made is not None:
            return redirect(made)
    return render(request, "measurement/edit.html", {"form": form}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change what a campaign says."""
    found = _campaign(request, pk)
    require(ACCESS, Act.PREPARE, request.user, found)
    many = {name: getattr(found, name).all() for name in ("tasks", "topics", "texts")}
    kept = {name: getattr(found, name) for name in _KEPT} | {"unit": found.unit, "version": found.version}
    form = forms.CampaignForm(request.POST or None, by=request.user, campaign=found, initial=kept | many)
    if form.is_bound:

        def act() -> Any:
            return operations.rewrite(
                campaign=found, content=form.content(), version=form.seen, by=request.user, at=clock.now()
            )

        if attempt(form, act, refused=REFUSED, sentence=sentence_of) is not None:
            return redirect(found)
    content = {"form": form, "campaign": found}
    return render(request, "measurement/edit.html", content, status=400 if form.is_bound else 200)


@require_GET
def campaign(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a campaign; its objectives also as a workbook."""
    found = _campaign(request, pk)
    if workbook.is_wanted(request):
        at = clock.now()
        rows = reached(found, on=clock.local_day(at))
        name = f"chien-dich-{found.pk}"
        return workbook.answer_with(str(found), sheets.OBJECTIVES, rows, name=name, at=at)
    return _show(request, found, {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step on a campaign."""
    return STEPS.take(request, slug, _campaign(request, pk), _show)


@require_http_methods(["GET", "POST"])
def objective(request: OfficerRequest, pk: int, objective_pk: int) -> HttpResponse:
    """Change an objective; with a reason once the objectives are frozen."""
    found = _campaign(request, pk)
    row = get_object_or_404(Objective, pk=objective_pk, campaign=found)
    require(ACCESS, Act.SET_OBJECTIVE, request.user, found)
    names = ("level", "statement", "measure", "unit_of_measure", "baseline", "baseline_source", "target")
    initial = {name: getattr(row, name) for name in names} | {"version": found.version}
    form = forms.ObjectiveForm(request.POST or None, initial=initial)
    if form.is_bound:

        def act() -> Any:
            return operations.change_objective(objective=row, **form.given(), by=request.user, at=clock.now())

        if attempt(form, act, refused=REFUSED, sentence=sentence_of) is not None:
            return redirect(found)
    content = {"form": form, "campaign": found, "objective": row}
    return render(request, "measurement/objective.html", content, status=400 if form.is_bound else 200)


@require_POST
def drop_objective(request: OfficerRequest, pk: int, objective_pk: int) -> HttpResponse:
    """Take an objective out before the start."""
    found = _campaign(request, pk)
    row = get_object_or_404(Objective, pk=objective_pk, campaign=found)
    form = StepForm(request.POST)
    version = form.seen if form.is_valid() else 0
    done = _("The objective is taken out.")
    _attempt(request, operations.drop_objective, done, objective=row, version=version)
    return redirect(found)


@require_http_methods(["GET", "POST"])
def messages(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the sample of items, and take what a person says of one."""
    found = _campaign(request, pk)
    if request.method == "POST":
        form = forms.CheckForm(request.POST)
        if form.is_valid():
            _attempt(request, check_message, _("Noted."), campaign=found, **form.cleaned_data)
        return redirect("measurement:messages", pk=found.pk)
    on = clock.local_day(clock.now())
    said = {check.item_id: check for check in found.checks.select_related("by")}
    rows = [
        {
            "item": item,
            "check": said.get(item.pk),
            "seems": figures.seems_to_carry(found.message_list, f"{item.title} {item.lead}"),
        }
        for item in figures.sample_of(found, on=on)
    ]
    content = {
        "campaign": found,
        "rows": rows,
        "carried": figures.carried_of(found, on=on),
        "may_check": found.state == CampaignState.RUNNING and ACCESS[Act.CHECK_MESSAGE](request.user, found),
    }
    return render(request, "measurement/messages.html", content)


def _show(request: OfficerRequest, found: Campaign, bound: Any, *, status: int = 200) -> HttpResponse:
    at = clock.now()
    on = clock.local_day(at)
    content = {
        "campaign": found,
        "rows": reached(found, on=on),
        "steps": STEPS.offered(request, found, bound),
        "may_edit": found.state != CampaignState.CLOSED and ACCESS[Act.PREPARE](request.user, found),
        "is_late": found.frozen_at is not None and clock.local_day(found.frozen_at) > found.start_on,
        "reads": figures.reads_of(found, on=on),
        "mails": figures.mails_of(found),
        "mood": figures.mood_of(found, on=on),
        "effect": figures.effect_on_topics(found, at=at),
        "carried": figures.carried_of(found, on=on),
    }
    return render(request, "measurement/campaign.html", content, status=status)


def _campaign(request: OfficerRequest, pk: int) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related("unit", "plan", "closed_by")
    return get_object_or_404(
        rows.prefetch_related("objectives__results__by", "objectives__changes__by"), pk=pk
    )
