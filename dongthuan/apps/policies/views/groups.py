"""Pages of groups of comments: the largest first, one group with its members, what the machine suggests."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.policies.comments_lifecycle import SuggestionKind
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.comments_wording import REFUSED, sentence_of
from dongthuan.apps.policies.forms.comments import JoinForm, TitleForm
from dongthuan.apps.policies.models.comment_groups import CommentGroup, Suggestion
from dongthuan.apps.policies.operations import grouping_acts as operations
from dongthuan.apps.policies.queries import comments as queries
from dongthuan.apps.policies.views.drafts import attempt, consultation_of

MOST_SUGGESTIONS = 50


@require_GET
def list_groups(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the groups of a consultation, the largest first, with bursts and networks."""
    consultation = consultation_of(request, pk)
    page = paging.page_of(
        queries.groups_of(consultation), request.GET.get("page", ""), by="comment_count", size=50
    )
    content = {
        "consultation": consultation,
        "page": page,
        "rows": page.rows,
        "counts": queries.counts_of(consultation),
        "group_count": queries.groups_of(consultation).count(),
    }
    return render(request, "policies/groups.html", content)


def group_of(request: OfficerRequest, pk: int) -> CommentGroup:
    """Return the group, if this officer may read its dossier."""
    rows = CommentGroup.objects.filter(consultation__in=queries.consultations_seen(request.user))
    return get_object_or_404(
        rows.select_related("consultation__dossier__unit", "provision"), pk=min(pk, LARGEST_KEY)
    )


@require_GET
def show_group(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a group: its words, its members, how they came in, what was done with it."""
    group = group_of(request, pk)
    members = group.comments.select_related("provision_now").light()
    content = {
        "group": group,
        "consultation": group.consultation,
        "page": paging.page_of(members, request.GET.get("page", ""), by="number", size=50),
        "acts": list(group.acts.select_related("by", "other")[:50]),
        "suggestions": list(
            queries.open_suggestions(group.consultation).filter(group=group)[:MOST_SUGGESTIONS]
        ),
        "may_group": COMMENT_ACCESS[CommentAct.GROUP_COMMENTS](request.user, group),
        "join": JoinForm(),
        "title_form": TitleForm(initial={"version": group.version, "title": group.title}),
    }
    return render(request, "policies/group.html", content)


@require_POST
def take_group_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Put another group into this one, take comments out of it, or say in a line what it says."""
    group = group_of(request, pk)
    require(COMMENT_ACCESS, CommentAct.GROUP_COMMENTS, request.user, group)
    acts = {"gop": _join, "tach": _split, "ten": _title}
    if step not in acts:
        raise Http404
    made = acts[step](request, group)
    if made is not None:
        messages.success(request, _("Noted, with your name."))
    return redirect(made or group)


def _join(request: OfficerRequest, group: CommentGroup) -> Any:
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _tell(request, form)
    other = get_object_or_404(
        CommentGroup.objects.filter(consultation=group.consultation_id), pk=form.cleaned_data["other"]
    )
    reason = form.cleaned_data["reason"]
    made = attempt(
        form,
        lambda: operations.join_groups(
            group=group, other=other, reason=reason, by=request.user, at=clock.now()
        ),
    )
    return made or _tell(request, form)


def _split(request: OfficerRequest, group: CommentGroup) -> Any:
    keys = [int(key) for key in request.POST.getlist("comment")[:50] if key.isascii() and key.isdigit()]
    keys = [key for key in keys if key <= LARGEST_KEY]
    reason = request.POST.get("reason", "")[:500]
    try:
        return operations.split_group(
            group=group, comments=keys, reason=reason, by=request.user, at=clock.now()
        )
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
        return None


def _title(request: OfficerRequest, group: CommentGroup) -> Any:
    form = TitleForm(request.POST)
    made = attempt(
        form,
        lambda: operations.title_group(
            group=group, seen=form.seen, title=form.cleaned_data["title"], by=request.user, at=clock.now()
        ),
    )
    return made or _tell(request, form)


def _tell(request: OfficerRequest, form: Any) -> Any:
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return None


@require_GET
def list_suggestions(request: OfficerRequest, pk: int) -> HttpResponse:
    """List what the machine suggests about groups, the surest first; `?loai=` of one kind."""
    consultation = consultation_of(request, pk)
    kind = request.GET.get("loai", "")
    content = {
        "consultation": consultation,
        "kind": kind,
        "kinds": SuggestionKind.choices,
        "rows": list(queries.open_suggestions(consultation, kind)[:MOST_SUGGESTIONS]),
        "may_decide": COMMENT_ACCESS[CommentAct.DECIDE_SUGGESTION](request.user, consultation),
    }
    return render(request, "policies/group_suggestions.html", content)


@require_POST
def decide(request: OfficerRequest, pk: int) -> HttpResponse:
    """Confirm or refuse one suggestion."""
    rows = Suggestion.objects.filter(group__consultation__in=queries.consultations_seen(request.user))
    suggestion = get_object_or_404(
        rows.select_related("group__consultation__dossier"), pk=min(pk, LARGEST_KEY)
    )
    is_right = request.POST.get("is_right") == "1"
    try:
        operations.decide_suggestion(
            suggestion=suggestion, is_right=is_right, by=request.user, at=clock.now()
        )
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, _("Noted, with your name."))
    return redirect("policies:suggestions", pk=suggestion.group.consultation_id)
