"""Pages about a synthesis: assemble, read, edit paragraph by paragraph, preview, draw up the document."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.reports import printing, tokens
from dongthuan.apps.reports.forms import syntheses as entered
from dongthuan.apps.reports.measures import BY_KEY, MEASURES
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis, SynthesisParagraph
from dongthuan.apps.reports.operations import documents, paragraphs
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import printing as printed
from dongthuan.apps.reports.queries import syntheses as queries
from dongthuan.apps.reports.queries.rounds import documents_of
from dongthuan.apps.reports.rules import ACCESS, ON_ROUNDS, Act
from dongthuan.apps.reports.views.rounds import round_of
from dongthuan.apps.reports.views.telling import REFUSALS, first_error, tell, words_of
from dongthuan.docgen.official import Annex


@require_GET
def show_synthesis(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the synthesis of a round: figures as chips, sources as links, what waits to be brought in."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    synthesis = Synthesis.objects.filter(round=round_).first()
    if synthesis is None:
        content = {"round": round_, "may": allowed_acts(ON_ROUNDS, request.user, round_)}
        return render(request, "reports/synthesis_none.html", content)
    synthesis.round = round_
    rows = printed.rows_of(round_, list(synthesis.inputs.select_related("report__unit")))
    content = {
        "round": round_,
        "synthesis": synthesis,
        "parts": queries.shown_parts(synthesis, from_plain(round_.form)),
        "waiting": queries.waiting_for(synthesis),
        "refresh": synthesis.refreshes.select_related("by").first(),
        "rows": rows,
        "total": printed.total_of(rows),
        "measures": MEASURES,
        "may": allowed_acts(ON_ROUNDS, request.user, round_),
        "documents": documents_of(round_, seen_by=request.user),
    }
    return render(request, "reports/synthesis.html", content)


@require_POST
def assemble(request: OfficerRequest, pk: int) -> HttpResponse:
    """Assemble a synthesis, or refresh it from the reports filed since."""
    done = _("The synthesis stands on the reports filed by now.")
    round_ = round_of(request, pk)
    if tell(request, synthesise, done, round_=round_) is None:
        return redirect("reports:round", pk=pk)
    return redirect("reports:synthesis", pk=pk)


@require_http_methods(["GET", "POST"])
def edit_paragraph(request: OfficerRequest, pk: int, paragraph: int) -> HttpResponse:
    """Rewrite a paragraph; what was typed survives a conflict and a refused loss of figures."""
    found = _paragraph(request, pk, paragraph)
    form = entered.ParagraphForm(request.POST or None, initial={"version": found.version, "text": found.text})
    status = 200
    lost: list[str] = []
    if request.method == "POST":
        status, lost = _rewrite(request, found, form)
        if status == 200:
            messages.success(request, _("Saved."))
            return _back(pk, found.pk)
        if status == 409:
            found = _paragraph(request, pk, paragraph)
            form = entered.ParagraphForm(
                {"text": request.POST.get("text", ""), "version": str(found.version)}
            )
    figures = queries.figures_by_key(found.synthesis)
    named = [figures[key] for key in tokens.keys_in(found.text) if key in figures]
    content = {
        "round": found.synthesis.round,
        "paragraph": found,
        "form": form,
        "lost": lost,
        "is_changed": status == 409,
        "pieces": queries.chips_of(found.text, figures),
        "named": named,
        "totals": [one for one in figures.values() if one.unit_id is None and one not in named],
        "sources": found.sources.select_related("version__report__unit", "task"),
    }
    return render(request, "reports/paragraph_edit.html", content, status=status)


def _rewrite(
    request: OfficerRequest, paragraph: SynthesisParagraph, form: entered.ParagraphForm
) -> tuple[int, list[str]]:
    if not form.is_valid():
        return 400, []
    try:
        paragraphs.edit_paragraph(paragraph=paragraph, by=request.user, at=clock.now(), **form.cleaned_data)
    except paragraphs.ChangedMeanwhile as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return 409, []
    except paragraphs.FiguresLost as refusal:
        return 400, refusal.labels
    except (paragraphs.FiguresUnknown, paragraphs.EmptyText) as refusal:
        form.add_error("text", words_of(refusal))
        return 400, []
    return 200, []


@require_POST
def add_paragraph(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a paragraph of the Office's own."""
    synthesis, form = _synthesis(request, pk), entered.NewParagraphForm(request.POST)
    if form.is_valid():
        tell(
            request,
            paragraphs.add_paragraph,
            _("The paragraph is added."),
            synthesis=synthesis,
            **form.cleaned_data,
        )
    else:
        messages.error(request, first_error(form))
    return redirect("reports:synthesis", pk=pk)


