"""Who may speak for the agency at an instant, in what capacity, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.press.lifecycle import SpokespersonKind, StandingCapacity
from dongthuan.apps.press.models.mandates import Mandate, MandateQuerySet
from dongthuan.apps.press.models.spokespersons import Spokesperson, SpokespersonQuerySet
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import unit_tree

DEEPEST = 20  # levels of units; a circle of parents would otherwise never end


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's right to speak at one instant, complete enough to be frozen beside what he or she said.

    until: the first instant at which it is no more, None = as long as the office lasts.
    spokesperson, mandate: the key of the row it rests on; exactly one is set.
    matter_title: of an authorised person, "" otherwise. is_bound: the mandate names the record itself;
    where it does not, a person must compare the title with what is spoken about.
    """

    name: str
    post: str
    capacity: StandingCapacity
    unit_id: int
    officer_id: int | None = None
    phone: str = ""
    email: str = ""
    until: datetime | None = None
    spokesperson: int | None = None
    mandate: int | None = None
    matter_title: str = ""
    is_bound: bool = False

    @property
    def is_by_title(self) -> bool:
        """Whether it rests on a matter's title alone: a person must confirm that it is this one."""
        return self.mandate is not None and not self.is_bound


def live_mandate(
    *, officer: Officer, at: datetime, record: Model | None = None, unit: Unit | None = None
) -> Standing | None:
    """Return the officer's standing at an instant; None = what he or she says is not the official view.

    record: what is spoken about, also by what it belongs to (`record_type`, `record_key`); a mandate that
    names a record counts for no other, nor where none is given; one that names its matter by title alone
    counts only for what belongs to no record. unit: must be the speaker's or below it.
    The head comes first, then the regular spokesperson, then the mandate that ends last.
    """
    offices = Spokesperson.objects.filter(officer_id=officer.pk)
    mandates = Mandate.objects.filter(officer_id=officer.pk)
    if unit is not None:
        line = lineage(unit)
        offices, mandates = offices.filter(unit_id__in=line), mandates.filter(unit_id__in=line)
    return next(iter(_standings(offices, mandates, at=at, record=record)), None)


def speakers_at(*, unit: Unit, at: datetime, record: Model | None = None) -> list[Standing]:
    """Return who may speak for a unit at an instant: its own people first, then those above it."""
    line = lineage(unit)
    offices = Spokesperson.objects.filter(unit_id__in=line)
    mandates = Mandate.objects.filter(unit_id__in=line)
    found = _standings(offices, mandates, at=at, record=record)
    return sorted(found, key=lambda standing: line.index(standing.unit_id))


@dataclass(frozen=True, slots=True)
class UnitSpeakers:
    """One unit of the published list, how deep it lies, and who speaks for it."""

    unit: Unit
    depth: int
    speakers: list[Standing]


def public_spokespersons(*, at: datetime) -> list[UnitSpeakers]:
    """Return the published list: the agency first, then its units, each with those whose details are public.

    Units with nobody public are left out; three queries, however many units.
    """
    offices = Spokesperson.objects.published(at=at)
    mandates = Mandate.objects.published(at=at)
    by_unit: dict[int, list[Standing]] = {}
    for standing in _standings(offices, mandates, at=at, record=None, is_any=True):
        by_unit.setdefault(standing.unit_id, []).append(standing)
    rows = unit_tree(on=local_day(at))
    return [UnitSpeakers(row.unit, row.depth, by_unit[row.unit.pk]) for row in rows if row.unit.pk in by_unit]


def lineage(unit: Unit) -> list[int]:
    """Return the keys of a unit and of all above it, the unit first."""
    found = [unit.pk]
    parent = unit.parent
    while parent is not None and len(found) < DEEPEST:
        found.append(parent.pk)
        parent = parent.parent
    return found


def _standings(
    offices: SpokespersonQuerySet,
    mandates: MandateQuerySet,
    *,
    at: datetime,
    record: Model | None,
    is_any: bool = False,
) -> list[Standing]:
    """Return the standings at an instant: heads, then regular ones, then mandates, longest first."""
    in_office = list(offices.in_force(on=local_day(at)).order_by("start_on", "pk"))
    in_office.sort(key=lambda row: row.kind != SpokespersonKind.HEAD)
    live = mandates.live(at=at).order_by("-end_at", "pk")
    if not is_any:
        live = live.filter(_about(record))
    return [*map(_of_office, in_office), *map(_of_mandate, live)]


def _about(record: Model | None) -> Q:
    """Return the condition that a mandate reaches what is spoken about.

    A mandate that names its matter by title alone counts where nothing says to which record it belongs, and
    a person reads the title; for a record it must be bound to that one.
    """
    belongs = record is not None and bool(getattr(record, "record_type", record._meta.label_lower))
    reached = Q(pk__in=[]) if belongs else Q(record_type="")
    for kind, key in _names_of(record):
        reached |= Q(record_type=kind, record_key=key)
    return reached


def _names_of(record: Model | None) -> Iterable[tuple[str, str]]:
    if record is None:
        return
    yield record._meta.label_lower, str(record.pk)
    kind, key = getattr(record, "record_type", ""), getattr(record, "record_key", "")
    if kind and key:
        yield kind, key


def _of_office(row: Spokesperson) -> Standing:
    return Standing(
        name=row.full_name,
        post=row.post,
        capacity=StandingCapacity(row.kind),
        unit_id=row.unit_id,
        officer_id=row.officer_id,
        phone=row.phone,
        email=row.official_email,
        spokesperson=row.pk,
    )


def _of_mandate(row: Mandate) -> Standing:
    return Standing(
        name=row.full_name,
        post=row.post,
        capacity=StandingCapacity.AUTHORISED,
        unit_id=row.unit_id,
        officer_id=row.officer_id,
        phone=row.phone,
        email=row.official_email,
        until=row.end_at,
        mandate=row.pk,
        matter_title=row.matter_title,
        is_bound=bool(row.record_type),
    )
