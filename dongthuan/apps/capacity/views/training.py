"""Needs, yearly plans, and certificates."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.capacity import sheets
from dongthuan.apps.capacity.forms import training as forms
from dongthuan.apps.capacity.lifecycle import PlanState
from dongthuan.apps.capacity.models.training import Certificate, TrainingPlan
from dongthuan.apps.capacity.operations import certificates as certifying
from dongthuan.apps.capacity.operations import courses as operations
from dongthuan.apps.capacity.queries.papers import certificate_paper
from dongthuan.apps.capacity.queries.staff import kept_units
from dongthuan.apps.capacity.queries.training import (
    certificates_listed,
    courses_of,
    lines_for,
    needs_listed,
    plans_listed,
)
from dongthuan.apps.capacity.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.capacity.views.taking import taken
from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.forms.register_fields import StepForm, StepReasonForm
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.docgen.certificate import as_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _to(state: PlanState) -> Any:
    """Return the act that brings a plan into a state."""
    return lambda **given: operations.move_plan(state=state, **given)


PLAN_STEPS = Steps(
    "plan",
    {
        "hieu-luc": Step(
            Act.KEEP_PLAN,
            StepForm,
            _to(PlanState.IN_FORCE),
            "check",
            gettext_lazy("Put in force"),
            gettext_lazy("The plan is in force: people can be invited."),
            lambda plan: plan.state != PlanState.IN_FORCE,
        ),
        "du-thao": Step(
            Act.KEEP_PLAN,
            StepForm,
            _to(PlanState.DRAFT),
            "arrow-back-up",
            gettext_lazy("Back to the draft"),
            gettext_lazy("The plan is a draft again."),
            lambda plan: plan.state == PlanState.IN_FORCE,
        ),
        "dong": Step(
            Act.KEEP_PLAN,
            StepForm,
            _to(PlanState.CLOSED),
            "lock",
            gettext_lazy("Close the plan"),
            gettext_lazy("The plan is closed."),
            lambda plan: plan.state == PlanState.IN_FORCE,
            hint=gettext_lazy("Every course must be finished or called off."),
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)
CERTIFICATE_STEPS = Steps(
    "certificate",
    {
        "thu-hoi": Step(
            Act.REVOKE,
            StepReasonForm,
            certifying.revoke_certificate,
            "ban",
            gettext_lazy("Revoke the certificate"),
            gettext_lazy("The certificate is revoked."),
            lambda certificate: certificate.revoked_at is None,
            hint=gettext_lazy("The level it stands for no longer counts; the need is open again."),
            is_grave=True,
        ),
        "khoi-phuc": Step(
            Act.REVOKE,
            StepForm,
            certifying.restore_certificate,
            "arrow-back-up",
            gettext_lazy("Undo the revocation"),
            gettext_lazy("The certificate holds again."),
            lambda certificate: certificate.revoked_at is not None,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)


@require_GET
def needs(request: OfficerRequest) -> HttpResponse:
    """List the needs of training."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.NeedsForm(request.GET)
    rows = needs_listed(request.user, form.cleaned_data if form.is_valid() else {})
    if workbook.is_wanted(request):
        title = _("Needs of training")
        return workbook.answer_with(
            title, sheets.NEEDS, rows, name="nhu-cau-boi-duong", at=clock.now(), form=form
        )
    page = {
        "form": form,
        "tab": "needs",
        "page": page_of(rows, request.GET.get("page", "")),
        "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
    }
    return render(request, "capacity/needs.html", page, status=200 if form.is_valid() else 400)


@require_GET
def plans(request: OfficerRequest) -> HttpResponse:
    """List the yearly training plans."""
    require(ACCESS, Act.LIST, request.user, None)
    page = {
        "tab": "plans",
        "page": page_by_name(plans_listed(request.user), request.GET.get("page", "")),
        "may_open": keeps_somewhere(request.user, None),
    }
    return render(request, "capacity/plans.html", page)