@require_POST
def put_paragraph(request: OfficerRequest, pk: int, paragraph: int) -> HttpResponse:
    """Take a paragraph out, or back in."""
    found, form = _paragraph(request, pk, paragraph), entered.PutForm(request.POST)
    if form.is_valid():
        is_removed = form.cleaned_data["is_removed"]
        done = _("Taken out; it stays at the end of its part.") if is_removed else _("Taken back in.")
        tell(request, paragraphs.put_paragraph, done, paragraph=found, **form.cleaned_data)
    return _back(pk, paragraph)


@require_POST
def move_paragraph(request: OfficerRequest, pk: int, paragraph: int, way: str) -> HttpResponse:
    """Move a paragraph up or down in its part."""
    found = _paragraph(request, pk, paragraph)
    tell(request, paragraphs.move_paragraph, _("Moved."), paragraph=found, is_up=way == "len")
    return _back(pk, paragraph)


@require_POST
def settle(request: OfficerRequest, pk: int, paragraph: int) -> HttpResponse:
    """Take the newer text of a report, or keep the edited one."""
    found, form = _paragraph(request, pk, paragraph), entered.SettleForm(request.POST)
    if form.is_valid():
        tell(request, paragraphs.settle_new_text, _("Settled."), paragraph=found, **form.cleaned_data)
    return _back(pk, paragraph)


@require_GET
def preview(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the synthesis as it will be printed."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    synthesis = get_object_or_404(Synthesis, round=round_)
    synthesis.round = round_
    printable = printed.printable_of(synthesis)
    content = {
        "round": round_,
        "synthesis": synthesis,
        "body": [_shown(block) for block in printing.body_of(printable)],
        "annexes": [
            {
                "label": f"Phụ lục {number}",
                "title": annex.title,
                "blocks": [_shown(block) for block in annex.blocks],
            }
            for number, annex in zip(printing.ROMAN, printing.annexes_of(printable), strict=False)
        ],
    }
    return render(request, "reports/preview.html", content)


def _shown_annex(number: str, annex: Annex) -> dict[str, Any]:
    blocks = [_shown(block) for block in annex.blocks]
    return {"label": f"Phụ lục {number}", "title": annex.title, "blocks": blocks}


def _shown(block: Any) -> dict[str, Any]:
    return {"is": type(block).__name__.lower(), "block": block}


@require_POST
def draw_up(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw up the official report."""
    synthesis = _synthesis(request, pk)
    done = _("The report is drawn up; look it over and submit it for signature.")
    tell(request, documents.draw_up_report, done, synthesis=synthesis)
    return redirect("reports:synthesis", pk=pk)


@require_GET
def show_figure(request: OfficerRequest, pk: int, key: str) -> HttpResponse:
    """Open a figure: unit by unit for a total, the tasks counted for a unit's own."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    synthesis = get_object_or_404(Synthesis, round=round_)
    figure = get_object_or_404(synthesis.figures.select_related("unit"), key=key)
    found = synthesis.figures.filter(measure=figure.measure, unit__isnull=False).select_related("unit")
    if figure.unit_id is not None:
        found = found.filter(unit_id=figure.unit_id)
    parts = list(found.order_by("unit__name"))
    versions = {one.report.unit_id: one for one in synthesis.inputs.select_related("report")}
    content = {
        "round": round_,
        "synthesis": synthesis,
        "figure": figure,
        "rows": [{"figure": one, "version": versions.get(one.unit_id or 0)} for one in parts],
        "is_counted": figure.measure in BY_KEY,
        "total": queries.sum_of(parts),
    }
    return render(request, "reports/figure.html", content)


def _synthesis(request: OfficerRequest, pk: int) -> Synthesis:
    round_: Round = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    return get_object_or_404(Synthesis.objects.select_related("round__unit"), round=round_)


def _paragraph(request: OfficerRequest, pk: int, paragraph: int) -> SynthesisParagraph:
    synthesis = _synthesis(request, pk)
    if not ACCESS[Act.EDIT_SYNTHESIS](request.user, synthesis.round):
        raise NotAllowed(Act.EDIT_SYNTHESIS.value)
    rows = synthesis.paragraphs.select_related("synthesis__round__unit", "edited_by")
    return get_object_or_404(rows, pk=paragraph)


def _back(pk: int, paragraph: int) -> HttpResponse:
    return redirect(f"{reverse('reports:synthesis', args=[pk])}#doan-{paragraph}")
