"""Pages of inquiries: the desk's list, one inquiry, its form, the files that came with it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.queries import Away, away_of, own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.desk_lifecycle import Basis, InquiryChannel
from dongthuan.apps.press.desk_rules import (
    DESK_ACCESS,
    INQUIRY_ACCESS,
    DeskAct,
    may_open_the_box,
    may_receive_somewhere,
)
from dongthuan.apps.press.forms.inquiries import FileForm, FilterForm, InquiryForm, initial_of
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations import inquiries as operations
from dongthuan.apps.press.operations.mail import inquiry_from_mail
from dongthuan.apps.press.queries import inquiries as queries
from dongthuan.apps.press.queries.answers import said_before
from dongthuan.apps.press.queries.desk_people import units_to_receive_for
from dongthuan.apps.press.queries.mail import mail_for_inquiry
from dongthuan.apps.press.sheets import INQUIRIES
from dongthuan.apps.press.views.desk import fill, history_rows, status_of
from dongthuan.apps.press.views.inquiry_forms import forms_for

BY_DEADLINE = frozenset({"open", "overdue", "near"})
LARGEST_KEY = 2**63 - 1


@require_GET
def list_inquiries(request: OfficerRequest) -> HttpResponse:
    """List the inquiries this officer may read: open ones by their deadline, others by receipt."""
    at = clock.now()
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    state = wanted.get("state") or "open"
    rows = queries.inquiries_listed(request.user, wanted, at=at)
    is_by_deadline = state in BY_DEADLINE
    if sheets.is_wanted(request):
        ordered = queries.by_deadline(rows) if is_by_deadline else rows.order_by("-received_at", "-pk")
        return sheets.answer_with(_("Inquiries"), INQUIRIES, ordered, name="yeu-cau", at=at, form=form)
    content: dict[str, Any] = {
        "form": form,
        "figures": _figures(request, queries.counts_of(request.user, at=at)),
        "may_receive": may_receive_somewhere(request.user, None),
        "waiting_mail": IncomingMail.objects.visible_to(request.user).waiting().count(),
        "reads_mail": may_open_the_box(request.user, None),
        "turned_away": queries.turned_away(on=clock.local_day(at)),
        "is_by_deadline": is_by_deadline,
        "is_filtered": any(wanted.values()),
        "most": queries.MOST_OPEN,
    }
    if is_by_deadline:
        content["rows"] = queries.pressing_first(rows)
    else:
        content["page"] = paging.page_of(rows, request.GET.get("page", ""), by="received_at")
        content["rows"] = content["page"].rows
    status = 200 if form.is_valid() else 400
    return render(request, "press/inquiries.html", content, status=status)


def _figures(request: OfficerRequest, counts: dict[str, int]) -> list[Figure]:
    def one(key: str, label: str, query: str, *, is_warning: bool = False) -> Figure:
        warns = is_warning and bool(counts[key])
        return Figure(label, counts[key], f"?{query}", is_warning=warns, opens=_("Open the inquiries"))

    return [
        one("overdue", _("Past their deadline"), "state=overdue", is_warning=True),
        one("near", _("Within 24 hours"), "state=near", is_warning=True),
        one("unowned", _("Nobody answers for them"), "state=received", is_warning=True),
        one("mine", _("Mine, open"), "state=open&mine=on"),
    ]


@require_GET
def show_inquiry(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show an inquiry: who asks what, until when, what was said before, what can be done."""
    return render(request, "press/inquiry.html", inquiry_content(request, inquiry_of(request, pk)))


def inquiry_content(request: OfficerRequest, inquiry: Inquiry, **bound: Any) -> dict[str, Any]:
    """Return what the page of an inquiry shows; `bound`: a form that was refused, under its key."""
    at = clock.now()
    may = {act.rpartition(".")[2] for act in allowed_acts(INQUIRY_ACCESS, request.user, inquiry)}
    answers = queries.answers_of(inquiry)
    like = queries.like_it(inquiry, request.user)
    owner_away = _owner_away(inquiry, at)
    return {
        "inquiry": inquiry,
        "may": may,
        "answers": answers,
        "has_open_answer": any(answer.state in ("draft", "clearing") for answer in answers),
        "chain": queries.chain_of(inquiry, request.user),
        "same": list(inquiry.same_questions.order_by("received_at")[:50]),
        "like": like,
        "no_limit": queries.why_no_limit(inquiry),
        "said": said_before(f"{inquiry.topic}\n{inquiry.questions}"),
        "files": list(attachments_of(inquiry)),
        "file_form": FileForm() if "rewrite_inquiry" in may else None,
        "mails": list(inquiry.mails.visible_to(request.user)[:20]),
        "history": history_rows(inquiry),
        "forms": forms_for(inquiry, may, like, by=request.user, at=at) | bound,
        "is_overdue": inquiry.is_open and _is_past(inquiry, at),
        "owner_away": owner_away,
        "is_due_meanwhile": owner_away is not None and _is_due_meanwhile(inquiry, owner_away),
    }


