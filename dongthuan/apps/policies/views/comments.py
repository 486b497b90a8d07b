"""Pages of comments for officers: the list with its filters, one comment, entering, moderation."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.comments_lifecycle import AuthorKind, CommentSource, CommentState
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.comments_sheets import list_sheet
from dongthuan.apps.policies.forms.comments import (
    AttachForm,
    CommentFilter,
    DecideForm,
    EnterForm,
    IdentityForm,
    ReasonForm,
)
from dongthuan.apps.policies.models.comments import Comment, Moderation
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations import moderation
from dongthuan.apps.policies.operations.carrying import attach_orphans
from dongthuan.apps.policies.operations.comments import CommentContent
from dongthuan.apps.policies.operations.comments import enter_comment as enter
from dongthuan.apps.policies.queries import comments as queries
from dongthuan.apps.policies.queries.public import receipt_holds
from dongthuan.apps.policies.queries.workbooks import AT_ONCE
from dongthuan.apps.policies.views.drafts import attempt, consultation_of
from dongthuan.apps.policies.views.workbooks import NAMES, asked_for, give_kept, give_workbook
from dongthuan.apps.press.forms.register_fields import VersionForm
from dongthuan.docgen.sheet import Sheet
from dongthuan.docgen.sheet_csv import csv_lines

PAGE = 50


@require_GET
def list_comments(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """List the comments of a consultation, the newest first; `?xlsx`, `?csv`, `?an=co|khong` as a file."""
    consultation = consultation_of(request, pk)
    version = queries.newest_version(consultation)
    form = CommentFilter(request.GET, articles=queries.articles_of(version))
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.comments_listed(consultation, wanted)
    if sheets.is_wanted(request):
        return _workbook(request, consultation, rows, form)
    if "csv" in request.GET:
        return _text_file(list_sheet(rows, shows_hidden=request.GET.get("an") != "khong"), consultation)
    page = paging.page_of(rows, request.GET.get("page", ""), by="number", size=PAGE)
    content = {
        "consultation": consultation,
        "form": form,
        "page": page,
        "rows": page.rows,
        "counts": queries.counts_of(consultation),
        "refused": sum(queries.refused_counts(consultation).values()),
        "appeals": list(queries.appeals_waiting(consultation)[:50]),
        "is_filtered": any(wanted.values()),
        "query": _query(request),
        "identity": IdentityForm()
        if COMMENT_ACCESS[CommentAct.EXPORT_IDENTITIES](request.user, consultation)
        else None,
        "may_enter": COMMENT_ACCESS[CommentAct.ENTER_COMMENT](request.user, consultation),
        "may_show": COMMENT_ACCESS[CommentAct.SHOW_COMMENTS](request.user, consultation),
    }
    return render(request, "policies/comments.html", content, status=200 if form.is_valid() else 400)


def _query(request: OfficerRequest) -> str:
    """Return the filters as they stand in the address, without page and form of the file."""
    query = request.GET.copy()
    for name in ("page", "xlsx", "csv", "an", "moi"):
        query.pop(name, None)
    return query.urlencode()


def _text_file(sheet: Sheet, consultation: Consultation) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="y-kien-{consultation.pk}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def export_identities(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """Hand out the listed comments with who wrote them, as CSV; that it was done is kept with the reason."""
    consultation = consultation_of(request, pk)
    require(COMMENT_ACCESS, CommentAct.EXPORT_IDENTITIES, request.user, consultation)
    found = CommentFilter(request.GET, articles=queries.articles_of(queries.newest_version(consultation)))
    rows = queries.comments_listed(consultation, found.cleaned_data if found.is_valid() else {})
    form = IdentityForm(request.POST)
    done = attempt(
        form,
        lambda: (
            moderation.export_identities(
                consultation=consultation,
                count=rows.order_by().count(),
                wanted=_query(request),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            )
            or True
        ),
    )
    if not done:
        messages.error(request, _("Give a reason; it is kept."))
        return redirect("policies:comments", pk=pk)
    return _text_file(list_sheet(rows, shows_hidden=True, with_identity=True), consultation)


def _workbook(
    request: OfficerRequest, consultation: Consultation, rows: QuerySet[Comment], form: CommentFilter
) -> HttpResponse:
    """A short list is drawn while one waits, a long one in the background, filtered or whole."""
    shows_hidden = request.GET.get("an") != "khong"
    kind = WorkbookKind.COMMENTS if shows_hidden else WorkbookKind.SHOWN
    if form.is_valid() and not any(form.cleaned_data.values()):
        return give_workbook(request, consultation, kind)
    count = rows.order_by().count()
    if count <= AT_ONCE:
        made = list_sheet(rows, shows_hidden=shows_hidden, form=form)
        return sheets.answer([made], NAMES[kind], at=clock.now())
    return give_kept(request, asked_for(consultation, kind, count, filters=_query(request)[:1000]))


def comment_of(request: OfficerRequest, pk: int) -> Comment:
    """Return the comment, if this officer may read its dossier."""
    rows = Comment.objects.filter(consultation__in=queries.consultations_seen(request.user))
    parts = ("consultation__dossier__unit", "provision", "provision_now", "question", "group", "meeting")
    return get_object_or_404(rows.select_related(*parts, "entered_by"), pk=min(pk, LARGEST_KEY))


@require_GET
def show_comment(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a comment: its words, where it stands and stood, its receipt, what was done with it."""
    return _page(request, comment_of(request, pk))


