"""Pages of incoming mail: what waits, one mail with its faults and files, what becomes of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.desk_lifecycle import MailSource, MailState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct, may_open_the_box, may_receive_somewhere
from dongthuan.apps.press.desk_wording import FAULTS, FILE_SENTENCES
from dongthuan.apps.press.forms.mail import AttachForm, DiscardForm, MailFilterForm, UploadForm
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.mail import IncomingMail, Mailbox
from dongthuan.apps.press.operations import mail as operations
from dongthuan.apps.press.queries import mail as queries
from dongthuan.apps.press.queries.desk_people import units_to_receive_for
from dongthuan.apps.press.sheets import MAILS
from dongthuan.apps.press.views.desk import attempt, fill, history_rows, tell_errors

LARGEST_KEY = 2**63 - 1


@require_GET
def list_mail(request: OfficerRequest) -> HttpResponse:
    """List the mail that waits, the latest first; nothing that came in is ever missing here."""
    if not may_open_the_box(request.user, None):
        raise NotAllowed(DeskAct.READ_MAIL.value)
    form = MailFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.mails_listed(request.user, wanted)
    if sheets.is_wanted(request):
        rows, at = rows.order_by("-taken_at", "-pk"), clock.now()
        return sheets.answer_with(_("Incoming mail"), MAILS, rows, name="thu-den", at=at, form=form)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="taken_at"),
        "form": form,
        "upload_form": UploadForm() if may_receive_somewhere(request.user, None) else None,
        "has_box": bool(settings.IMAP_HOST),
        "boxes": list(Mailbox.objects.all()[:10]),
    }
    return render(request, "press/mails.html", page, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def upload(request: OfficerRequest) -> HttpResponse:
    """Take in a mail that was handed in as a file."""
    units = units_to_receive_for(request.user, on=clock.local_day(clock.now()))
    unit = own_unit(request.user, units)
    if unit is None:
        raise NotAllowed(DeskAct.TAKE_IN_MAIL.value)
    form = UploadForm(request.POST or None, request.FILES or None)

    def take_in() -> Any:
        return operations.take_in_mail(
            data=form.cleaned_data["file"].read(),
            source=MailSource.FILE,
            unit=unit,
            by=request.user,
            at=clock.now(),
        )

    if (made := fill(request, form, take_in)) is not None:
        mail, is_new = made
        if not is_new:
            messages.info(request, _("This very mail came in before; here it is."))
        return redirect(mail)
    page: dict[str, Any] = {"upload_form": form, "page": None, "form": MailFilterForm(), "boxes": []}
    return render(request, "press/mails.html", page, status=400 if request.method == "POST" else 200)


@require_GET
def show_mail(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one mail as plain words, with what was broken in it and what can be done."""
    return render(request, "press/mail.html", _content(request, mail_of(request, pk)))


def _content(request: OfficerRequest, mail: IncomingMail, **bound: Any) -> dict[str, Any]:
    may_decide = DESK_ACCESS[DeskAct.DECIDE_MAIL](request.user, mail)
    is_waiting = mail.state == MailState.QUARANTINED
    inquiries = Inquiry.objects.visible_to(request.user)
    return {
        "mail": mail,
        "faults": [FAULTS.get(code, code) for code in mail.faults],
        "unkept": [_unkept(line) for line in mail.unkept],
        "files": list(attachments_of(mail)[:100]),
        "is_waiting": is_waiting,
        "may_decide": may_decide,
        "may_receive": may_decide and may_receive_somewhere(request.user, None) and not mail.is_secret,
        "from_sender": queries.inquiries_of_sender(mail, request.user),
        "attach_form": AttachForm(inquiries=inquiries),
        "discard_form": DiscardForm(auto_id="discard_%s"),
        "history": history_rows(mail),
    } | bound


def _unkept(line: str) -> tuple[str, object]:
    name, _bar, code = line.rpartition("|")
    return name, FILE_SENTENCES.get(code, code)


@require_POST
def attach(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say to which inquiry a mail belongs."""
    mail = mail_of(request, pk)
    require(DESK_ACCESS, DeskAct.DECIDE_MAIL, request.user, mail)
    form = AttachForm(request.POST, inquiries=Inquiry.objects.visible_to(request.user))
    if form.is_valid():
        inquiry = form.cleaned_data["symbol"]
        done = _("The mail is with its inquiry now.")
        attempt(request, operations.attach_mail, done, mail=mail, inquiry=inquiry)
        return redirect(mail)
    return render(request, "press/mail.html", _content(request, mail, attach_form=form), status=400)


@require_POST
def discard(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a mail aside."""
    mail = mail_of(request, pk)
    require(DESK_ACCESS, DeskAct.DECIDE_MAIL, request.user, mail)
    form = DiscardForm(request.POST)
    if form.is_valid():
        done = _("The mail is put aside; it can still be read.")
        attempt(request, operations.discard_mail, done, mail=mail, reason=form.cleaned_data["reason"])
    else:
        tell_errors(request, form)
    return redirect(mail)


@require_POST
def take_back(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a mail that was put aside wait again."""
    mail = mail_of(request, pk)
    attempt(request, operations.take_back, _("The mail waits again."), mail=mail)
    return redirect(mail)


@require_GET
def mail_file(request: OfficerRequest, pk: int, file_pk: int) -> FileResponse:
    """Hand out a file that came with a mail, or the mail itself."""
    return download(get_object_or_404(attachments_of(mail_of(request, pk)), pk=file_pk))


def mail_of(request: OfficerRequest, pk: int) -> IncomingMail:
    """Return the mail, if this officer may see it."""
    rows = IncomingMail.objects.visible_to(request.user).select_related("journalist__outlet", "inquiry")
    return get_object_or_404(rows.select_related("taken_by", "decided_by"), pk=min(pk, LARGEST_KEY))
