"""Pages of answers: a draft with what was said before beside it, one answer, what was sent so far."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clearances.queries.clearances import is_cleared
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.forms import CONTROL
from dongthuan.apps.documents.lifecycle import DocumentState
from dongthuan.apps.documents.queries.documents import drawn_up_from
from dongthuan.apps.press.desk_lifecycle import OPEN_ANSWERS, AnswerState, FlagState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.desk_wording import KINDS
from dongthuan.apps.press.forms.answers import AnswerForm, ClearanceForm, FlagForm, SendForm
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations import answers as operations
from dongthuan.apps.press.queries import answers as queries
from dongthuan.apps.press.queries.desk_people import readers_of, speakers_for
from dongthuan.apps.press.queries.lines import lines_used_in
from dongthuan.apps.press.queries.mailed import mails_of
from dongthuan.apps.press.sheets import ANSWERS
from dongthuan.apps.press.views.desk import fill, history_rows, status_of
from dongthuan.apps.press.views.inquiries import inquiry_of

LARGEST_KEY = 2**63 - 1
ANSWER_ACTS = (
    DeskAct.REWRITE_ANSWER,
    DeskAct.DECIDE_FLAG,
    DeskAct.ASK_CLEARANCE,
    DeskAct.SEND_ANSWER,
    DeskAct.DROP_ANSWER,
)
ANSWER_ACCESS = {act: DESK_ACCESS[act] for act in ANSWER_ACTS}


@require_GET
def list_answers(request: OfficerRequest) -> HttpResponse:
    """Search in what was sent to the press, the latest first."""
    words = CONTROL.sub("", request.GET.get("q", ""))[:200]
    rows = queries.answers_found(request.user, words)
    if sheets.is_wanted(request):
        return sheets.answer_with(_("What we answered"), ANSWERS, rows, name="da-tra-loi", at=clock.now())
    page = paging.page_of(rows, request.GET.get("page", ""), by="sent_at")
    return render(request, "press/answers.html", {"page": page, "q": words})


@require_http_methods(["GET", "POST"])
def draft_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draft an answer to an inquiry, with what was said before beside it."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.DRAFT_ANSWER, request.user, inquiry)
    at = clock.now()
    speakers = speakers_for(inquiry.unit, at=at, record=inquiry)
    begun = {"speaker": speakers[0][0] if speakers else None}
    form = AnswerForm(request.POST or None, speakers=speakers, initial=begun)
    made = fill(
        request,
        form,
        lambda: operations.draft_answer(inquiry=inquiry, content=form.content, by=request.user, at=at),
    )
    if made:
        messages.success(request, _("The draft is kept."))
        return redirect(made)
    page = {"form": form, "inquiry": inquiry, "answer": None, "said": _said(inquiry, None)}
    return render(request, "press/answer_form.html", page, status=status_of(request))


@require_http_methods(["GET", "POST"])
def edit_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write on a draft; a changed text ends its clearance."""
    answer = answer_of(request, pk)
    require(DESK_ACCESS, DeskAct.REWRITE_ANSWER, request.user, answer)
    if answer.state not in OPEN_ANSWERS:
        messages.error(request, _("The answer was sent or given up; this step is not possible now."))
        return redirect(answer)
    at = clock.now()
    inquiry = first_inquiry(answer)
    speakers = speakers_for(answer.unit, at=at, record=inquiry)
    form = AnswerForm(
        request.POST or None, speakers=_with_current(speakers, answer), initial=_initial(answer)
    )
    made = fill(
        request,
        form,
        lambda: operations.rewrite_answer(
            answer=answer, version=form.seen, content=form.content, by=request.user, at=at
        ),
    )
    if made:
        messages.success(request, _("The draft is kept."))
        return redirect(made)
    said = _said(inquiry, answer)
    page = {"form": form, "inquiry": inquiry, "answer": answer, "said": said}
    return render(request, "press/answer_form.html", page, status=status_of(request))


def _initial(answer: Answer) -> dict[str, Any]:
    return {
        "version": answer.version,
        "text": answer.text,
        "speaker": answer.speaker_id,
        "is_matter_confirmed": answer.matter_confirmed_by_id is not None,
        "is_unofficial": not answer.is_official,
    }


