"""What a synthesis is assembled from, and what its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from dongthuan.apps.reports import assembling, tokens
from dongthuan.apps.reports.lifecycle import AWAITED, ReportState
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import (
    Synthesis,
    SynthesisFigure,
    SynthesisParagraph,
    SynthesisSource,
)
from dongthuan.apps.reports.models.unit_reports import ReportVersion
from dongthuan.apps.reports.outline import Outline, from_plain
from dongthuan.apps.reports.queries import unit_reports as reports

SHARE = "ty_le"
WHY_MISSING = {
    ReportState.WAITING: "Chưa lập báo cáo",
    ReportState.DRAFTING: "Đang soạn, chưa nộp",
    ReportState.RETURNED: "Trả lại để hoàn thiện, chưa nộp lại",
}


def material_of(round_: Round) -> tuple[assembling.Material, list[ReportVersion]]:
    """Return what the synthesis of a round is assembled from now; a fixed number of queries."""
    versions = reports.standing_versions(round_.pk)
    codes = _codes(versions)
    filed = [
        assembling.Filed(
            one.pk,
            one.report_id,
            one.report.unit_id,
            codes[one.report.unit_id],
            one.report.unit.name,
            reports.content_of(one),
            one.report.is_late,
        )
        for one in versions
    ]
    others = round_.unit_reports.select_related("unit", "taken_over_by__unit").order_by("unit__name", "pk")
    missing = [
        assembling.Missing(one.unit_id, one.unit.name, WHY_MISSING[ReportState(one.state)])
        for one in others
        if one.state in AWAITED
    ]
    successions = [
        assembling.Succession(one.unit.name, one.taken_over_by.unit.name)
        for one in others
        if one.taken_over_by is not None
    ]
    last_on = date.fromordinal(round_.end_on.toordinal() - 1)
    outline = from_plain(round_.form)
    return assembling.Material(outline, round_.start_on, last_on, filed, missing, successions), versions


def _codes(versions: Sequence[ReportVersion]) -> dict[int, str]:
    return {
        one.report.unit_id: assembling.code_of(one.report.unit.code, one.report.unit_id) for one in versions
    }


@dataclass(frozen=True, slots=True)
class Chip:
    """A stretch of prose, or a figure in it; figure None where the key is not known."""

    text: str
    key: str = ""
    figure: SynthesisFigure | None = None


@dataclass(slots=True)
class ShownParagraph:
    """A paragraph as its page shows it."""

    paragraph: SynthesisParagraph
    pieces: list[Chip]
    sources: list[SynthesisSource]


@dataclass(slots=True)
class ShownPart:
    """A part of the synthesis with its paragraphs in order."""

    part: str
    title: str
    paragraphs: list[ShownParagraph] = field(default_factory=list)
    removed: list[ShownParagraph] = field(default_factory=list)


def shown_parts(synthesis: Synthesis, outline: Outline) -> list[ShownPart]:
    """Return the synthesis part by part, each paragraph with its figures and sources; four queries."""
    figures = figures_by_key(synthesis)
    parts = {section.part: ShownPart(section.part, section.title) for section in outline.sections}
    for paragraph in paragraphs_with_sources(synthesis):
        part = parts.setdefault(paragraph.part, ShownPart(paragraph.part, outline.title_of(paragraph.part)))
        shown = ShownParagraph(paragraph, chips_of(paragraph.text, figures), list(paragraph.sources.all()))
        (part.removed if paragraph.is_removed else part.paragraphs).append(shown)
    return list(parts.values())


def paragraphs_with_sources(synthesis: Synthesis) -> list[SynthesisParagraph]:
    """Return the paragraphs in order with their sources, units and tasks; two queries."""
    sources = SynthesisSource.objects.select_related("version__report__unit", "task").order_by("pk")
    rows = synthesis.paragraphs.select_related("edited_by").order_by("part", "position", "pk")
    return list(rows.prefetch_related(Prefetch("sources", queryset=sources)))


def figures_by_key(synthesis: Synthesis) -> dict[str, SynthesisFigure]:
    """Return the figures of a synthesis by key; one query."""
    return {figure.key: figure for figure in synthesis.figures.select_related("unit")}


def chips_of(text: str, figures: dict[str, SynthesisFigure]) -> list[Chip]:
    """Return a text as stretches of prose and figures."""
    return [Chip(piece.text, piece.key, figures.get(piece.key)) for piece in tokens.pieces_of(text)]


def written_values(figures: dict[str, SynthesisFigure]) -> dict[str, str]:
    """Return each figure as it is printed."""
    return {key: tokens.plain_number(figure.value) for key, figure in figures.items()}


def sum_of(figures: Sequence[SynthesisFigure]) -> Decimal | None:
    """Return the sum of one figure over units; None for a share, which is no sum, and for a single unit."""
    values = [figure.value for figure in figures if figure.value is not None]
    if len(figures) < 2 or not values or figures[0].measure == SHARE:
        return None
    return sum(values, Decimal(0))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has come in since a synthesis was refreshed: unit names."""

    filed: list[str]
    gone: list[str]

    def __bool__(self) -> bool:
        return bool(self.filed or self.gone)


def waiting_for(synthesis: Synthesis) -> Waiting:
    """Return whose reports a refresh would bring in or take out; two queries."""
    standing = {one.pk: one.report.unit.name for one in reports.standing_versions(synthesis.round_id)}
    inputs = dict(synthesis.inputs.values_list("pk", "report__unit__name"))
    filed = [name for key, name in standing.items() if key not in inputs]
    gone = [name for key, name in inputs.items() if key not in standing and name not in filed]
    return Waiting(sorted(filed), sorted(gone))
