"""Comments that say the same are put into groups: batch by batch, and what people decided stays."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db import connection, transaction

from dongthuan.analysis.comment_groups import BANDS, Sketches, bands_of, candidates_of, nearness
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.comments_lifecycle import Joined
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comment_groups import CommentGroup, GroupKey
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation

BATCH = 2_000
MOST_COMPARED = 12  # candidates whose words are really compared
BURST = timedelta(minutes=10)
_LOCK = 0x67727570


@dataclass(slots=True)
class _New:
    """Words that are in no group yet, with the comments that say them."""

    target: str
    text_key: str
    text: str
    number: int
    comments: list[Comment]
    sketch: bytes = b""
    group: CommentGroup | None = None
    joined: Joined = Joined.EXACT


@transaction.atomic
def group_batch(*, consultation: Consultation, by: Actor, at: datetime) -> int:
    """Put the oldest comments that are in no group into one; returns how many, 0 = none is left.

    Equal words join their group, also where an officer put those words elsewhere; nearly equal ones the group
    whose first words they nearly repeat. One batch is one transaction: a killed job begins it again.
    """
    require(COMMENT_ACCESS, CommentAct.REGROUP, by, consultation)
    one_at_a_time(consultation.pk)
    rows = list(
        Comment.objects.filter(consultation=consultation)
        .ungrouped()
        .select_related("provision")
        .defer("folded", "previous_hash")
        .order_by("pk")[:BATCH]
    )
    if not rows:
        return 0
    news = _by_words(consultation, rows)
    for target in sorted({new.target for new in news}):
        _join_near(consultation, target, [new for new in news if new.target == target])
    _keep(consultation, news)
    Comment.objects.bulk_update(rows, ["group", "joined"], batch_size=500)
    recount({row.group_id for row in rows if row.group_id})
    return len(rows)


def one_at_a_time(consultation_pk: int) -> None:
    """Let nobody else move comments between groups of a consultation until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, consultation_pk])


def _by_words(consultation: Consultation, rows: Sequence[Comment]) -> list[_New]:
    """Join what says the words of a group; return the words that no group has."""
    known = {
        (key.target, key.text_key): key
        for key in GroupKey.objects.filter(
            consultation=consultation, text_key__in={row.text_key for row in rows}
        )
        .select_related("group")
        .defer("sketch")
    }
    news: dict[tuple[str, str], _New] = {}
    for row in rows:
        place = (row.stands_at, row.text_key)
        if (key := known.get(place)) is not None:
            row.group, row.joined = key.group, Joined.HUMAN if key.is_human else Joined.EXACT
            continue
        new = news.setdefault(place, _New(*place, row.text, row.number, []))
        new.comments.append(row)
    return list(news.values())


def _join_near(consultation: Consultation, target: str, news: list[_New]) -> None:
    """Let new words join a group of the same target whose first words they nearly repeat."""
    stored = (
        GroupKey.objects.filter(consultation=consultation, target=target, is_first=True)
        .exclude(sketch=b"")
        .order_by("pk")
        .values_list("group_id", "sketch")
    )
    firsts = [(group, bytes(sketch)) for group, sketch in stored]
    fit: list[_New] = []
    for new in news:
        bands = bands_of(new.text)
        if bands is not None:
            new.sketch = bands.tobytes()
            fit.append(new)
    if not fit:
        return
    known, mine = _matrix(sketch for _group, sketch in firsts), _matrix(new.sketch for new in fit)
    nominated = [rows[:MOST_COMPARED] for rows in candidates_of(known, mine)]
    asked = {firsts[row][0] for rows in nominated for row in rows if row < len(firsts)}
    groups = CommentGroup.objects.in_bulk(sorted(asked))
    earlier = [groups.get(group) for group, _sketch in firsts]
    for place, rows in enumerate(nominated):
        _join_nearest(fit, place, rows, earlier)


