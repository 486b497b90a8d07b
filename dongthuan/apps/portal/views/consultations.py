"""Consultations for everybody: the list, one with its draft, its versions, its comments, its results."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.paging import LARGEST_KEY, page_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.answers_sheets import answers_sheets
from dongthuan.apps.policies.consultations_lifecycle import Phase, may_comment, phase_of
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.workbooks import workbook_now
from dongthuan.apps.policies.queries.answers import table_rows
from dongthuan.apps.policies.queries.drafts import comparison_of
from dongthuan.apps.policies.queries.public import (
    public_counts,
    public_document,
    public_documents,
    public_meetings,
    public_versions,
)
from dongthuan.apps.policies.queries.workbooks import AT_ONCE, Asked, comment_count
from dongthuan.apps.policies.views.workbooks import kept_file
from dongthuan.apps.portal.drafts_drawn import draft_drawn
from dongthuan.apps.portal.pages import drawn, kept_for_a_moment
from dongthuan.apps.portal.queries import consultations as queries
from dongthuan.apps.units.queries import current_agency

SHOWN = 30
STATES = (
    (queries.TAKING, gettext_lazy("Comments are taken")),
    (queries.CLOSED, gettext_lazy("No longer open")),
    (queries.ANSWERED, gettext_lazy("Answered")),
)


@login_not_required
@require_safe
@kept_for_a_moment
def list_consultations(request: HttpRequest) -> HttpResponse:
    """Show the consultations, those of one state if so asked."""
    at = clock.now()
    state = request.GET.get("trang-thai", "")
    page = page_of(
        queries.consultations_listed(state, at=at), request.GET.get("page", ""), by="id", size=SHOWN
    )
    rows = [(row, phase_of(row, at)) for row in page.rows]
    content = {"rows": rows, "page": page, "states": STATES, "state": state}
    return drawn(request, "portal/consultations.html", content)


@login_not_required
@require_safe
@kept_for_a_moment
def show_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one consultation: what it is about in plain words, until when, how to take part, the draft."""
    consultation = found(slug)
    read = queries.draft_read(consultation)
    content = {**facts_of(consultation), "read": read}
    if read.version is not None:
        takes = bool(content["takes"])
        content["draft"] = draft_drawn(consultation, read.version, read.by_provision, takes=takes)
    content |= {"versions": list(public_versions(consultation).defer("text")), "site": settings.SITE_ADDRESS}
    content |= {"documents": public_documents(consultation), "meetings": public_meetings(consultation)}
    return drawn(request, "portal/consultation.html", content)


@login_not_required
@require_safe
def consultation_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Hand out a document of a consultation, as long as the public may have it."""
    kept = public_document(found(slug), min(pk, LARGEST_KEY))
    if kept is None:
        raise Http404
    return download(kept)


@login_not_required
@require_safe
def consultation_minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Hand out the minutes of a meeting, where it was decided that all may read them."""
    meeting = public_meetings(found(slug)).filter(pk=min(pk, LARGEST_KEY)).first()
    if meeting is None or meeting.minutes is None:
        raise Http404
    return download(meeting.minutes)


@login_not_required
@require_safe
@kept_for_a_moment
def show_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one version of the draft, and beside it what changed from the one before it."""
    consultation = found(slug)
    versions = {version.number: version for version in public_versions(consultation)}
    if number not in versions:
        raise Http404
    before = versions.get(max((n for n in versions if n < number), default=0))
    compared = comparison_of(before, versions[number]) if before else []
    counts = public_counts(consultation).by_provision
    draft = draft_drawn(consultation, versions[number], counts, takes=False)
    content = {"version": versions[number], "before": before, "compared": compared, "draft": draft}
    return drawn(request, "portal/consultation_version.html", {**facts_of(consultation), **content})


@login_not_required
@require_safe
@kept_for_a_moment
def list_comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the comments that are shown, the latest first, and what was sent more than once."""
    consultation = found(slug)
    place = request.GET.get("ve", "")[:30]
    rows = queries.comments_listed(consultation, place)
    page = page_of(rows, request.GET.get("page", ""), by="number", size=SHOWN)
    content = {**facts_of(consultation), "page": page, "place": place}
    content["repeated"] = queries.repeated(consultation) if not place and not request.GET.get("page") else []
    return drawn(request, "portal/consultation_comments.html", content)


