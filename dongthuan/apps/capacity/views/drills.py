"""Crisis drills: the list, one drill with its feed, timeline and score. Each page says that it is a drill."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.capacity.forms import drills as forms
from dongthuan.apps.capacity.lifecycle import DrillState
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.operations import drills as operations
from dongthuan.apps.capacity.operations.papers import draw_up_report
from dongthuan.apps.capacity.queries.drills import drills_listed, scores_shown, script_of, timeline
from dongthuan.apps.capacity.queries.staff import kept_units
from dongthuan.apps.capacity.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.capacity.views.taking import taken
from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.forms.register_fields import NothingForm, StepForm, StepReasonForm
from dongthuan.apps.press.views.register_steps import page_by_name

STEPS = Steps(
    "drill",
    {
        "ghi": Step(
            Act.PLAY,
            forms.DrillActForm,
            operations.act_in_drill,
            "plus",
            gettext_lazy("DRILL: note what was done"),
            gettext_lazy("Noted in the drill; nothing left it."),
            lambda drill: drill.state == DrillState.RUNNING,
        ),
        "nguoi": Step(
            Act.KEEP_DRILL,
            forms.PartsForm,
            operations.name_participants,
            "users",
            gettext_lazy("Name who takes part"),
            gettext_lazy("The participants are noted."),
            lambda drill: drill.state in (DrillState.PLANNED, DrillState.RUNNING),
            hint=gettext_lazy(
                "Nobody is mailed: tell them yourself, so that no drill looks like an incident."
            ),
            initial=lambda drill: {"officers": [one.officer_id for one in drill.parts.all()]},
        ),
        "bat-dau": Step(
            Act.KEEP_DRILL,
            StepForm,
            operations.start_drill,
            "player-play",
            gettext_lazy("Begin the drill"),
            gettext_lazy("The drill runs."),
            lambda drill: drill.state == DrillState.PLANNED,
        ),
        "ket-thuc": Step(
            Act.KEEP_DRILL,
            forms.LessonsForm,
            operations.end_drill,
            "check",
            gettext_lazy("End it with the lessons"),
            gettext_lazy("The drill is over; its lessons are kept."),
            lambda drill: drill.state == DrillState.RUNNING,
        ),
        "sua-bai-hoc": Step(
            Act.KEEP_DRILL,
            forms.LessonsForm,
            operations.end_drill,
            "edit",
            gettext_lazy("Change the lessons"),
            gettext_lazy("The lessons are changed."),
            lambda drill: drill.state == DrillState.ENDED,
            initial=lambda drill: {"lessons": drill.lessons},
        ),
        "bao-cao": Step(
            Act.KEEP_DRILL,
            NothingForm,
            draw_up_report,
            "file-text",
            gettext_lazy("Draw up the report"),
            gettext_lazy("The report is drawn up."),
            lambda drill: drill.state == DrillState.ENDED,
        ),
        "huy": Step(
            Act.KEEP_DRILL,
            StepReasonForm,
            operations.call_off_drill,
            "x",
            gettext_lazy("Call the drill off"),
            gettext_lazy("The drill is called off."),
            lambda drill: drill.state in (DrillState.PLANNED, DrillState.RUNNING),
            is_grave=True,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)


@require_GET
def drills(request: OfficerRequest) -> HttpResponse:
    """List the drills."""
    require(ACCESS, Act.LIST, request.user, None)
    page = {
        "page": page_by_name(drills_listed(request.user), request.GET.get("page", "")),
        "may_set_up": keeps_somewhere(request.user, None),
    }
    return render(request, "capacity/drills.html", page)


@require_http_methods(["GET", "POST"])
def set_up(request: OfficerRequest) -> HttpResponse:
    """Set a drill up from a scenario."""
    if not keeps_somewhere(request.user, None):
        raise NotAllowed(Act.KEEP_DRILL.value)
    today = clock.local_day(clock.now())
    units = kept_units(request.user, on=today)
    initial = {"unit": own_unit(request.user, units), "planned_on": today}
    form = forms.DrillForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _("The drill is set up: name who takes part.")
        made = taken(request, form, operations.set_up_drill, done, content=form.content())
        if made is not None:
            return redirect(made)
    return render(request, "capacity/drill_edit.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
def drill(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a drill: what came in so far, what was done, how it stands against the aims."""
    return _show(request, _drill(request, pk), {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step in a drill."""
    return STEPS.take(request, slug, _drill(request, pk), _show)


def _show(request: OfficerRequest, found: Drill, bound: Any, *, status: int = 200) -> HttpResponse:
    script, minute = script_of(found), operations.minute_of(found, clock.now())
    has_begun = found.started_at is not None
    moments = timeline(found, minute=minute) if has_begun else []
    page = {
        "drill": found,
        "script": script,
        "minute": minute,
        "moments": moments,
        "scores": scores_shown(found) if has_begun else [],
        "is_all_in": minute >= script.last_minute,
        "parts": found.parts.select_related("officer"),
        "is_over": found.state == DrillState.ENDED,
        "is_running": found.state == DrillState.RUNNING,
        "steps": STEPS.offered(request, found, bound),
    }
    return render(request, "capacity/drill.html", page, status=status)


def _drill(request: OfficerRequest, pk: int) -> Drill:
    rows = Drill.objects.visible_to(request.user).select_related("unit", "made_by").distinct()
    return get_object_or_404(rows, pk=pk)
