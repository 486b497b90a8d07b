"""Commenting on a draft without an account: the form, the receipt, following by the code, an objection."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.policies.comments_lifecycle import AuthorKind, CommentSource
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import Provision
from dongthuan.apps.policies.operations.comments import (
    CommentContent,
    NotNow,
    NotOfThisDraft,
    Receipt,
    TooLong,
    TooManyFromThere,
    post_comment,
)
from dongthuan.apps.policies.operations.moderation import appeal_hiding
from dongthuan.apps.policies.operations.versions import NotInThatState, NoWords
from dongthuan.apps.policies.queries.public import comment_by_code, public_versions
from dongthuan.apps.portal.consultation_forms import AppealForm, CommentForm
from dongthuan.apps.portal.forms import TrackingForm
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.portal.pages import drawn, frame_of
from dongthuan.apps.portal.queries.consultations import answer_of
from dongthuan.apps.portal.views.consultations import facts_of, found
from dongthuan.apps.portal.views.inquiries import address_of

SENTENCES: dict[type[Exception], Any] = {
    NotNow: _("This consultation takes no comments at this time."),
    TooManyFromThere: _("Very many comments came from your network within an hour. Try again later."),
    NoWords: _("Write what you want to say."),
    TooLong: _("The comment is too long. Send the most important part."),
    SecretMark: _("What you sent bears a mark of state secrecy. It was not kept; bring it in person."),
    NotOfThisDraft: _("A newer version of the draft is out. Open the article there and send it once more."),
    NotInThatState: _("There is nothing to object to any more."),
}
FAULTS = tuple(SENTENCES)
ANYWHERE = {"frame-ancestors": ["*"]}


@login_not_required
@never_cache
@csrf_exempt  # nobody is signed in here and no cookie is set; the stamp is signed
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a comment in, on an article (?dieu=), in answer to a question (?cau=) or on the whole."""
    consultation = found(slug)
    return _commented(request, consultation, CommentSource.PORTAL, "portal/consultation_comment")


@login_not_required
@never_cache
@csrf_exempt  # in a frame of another site no cookie comes along; the stamp is signed
@xframe_options_exempt
@csp_replace(ANYWHERE)  # type: ignore[arg-type]  # its types know no address with arguments
@require_http_methods(["GET", "HEAD", "POST"])
def embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the consultation as a box for other sites, with a form on the whole draft; no cookie is set."""
    consultation = found(slug)
    return _commented(request, consultation, CommentSource.EMBED, "portal/consultation_box")


@login_not_required
@never_cache
@csrf_exempt  # the code that is posted is the secret
@require_http_methods(["GET", "HEAD", "POST"])
def follow_comment(request: HttpRequest) -> HttpResponse:
    """Show what became of the comment behind a code: its receipt, why it was hidden, the answer."""
    form = TrackingForm(request.POST or None)
    appeal = AppealForm(request.POST) if "words" in request.POST else None
    followed = comment_by_code(form.cleaned_data["code"]) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and followed is None:
        form.add_error("code", _("There is no comment with this code. Look at how it is written."))
    if followed is not None and appeal is not None and appeal.is_valid():
        at = clock.now()
        try:
            appeal_hiding(
                comment=followed.comment,
                words=appeal.cleaned_data["words"],
                by=system_officer(on=clock.local_day(at)),
                at=at,
            )
        except FAULTS as fault:
            appeal.add_error(None, SENTENCES[type(fault)])
        else:
            followed, appeal = comment_by_code(form.cleaned_data["code"]), None
    content = {
        "form": form,
        "followed": followed,
        "appeal": appeal or AppealForm(),
        "code": form.data.get("code", ""),
        "stamp": new_stamp(clock.now()),
        "answer": answer_of(followed.comment) if followed and followed.comment.state == "visible" else None,
    }
    status = 400 if form.errors or (appeal is not None and appeal.errors) else 200
    return drawn(request, "portal/consultation_follow.html", content, status=status)


def _commented(
    request: HttpRequest, consultation: Consultation, source: CommentSource, template: str
) -> HttpResponse:
    place = _place(request, consultation)
    form = CommentForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                receipt = _posted(request, consultation, form, source, place)
            except FAULTS as fault:
                form.add_error(None, SENTENCES[type(fault)])
                status = 429 if isinstance(fault, TooManyFromThere) else 400
            else:
                content = {**facts_of(consultation), "receipt": receipt, **place}
                return _page(request, f"{template}_sent.html", content)
    content = {**facts_of(consultation), "form": form, "stamp": new_stamp(clock.now()), **place}
    return _page(request, f"{template}.html", content, status=status)


def _page(request: HttpRequest, template: str, content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return HttpResponse(render_to_string(template, {**frame_of(request), **content}), status=status)


def _place(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    """Return the provision or question that the address names, with what lies below it; 404 = none such."""
    article, question = request.GET.get("dieu", ""), request.GET.get("cau", "")
    for key in (article, question):
        if key and not (key.isascii() and key.isdigit() and len(key) < 18):
            raise Http404
    place: dict[str, Any] = {"provision": None, "question": None, "inside": []}
    if article:
        version = public_versions(consultation).first()
        rows = Provision.objects.filter(draft_version=version)
        place["provision"] = get_object_or_404(rows, pk=int(article))
        place["inside"] = list(
            rows.filter(article_id=int(article)).exclude(pk=int(article)).order_by("place")
        )
    elif question:
        place["question"] = get_object_or_404(consultation.questions, place=min(int(question), 32_000))
    return place


def _posted(
    request: HttpRequest,
    consultation: Consultation,
    form: CommentForm,
    source: CommentSource,
    place: dict[str, Any],
) -> Receipt:
    at, given = clock.now(), form.cleaned_data
    content = CommentContent(
        text=given["text"],
        author_kind=AuthorKind(given["author_kind"]),
        author_name=given["author_name"],
        email=given["email"],
        provision=place["provision"],
        question=place["question"],
        source=source,
        network=address_of(request),
    )
    by = system_officer(on=clock.local_day(at))
    return post_comment(consultation=consultation, content=content, by=by, at=at)