def _join_nearest(
    fit: list[_New], place: int, rows: list[int], stored: Sequence[CommentGroup | None]
) -> None:
    """Join one of the new words to the nearest of the groups, or of the words before it, if one is near."""
    best: tuple[float, _New | CommentGroup] | None = None
    for row in rows:
        other = stored[row] if row < len(stored) else fit[row - len(stored)]
        if other is None or (isinstance(other, _New) and other.joined == Joined.NEAR):
            continue  # only first words are compared with, so that a group does not drift
        found = nearness(fit[place].text, other.first_text if isinstance(other, CommentGroup) else other.text)
        if found is not None and (best is None or found > best[0]):
            best = (found, other)
    if best is None:
        return
    new, other = fit[place], best[1]
    new.joined = Joined.NEAR
    new.group = other if isinstance(other, CommentGroup) else _group_of(other)


def _group_of(new: _New) -> CommentGroup:
    """Return the group of first words, made when somebody needs it."""
    if new.group is None:
        consultation = new.comments[0].consultation_id
        new.group = CommentGroup(
            consultation_id=consultation, target=new.target, first_text=new.text, first_number=new.number
        )
    return new.group


def _matrix(sketches: Iterable[bytes]) -> Sketches:
    whole = b"".join(sketches)
    return np.frombuffer(whole, np.uint64).reshape(-1, BANDS)


def _keep(consultation: Consultation, news: list[_New]) -> None:
    firsts = [new for new in news if new.joined != Joined.NEAR]
    CommentGroup.objects.bulk_create([_group_of(new) for new in firsts], batch_size=500)
    GroupKey.objects.bulk_create(
        (
            GroupKey(
                consultation=consultation,
                target=new.target,
                text_key=new.text_key,
                group=_group_of(new),
                sketch=new.sketch if new.joined != Joined.NEAR else b"",
                is_first=new.joined != Joined.NEAR,
            )
            for new in news
        ),
        batch_size=500,
    )
    for new in news:
        for number, comment in enumerate(new.comments):
            comment.group = new.group
            comment.joined = new.joined if number == 0 or new.joined == Joined.NEAR else Joined.EXACT


def recount(groups: Iterable[int]) -> None:
    """Count the members of groups anew, and how they came in: bursts, and from how many networks.

    Figures of networks only grow: their hashes are let go after some days, what was counted stays.
    """
    keys = sorted(groups)
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        members: defaultdict[int, list[tuple[str, datetime, str, str]]] = defaultdict(list)
        rows = Comment.objects.filter(group__in=some).order_by("received_at")
        fields = ("group_id", "author_kind", "received_at", "network_hash", "joined")
        for key, kind, received, network, joined in rows.values_list(*fields).iterator():
            members[key].append((kind, received, network, joined))
        found = list(CommentGroup.objects.filter(pk__in=some))
        for group in found:
            _count(group, members[group.pk])
        CommentGroup.objects.bulk_update(found, _COUNTED, batch_size=500)


_COUNTED = (
    "comment_count",
    "person_count",
    "organisation_count",
    "has_near",
    "busiest_count",
    "busiest_at",
    "network_count",
    "largest_network_count",
)


def _count(group: CommentGroup, members: list[tuple[str, datetime, str, str]]) -> None:
    kinds = Counter(kind for kind, *_rest in members)
    group.comment_count, group.person_count = len(members), kinds["person"]
    group.organisation_count = kinds["organisation"]
    group.has_near = any(joined == Joined.NEAR for *_rest, joined in members)
    networks = Counter(network for _kind, _at, network, _joined in members if network)
    group.network_count = max(group.network_count, len(networks))
    group.largest_network_count = max(group.largest_network_count, max(networks.values(), default=0))
    group.busiest_count, group.busiest_at = _busiest([received for _kind, received, *_rest in members])


def _busiest(times: list[datetime]) -> tuple[int, datetime | None]:
    """Return the most of sorted times within BURST, and when that began."""
    most, since, start = 0, None, 0
    for end, time in enumerate(times):
        while time - times[start] > BURST:
            start += 1
        if end - start + 1 > most:
            most, since = end - start + 1, times[start]
    return most, since
