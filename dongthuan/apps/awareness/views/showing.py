"""One briefing as its reader and its keeper see it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.awareness import forms
from dongthuan.apps.awareness.lifecycle import BriefingState
from dongthuan.apps.awareness.models import Briefing, Reading
from dongthuan.apps.awareness.operations import briefings as operations
from dongthuan.apps.awareness.queries import informed_by_unit
from dongthuan.apps.awareness.rules import ACCESS, Act
from dongthuan.apps.awareness.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.forms.register_fields import NothingForm, StepForm, StepReasonForm

STEPS = Steps(
    "briefing",
    {
        "gui": Step(
            Act.SEND,
            StepForm,
            operations.send_briefing,
            "send",
            gettext_lazy("Send it to its readers"),
            gettext_lazy("Sent: the readers are being told."),
            lambda row: row.state == BriefingState.DRAFT,
            hint=gettext_lazy("What was sent cannot be rewritten, only withdrawn."),
        ),
        "rut": Step(
            Act.WITHDRAW,
            StepReasonForm,
            operations.withdraw_briefing,
            "x",
            gettext_lazy("Withdraw the briefing"),
            gettext_lazy("The briefing is withdrawn."),
            lambda row: row.state == BriefingState.SENT,
            is_grave=True,
        ),
        "gui-lai": Step(
            Act.WITHDRAW,
            StepForm,
            operations.send_again,
            "arrow-back-up",
            gettext_lazy("Undo the withdrawal"),
            gettext_lazy("The briefing stands again."),
            lambda row: row.state == BriefingState.WITHDRAWN,
        ),
        "bao-cao": Step(
            Act.REPORT,
            NothingForm,
            operations.draw_up_report,
            "file-text",
            gettext_lazy("Draw up the report"),
            gettext_lazy("The report is drawn up."),
            lambda row: row.state == BriefingState.SENT,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)


def briefing_of(request: OfficerRequest, pk: int) -> Briefing:
    """Return a briefing that the officer may open, or answer that there is none."""
    rows = Briefing.objects.visible_to(request.user).select_related("unit", "file", "written_by")
    return get_object_or_404(rows, pk=pk)


def reading_of(request: OfficerRequest, row: Briefing) -> Reading | None:
    """Return what the officer has to do with a briefing; None = is not asked to read it."""
    return row.readings.filter(officer_id=request.user.pk).select_related("briefing").first()


def show(
    request: OfficerRequest,
    row: Briefing,
    bound: Any,
    *,
    quiz: forms.QuizForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page of a briefing."""
    own = reading_of(request, row) if row.state == BriefingState.SENT else None
    keeps = ACCESS[Act.WRITE](request.user, row)
    questions = list(row.questions.all())
    pairs = zip(questions, own.answers, strict=True) if own and own.answered_at else ()
    page = {
        "briefing": row,
        "own": own,
        "is_late": bool(own and own.is_late(on=clock.local_day(clock.now()))),
        "questions": questions,
        "quiz": quiz or forms.QuizForm(questions=questions),
        "said": [
            (one, one.choices[number], one.choices[one.right], number == one.right) for one, number in pairs
        ],
        "keeps": keeps,
        "rows": informed_by_unit(row.readings.all()) if keeps and row.sent_at else [],
        "groups": list(row.units.all()) if keeps else [],
        "role_words": [label for value, label in forms.ASKED_ROLES if value in row.roles],
        "steps": STEPS.offered(request, row, bound),
    }
    return render(request, "awareness/briefing.html", page, status=status)
