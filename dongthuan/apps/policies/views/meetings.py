"""Meetings of a consultation: the list, writing one down, its minutes and who may read them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.files.responses import download
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.forms.comments import MeetingForm, MinutesForm, file_of
from dongthuan.apps.policies.models.comments import MeetingRecord
from dongthuan.apps.policies.operations import meetings as operations
from dongthuan.apps.policies.queries.comments import consultations_seen
from dongthuan.apps.policies.views.drafts import attempt, consultation_of
from dongthuan.apps.press.forms.register_fields import VersionForm


@require_http_methods(["GET", "POST"])
def add_meeting(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the meetings of a consultation; write one down."""
    consultation = consultation_of(request, pk)
    may_record = COMMENT_ACCESS[CommentAct.RECORD_MEETING](request.user, consultation)
    form = MeetingForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(COMMENT_ACCESS, CommentAct.RECORD_MEETING, request.user, consultation)
        made = attempt(
            form,
            lambda: operations.record_meeting(
                consultation=consultation,
                meeting=MeetingRecord(**form.facts()),
                minutes=file_of(form, "minutes"),
                by=request.user,
                at=clock.now(),
            ),
        )
        if made:
            messages.success(request, _("The meeting is recorded; enter its comments."))
            return redirect("policies:comment-meetings", pk=consultation.pk)
    rows = consultation.meetings.select_related("entered_by", "minutes", "minutes_public_by")[:200]
    page = {
        "consultation": consultation,
        "form": form if may_record else None,
        "upload": MinutesForm() if may_record else None,
        "title": _("Meetings"),
        "meetings": [(row, _may_publish(request, row)) for row in rows],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "policies/meetings.html", page, status=status)


def _may_publish(request: OfficerRequest, row: MeetingRecord) -> bool:
    return row.minutes_id is not None and COMMENT_ACCESS[CommentAct.PUBLISH_MINUTES](request.user, row)


@require_GET
def minutes_file(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """Hand the minutes of a meeting out to an officer."""
    meeting = meeting_of(request, pk)
    if meeting.minutes is None:
        raise Http404
    return download(meeting.minutes)


@require_POST
def take_meeting_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Keep minutes, let all read them, or officers only again."""
    meeting = meeting_of(request, pk)
    given: dict[str, Any] = {"meeting": meeting, "by": request.user, "at": clock.now()}
    form: forms.Form
    if step == "bien-ban":
        form = MinutesForm(request.POST, request.FILES)
        made = attempt(
            form,
            lambda: operations.keep_minutes(
                version=form.cleaned_data["version"] or 0, minutes=file_of(form, "minutes"), **given
            ),
        )
    elif step in ("cong-khai", "noi-bo"):
        form = VersionForm(request.POST)
        made = attempt(
            form,
            lambda: operations.publish_minutes(
                version=form.cleaned_data["version"] or 0, is_public=step == "cong-khai", **given
            ),
        )
    else:
        raise Http404
    if made is None:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    else:
        messages.success(request, _("Noted, with your name."))
    return redirect("policies:comment-meetings", pk=meeting.consultation_id)


def meeting_of(request: OfficerRequest, pk: int) -> MeetingRecord:
    """Return the meeting, if this officer may read its dossier."""
    rows = MeetingRecord.objects.filter(consultation__in=consultations_seen(request.user))
    parts = ("consultation__dossier__unit", "minutes")
    return get_object_or_404(rows.select_related(*parts), pk=min(pk, LARGEST_KEY))