def _owner_away(inquiry: Inquiry, at: datetime) -> Away | None:
    if inquiry.owner is None or not inquiry.is_open:
        return None
    return away_of(inquiry.owner, on=clock.local_day(at))


def _is_due_meanwhile(inquiry: Inquiry, away: Away) -> bool:
    governing = getattr(inquiry, "governing_at", None)
    return governing is not None and clock.local_day(governing) < away.absence.end_on


def _is_past(inquiry: Inquiry, at: Any) -> bool:
    governing = getattr(inquiry, "governing_at", None)
    return governing is not None and governing <= at


@require_http_methods(["GET", "POST"])
def add_inquiry(request: OfficerRequest) -> HttpResponse:
    """Write an inquiry down: by hand, as a follow-up (`?parent=`), or from a mail (`?mail=`)."""
    if not may_receive_somewhere(request.user, None):
        raise NotAllowed(DeskAct.RECEIVE_INQUIRY.value)
    at = clock.now()
    on = clock.local_day(at)
    parent, mail = _parent(request), _mail(request)
    units = units_to_receive_for(request.user, on=on)
    begun = {
        "received_at": at,
        "basis": Basis.REQUEST,
        "channel": InquiryChannel.PHONE,
        "unit": own_unit(request.user, units),
    }
    form = InquiryForm(request.POST or None, units=units, on=on, initial=begun | _begun_from(parent, mail))

    def receive() -> Inquiry:
        content = form.content(parent)
        if mail is not None:
            return inquiry_from_mail(mail=mail, content=content, by=request.user, at=at)
        return operations.receive_inquiry(content=content, by=request.user, at=at)

    if made := fill(request, form, receive):
        messages.success(request, _("The inquiry is recorded."))
        return redirect("press:inquiry", pk=made.pk)
    page = {"form": form, "inquiry": None, "parent": parent, "mail": mail}
    return render(request, "press/inquiry_form.html", page, status=status_of(request))


def _begun_from(parent: Inquiry | None, mail: IncomingMail | None) -> dict[str, Any]:
    begun: dict[str, Any] = {}
    if parent is not None:
        names = ("journalist", "outlet", "journalist_name", "outlet_name", "email", "phone", "topic", "unit")
        begun |= {name: getattr(parent, name) for name in names}
    if mail is not None:
        begun |= {
            "channel": InquiryChannel.MAIL,
            "topic": mail.subject[:300],
            "questions": mail.text[:20_000],
            "journalist_name": mail.from_name[:120],
            "email": mail.from_address,
            "journalist": mail.journalist,
            "outlet": mail.journalist.outlet if mail.journalist else None,
            "received_at": min(mail.dated_at or mail.taken_at, mail.taken_at),
        }
    return begun


def _parent(request: OfficerRequest) -> Inquiry | None:
    key = _key(request.GET.get("parent", ""))
    return get_object_or_404(Inquiry.objects.visible_to(request.user), pk=key) if key else None


def _mail(request: OfficerRequest) -> IncomingMail | None:
    key = _key(request.GET.get("mail", ""))
    return get_object_or_404(mail_for_inquiry(request.user), pk=key) if key else None


def _key(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else 0


@require_http_methods(["GET", "POST"])
def edit_inquiry(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write an inquiry down anew; what was typed is kept when somebody else was faster."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.REWRITE_INQUIRY, request.user, inquiry)
    at = clock.now()
    on = clock.local_day(at)
    units = units_to_receive_for(request.user, on=on)
    form = InquiryForm(request.POST or None, units=units, on=on, initial=initial_of(inquiry))
    made = fill(
        request,
        form,
        lambda: operations.rewrite_inquiry(
            inquiry=inquiry, version=form.seen, content=form.content(inquiry.parent), by=request.user, at=at
        ),
    )
    if made:
        messages.success(request, _("The inquiry is saved."))
        return redirect("press:inquiry", pk=pk)
    page = {"form": form, "inquiry": inquiry, "parent": inquiry.parent, "mail": None}
    return render(request, "press/inquiry_form.html", page, status=status_of(request))


@require_GET
def inquiry_file(request: OfficerRequest, pk: int, file_pk: int) -> FileResponse:
    """Hand out a file that came with an inquiry."""
    return download(get_object_or_404(attachments_of(inquiry_of(request, pk)), pk=file_pk))


def inquiry_of(request: OfficerRequest, pk: int) -> Inquiry:
    """Return the inquiry, if this officer may see it."""
    return get_object_or_404(queries.inquiry_seen(request.user), pk=min(pk, LARGEST_KEY))
