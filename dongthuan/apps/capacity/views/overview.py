"""The map of skills by unit, the levels needed, the contact list, and one's own page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.capacity import sheets
from dongthuan.apps.capacity.forms import staff as forms
from dongthuan.apps.capacity.forms.training import FeedbackForm
from dongthuan.apps.capacity.lifecycle import OPEN_NEEDS, DrillState, Duty, Skill
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.models.staff import Member, SkillNeed
from dongthuan.apps.capacity.models.training import Invitation, TrainingNeed
from dongthuan.apps.capacity.operations import staff as operations
from dongthuan.apps.capacity.operations.attending import give_feedback
from dongthuan.apps.capacity.operations.papers import draw_up_contacts
from dongthuan.apps.capacity.queries.contacts import contacts as contacts_listed
from dongthuan.apps.capacity.queries.contacts import speakers
from dongthuan.apps.capacity.queries.staff import (
    cells_of,
    coverage,
    indicators,
    kept_units,
    needs_shown,
    own_rules,
    units_mapped,
)
from dongthuan.apps.capacity.queries.training import own_invitations
from dongthuan.apps.capacity.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.capacity.views.taking import taken
from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.documents.queries.issuers import unit_of_the_writer, units_to_write_for
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.apps.units.models import Unit

_attempt = attempting(REFUSED, sentence_of)
UNITS_A_PAGE = 50


@require_GET
def coverage_map(request: OfficerRequest) -> HttpResponse:
    """Show each unit's best level of each skill against the need, and what leaders ask first."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    on = clock.local_day(at)
    form = forms.MapForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    units = units_mapped(request.user, wanted, on=on)
    if workbook.is_wanted(request):
        rows = coverage(units[: workbook.MOST_ROWS], on=on)
        title = _("Map of skills")
        return workbook.answer_with(title, sheets.COVER, rows, name="ban-do-ky-nang", at=at, form=form)
    page = page_by_name(units, request.GET.get("page", ""), size=UNITS_A_PAGE)
    context = {
        "form": form,
        "tab": "map",
        "page": page,
        "rows": coverage(page.rows, on=on),
        "skills": list(Skill),
        "tiles": _tiles(request),
        "is_filtered": any(wanted.values()),
        "may_set": keeps_somewhere(request.user, None),
    }
    return render(request, "capacity/coverage.html", context, status=200 if form.is_valid() else 400)


def _tiles(request: OfficerRequest) -> list[Figure]:
    said = indicators(request.user, on=clock.local_day(clock.now()))
    without = said.units - said.trained_units
    return [
        Figure(
            _("Units without a trained officer"),
            without,
            url="?only=untrained",
            note=_("of %(total)s units") % {"total": said.units},
            is_warning=without > 0,
            opens=_("Open the units"),
        ),
        Figure(
            _("Staff with a certificate that holds"),
            said.trained_members,
            url="can-bo/?only=trained",
            note=_("of %(total)s people") % {"total": said.members},
            opens=_("Open the list"),
        ),
        Figure(_("Open needs of training"), said.open_needs, url="nhu-cau/", opens=_("Open the list")),
        Figure(
            _("Certificates that end within 60 days"),
            said.ending,
            url="chung-chi/?only=holding",
            is_warning=said.ending > 0,
            opens=_("Open the list"),
        ),
    ]


@require_http_methods(["GET", "POST"])
def levels(request: OfficerRequest) -> HttpResponse:
    """Say which level every unit, one unit or a duty needs of each skill."""
    if not keeps_somewhere(request.user, None):
        raise NotAllowed(Act.SET_LEVEL.value)
    units = kept_units(request.user, on=clock.local_day(clock.now()))
    is_for_all = ACCESS[Act.SET_LEVEL](request.user, SkillNeed())
    source = request.POST if request.method == "POST" else request.GET
    chosen = forms.WhoseLevelsForm(
        source if source or is_for_all else {"unit": getattr(units.first(), "pk", "")},
        units=units,
        is_for_all=is_for_all,
    )
    unit, duty = (
        (chosen.cleaned_data["unit"], chosen.cleaned_data["duty"]) if chosen.is_valid() else (None, "")
    )
    form = forms.NeededForm(request.POST or None, initial=needs_shown(unit, duty))
    if request.method == "POST" and chosen.is_valid() and form.is_valid():
        act = operations.forget_levels_needed if "forget" in request.POST and unit else None
        given = {"unit": unit, "duty": duty} | ({} if act else {"levels": form.levels()})
        _attempt(request, act or operations.set_levels_needed, _("The levels are saved."), **given)
        return redirect(f"{request.path}?unit={unit.pk if unit else ''}&duty={duty}")
    page = {
        "chosen": chosen,
        "form": form,
        "unit": unit,
        "duty": duty,
        "duty_words": dict(Duty.choices).get(duty, ""),
        "own": own_rules().filter(unit__in=units)[:200],
    }
    return render(request, "capacity/levels.html", page, status=200 if chosen.is_valid() else 400)


