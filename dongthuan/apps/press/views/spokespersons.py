"""Pages of spokespersons and authorisations: the register, one of them, recording, publishing, ending."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import away_of
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.steps import Step
from dongthuan.apps.documents.lifecycle import DocumentState
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.forms import spokespersons as entered
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import mandate_papers, mandates
from dongthuan.apps.press.operations import spokespersons as operations
from dongthuan.apps.press.queries import spokespersons as queries
from dongthuan.apps.press.queries.mandate_papers import paper_of
from dongthuan.apps.press.rules import ACCESS, Act, authorises_somewhere, keeps_lists_somewhere
from dongthuan.apps.press.sheets import SPEAKERS, Speaker
from dongthuan.apps.press.views.register_steps import attempt, offered, page_by_name, take, title_for

MOST = 50


def _is_open(row: Spokesperson) -> bool:
    return row.end_on is None or row.end_on > clock.local_day(clock.now())


def _wants_paper(row: Mandate) -> bool:
    has_paper = row.document is not None and row.document.state != DocumentState.CANCELLED
    return row.signed_at is None and row.revoked_at is None and not has_paper


STEPS = {
    "cong-khai": Step(
        Act.PUBLISH_SPOKESPERSON,
        entered.PublishForm,
        operations.publish_spokesperson,
        "world",
        gettext_lazy("Note as made public"),
        gettext_lazy("Public since then; the press room shows the details."),
        lambda row: row.published_at is None and _is_open(row),
        gettext_lazy("Post name, post, telephone and official e-mail on the portal, then note it here."),
    ),
    "sua": Step(
        Act.RECORD_SPOKESPERSON,
        entered.DetailsForm,
        operations.correct_details,
        "edit",
        gettext_lazy("Correct the details"),
        gettext_lazy("The details are corrected, also on the published list."),
        _is_open,
        initial=lambda row: {"post": row.post, "phone": row.phone, "official_email": row.official_email},
    ),
    "ket-thuc": Step(
        Act.END_SPOKESPERSON,
        entered.EndOfficeForm,
        operations.end_spokesperson,
        "ban",
        gettext_lazy("Let it end"),
        gettext_lazy("It ends on that day; what was said before stays official."),
        _is_open,
        is_grave=True,
    ),
}
ON_MANDATES = {
    "soan-giay": Step(
        Act.AUTHORISE,
        VersionForm,
        mandate_papers.draw_up_paper,
        "file-text",
        gettext_lazy("Draw up the paper"),
        gettext_lazy(
            "The paper is drawn up. Submit it for the head's signature; until then nobody speaks under it."
        ),
        lambda row: _wants_paper(row) and row.end_at > clock.now(),
    ),
    "da-ky": Step(
        Act.AUTHORISE,
        entered.SignedElsewhereForm,
        mandate_papers.note_signed_elsewhere,
        "check",
        gettext_lazy("Note the paper as signed by hand"),
        gettext_lazy("Noted with its number; the authorised person may speak within the term."),
        lambda row: row.signed_at is None and row.revoked_at is None and row.written_at is None,
        gettext_lazy("Where the head signed on paper: its number and time. A draft kept here is given up."),
    ),
    "cong-khai": Step(
        Act.PUBLISH_MANDATE,
        entered.PublishForm,
        mandates.publish_mandate,
        "world",
        gettext_lazy("Note as made public"),
        gettext_lazy("Public since then; the press room shows the details."),
        lambda row: row.published_at is None and row.revoked_at is None and row.written_at is not None,
    ),
    "thu-hoi": Step(
        Act.REVOKE_MANDATE,
        ReasonForm,
        mandates.revoke_mandate,
        "ban",
        gettext_lazy("Revoke"),
        gettext_lazy("Revoked from now on; what was said before stays official."),
        lambda row: row.revoked_at is None and row.end_at > clock.now(),
        is_grave=True,
    ),
}


@require_GET
def spokespersons(request: OfficerRequest) -> HttpResponse:
    """Show who speaks for the agency and its units, and the authorisations that run."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    at = clock.now()
    offices, mandates = queries.offices_by_unit(at=at), queries.mandates_listed(at=at)
    if sheets.is_wanted(request):
        rows = [Speaker(row, None, one.unit.name) for one in offices for row in one.rows]
        rows += [Speaker(None, row, row.unit.name) for row in mandates]
        return sheets.answer_with(_("Spokespersons"), SPEAKERS, rows, name="nguoi-phat-ngon", at=at)
    page = {
        "offices": offices,
        "mandates": mandates[:MOST],
        "may_record": keeps_lists_somewhere(request.user, None),
        "may_authorise": authorises_somewhere(request.user, None),
    }
    return render(request, "press/spokespersons.html", page)