@require_http_methods(["GET", "POST"])
def open_plan(request: OfficerRequest) -> HttpResponse:
    """Open a training plan."""
    if not keeps_somewhere(request.user, None):
        raise NotAllowed(Act.KEEP_PLAN.value)
    today = clock.local_day(clock.now())
    units = kept_units(request.user, on=today)
    initial = {"year": today.year, "unit": own_unit(request.user, units), "title": _("Training plan")}
    form = forms.PlanForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = taken(request, form, operations.open_plan, _("The plan is open."), **form.cleaned_data)
        if made is not None:
            return redirect(made)
    return render(request, "capacity/plan_edit.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
def plan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a plan with its courses and their money; the courses as a workbook."""
    found = plan_of(request, pk)
    if workbook.is_wanted(request):
        rows = courses_of(found)
        return workbook.answer_with(
            str(found), sheets.COURSES, rows, name=f"ke-hoach-boi-duong-{found.year}", at=clock.now()
        )
    return _show_plan(request, found, {})


@require_POST
def take_plan_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Put a plan in force, close it, or undo that."""
    return PLAN_STEPS.take(request, slug, plan_of(request, pk), _show_plan)


@require_http_methods(["GET", "POST"])
def add_course(request: OfficerRequest, pk: int) -> HttpResponse:
    """Add a course to a plan."""
    found = plan_of(request, pk)
    require(ACCESS, Act.KEEP_COURSE, request.user, found)
    form = forms.CourseForm(request.POST or None, lines=lines_for(request.user, found))
    if request.method == "POST" and form.is_valid():
        done = _("The course is in the plan.")
        made = taken(request, form, operations.add_course, done, plan=found, content=form.content_given())
        if made is not None:
            return redirect(made)
    page = {"form": form, "plan": found}
    return render(request, "capacity/course_edit.html", page, status=400 if form.is_bound else 200)


def plan_of(request: OfficerRequest, pk: int) -> TrainingPlan:
    """Return a plan that the officer may read, or answer that there is none."""
    rows = TrainingPlan.objects.visible_to(request.user).select_related("unit__parent", "made_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
def certificates(request: OfficerRequest) -> HttpResponse:
    """List the certificates; those that end first come first."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    on = clock.local_day(at)
    form = forms.CertificatesForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = certificates_listed(request.user, wanted, on=on)
    if workbook.is_wanted(request):
        title = _("Certificates")
        return workbook.answer_with(title, sheets.CERTIFICATES, rows, name="chung-chi", at=at, form=form)
    page = page_by_name(rows, request.GET.get("page", ""))
    context = {
        "form": form,
        "tab": "certificates",
        "page": page,
        "rows": [(one, one.holds(on=on)) for one in page.rows],
        "is_filtered": any(wanted.values()),
    }
    return render(request, "capacity/certificates.html", context, status=200 if form.is_valid() else 400)


@require_GET
def certificate(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a certificate."""
    return _show_certificate(request, _certificate(request, pk), {})


@require_POST
def take_certificate_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Revoke a certificate, or undo that."""
    return CERTIFICATE_STEPS.take(request, slug, _certificate(request, pk), _show_certificate)


@require_GET
def certificate_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the certificate as a document to be printed and signed; one that is revoked has none."""
    found = _certificate(request, pk)
    if found.revoked_at is not None:
        return redirect(found)
    answer = HttpResponse(as_docx(certificate_paper(found), made_at=found.issued_at), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="chung-chi-{found.pk}.docx"'
    return answer


def _show_plan(
    request: OfficerRequest, found: TrainingPlan, bound: Any, *, status: int = 200
) -> HttpResponse:
    rows = list(courses_of(found)[:200])
    standing = [one for one in rows if one.state != "cancelled"]
    page = {
        "plan": found,
        "courses": rows,
        "estimate": sum(one.estimate_vnd or 0 for one in standing),
        "steps": PLAN_STEPS.offered(request, found, bound),
        "may_add": found.state != PlanState.CLOSED and ACCESS[Act.KEEP_COURSE](request.user, found),
    }
    return render(request, "capacity/plan.html", page, status=status)


def _show_certificate(
    request: OfficerRequest, found: Certificate, bound: Any, *, status: int = 200
) -> HttpResponse:
    page = {
        "certificate": found,
        "holds": found.holds(on=clock.local_day(clock.now())),
        "steps": CERTIFICATE_STEPS.offered(request, found, bound),
    }
    return render(request, "capacity/certificate.html", page, status=status)


def _certificate(request: OfficerRequest, pk: int) -> Certificate:
    rows = Certificate.objects.visible_to(request.user).select_related(
        "invitation__member__unit", "invitation__course__plan__unit__parent", "issued_by"
    )
    return get_object_or_404(rows, pk=pk)
