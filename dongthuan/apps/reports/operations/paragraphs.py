"""Two or more people edit one synthesis, paragraph by paragraph; no figure is lost unseen."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.reports import tokens
from dongthuan.apps.reports.lifecycle import TextOrigin
from dongthuan.apps.reports.models.syntheses import Synthesis, SynthesisParagraph, SynthesisSource
from dongthuan.apps.reports.models.unit_reports import ReportVersion
from dongthuan.apps.reports.rules import ACCESS, Act


class ChangedMeanwhile(Exception):
    """Somebody else saved this paragraph since it was opened; `paragraph` is how it stands now."""

    def __init__(self, paragraph: SynthesisParagraph) -> None:
        super().__init__(paragraph.pk)
        self.paragraph = paragraph


class FiguresLost(Exception):
    """The edit drops figures; `labels` says which. It may be confirmed."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__(labels)
        self.labels = labels


class FiguresUnknown(Exception):
    """The text names figures that the synthesis does not have, or breaks their signs; `signs` are they."""

    def __init__(self, signs: list[str]) -> None:
        super().__init__(signs)
        self.signs = signs


class EmptyText(Exception):
    """A paragraph without words is taken out, not emptied."""


class NothingNew(Exception):
    """No newer text waits for this paragraph."""


@transaction.atomic
def edit_paragraph(
    *,
    paragraph: SynthesisParagraph,
    text: str,
    version: int,
    is_loss_meant: bool,
    by: Actor,
    at: datetime,
) -> SynthesisParagraph:
    """Rewrite a paragraph. is_loss_meant: the editor confirmed that figures fall away.

    Raises ChangedMeanwhile, EmptyText, FiguresUnknown, FiguresLost.
    """
    paragraph = _taken(paragraph, version=version, by=by)
    text = _checked(paragraph.synthesis, text, before=paragraph.text)
    lost = tokens.keys_in(paragraph.text) - tokens.keys_in(text)
    if lost and not is_loss_meant:
        raise FiguresLost(_labels(paragraph.synthesis, lost))
    paragraph.text = text
    if paragraph.origin == TextOrigin.ASSEMBLED and text != paragraph.assembled:
        paragraph.origin = TextOrigin.EDITED
    _saved(paragraph, by=by, at=at)
    details = {"paragraph": paragraph.pk, "lost": sorted(lost)}
    audit.note(act=Act.EDIT_SYNTHESIS, actor=by, record=paragraph.synthesis, at=at, details=details)
    return paragraph


@transaction.atomic
def add_paragraph(
    *, synthesis: Synthesis, part: str, text: str, by: Actor, at: datetime
) -> SynthesisParagraph:
    """Write a paragraph of the Office's own at the end of a part; raises EmptyText, FiguresUnknown."""
    require(ACCESS, Act.EDIT_SYNTHESIS, by, synthesis.round)
    synthesis = Synthesis.objects.select_for_update().get(pk=synthesis.pk)
    text = _checked(synthesis, text)
    last = synthesis.paragraphs.filter(part=part).order_by("-position").first()
    made = SynthesisParagraph.objects.create(
        synthesis=synthesis,
        part=part,
        position=last.position + 1 if last else 1,
        text=text,
        origin=TextOrigin.OWN,
        edited_by_id=by.pk,
        edited_at=at,
    )
    details = {"paragraph": made.pk, "added": True}
    audit.note(act=Act.EDIT_SYNTHESIS, actor=by, record=synthesis, at=at, details=details)
    return made


@transaction.atomic
def put_paragraph(
    *, paragraph: SynthesisParagraph, is_removed: bool, version: int, by: Actor, at: datetime
) -> SynthesisParagraph:
    """Take a paragraph out, or back in; it stays on record. Raises ChangedMeanwhile."""
    paragraph = _taken(paragraph, version=version, by=by)
    paragraph.is_removed = is_removed
    _saved(paragraph, by=by, at=at)
    details = {"paragraph": paragraph.pk, "removed": is_removed}
    audit.note(act=Act.EDIT_SYNTHESIS, actor=by, record=paragraph.synthesis, at=at, details=details)
    return paragraph


