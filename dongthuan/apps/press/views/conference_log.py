"""Who comes to a conference, what is asked there; and the duties that come back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.press.forms import conferences as entered
from dongthuan.apps.press.lifecycle import Duty
from dongthuan.apps.press.models.conferences import Accreditation, QuestionAsked
from dongthuan.apps.press.operations import conference_duties as duties
from dongthuan.apps.press.operations import conference_log as operations
from dongthuan.apps.press.queries import conferences as queries
from dongthuan.apps.press.queries.outlets import journalist_known
from dongthuan.apps.press.register_wording import REFUSED, sentence_of
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.press.views.conferences import show
from dongthuan.apps.press.views.register_steps import attempt

ON_DUTIES = {act: ACCESS[act] for act in (Act.SETTLE_DUTY, Act.RECORD_INFORMATION)}


@require_POST
def accreditation_add(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put on the list that somebody asks to come."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    row = get_object_or_404(queries.conference_shown(), pk=pk)
    require(ACCESS, Act.RUN_CONFERENCE, request.user, row)
    form = entered.AccreditationForm(request.POST, auto_id="who_%s")
    given = form.cleaned_data if form.is_valid() else {}
    if given:
        on = clock.local_day(clock.now())
        given["journalist"] = journalist_known(given["full_name"], given["outlet"], on=on)
    if attempt(request, form, operations.ask_accreditation, conference=row, **given) is None:
        return show(request, row, {"accreditation": form}, status=400)
    messages.success(request, _("On the list."))
    return redirect(row)


@require_POST
def accreditation_decide(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let somebody in, or not, or note that he or she came."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    row = get_object_or_404(Accreditation.objects.select_related("conference"), pk=pk)
    require(ACCESS, Act.RUN_CONFERENCE, request.user, row.conference)
    form = entered.DecisionForm(request.POST)
    if form.is_valid():
        decision, ground = form.cleaned_data["decision"], form.cleaned_data["ground"]
        at = clock.now()
        try:
            if decision == "came":
                operations.note_attendance(accreditation=row, by=request.user, at=at)
            else:
                operations.decide_accreditation(
                    accreditation=row, is_accredited=decision == "in", ground=ground, by=request.user, at=at
                )
        except REFUSED as refusal:
            messages.error(request, sentence_of(refusal))
    return redirect(f"{row.conference.get_absolute_url()}#phong-vien")


@require_POST
def question_add(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write down a question, and its answer if there was one."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    row = get_object_or_404(queries.conference_shown(), pk=pk)
    require(ACCESS, Act.RUN_CONFERENCE, request.user, row)
    form = entered.QuestionForm(request.POST, auto_id="question_%s")
    given = {"content": form.question_given, "answer": form.answer_given} if form.is_valid() else {}
    saved = attempt(request, form, operations.log_question, conference=row, **given)
    if saved is None:
        return show(request, row, {"question": form}, status=400)
    _tell(request, saved)
    return redirect(f"{row.get_absolute_url()}#hoi-dap")


@require_http_methods(["GET", "POST"])
def question_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write down the answer to a question that was left open."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    row = get_object_or_404(QuestionAsked.objects.select_related("conference__unit"), pk=pk, answer="")
    require(ACCESS, Act.RUN_CONFERENCE, request.user, row.conference)
    form = entered.AnswerForm(request.POST or None, initial={"answered_at": clock.now()})
    if request.method == "POST" and form.is_valid():
        saved = attempt(request, form, operations.answer_question, question=row, answer=form.content)
        if saved is not None:
            _tell(request, saved)
            return redirect(f"{row.conference.get_absolute_url()}#hoi-dap")
    page = {"form": form, "question": row, "conference": row.conference}
    return render(
        request, "press/question_answer.html", page, status=400 if request.method == "POST" else 200
    )


def _tell(request: OfficerRequest, question: QuestionAsked) -> None:
    if question.answer and not question.capacity:
        messages.warning(
            request,
            _(
                "Written down. %(name)s held no live mandate at that instant, or nobody confirmed that it is "
                "the matter of the authorisation: the log says “not the official view”."
            )
            % {"name": question.speaker_name},
        )
    else:
        messages.success(request, _("Written down."))


@require_http_methods(["GET", "POST"])
def periodic(request: OfficerRequest) -> HttpResponse:
    """Show the duties that come back, their clocks, and what was given; settle one as the legal officer."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    form = entered.DutyForm(request.POST or None)
    if request.method == "POST":
        require(ACCESS, Act.SETTLE_DUTY, request.user, None)
        if form.is_valid() and attempt(request, form, duties.settle_duty, **_settled(form)) is not None:
            messages.success(request, _("Settled, with your note."))
            return redirect("press:periodic")
    return _show_periodic(request, form, entered.InformationForm(initial={"given_at": clock.now()}))


def _settled(form: entered.DutyForm) -> dict[str, object]:
    return form.cleaned_data | {"duty": Duty(form.cleaned_data["duty"])}


def _show_periodic(
    request: OfficerRequest, form: entered.DutyForm, information: entered.InformationForm
) -> HttpResponse:
    page = {
        "duties": queries.duty_rows(),
        "clocks": queries.periodic_clocks(),
        "given": queries.latest_information(at=clock.now()),
        "form": form,
        "information_form": information,
        "may": allowed_acts(ON_DUTIES, request.user, None),
    }
    return render(request, "press/periodic.html", page, status=400 if request.method == "POST" else 200)


@require_POST
def information_add(request: OfficerRequest) -> HttpResponse:
    """Record that the monthly information was given."""
    require(ACCESS, Act.RECORD_INFORMATION, request.user, None)
    form = entered.InformationForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    if attempt(request, form, duties.record_information, **given) is None:
        return _show_periodic(request, entered.DutyForm(), form)
    messages.success(request, _("Recorded; the clock of the month follows within minutes."))
    return redirect("press:periodic")