def _page(
    request: OfficerRequest,
    comment: Comment,
    bound: dict[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    hiding = comment.moderations.select_related("by", "decided_by").first()
    offered = {
        slug: (bound or {}).get(slug) or make(None, comment)
        for slug, (act, make, _run, is_open) in STEPS.items()
        if is_open(comment, hiding)
        and COMMENT_ACCESS[act](request.user, hiding if act == CommentAct.DECIDE_APPEAL else comment)
    }
    page = {
        "comment": comment,
        "consultation": comment.consultation,
        "hiding": hiding,
        "moderations": list(comment.moderations.select_related("by", "decided_by", "lifted_by")),
        "carries": list(comment.carries.select_related("to_version", "from_provision", "to_provision", "by")),
        "receipt_holds": receipt_holds(comment),
        "steps": [(slug, WORDS[slug], form) for slug, form in offered.items()],
        "has_contact": hasattr(comment, "contact"),
    }
    return render(request, "policies/comment.html", page, status=status)


def _reason(data: Any, comment: Comment) -> ReasonForm:
    return ReasonForm(data, initial={"version": comment.version})


def _decide(data: Any, comment: Comment) -> DecideForm:
    return DecideForm(data, initial={"version": comment.version})


def _attach(data: Any, comment: Comment) -> AttachForm:
    form = AttachForm(data, initial={"version": comment.version})
    version = queries.newest_version(comment.consultation)
    rows = version.provisions.order_by("place") if version else queries.articles_of(None)
    form.fields["provision"].queryset = rows  # type: ignore[attr-defined]  # a field of choice has one
    return form


def _shown(comment: Comment, hiding: Moderation | None) -> bool:
    return comment.state != CommentState.HIDDEN


def _hidden(comment: Comment, hiding: Moderation | None) -> bool:
    return comment.state == CommentState.HIDDEN


def _appealed(comment: Comment, hiding: Moderation | None) -> bool:
    return _hidden(comment, hiding) and hiding is not None and hiding.waits_since is not None


def _orphan(comment: Comment, hiding: Moderation | None) -> bool:
    return comment.is_orphan


def _awaits(comment: Comment, hiding: Moderation | None) -> bool:
    return comment.state == CommentState.AWAITING


def _nothing(data: Any, comment: Comment) -> VersionForm:
    return VersionForm(data, initial={"version": comment.version})


STEPS: dict[str, tuple[CommentAct, Callable[..., forms.Form], Callable[..., Any], Callable[..., bool]]] = {
    "hien": (
        CommentAct.SHOW_COMMENTS,
        _nothing,
        lambda c, _h, _f, **by: moderation.show_comments(consultation=c.consultation, comments=[c.pk], **by),
        _awaits,
    ),
    "an": (
        CommentAct.HIDE_COMMENT,
        _reason,
        lambda c, _h, f, **by: moderation.hide_comment(
            comment=c, seen=f.seen, reason=f.cleaned_data["reason"], **by
        ),
        _shown,
    ),
    "hien-lai": (
        CommentAct.HIDE_COMMENT,
        _reason,
        lambda c, _h, f, **by: moderation.show_again(
            comment=c, seen=f.seen, reason=f.cleaned_data["reason"], **by
        ),
        _hidden,
    ),
    "quyet-dinh": (
        CommentAct.DECIDE_APPEAL,
        _decide,
        lambda _c, h, f, **by: moderation.decide_appeal(
            hiding=h, stays_hidden=f.cleaned_data["stays_hidden"], reason=f.cleaned_data["reason"], **by
        ),
        _appealed,
    ),
    "gan-lai": (
        CommentAct.ATTACH_COMMENT,
        _attach,
        lambda c, _h, f, **by: attach_orphans(
            comments=[c.pk], provision=f.cleaned_data["provision"], reason=f.cleaned_data["reason"], **by
        ),
        _orphan,
    ),
}
WORDS = {
    "hien": gettext_lazy("Show it to the public"),
    "an": gettext_lazy("Hide it, with a reason for the author"),
    "hien-lai": gettext_lazy("Show it again"),
    "quyet-dinh": gettext_lazy("Decide on the objection"),
    "gan-lai": gettext_lazy("Put it at a provision of the newest version"),
}


@require_POST
def take_comment_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Hide, show again, decide an objection, or put an orphan somewhere."""
    comment = comment_of(request, pk)
    if step not in STEPS:
        raise Http404
    act, make, run, _is_open = STEPS[step]
    hiding = comment.moderations.first()
    if act == CommentAct.DECIDE_APPEAL and hiding is None:
        raise Http404
    require(COMMENT_ACCESS, act, request.user, hiding if act == CommentAct.DECIDE_APPEAL else comment)
    form = make(request.POST, comment)
    if attempt(form, lambda: run(comment, hiding, form, by=request.user, at=clock.now())) is None:
        return _page(request, comment, {step: form}, status=400)
    messages.success(request, _("Noted, with your name."))
    return redirect(comment)


@require_POST
def show_chosen(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the chosen comments that wait to be looked at."""
    consultation = consultation_of(request, pk)
    keys = [int(key) for key in request.POST.getlist("comment")[:PAGE] if _is_key(key)]
    count = moderation.show_comments(
        consultation=consultation, comments=keys, by=request.user, at=clock.now()
    )
    messages.success(request, _("%(count)s comments are shown now.") % {"count": count})
    return redirect("policies:comments", pk=consultation.pk)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


@require_http_methods(["GET", "POST"])
def enter_comment(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write down a comment from paper, mail or a meeting."""
    consultation = consultation_of(request, pk)
    require(COMMENT_ACCESS, CommentAct.ENTER_COMMENT, request.user, consultation)
    version = queries.newest_version(consultation)
    choices: dict[str, Any] = {
        "meeting": consultation.meetings.all(),
        "question": consultation.questions.all(),
        "provision": version.provisions.order_by("place") if version else queries.articles_of(None),
    }
    at = clock.now()
    form = EnterForm(request.POST or None, choices=choices, initial={"received_at": at})
    if request.method == "POST":
        receipt = attempt(
            form,
            lambda: enter(consultation=consultation, content=_content(form), by=request.user, at=at),
        )
        if receipt:
            messages.success(
                request, _("Comment no. %(number)s; code for its author: %(code)s") % _told(receipt)
            )
            return redirect("policies:comment", pk=receipt.comment.pk)
    page = {"consultation": consultation, "form": form, "title": _("Enter a comment")}
    return render(
        request, "policies/comment_form.html", page, status=400 if request.method == "POST" else 200
    )


def _told(receipt: Any) -> dict[str, Any]:
    return {"number": receipt.comment.number, "code": receipt.code}


def _content(form: EnterForm) -> CommentContent:
    told = dict(form.cleaned_data)
    told["author_kind"] = AuthorKind(told["author_kind"])
    told["source"] = CommentSource(told["source"])
    return CommentContent(**told)
