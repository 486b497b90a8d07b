"""Pages of notices: one's own, how one wishes to be told, what was mailed, who was urged on."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.notices import delivery, letters, operations, queries
from dongthuan.apps.notices.forms import (
    IN_QUIET_HOURS,
    BounceForm,
    MessageFilterForm,
    NoticeFilterForm,
    PreferenceForm,
    ReminderFilterForm,
)
from dongthuan.apps.notices.models import SENT_AGAIN, TROUBLED, Message, Notice, Preference
from dongthuan.apps.notices.rules import ACCESS, Act
from dongthuan.apps.notices.sheets import MESSAGES, NOTICES, REMINDERS

READ_SHOWN = 20


def list_mine(request: OfficerRequest) -> HttpResponse:
    """Show the officer's own notices: the unread ones, then the latest of those read."""
    form = NoticeFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    mine = queries.of_group(Notice.objects.visible_to(request.user), wanted.get("kind", ""))
    shows_all = wanted.get("show") == "all"
    shown = mine if shows_all else mine.unread()
    if sheets.is_wanted(request):
        rows = shown.order_by("-queued_at", "-id")
        return sheets.answer_with(_("My notices"), NOTICES, rows, name="thong-bao", at=now(), form=form)
    page = page_of(shown, request.GET.get("page", ""), by="queued_at")
    context = {
        "form": form,
        "page": page,
        "shows_all": shows_all,
        "kind": wanted.get("kind", ""),
        "unread": queries.unread_count(request.user),
        "read": [] if shows_all or page.newer else mine.settled()[:READ_SHOWN],
    }
    return render(request, "notices/mine.html", context)


@require_POST
def open_notice(request: OfficerRequest, pk: int) -> HttpResponse:
    """Mark a notice read and go where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    operations.mark_read(notice=notice, by=request.user, at=now())
    goes = request.POST.get("stay") != "1" and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if goes else "notices:mine")


@require_POST
def mark_all_read(request: OfficerRequest) -> HttpResponse:
    """Mark all one's notices read, or those of one kind."""
    form = NoticeFilterForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    count = operations.mark_all_read(by=request.user, at=now(), kind=kind)
    words = ngettext("%(n)d notice is marked as read.", "%(n)d notices are marked as read.", count)
    messages.success(request, words % {"n": count})
    return redirect("notices:mine")


def edit_preferences(request: OfficerRequest) -> HttpResponse:
    """Let an officer say when mail may come."""
    kept = Preference.objects.filter(officer=request.user).first() or Preference(officer=request.user)
    names = PreferenceForm.base_fields
    form = PreferenceForm(request.POST or None, initial={name: getattr(kept, name) for name in names})
    if form.is_valid():
        try:
            operations.prefer(wishes=form.wishes(), by=request.user, at=now())
        except operations.DigestInQuietHours:
            form.add_error("digest_hour", IN_QUIET_HOURS)
        else:
            messages.success(request, _("Your wishes are kept."))
            return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form})


def list_outbox(request: OfficerRequest) -> HttpResponse:
    """Show every message with its state, the newest first."""
    require(ACCESS, Act.READ_OUTBOX, request.user, None)
    form = MessageFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.messages_matching(wanted)
    if sheets.is_wanted(request):
        rows = found.order_by("-queued_at", "-id")
        return sheets.answer_with(_("Messages sent"), MESSAGES, rows, name="thu-da-gui", at=now(), form=form)
    page = page_of(found, request.GET.get("page", ""), by="queued_at")
    context = {
        "form": form,
        "page": page,
        "troubled": queries.troubled_count(),
        "bounce_form": BounceForm(),
        "folder": "" if settings.EMAIL_HOST else settings.EMAIL_FILE_PATH,
    }
    return render(request, "notices/outbox.html", context)


@require_POST
def take_bounce(request: OfficerRequest) -> HttpResponse:
    """Take in a mail that came back after it had been sent."""
    require(ACCESS, Act.NOTE_BOUNCE, request.user, None)
    form = BounceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(words) for words in form.errors["mail"]))
        return redirect("notices:outbox")
    try:
        message = delivery.note_bounce(bounce=form.cleaned_data["mail"], by=request.user, at=now())
    except delivery.UnknownMessage:
        messages.error(request, _("No message sent from here is the one that came back."))
        return redirect("notices:outbox")
    messages.success(request, _("Noted: this message did not reach its recipient."))
    return redirect("notices:message", pk=message.pk)


def show_message(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one message with its text and what came of it."""
    require(ACCESS, Act.READ_OUTBOX, request.user, None)
    message = get_object_or_404(Message.objects.select_related("recipient"), pk=pk)
    context = {
        "message": message,
        "body": letters.shown_text(message),
        "files": message.files.defer("content"),
        "is_troubled": message.state in TROUBLED,
        "may_go_again": message.state in SENT_AGAIN,
    }
    return render(request, "notices/message.html", context)


@require_POST
def retry_message(request: OfficerRequest, pk: int) -> HttpResponse:
    """Send a message again."""
    require(ACCESS, Act.READ_OUTBOX, request.user, None)
    message = get_object_or_404(Message, pk=pk)
    try:
        operations.retry(message=message, by=request.user, at=now())
    except operations.AlreadySettled:
        messages.error(request, _("The message is on its way or settled already."))
    else:
        messages.success(request, _("The message is sent again within a minute."))
    return redirect("notices:message", pk=pk)


@require_POST
def give_up_message(request: OfficerRequest, pk: int) -> HttpResponse:
    """Settle a message that reaches nobody."""
    require(ACCESS, Act.READ_OUTBOX, request.user, None)
    message = get_object_or_404(Message, pk=pk)
    try:
        operations.give_up(message=message, by=request.user, at=now())
    except operations.AlreadySettled:
        messages.error(request, _("The message is on its way or settled already."))
    else:
        messages.success(request, _("The message is given up; its notices still stand on screen."))
    return redirect("notices:outbox")


def list_reminders(request: OfficerRequest) -> HttpResponse:
    """Show who was urged on about what, the newest first."""
    require(ACCESS, Act.READ_OUTBOX, request.user, None)
    form = ReminderFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.reminders_matching(wanted)
    if sheets.is_wanted(request):
        rows, at = found.order_by("-at", "-id"), now()
        return sheets.answer_with(_("Who was urged on"), REMINDERS, rows, name="so-don-doc", at=at, form=form)
    page = page_of(found, request.GET.get("page", ""), by="at")
    return render(request, "notices/reminders.html", {"form": form, "page": page})
