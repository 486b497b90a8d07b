"""Sources: the list with its health, one source with its visits, and what officers do with them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.outgoing import Fetched, Limits, fetch
from dongthuan.apps.monitoring.forms.sources import (
    GroundForm,
    ListForm,
    SourceFilterForm,
    SourceForm,
    initial_of,
)
from dongthuan.apps.monitoring.intake.charset import decode
from dongthuan.apps.monitoring.intake.entries import Unreadable
from dongthuan.apps.monitoring.intake.opml import read_opml, write_opml
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.newsletters import usual_way_out
from dongthuan.apps.monitoring.operations import sources as operations
from dongthuan.apps.monitoring.operations.collecting_preview import Preview, look_at
from dongthuan.apps.monitoring.queries import sources as queries
from dongthuan.apps.monitoring.queries.sources_health import blinded_topics, health_of
from dongthuan.apps.monitoring.queries.sources_wording import drop_words, error_words
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import SOURCES

SHOWN_ENTRIES = 8
SOURCE_ACTS = {
    act: ACCESS[act] for act in (Act.SAVE_SOURCE, Act.PAUSE_SOURCE, Act.REMOVE_SOURCE, Act.COLLECT)
}
PATIENCE = Limits(max_bytes=5_000_000, total_seconds=10, step_seconds=5)


@require_GET
def sources(request: OfficerRequest) -> HttpResponse:
    """List the sources, those that need a look first."""
    require(ACCESS, Act.READ, request.user, None)
    at = clock.now()
    form = SourceFilterForm(request.GET)
    page: dict[str, Any] = {"form": form, "acts": allowed_acts(SOURCE_ACTS, request.user, None)}
    if form.is_valid():
        rows = queries.source_rows(queries.visible_sources(request.user), form.wanted, at=at)
        if sheets.is_wanted(request):
            return sheets.answer_with(_("Sources"), SOURCES, rows, name="nguon-tin", at=at, form=form)
        unwell = [row.source.pk for row in rows if row.health.code in ("failing", "silent")]
        page |= {"rows": rows, "blinded": blinded_topics(unwell, at=at)}
    return render(request, "monitoring/sources.html", page, status=200 if form.is_valid() else 400)


def _source(request: OfficerRequest, pk: int) -> Source:
    return get_object_or_404(queries.visible_sources(request.user), pk=pk)


@require_GET
def source(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one source: how it fares, its last visits, what was dropped and why."""
    at = clock.now()
    found = _source(request, pk)
    health = health_of([found], at=at)[found.pk]
    visits = [(visit, error_words(visit.error)) for visit in queries.fetches_of(found)]
    page = {
        "source": found,
        "health": health,
        "error": error_words(found.last_error),
        "visits": visits,
        "drops": queries.drops_of(found, at=at),
        "blinded": blinded_topics([found.pk], at=at) if health.is_unwell else [],
        "items_url": items_url(source=found.pk),
        "acts": allowed_acts(SOURCE_ACTS, request.user, found),
    }
    return render(request, "monitoring/source.html", page)


