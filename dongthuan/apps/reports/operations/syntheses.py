"""The Office assembles a synthesis, and refreshes it when reports come in late; edits of people stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.reports import assembling, tokens
from dongthuan.apps.reports.assembling import Assembled
from dongthuan.apps.reports.lifecycle import RoundState, TextOrigin
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import (
    Synthesis,
    SynthesisFigure,
    SynthesisParagraph,
    SynthesisRefresh,
    SynthesisSource,
)
from dongthuan.apps.reports.queries import syntheses as queries
from dongthuan.apps.reports.rules import ACCESS, Act


class NothingFiled(Exception):
    """No unit has filed a report yet; there is nothing to put together."""


@dataclass(slots=True)
class _Changes:
    figures: list[dict[str, Any]] = field(default_factory=list)
    added: int = 0
    rewritten: int = 0
    waiting: int = 0
    gone: int = 0
    units: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return {
            "figures": self.figures,
            "added": self.added,
            "rewritten": self.rewritten,
            "waiting": self.waiting,
            "gone": self.gone,
            "units": self.units,
        }


@transaction.atomic
def synthesise(*, round_: Round, by: Actor, at: datetime) -> Synthesis:
    """Assemble the synthesis of a round, or refresh it from the reports filed since.

    Assembled paragraphs follow their reports; what people edited stays, the newer text waits beside it.
    What changed is kept as a `SynthesisRefresh`. Raises NothingFiled.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(ACCESS, Act.SYNTHESISE, by, round_)
    material, versions = queries.material_of(round_)
    if not versions or round_.state == RoundState.DRAFT:
        raise NothingFiled(round_.pk)
    synthesis, is_new = Synthesis.objects.get_or_create(
        round=round_, defaults={"made_by_id": by.pk, "made_at": at, "refreshed_at": at, "version": 0}
    )
    synthesis = Synthesis.objects.select_for_update().get(pk=synthesis.pk)
    changes = _Changes(units=_units_changed(synthesis, {one.pk: one.report.unit.name for one in versions}))
    _put_figures(synthesis, assembling.figures_of(material), changes)
    _put_paragraphs(synthesis, assembling.paragraphs_of(material), changes)
    synthesis.inputs.set(versions)
    synthesis.missing = [{"unit": one.unit_name, "why": one.why} for one in material.missing]
    synthesis.successions = [
        {"unit": one.unit_name, "successor": one.successor_name} for one in material.successions
    ]
    synthesis.refreshed_at = at
    synthesis.version += 1
    synthesis.save()
    if not is_new:
        SynthesisRefresh.objects.create(synthesis=synthesis, changes=changes.plain(), by_id=by.pk, at=at)
    details = {"version": synthesis.version, "reports": len(versions), "missing": len(material.missing)}
    audit.note(act=Act.SYNTHESISE, actor=by, record=synthesis, at=at, details=details)
    return synthesis


def _units_changed(synthesis: Synthesis, standing: Mapping[int, str]) -> list[str]:
    inputs = set(synthesis.inputs.values_list("pk", flat=True))
    return sorted({name for key, name in standing.items() if key not in inputs})


def _put_figures(synthesis: Synthesis, fresh: Iterable[assembling.Figure], changes: _Changes) -> None:
    there = {figure.key: figure for figure in synthesis.figures.all()}
    new, changed = [], []
    for figure in fresh:
        stored = there.pop(figure.key, None)
        if stored is None:
            new.append(_figure(synthesis, figure))
        elif stored.value != figure.value or stored.label != figure.label:
            if stored.value != figure.value:
                changes.figures.append(_told(stored.key, figure.label, stored.value, figure.value))
            stored.value, stored.label = figure.value, figure.label
            changed.append(stored)
    named = _named(synthesis)
    for stored in there.values():
        if stored.value is not None:
            changes.figures.append(_told(stored.key, stored.label, stored.value, None))
        if stored.key in named:
            stored.value = None
            changed.append(stored)
    synthesis.figures.filter(pk__in=[one.pk for one in there.values() if one.key not in named]).delete()
    SynthesisFigure.objects.bulk_create(new)
    SynthesisFigure.objects.bulk_update(changed, ["value", "label"], batch_size=500)


def _figure(synthesis: Synthesis, figure: assembling.Figure) -> SynthesisFigure:
    return SynthesisFigure(
        synthesis=synthesis,
        key=figure.key,
        measure=figure.measure,
        label=figure.label,
        value=figure.value,
        unit_id=figure.unit_key,
        is_stated=figure.is_stated,
    )


def _told(key: str, label: str, old: Decimal | None, new: Decimal | None) -> dict[str, Any]:
    return {"key": key, "label": label, "old": tokens.plain_number(old), "new": tokens.plain_number(new)}


def _named(synthesis: Synthesis) -> set[str]:
    """Return the keys of the figures that some paragraph names: those are kept, with a gap for a value."""
    texts = synthesis.paragraphs.exclude(origin=TextOrigin.ASSEMBLED).values_list("text", flat=True)
    return {key for text in texts for key in tokens.keys_in(text)}


def _put_paragraphs(synthesis: Synthesis, fresh: list[Assembled], changes: _Changes) -> None:
    there = {one.source_key: one for one in synthesis.paragraphs.exclude(source_key="")}
    last = max((one.position for one in there.values()), default=0)
    new: list[tuple[SynthesisParagraph, Assembled]] = []
    kept: list[tuple[SynthesisParagraph, Assembled]] = []
    for place, assembled in enumerate(fresh, start=1):
        stored = there.pop(assembled.source_key, None)
        if stored is None:
            made = SynthesisParagraph(
                synthesis=synthesis,
                part=assembled.part,
                position=last + place,
                source_key=assembled.source_key,
                text=assembled.text,
                assembled=assembled.text,
            )
            new.append((made, assembled))
        else:
            _follow(stored, assembled, changes)
            kept.append((stored, assembled))
    for stored in there.values():
        changes.gone += not stored.is_source_gone
        stored.is_source_gone = True
        stored.is_removed = stored.is_removed or stored.origin == TextOrigin.ASSEMBLED
    changes.added += len(new)
    SynthesisParagraph.objects.bulk_create([one for one, _assembled in new], batch_size=500)
    SynthesisParagraph.objects.bulk_update(
        [*(one for one, _assembled in kept), *there.values()],
        ["text", "assembled", "new_text", "version", "is_source_gone", "is_removed"],
        batch_size=500,
    )
    # An edited paragraph goes on standing on what it was written from, until its newer text is taken.
    _put_sources([*new, *(pair for pair in kept if not pair[0].new_text)])


def _follow(stored: SynthesisParagraph, assembled: Assembled, changes: _Changes) -> None:
    if stored.is_source_gone:
        stored.is_source_gone = False
        stored.is_removed = stored.is_removed and stored.origin != TextOrigin.ASSEMBLED
    if stored.assembled == assembled.text:
        return
    if stored.origin == TextOrigin.ASSEMBLED:
        stored.text = stored.assembled = assembled.text
        stored.version += 1
        changes.rewritten += 1
    else:
        stored.new_text = assembled.text
        changes.waiting += 1


def _put_sources(pairs: list[tuple[SynthesisParagraph, Assembled]]) -> None:
    SynthesisSource.objects.filter(paragraph_id__in=[one.pk for one, _assembled in pairs]).delete()
    SynthesisSource.objects.bulk_create(
        (
            SynthesisSource(paragraph=paragraph, version_id=version, task_id=task)
            for paragraph, assembled in pairs
            for version, task in assembled.sources
        ),
        batch_size=1000,
    )
