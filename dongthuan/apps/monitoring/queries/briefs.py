"""Reads about briefs: the list, the entries by group, the figures, and the decided content to be drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import get_current_timezone, localtime

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import BriefState, Origin, Polarity
from dongthuan.apps.monitoring.models.briefs import Brief, BriefEntry
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from dongthuan.apps.monitoring.queries.briefs_choosing import (
    choose_entries,
    hours_of,
    outlets_of,
    relevant_items,
)
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.spans import Span, of_days
from dongthuan.apps.units.models import Agency
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen import brief as decided
from dongthuan.docgen.brief_record import figures_from_plain, fingerprint, from_plain
from dongthuan.docgen.brief_wording import GROUPS, referred
from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature

TO_SIGN = "Người duyệt"
LEADERS = Recipient("Lãnh đạo cơ quan", "để b/c")
ILLUSTRATIVE = "Tài liệu minh họa: tên người, đơn vị, số liệu và tin, bài đều là giả định."
_LEVELS = {level: rank for rank, level in enumerate(reversed(BriefEntry.Level.values))}


class Altered(Exception):
    """The frozen text does not fit its hash any more: somebody changed the row past the product."""


class NoAgency(Exception):
    """There is no agency yet whose name a brief could bear."""


def visible_briefs(officer: Actor) -> QuerySet[Brief]:
    """Return the briefs this officer may see: all of them, or none."""
    briefs = Brief.objects.select_related("compiler", "submitted_by", "approver")
    return briefs if ACCESS[Act.READ](officer, None) else briefs.none()


def with_counts(briefs: QuerySet[Brief]) -> QuerySet[Brief]:
    """Return the briefs with `entry_count`, `negative_count` and `urgent_count` of what is in them."""
    kept = Q(entries__is_dropped=False)
    return briefs.annotate(
        entry_count=Count("entries", filter=kept),
        negative_count=Count("entries", filter=kept & Q(entries__item__polarity=Polarity.NEGATIVE)),
        urgent_count=Count("entries", filter=kept & Q(entries__level=BriefEntry.Level.URGENT)),
    )


def entries_of(brief: Brief) -> list[BriefEntry]:
    """Return all entries of a brief, dropped ones too, in the order in which they are read."""
    return list(brief.entries.select_related("item__source", "unit").order_by("group", "position", "pk"))


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One group as the page shows it: each entry with the number of other outlets that carried it."""

    numeral: str
    title: str
    entries: Sequence[tuple[BriefEntry, int]]


def grouped(entries: Iterable[BriefEntry], content: decided.Brief) -> list[GroupPart]:
    """Return the kept entries in the groups I to IV, empty groups too; `content` is drawn from them."""
    kept = [entry for entry in entries if not entry.is_dropped]
    titles = dict(BriefEntry.Group.choices)
    return [
        GroupPart(
            group.numeral,
            str(titles[group.numeral]),
            [
                (entry, item.copies)
                for entry, item in zip(
                    (one for one in kept if one.group == group.numeral), group.items, strict=True
                )
            ],
        )
        for group in content.groups
    ]


def lacking(entries: Iterable[BriefEntry]) -> list[BriefEntry]:
    """Return the kept unfavourable entries for which no unit or no handling is proposed."""
    kept = [entry for entry in entries if not entry.is_dropped]
    return [one for one in kept if one.item.polarity == Polarity.NEGATIVE and not (one.unit and one.proposal)]


def figures_of(hours: Span, *, day: date) -> decided.Figures:
    """Return what was counted in these hours, against the month before and the same month last year.

    Originals only; counted from the items themselves, so the list of items gives the same figures.
    """
    items = relevant_items(hours)
    counts = dict(items.originals().order_by().values_list("polarity").annotate(count=Count("pk")))
    is_whole_day = localtime(hours.start).date() == day and localtime(hours.start).hour == 0
    return decided.Figures(
        day=decided.Tally(**counts),
        previous_month=_reference(_first_of_month(day) - timedelta(days=1)),
        last_year=_reference(date(day.year - 1, day.month, 1)),
        copies=items.filter(copy_of__isnull=False).count(),
        confirmed=items.originals().filter(polarity_origin=Origin.HUMAN).count(),
        start_at=None if is_whole_day else localtime(hours.start),
        end_at=None if is_whole_day else localtime(hours.end),
    )


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _reference(day: date) -> decided.Reference:
    """Count the month in which `day` lies, from the hourly counts of all relevant news."""
    first = _first_of_month(day)
    following = _first_of_month(first + timedelta(days=32))
    zone = get_current_timezone()
    start, end = (datetime(d.year, d.month, 1, tzinfo=zone) for d in (first, following))
    hours = TopicHour.objects.filter(topic__kind=Topic.Kind.EVERYTHING, hour__gte=start, hour__lt=end)
    sums = hours.order_by().values_list("polarity").annotate(total=Sum("original_count"))
    return decided.Reference(first, decided.Tally(**dict(sums)))