@login_not_required
@require_safe
@kept_for_a_moment
def show_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the table of comments and answers once the results are published, also as a workbook."""
    consultation = found(slug)
    if consultation.state != "published":
        raise Http404
    if "xlsx" in request.GET:
        wanted = request.GET["xlsx"]
        # One address each, so that it is drawn once and kept.
        if request.META["QUERY_STRING"] not in ("xlsx", f"xlsx={wanted}"):
            return redirect(f"{request.path}?xlsx")
        return workbook(request, consultation, wanted)
    content = {**facts_of(consultation), "rows": table_rows(consultation, most=500)}
    return drawn(request, "portal/consultation_results.html", content)


@login_not_required
@require_safe
@kept_for_a_moment
def consultations_atom(request: HttpRequest) -> HttpResponse:
    """Give the latest consultations as an Atom feed."""
    feed = Atom1Feed(
        title=f"{current_agency() or 'Đồng Thuận'}: {_('Consultations on draft policies')}",
        link=request.build_absolute_uri(reverse("portal:consultations")),
        description="",
        language="vi",
        feed_url=request.build_absolute_uri(reverse("portal:consultations-atom")),
    )
    for row in queries.consultations_listed("", at=clock.now())[:SHOWN]:
        feed.add_item(
            title=row.title,
            link=_address(request, row),
            description=row.dossier.summary or row.purpose,
            unique_id=f"tag:{request.get_host().partition(':')[0]},2026:lay-y-kien:{row.pk}",
            pubdate=row.opens_at,
            updateddate=row.published_at or row.closed_at or row.opens_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
@kept_for_a_moment
def consultations_json(request: HttpRequest) -> HttpResponse:
    """Give the latest consultations as open data, with their phases and counts of comments."""
    at = clock.now()
    rows = queries.with_phase(queries.consultations_listed("", at=at)[:SHOWN], at)
    items = [
        {
            "url": _address(request, row),
            "title": row.title,
            "summary": row.dossier.summary,
            "unit": row.dossier.unit.name,
            "phase": phase.value,
            "opens_at": row.opens_at.isoformat() if row.opens_at else None,
            "closes_at": row.closes_at.isoformat() if row.closes_at else None,
            "comment_count": public_counts(row).comments,
        }
        for row, phase in rows
    ]
    return JsonResponse({"consultations": items}, json_dumps_params={"ensure_ascii": False})


def found(slug: str) -> Consultation:
    """Return a consultation that the public may see, or answer 404."""
    consultation = queries.public_consultation(slug)
    if consultation is None:
        raise Http404
    return consultation


def facts_of(consultation: Consultation) -> dict[str, Any]:
    """Return what every page of a consultation shows."""
    at = clock.now()
    phase = phase_of(consultation, at)
    return {
        "consultation": consultation,
        "phase": phase,
        "takes": may_comment(consultation, at),
        "questions": list(consultation.questions.all()),
        "changes": list(consultation.changes.all()),
        "is_over": phase in (Phase.OVER, Phase.ANSWERED),
    }


def workbook(request: HttpRequest, consultation: Consultation, wanted: str) -> HttpResponse:
    """Return the table and the full list of comments as a workbook; of a large one, how far its drawing is.

    wanted: the hash of a kept workbook, "" = whichever shows how things stand.
    """
    at = clock.now()
    name = f"tiep-thu-giai-trinh-{consultation.pk}"
    count = comment_count(consultation)
    if count <= AT_ONCE:
        return sheets.answer(answers_sheets(consultation), name, at=at)
    by = acting_system(on=clock.local_day(at))
    if by is None:
        raise Http404
    asked = Asked(consultation, WorkbookKind.ANSWERS, "vi", count)
    offer = workbook_now(asked=asked, must_hold=True, by=by, at=at)
    if offer.ready is not None and wanted == offer.ready.sha256:
        return kept_file(offer.ready, name)
    content = {**facts_of(consultation), "offer": offer}
    return drawn(request, "portal/consultation_workbook.html", content)


def _address(request: HttpRequest, consultation: Consultation) -> str:
    return request.build_absolute_uri(reverse("portal:consultation", args=[consultation.slug]))