@require_GET
def contact_list(request: OfficerRequest) -> HttpResponse:
    """Show the contact list of staff and spokespersons as the authority asks for it; as a workbook."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    on = clock.local_day(at)
    rows, public = contacts_listed(request.user, on=on), speakers(on=on)
    if workbook.is_wanted(request):
        written = [
            workbook.sheet_of(_("Focal points"), sheets.CONTACTS, rows),
            workbook.sheet_of(_("Spokespersons"), sheets.SPEAKERS, public),
        ]
        return workbook.answer(written, "danh-sach-dau-moi", at=at)
    page = {
        "tab": "contacts",
        "page": page_by_name(rows, request.GET.get("page", "")),
        "speakers": public[:100],
        "may_draw_up": ACCESS[Act.DRAW_UP_CONTACTS](request.user, Unit()),
    }
    return render(request, "capacity/contacts.html", page)


@require_POST
def draw_up(request: OfficerRequest) -> HttpResponse:
    """Draw up the dispatch with the contact list."""
    require(ACCESS, Act.DRAW_UP_CONTACTS, request.user, Unit())
    units = units_to_write_for(request.user, on=clock.local_day(clock.now()))
    unit = unit_of_the_writer(request.user, units)
    made = _attempt(request, draw_up_contacts, _("The document is drawn up; it can be signed."), unit=unit)
    if made is None:
        return redirect("capacity:contacts")
    return redirect("documents:document", pk=made.pk)


@require_http_methods(["GET", "POST"])
def mine(request: OfficerRequest) -> HttpResponse:
    """Show one's own skills, needs, courses, certificates and drills; take feedback on a course."""
    require(ACCESS, Act.LIST, request.user, None)
    on = clock.local_day(clock.now())
    entries = list(Member.objects.present(on=on).filter(officer_id=request.user.pk).select_related("unit"))
    invited = own_invitations([one.pk for one in entries])[:50]
    form, refused = None, ""
    if request.method == "POST":
        refused = request.POST.get("invitation", "")
        found = next((one for one in invited if str(one.pk) == refused), None)
        if found is None:
            raise NotAllowed(Act.GIVE_FEEDBACK.value)
        form = FeedbackForm(request.POST, auto_id=f"y{found.pk}_%s")
        given = {"invitation": found, **(form.given() if form.is_valid() else {})}
        if taken(request, form, give_feedback, _("Thank you: your feedback is kept."), **given):
            return redirect("capacity:mine")
    page = {
        "entries": [(one, cells_of(one, on=on)) for one in entries],
        "needs": TrainingNeed.objects.filter(member__in=entries, state__in=OPEN_NEEDS)[:50],
        "invited": [(one, _feedback_form(one, form, refused), _certificate(one, on)) for one in invited],
        "drills": Drill.objects.filter(
            parts__officer_id=request.user.pk, state__in=[DrillState.PLANNED, DrillState.RUNNING]
        )[:20],
    }
    return render(request, "capacity/mine.html", page, status=400 if form is not None else 200)


def _feedback_form(row: Invitation, form: FeedbackForm | None, refused: str) -> FeedbackForm | None:
    """Return the form for a course one came to; None for others."""
    if not row.attendances.all():
        return None
    if form is not None and str(row.pk) == refused:
        return form
    said = getattr(row, "feedback", None)
    return FeedbackForm(
        auto_id=f"y{row.pk}_%s", initial={"rating": said.rating, "words": said.words} if said else None
    )


def _certificate(row: Invitation, on: object) -> tuple[object, bool] | None:
    found = getattr(row, "certificate", None)
    return (found, found.holds(on=on)) if found is not None else None