def content_of(brief: Brief, *, entries: Sequence[BriefEntry] | None = None) -> decided.Brief:
    """Return the decided content of a brief: the frozen one where approved, else the draft as it stands.

    entries: those of the brief, where they are at hand already.
    Raises Altered where the frozen text does not fit its hash, NoAgency before set-up.
    """
    if brief.state == BriefState.APPROVED:
        content = from_plain(brief.frozen_content or {})
        if fingerprint(content) != brief.content_hash:
            raise Altered(brief.day.isoformat())
        return content
    compiler = brief.submitted_by or brief.compiler
    figures = figures_from_plain(brief.figures)
    notes = tuple(line for line in brief.note.splitlines() if line.strip())
    told = entries_of(brief) if entries is None else entries
    return _content(brief.day, told, figures, compiler=compiler.full_name, notes=notes)


def unstored_content(day: date, *, at: datetime) -> decided.Brief:
    """Return the draft that the rules would make of a day, without storing anything."""
    hours = hours_of(day, at=at)
    return _content(day, choose_entries(hours, on=day), figures_of(hours, day=day), compiler="")


def signed_content(brief: Brief, *, by_post: str, by_name: str, at: datetime) -> decided.Brief:
    """Return the draft's content as it stands once this person has approved it."""
    draft = content_of(brief)
    head = draft.letterhead
    signed = Letterhead(head.parent_agency, head.agency, head.code_suffix, head.place, local_day(at))
    return decided.Brief(
        letterhead=signed,
        day=draft.day,
        compiler=draft.compiler,
        signature=Signature(by_post or TO_SIGN, by_name),
        figures=draft.figures,
        groups=draft.groups,
        proposals=draft.proposals,
        recipients=draft.recipients,
        notes=draft.notes,
        is_draft=False,
    )


def _content(
    day: date,
    entries: Sequence[BriefEntry],
    figures: decided.Figures,
    *,
    compiler: str,
    notes: tuple[str, ...] = (),
) -> decided.Brief:
    agency = current_agency()
    if agency is None:
        raise NoAgency
    kept = [entry for entry in entries if not entry.is_dropped]
    proposals = _proposals(kept)
    units = dict.fromkeys(proposal.unit_name for proposal in proposals)
    return decided.Brief(
        letterhead=_letterhead(agency),
        day=day,
        compiler=compiler,
        signature=Signature(TO_SIGN),
        figures=figures,
        groups=_groups(kept, until=figures.end_at or of_days(day, day).end),
        proposals=proposals,
        recipients=(LEADERS, *(Recipient(unit, "để t/h") for unit in units)),
        notes=(*notes, *((ILLUSTRATIVE,) if agency.is_demonstration else ())),
    )


def _letterhead(agency: Agency) -> Letterhead:
    return Letterhead(agency.parent_name, agency.unit.name, f"BC-{agency.document_code}", agency.place)


def _groups(kept: Sequence[BriefEntry], *, until: datetime) -> tuple[decided.BriefGroup, ...]:
    outlets = outlets_of([entry.item for entry in kept], until=until)
    return tuple(
        decided.BriefGroup(
            numeral,
            title,
            tuple(_item(one, outlets[one.item_id]) for one in kept if one.group == numeral),
        )
        for numeral, title in GROUPS
    )


def _item(entry: BriefEntry, outlets: frozenset[str]) -> decided.BriefItem:
    item = entry.item
    return decided.BriefItem(
        outlet=item.source.outlet,
        published_at=localtime(item.published_at),
        title=item.title,
        url=item.url,
        summary=entry.summary,
        polarity=decided.Polarity(item.polarity),
        polarity_origin=decided.Origin(item.polarity_origin),
        unit_name=entry.unit.name if entry.unit else "",
        level=decided.Level(entry.level),
        proposal=entry.proposal,
        copies=len(outlets - {item.source.outlet}),
    )


def _proposals(kept: Sequence[BriefEntry]) -> tuple[decided.Proposal, ...]:
    """Return what is proposed, the most urgent first, each with the place of its item."""
    placed = [
        (entry, place)
        for numeral in BriefEntry.Group.values
        for place, entry in enumerate((one for one in kept if one.group == numeral), start=1)
    ]
    asked = [(entry, place) for entry, place in placed if entry.unit and entry.proposal]
    asked.sort(key=lambda pair: _LEVELS[pair[0].level])
    return tuple(
        decided.Proposal(entry.unit.name, referred(entry.proposal, numeral=entry.group, position=place))
        for entry, place in asked
        if entry.unit
    )
