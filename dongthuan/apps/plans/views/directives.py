"""Pages about directives and plans: hand in, look over, correct, save."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans.forms.directives import DutyForm, SaveForm, UploadForm, VersionForm, initial_of
from dongthuan.apps.plans.list_sheets import PLANS
from dongthuan.apps.plans.models.directives import Duty, Plan
from dongthuan.apps.plans.operations import duties as corrections
from dongthuan.apps.plans.operations import plans as operations
from dongthuan.apps.plans.queries import directives as queries
from dongthuan.apps.plans.reading import Refused
from dongthuan.apps.plans.rules import ACCESS, Act, may_read_some_directive
from dongthuan.apps.plans.views.plan_content import plan_content
from dongthuan.apps.units.models import Unit

REFUSALS: dict[type[Exception], Any] = {
    operations.ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this plan meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    operations.NotInThatState: gettext_lazy(
        "The plan is in force, closed or discarded; that can no longer be done."
    ),
    corrections.RefTaken: gettext_lazy("Another duty of this plan has that reference."),
    corrections.NothingToUndo: gettext_lazy("There is nothing to undo."),
}


@require_GET
def list_plans(request: OfficerRequest) -> HttpResponse:
    """List the directives handed in and the plans drawn from them, the latest first."""
    is_discarded = request.GET.get("discarded") == "1"
    rows = queries.plans_listed(seen_by=request.user, is_discarded=is_discarded)
    if sheets.is_wanted(request):
        ordered, at = rows.order_by("-created_at", "-pk"), clock.now()
        return sheets.answer_with(_("Directives and plans"), PLANS, ordered, name="ke-hoach", at=at)
    page = paging.page_of(rows, request.GET.get("page", ""), by="created_at", size=30)
    may_upload = may_read_some_directive(request.user, None)
    content = {"page": page, "may_upload": may_upload, "is_discarded": is_discarded}
    return render(request, "plans/list.html", content)


def upload(request: OfficerRequest) -> HttpResponse:
    """Take a file and read it."""
    if not may_read_some_directive(request.user, None):
        raise NotAllowed(Act.READ_DIRECTIVE.value)
    at = clock.now()
    units = queries.units_for_directives(request.user, Unit.objects.standing(on=clock.local_day(at)))
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    known = None
    if form.is_valid():
        file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
        try:
            plan = operations.read_directive(
                data=file.read(), name=file.name, unit=unit, by=request.user, at=at
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence(_))
        except operations.AlreadyRead as refusal:
            known = refusal.plan
        else:
            return redirect("plans:plan", pk=plan.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "plans/upload.html", {"form": form, "known": known}, status=status)


@require_GET
def show_plan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a plan: what the machine read, what is to be looked at, duties, doers, citations."""
    plan = plan_of(request, pk)
    return render(request, "plans/plan.html", plan_content(request.user, plan))


@require_POST
def save_plan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Save a plan as a draft."""
    plan = plan_of(request, pk)
    form = SaveForm(request.POST)
    if not form.is_valid():
        require(ACCESS, Act.SAVE_DRAFT, request.user, plan)
        messages.error(request, _("Give the plan a title."))
        return redirect("plans:plan", pk=pk)
    tell(
        request,
        operations.save_draft_plan,
        _("The plan is saved as a draft."),
        plan=plan,
        **form.cleaned_data,
    )
    return redirect("plans:plan", pk=pk)


@require_POST
def discard_plan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a plan up."""
    plan = plan_of(request, pk)
    done = _("The plan is discarded; its file may be handed in again.")
    tell(request, operations.discard_plan, done, plan=plan, version=version_of(request))
    return redirect("plans:list")


@require_POST
def undo(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the last correction back."""
    plan = plan_of(request, pk)
    tell(
        request,
        corrections.undo,
        _("The last correction is taken back."),
        plan=plan,
        version=version_of(request),
    )
    return redirect("plans:plan", pk=pk)


def add_duty(request: OfficerRequest, pk: int) -> HttpResponse:
    """Add a duty by hand."""
    plan = plan_of(request, pk)
    require(ACCESS, Act.CORRECT, request.user, plan)
    form = DutyForm(request.POST or None, initial={"version": plan.version})
    if form.is_valid():
        given = {"plan": plan, "content": form.content(), "version": form.cleaned_data["version"]}
        if tell(request, corrections.add_duty, _("The duty is added."), **given):
            return redirect("plans:plan", pk=pk)
    return render(request, "plans/duty.html", {"plan": plan, "form": form, "duty": None})


def edit_duty(request: OfficerRequest, pk: int, duty_pk: int) -> HttpResponse:
    """Correct a duty by hand."""
    duty = duty_of(request, pk, duty_pk)
    require(ACCESS, Act.CORRECT, request.user, duty.plan)
    form = DutyForm(request.POST or None, initial=initial_of(duty, duty.plan.version))
    if form.is_valid():
        given = {"duty": duty, "content": form.content(), "version": form.cleaned_data["version"]}
        if tell(request, corrections.correct_duty, _("The duty is corrected."), **given):
            return redirect("plans:plan", pk=pk)
    return render(request, "plans/duty.html", {"plan": duty.plan, "form": form, "duty": duty})


@require_POST
def remove_duty(request: OfficerRequest, pk: int, duty_pk: int) -> HttpResponse:
    """Take a duty out."""
    duty = duty_of(request, pk, duty_pk)
    done = _("The duty is taken out. Undo brings it back.")
    tell(request, corrections.remove_duty, done, duty=duty, version=version_of(request))
    return redirect("plans:plan", pk=pk)


@require_POST
def move_duty(request: OfficerRequest, pk: int, duty_pk: int, way: str) -> HttpResponse:
    """Move a duty up or down."""
    duty = duty_of(request, pk, duty_pk)
    given = {"duty": duty, "is_up": way == "len", "version": version_of(request)}
    tell(request, corrections.move_duty, _("The duty is moved."), **given)
    return redirect("plans:plan", pk=pk)


@require_GET
def original(request: OfficerRequest, pk: int) -> FileResponse:
    """Give back the file as it was handed in, to be saved and not opened in the page."""
    plan = plan_of(request, pk)
    if plan.directive is None:
        raise Http404
    content = bytes(plan.directive.file.content)
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=plan.directive.file_name,
        content_type="application/octet-stream",
    )


def plan_of(request: OfficerRequest, pk: int) -> Plan:
    """Return the plan, if this officer may see it."""
    plans = Plan.objects.visible_to(request.user).select_related("directive", "unit", "saved_by", "parent")
    return get_object_or_404(plans, pk=pk)


def duty_of(request: OfficerRequest, pk: int, duty_pk: int) -> Duty:
    """Return a standing duty of a plan that this officer may see."""
    plan = plan_of(request, pk)
    duty = get_object_or_404(plan.duties.filter(is_removed=False).prefetch_related("actors"), pk=duty_pk)
    duty.plan = plan
    return duty


def version_of(request: OfficerRequest) -> int:
    """Return the version the officer saw; 0, which no plan has, for anything else."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def _sentence_of(refusal: Exception) -> str:
    return secret_sentence(refusal) if isinstance(refusal, SecretMark) else str(REFUSALS[type(refusal)])


tell = attempting((SecretMark, *REFUSALS), _sentence_of)