@require_GET
def spokespersons_past(request: OfficerRequest) -> HttpResponse:
    """Show whose office and which authorisations are over: who spoke with what standing stays known."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    at, written = clock.now(), request.GET.get("page", "")
    offices, mandates = queries.past_offices(at=at), queries.mandates_listed(at=at, is_over=True)
    if sheets.is_wanted(request):
        rows = [Speaker(row, None, row.unit.name) for row in offices]
        rows += [Speaker(None, row, row.unit.name) for row in mandates]
        return sheets.answer_with(_("Those that are over"), SPEAKERS, rows, name="da-ket-thuc", at=at)
    page = {
        "page": page_by_name(offices, written),
        "mandates": page_by_name(mandates, written).rows,
    }
    return render(request, "press/spokespersons_past.html", page)


def _show(
    request: OfficerRequest,
    row: Spokesperson,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page: dict[str, Any] = {
        "spokesperson": row,
        "attachments": attachments_of(row),
        "steps": offered(STEPS, row, request, bound),
        "is_over": not _is_open(row),
        "away": away_of(row.officer, on=clock.local_day(clock.now())) if row.officer else None,
        "may_authorise": authorises_somewhere(request.user, None),
        "missing": [] if row.published_at else _missing(row),
    }
    return render(request, "press/spokesperson.html", page, status=status)


def _missing(row: Spokesperson) -> list[str]:
    """Return what the law asks to be public and is not there."""
    asked = ((row.phone, _("work telephone")), (row.official_email, _("official e-mail")))
    return [words for value, words in asked if not value]


@require_GET
def spokesperson(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one spokesperson: decision, clock, publication."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    return _show(request, get_object_or_404(queries.spokesperson_shown(), pk=pk))


@require_POST
def spokesperson_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step about a spokesperson."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    row = get_object_or_404(queries.spokesperson_shown(), pk=pk)
    return take(request, STEPS, step, row, subject="spokesperson", show=_show)


@require_GET
def spokesperson_file(request: OfficerRequest, pk: int, attachment: int) -> FileResponse:
    """Hand out a file kept with a spokesperson: the decision."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    row = get_object_or_404(Spokesperson, pk=pk)
    return download(get_object_or_404(attachments_of(row), pk=attachment))


@require_http_methods(["GET", "POST"])
def spokesperson_add(request: OfficerRequest) -> HttpResponse:
    """Record a spokesperson from the decision."""
    require({Act.RECORD_SPOKESPERSON: keeps_lists_somewhere}, Act.RECORD_SPOKESPERSON, request.user, None)
    initial = {"start_on": clock.local_day(clock.now()), "unit": request.GET.get("unit", "")}
    form = entered.SpokespersonForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            request, form, operations.record_spokesperson, content=form.content, files=form.uploads
        )
        if saved is not None:
            messages.success(request, _("The spokesperson is recorded."))
            return redirect(saved)
    status = 400 if request.method == "POST" else 200
    return render(request, "press/spokesperson_add.html", {"form": form}, status=status)


def _show_mandate(
    request: OfficerRequest, row: Mandate, bound: Mapping[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    at = clock.now()
    page = {
        "mandate": row,
        "steps": offered(ON_MANDATES, row, request, bound),
        "paper": paper_of(row, seen_by=request.user),
        "is_live": Mandate.objects.live(at=at).filter(pk=row.pk).exists(),
        "is_unsigned": row.written_at is None,
        "is_over": row.end_at <= at,
    }
    return render(request, "press/mandate.html", page, status=status)


@require_GET
def mandate(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one authorisation to speak."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    return _show_mandate(request, get_object_or_404(queries.mandate_shown(), pk=pk))


@require_POST
def mandate_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step about an authorisation."""
    require(ACCESS, Act.READ_SPOKESPERSONS, request.user, None)
    row = get_object_or_404(queries.mandate_shown(), pk=pk)
    return take(request, ON_MANDATES, step, row, subject="mandate", show=_show_mandate)


@require_http_methods(["GET", "POST"])
def mandate_add(request: OfficerRequest) -> HttpResponse:
    """Record an authorisation; `?about=matters.matter:12` says on which record."""
    require({Act.AUTHORISE: authorises_somewhere}, Act.AUTHORISE, request.user, None)
    about = request.GET.get("about", "")[:130]
    record = entered.record_written(about, by=request.user)
    head = Spokesperson.objects.heads().filter(end_on__isnull=True, unit__parent__isnull=True).first()
    initial: dict[str, Any] = {"about": about if record else "", "matter_title": title_for(record)}
    initial |= {"authorised_by": head.pk, "unit": head.unit_id} if head is not None else {}
    initial |= {"unit": unit} if (unit := getattr(record, "unit_id", None)) else {}
    form = entered.MandateForm(request.POST or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = attempt(request, form, mandates.authorise, content=form.content)
        if saved is not None:
            is_signed = saved.signed_at is not None
            done = _("The authorisation is recorded. Make it public, then note it here.")
            waits = _(
                "The authorisation is prepared. Draw up its paper now; it counts once the head signed it."
            )
            messages.success(request, done if is_signed else waits)
            return redirect(saved)
    page = {"form": form, "has_heads": Spokesperson.objects.heads().exists()}
    return render(request, "press/mandate_add.html", page, status=400 if request.method == "POST" else 200)