@require_http_methods(["GET", "POST"])
def add_source(request: OfficerRequest) -> HttpResponse:
    """Write down a new source, look at its address, and add it."""
    require(ACCESS, Act.SAVE_SOURCE, request.user, None)
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def edit_source(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change a source after a look at its address."""
    found = _source(request, pk)
    require(ACCESS, Act.SAVE_SOURCE, request.user, found)
    return _edit(request, found)


def _edit(request: OfficerRequest, source: Source | None) -> HttpResponse:
    initial = initial_of(source) if source else {"url": request.GET.get("url", "")[:1_000]}
    form = SourceForm(request.POST or None, initial=initial)
    page: dict[str, Any] = {"form": form, "source": source}
    if form.is_valid():
        preview = look_at(form.cleaned_data["url"], selector=form.cleaned_data["selector"], get=_get)
        may_be_unseen = "unseen" in request.POST and not preview.is_refused
        if "save" in request.POST and (not preview.error or may_be_unseen):
            saved = _saved(request, form, source, preview)
            if saved is not None:
                return redirect("monitoring:source", pk=saved.pk)
        page |= _shown(preview)
    status = 400 if request.method == "POST" and form.errors else 200
    return render(request, "monitoring/source_form.html", page, status=status)


def _get(url: str) -> Fetched:
    return usual_way_out(web=partial(fetch, limits=PATIENCE))(url)


def _saved(
    request: OfficerRequest, form: SourceForm, source: Source | None, preview: Preview
) -> Source | None:
    title = preview.title or (source.name if source else "")
    content = form.content(source, kind=preview.kind, title=title, is_verified=not preview.error)
    try:
        return operations.save_source(source=source, content=content, by=request.user, at=clock.now())
    except operations.AddressTaken:
        form.add_error("url", _("Another source reads this address already."))
    except operations.IsRemoved:
        form.add_error(None, _("This source was removed meanwhile."))
    return None


def _shown(preview: Preview) -> dict[str, Any]:
    return {
        "preview": preview,
        "entries": preview.entries[:SHOWN_ENTRIES],
        "drops": [(drop_words(drop.reason), drop.count, drop.example) for drop in preview.dropped],
        "problem": error_words(preview.error),
    }


@require_POST
def pause_source(request: OfficerRequest, pk: int) -> HttpResponse:
    """Pause a source."""
    return _done(request, pk, operations.pause_source, _("The source is paused."), with_ground=True)


@require_POST
def resume_source(request: OfficerRequest, pk: int) -> HttpResponse:
    """Read a paused source again."""
    return _done(request, pk, operations.resume_source, _("The source is read again."))


@require_POST
def ask_source_now(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have a source read without waiting for its turn."""
    return _done(request, pk, operations.ask_now, _("The source will be read within a minute."))


@require_POST
def remove_source(request: OfficerRequest, pk: int) -> HttpResponse:
    """Remove a source; its items stay."""
    _done(
        request, pk, operations.remove_source, _("The source was removed; its items stay."), with_ground=True
    )
    return redirect("monitoring:sources")


def _done(
    request: OfficerRequest, pk: int, act: Callable[..., Source], words: str, *, with_ground: bool = False
) -> HttpResponse:
    found, form = _source(request, pk), GroundForm(request.POST)
    more = {"ground": form.cleaned_data["ground"]} if with_ground and form.is_valid() else {}
    try:
        act(source=found, by=request.user, at=clock.now(), **more)
    except operations.IsRemoved:
        messages.error(request, _("This source was removed meanwhile."))
        return redirect("monitoring:sources")
    messages.success(request, words)
    return redirect("monitoring:source", pk=pk)


@require_GET
def export_sources(request: OfficerRequest) -> HttpResponse:
    """Give all sources as an OPML file."""
    require(ACCESS, Act.READ, request.user, None)
    outlines = queries.outlines_of(queries.visible_sources(request.user))
    body = write_opml(outlines, title=_("Sources"))
    headers = {"Content-Disposition": 'attachment; filename="nguon-tin.opml"'}
    return HttpResponse(body, content_type="text/x-opml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def import_sources(request: OfficerRequest) -> HttpResponse:
    """Add the sources of an uploaded OPML file."""
    require(ACCESS, Act.SAVE_SOURCE, request.user, None)
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            outlines, dropped = read_opml(decode(form.cleaned_data["file"].read()).text)
        except Unreadable:
            form.add_error("file", _("This is not an OPML file, or it is damaged."))
        else:
            new, known = operations.add_outlines(outlines=outlines, by=request.user, at=clock.now())
            counts = {"new": new, "known": known, "dropped": sum(drop.count for drop in dropped)}
            messages.success(
                request, _("%(new)d sources added, %(known)d were known, %(dropped)d dropped.") % counts
            )
            return redirect("monitoring:sources")
    status = 400 if form.errors else 200
    return render(request, "monitoring/source_import.html", {"form": form}, status=status)