def _with_current(speakers: list[tuple[int, str]], answer: Answer) -> list[tuple[int, str]]:
    """Return the choices with the one who stands in the draft, also where he or she may no longer speak."""
    current = answer.speaker
    if current is None or any(key == current.pk for key, _words in speakers):
        return speakers
    return [*speakers, (current.pk, _("%(name)s (no live mandate)") % {"name": current.full_name})]


def _said(inquiry: Inquiry | None, answer: Answer | None) -> list[queries.Said]:
    asked = f"{inquiry.topic}\n{inquiry.questions}" if inquiry is not None else ""
    written = answer.text if answer is not None else ""
    return queries.said_before(f"{asked}\n{written}", but_not=answer)


@require_GET
def show_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show an answer: its text, what it may contradict, how far its clearance is, what can be done."""
    return render(request, "press/answer.html", answer_content(request, answer_of(request, pk)))


def answer_content(request: OfficerRequest, answer: Answer, **bound: Any) -> dict[str, Any]:
    """Return what the page of an answer shows; `bound`: a form that was refused, under its key."""
    at = clock.now()
    may = {act.rpartition(".")[2] for act in allowed_acts(ANSWER_ACCESS, request.user, answer)}
    flags = list(
        answer.flags.exclude(state=FlagState.GONE).select_related(
            "earlier_answer", "earlier_line", "decided_by"
        )
    )
    rows = [
        {
            "flag": flag,
            "kind": KINDS.get(flag.kind, flag.kind),
            "form": FlagForm(auto_id=f"flag_{flag.pk}_%s"),
        }
        for flag in flags
    ]
    is_open = answer.state in OPEN_ANSWERS
    letters = list(drawn_up_from(answer, seen_by=request.user)[:10])
    return {
        "answer": answer,
        "inquiries": list(answer.inquiries.all()),
        "inquiry": first_inquiry(answer),
        "flags": rows,
        "open_flags": sum(flag.state == FlagState.OPEN for flag in flags),
        "may": may if is_open else set(),
        "is_open": is_open,
        "is_cleared": is_open and is_cleared(answer, answer.text),
        "may_draw_up": "send_answer" in may and answer.state != AnswerState.DROPPED,
        "letters": letters,
        "letter": next((one for one in letters if one.state != DocumentState.CANCELLED), None),
        "may_speak": _may_speak(answer, at) if is_open else True,
        "uses": lines_used_in(answer),
        "mailed": mails_of(answer),
        "has_addresses": any(one.email for one in answer.inquiries.all()),
        "said": _said(first_inquiry(answer), answer) if is_open else [],
        "may_note": is_open and "rewrite_answer" in may,
        "forms": _forms(answer, may, at) | bound if is_open else {},
        "history": history_rows(answer),
    }


def _may_speak(answer: Answer, at: Any) -> bool:
    if not answer.is_official:
        return True
    choices = speakers_for(answer.unit, at=at, record=first_inquiry(answer))
    return any(key == answer.speaker_id for key, _words in choices)


def _forms(answer: Answer, may: set[str], at: Any) -> dict[str, Any]:
    seen = {"version": answer.version}
    wrote = [answer.author_id, *answer.editors.values_list("pk", flat=True)]
    readers = readers_of(answer.unit, but_not=wrote, on=clock.local_day(at))
    makers: dict[str, Callable[[], VersionForm]] = {
        "ask_clearance": lambda: ClearanceForm(initial=seen, readers=readers, at=at, auto_id="clear_%s"),
        "send_answer": lambda: SendForm(initial=seen, auto_id="send_%s"),
        "drop_answer": lambda: ReasonForm(initial=seen, auto_id="drop_%s"),
    }
    return {name: make() for name, make in makers.items() if name in may}


def first_inquiry(answer: Answer) -> Inquiry | None:
    """Return the inquiry that an answer was first drafted for: of those that ask the same, the lead."""
    rows = list(answer.inquiries.all())
    leads = [row for row in rows if row.same_as_id is None]
    return next(iter(leads or rows), None)


def answer_of(request: OfficerRequest, pk: int) -> Answer:
    """Return the answer, if this officer may see it."""
    return get_object_or_404(queries.answers_seen(request.user), pk=min(pk, LARGEST_KEY))