@transaction.atomic
def move_paragraph(
    *, paragraph: SynthesisParagraph, is_up: bool, by: Actor, at: datetime
) -> SynthesisParagraph:
    """Move a paragraph up or down within its part; at the end it stays where it is."""
    require(ACCESS, Act.EDIT_SYNTHESIS, by, paragraph.synthesis.round)
    Synthesis.objects.select_for_update().get(pk=paragraph.synthesis_id)
    rows = list(
        SynthesisParagraph.objects.filter(
            synthesis_id=paragraph.synthesis_id, part=paragraph.part, is_removed=False
        ).order_by("position", "pk")
    )
    old = next((place for place, row in enumerate(rows) if row.pk == paragraph.pk), None)
    if old is None:
        return paragraph
    new = min(max(old + (-1 if is_up else 1), 0), len(rows) - 1)
    rows.insert(new, rows.pop(old))
    for place, row in enumerate(rows, start=1):
        row.position = place
    SynthesisParagraph.objects.bulk_update(rows, ["position"], batch_size=500)
    details = {"paragraph": paragraph.pk, "moved": new - old}
    audit.note(act=Act.EDIT_SYNTHESIS, actor=by, record=paragraph.synthesis, at=at, details=details)
    return rows[new]


@transaction.atomic
def settle_new_text(
    *, paragraph: SynthesisParagraph, is_taken: bool, version: int, by: Actor, at: datetime
) -> SynthesisParagraph:
    """Take the newer text of a report in place of an edited one, or keep the edited one.

    Raises ChangedMeanwhile, NothingNew.
    """
    paragraph = _taken(paragraph, version=version, by=by)
    if not paragraph.new_text:
        raise NothingNew(paragraph.pk)
    if is_taken:
        paragraph.text, paragraph.origin = paragraph.new_text, TextOrigin.ASSEMBLED
    paragraph.assembled, paragraph.new_text = paragraph.new_text, ""
    _saved(paragraph, by=by, at=at)
    _renew_sources(paragraph)
    details = {"paragraph": paragraph.pk, "newer": is_taken}
    audit.note(act=Act.EDIT_SYNTHESIS, actor=by, record=paragraph.synthesis, at=at, details=details)
    return paragraph


def _renew_sources(paragraph: SynthesisParagraph) -> None:
    """Let the sources of a paragraph name the versions that the synthesis stands on now."""
    standing = {one.report_id: one for one in paragraph.synthesis.inputs.all()}
    for source in paragraph.sources.select_related("version"):
        version: ReportVersion | None = standing.get(source.version.report_id)
        if version is not None and version.pk != source.version_id:
            SynthesisSource.objects.filter(pk=source.pk).update(version=version)


def _taken(paragraph: SynthesisParagraph, *, version: int, by: Actor) -> SynthesisParagraph:
    found = SynthesisParagraph.objects.select_for_update(of=("self",)).select_related("synthesis__round")
    paragraph = found.get(pk=paragraph.pk)
    require(ACCESS, Act.EDIT_SYNTHESIS, by, paragraph.synthesis.round)
    if paragraph.version != version:
        raise ChangedMeanwhile(paragraph)
    return paragraph


def _saved(paragraph: SynthesisParagraph, *, by: Actor, at: datetime) -> None:
    paragraph.edited_by_id, paragraph.edited_at = by.pk, at
    paragraph.version += 1
    paragraph.save()


def _checked(synthesis: Synthesis, text: str, *, before: str = "") -> str:
    text = text.strip()
    if not text:
        raise EmptyText
    known = set(tokens.broken_in(before))
    broken = [sign for sign in tokens.broken_in(text) if sign not in known]
    if broken:
        raise FiguresUnknown(broken)
    keys = set(tokens.keys_in(text))
    unknown = keys - set(synthesis.figures.filter(key__in=keys).values_list("key", flat=True))
    if unknown:
        raise FiguresUnknown([tokens.token(key) for key in sorted(unknown)])
    return text


def _labels(synthesis: Synthesis, lost: Counter[str]) -> list[str]:
    labels = dict(synthesis.figures.filter(key__in=list(lost)).values_list("key", "label"))
    values = dict(synthesis.figures.filter(key__in=list(lost)).values_list("key", "value"))
    return [f"{labels.get(key, key)} ({tokens.plain_number(values.get(key))})" for key in sorted(lost)]
