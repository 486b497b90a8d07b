"""Where else a text goes: posts that a person confirms, and mailings to lists."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging
from dongthuan.apps.common.access import require
from dongthuan.apps.content.addresses import public_url
from dongthuan.apps.content.channels import CHANNELS, fitted
from dongthuan.apps.content.forms.channels import ListForm, PostForm
from dongthuan.apps.content.letters import release_body, release_subject
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.mailings import Delivery, Mailing
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import mailing as mails
from dongthuan.apps.content.operations import posting
from dongthuan.apps.content.queries import mailings
from dongthuan.apps.content.queries.corrections import latest_revision
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.content.views.texts import attempt, text_of
from dongthuan.apps.content.wholes import whole_from_plain
from dongthuan.apps.content.wording import LEFT_OUT

SHOWN = 500


def publication_of(request: OfficerRequest, pk: int) -> Publication:
    """Return the row of a channel, if this officer may see its text and a person serves the channel."""
    seen = Text.objects.visible_to(request.user)
    row = get_object_or_404(Publication.objects.select_related("text__unit"), pk=pk, text__in=seen)
    if row.channel not in CHANNELS or CHANNELS[row.channel].is_automatic:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def post(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the words fitted to a channel, and take the address of the post."""
    row = publication_of(request, pk)
    require(ACCESS, Act.POST, request.user, row.text)
    channel = CHANNELS[row.channel]
    form = PostForm(request.POST or None, channel=channel, initial={"url": row.url, "ticked": row.ticked})
    if form.is_valid():
        done = _("Kept; the machine will look whether it stands there.")
        if attempt(request, posting.confirm_post, done, publication=row, **form.cleaned_data):
            return redirect("content:text", pk=row.text_id)
    revision = latest_revision(row.text)
    whole = whole_from_plain(revision.content) if revision is not None else whole_of(row.text)
    words = fitted(channel, whole, url=public_url(row.text.slug))
    content = {"row": row, "text": row.text, "channel": channel, "form": form, "words": words}
    return render(request, "content/post.html", content, status=400 if request.method == "POST" else 200)


@require_POST
def drop_post(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say that a text is not to be posted on a channel, or after all is."""
    row = publication_of(request, pk)
    attempt(request, posting.drop_post, _("Kept."), publication=row)
    return redirect("content:text", pk=row.text_id)


@require_http_methods(["GET", "POST"])
def mail(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show who of a list would get the text and who not; a second press queues the mails."""
    text = text_of(request, pk)
    require(ACCESS, Act.MAIL, request.user, text)
    revision = latest_revision(text)
    if text.state != TextState.PUBLISHED or revision is None:
        return redirect("content:text", pk=pk)
    form = ListForm(request.POST or request.GET or None)
    found, at = None, clock.now()
    if form.is_valid():
        contact_list = form.cleaned_data["contact_list"]
        if request.method == "POST":
            done = _("Queued; the mails leave within minutes, one for each address.")
            if attempt(request, mails.queue_mailing, done, text=text, contact_list=contact_list):
                return redirect("content:text", pk=pk)
        found = mailings.recipients_of(contact_list, revision, at=at)
    content = {
        "text": text,
        "form": form,
        "found": found,
        "subject": release_subject(text, revision, at=at),
        "body": release_body(text, revision, at=at),
        "taken": found.taken[:SHOWN] if found else [],
        "left_out": [(one, LEFT_OUT[one.why]) for one in found.left_out[:SHOWN]] if found else [],
        "shown": SHOWN,
    }
    return render(request, "content/mail.html", content)


def mailing_of(request: OfficerRequest, pk: int) -> Mailing:
    """Return the mailing, if this officer may see its text."""
    seen = Text.objects.visible_to(request.user)
    rows = Mailing.objects.select_related("revision__text__unit", "queued_by")
    return get_object_or_404(rows, pk=pk, revision__text__in=seen)


@require_GET
def mailing(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show how far a mailing is, and the mails a person should look at."""
    found = mailing_of(request, pk)
    text = found.revision.text
    require(ACCESS, Act.MAIL, request.user, text)
    counted = mailings.mailings_of(text).get(pk=found.pk)
    page = paging.page_of(mailings.troubled(found), request.GET.get("page", ""))
    content = {"mailing": counted, "text": text, "page": page}
    return render(request, "content/mailing.html", content)


@require_POST
def stop(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep what has not left from leaving."""
    found = mailing_of(request, pk)
    attempt(request, mails.stop_mailing, _("What had not left was stopped."), mailing=found)
    return redirect("content:mailing", pk=pk)


@require_POST
def resend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Send one mail again that failed or may not have left."""
    seen = Text.objects.visible_to(request.user)
    row = get_object_or_404(Delivery.objects.select_related("mailing"), pk=pk, revision__text__in=seen)
    attempt(request, mails.send_again, _("It is queued again."), delivery=row)
    return redirect("content:mailing", pk=row.mailing_id)
