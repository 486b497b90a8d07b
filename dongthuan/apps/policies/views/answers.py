"""Pages on which comments are answered: all groups of a consultation, the answer to one, the last steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.answers_rules import ANSWER_ACCESS, AnswerAct
from dongthuan.apps.policies.forms.answers import AnswerForm, PublishForm, ResponseDateForm, initial_of
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations import answers as operations
from dongthuan.apps.policies.operations.answers_telling import draw_up_report
from dongthuan.apps.policies.operations.versions import ChangedMeanwhile, NoReason, NotInThatState, NoWords
from dongthuan.apps.policies.queries import answers as queries
from dongthuan.apps.policies.queries.consultations import why_no_response_limit
from dongthuan.apps.policies.views.workbooks import give_workbook
from dongthuan.apps.press.forms.register_fields import VersionForm

SHOWN = 30
SENTENCES: dict[type[Exception], Any] = {
    ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this meanwhile. Look at how it stands now, then do it again."
    ),
    NotInThatState: gettext_lazy("It stands elsewhere now; this step is not possible."),
    NoReason: gettext_lazy("Give a reason; it is kept."),
    NoWords: gettext_lazy("Fill in what must be said; nothing was kept."),
    SecretMark: gettext_lazy(
        "The text bears a mark of state secrecy. Nothing was kept; use the means for secrets."
    ),
    operations.NothingChanged: gettext_lazy("Say what is changed in the draft, or take nothing up."),
    operations.Unanswered: gettext_lazy("Some comments wait to be looked at, or have no checked answer."),
    operations.NotAdopted: gettext_lazy("No text is adopted yet: say why the answers are published now."),
    operations.ClockRuns: gettext_lazy("A limit of law runs for the answers; it counts."),
}
REFUSED = tuple(SENTENCES)
LAST_STEPS = {act: rule for act, rule in ANSWER_ACCESS.items() if act != AnswerAct.CHECK_ANSWER}
STATES = ("", "open", "draft", "checked")
STEPS: dict[str, tuple[type[VersionForm], Callable[..., object]]] = {
    "xong": (VersionForm, operations.finish_answers),
    "cong-bo": (PublishForm, operations.publish_answers),
    "hen-ngay": (ResponseDateForm, operations.state_response_date),
}


@require_GET
def list_answers(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the groups of a consultation with their answers, as a page or as a workbook with every comment."""
    consultation = _consultation(request, pk)
    if sheets.is_wanted(request):
        return give_workbook(request, consultation, WorkbookKind.ANSWERS)
    return _listed(request, consultation)


@require_POST
def take_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Finish or publish the answers, or state by when they are out."""
    consultation = _consultation(request, pk)
    if step not in STEPS:
        raise Http404
    kind, act = STEPS[step]
    form = kind(request.POST, auto_id=f"{step}_%s")
    given = {"consultation": consultation, "by": request.user, "at": clock.now()}
    if not _tried(form, lambda: act(version=form.seen, **given, **form.given())):
        return _listed(request, consultation, {step: form}, status=400)
    messages.success(request, _("Saved."))
    return redirect("policies:answers", pk=pk)


@require_POST
def make_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw up the report with the table as it stands, and go to the document."""
    consultation = _consultation(request, pk)
    document = draw_up_report(consultation=consultation, by=request.user, at=clock.now())
    messages.success(request, _("The report is drawn up; have it signed, then send it."))
    return redirect("documents:document", pk=document.pk)


@require_http_methods(["GET", "POST"])
def answer_group(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draft the answer to one group; beside it the comments that it answers."""
    group = _group(request, pk)
    answer = Answer.objects.select_related("drafted_by", "checked_by").filter(group=group).first()
    record = answer or Answer(consultation=group.consultation, group=group)
    form = AnswerForm(request.POST or None, initial=initial_of(answer))
    if request.method == "POST":
        at = clock.now()
        if _tried(
            form,
            lambda: operations.draft_answer(
                group=group, version=form.seen, content=form.content(), by=request.user, at=at
            ),
        ):
            messages.success(request, _("Saved; another officer checks it."))
            return redirect("policies:answer", pk=pk)
    page = {
        "group": group,
        "consultation": group.consultation,
        "answer": answer,
        "form": form,
        "comments": group.comments.filter(state="visible").order_by("number")[:SHOWN],
        "acts": allowed_acts(ANSWER_ACCESS, request.user, record),
    }
    return render(request, "policies/answer.html", page, status=400 if form.errors else 200)


@require_POST
def check_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let the answer of a group count."""
    group = _group(request, pk)
    answer = get_object_or_404(Answer.objects.select_related("consultation__dossier"), group=group)
    form = VersionForm(request.POST)
    at = clock.now()
    if _tried(
        form, lambda: operations.check_answer(answer=answer, version=form.seen, by=request.user, at=at)
    ):
        messages.success(request, _("The answer is checked and counts."))
    else:
        for fault in form.non_field_errors():
            messages.error(request, str(fault))
    return redirect("policies:answer", pk=pk)


def _listed(
    request: OfficerRequest,
    consultation: Consultation,
    bound: dict[str, VersionForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.answered_groups(consultation).select_related("answer")
    if state == "open":
        rows = rows.filter(answer__isnull=True)
    elif state in ("draft", "checked"):
        rows = rows.filter(answer__state=state)
    fresh = {"version": consultation.version}
    page = {
        "consultation": consultation,
        "progress": queries.progress_of(consultation),
        "page": page_of(rows, request.GET.get("page", ""), by="first_number", size=SHOWN, is_ascending=True),
        "state": state if state in STATES else "",
        "forms": {
            step.replace("-", "_"): (bound or {}).get(step) or kind(initial=fresh, auto_id=f"{step}_%s")
            for step, (kind, _act) in STEPS.items()
        },
        "no_limit": why_no_response_limit(consultation, at=clock.now()),
        "acts": allowed_acts(LAST_STEPS, request.user, consultation),
    }
    return render(request, "policies/answers.html", page, status=status)


def _tried(form: VersionForm, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; False where form or act refused, which the form then says."""
    if not form.is_valid():
        return False
    try:
        act()
    except REFUSED as refusal:
        form.add_error(None, str(SENTENCES[type(refusal)]))
        return False
    return True


def _consultation(request: OfficerRequest, pk: int) -> Consultation:
    row: Consultation = get_object_or_404(
        Consultation.objects.select_related("dossier__unit", "clock"),
        dossier__in=PolicyDossier.objects.visible_to(request.user),
        pk=pk,
    )
    require(ANSWER_ACCESS, AnswerAct.READ_ANSWERS, request.user, row)
    return row


def _group(request: OfficerRequest, pk: int) -> CommentGroup:
    seen = PolicyDossier.objects.visible_to(request.user)
    rows = CommentGroup.objects.filter(consultation__dossier__in=seen)
    return get_object_or_404(rows.select_related("consultation__dossier__unit", "provision"), pk=pk)
