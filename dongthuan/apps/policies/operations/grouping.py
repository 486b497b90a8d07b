"""Comments that say the same are put into groups: batch by batch, and what people decided stays."""

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
    _keep_members(rows)
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


def _keep_members(rows: Sequence[Comment]) -> None:
    """Write the groups of many comments in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update policies_comment as comment set group_id = new.group_id, joined = new.joined
            from unnest(%s::bigint[], %s::bigint[], %s::text[]) as new(id, group_id, joined)
            where comment.id = new.id
            """,
            [
                [row.pk for row in rows],
                [row.group.pk if row.group else None for row in rows],
                [str(row.joined) for row in rows],
            ],
        )


def recount(groups: Iterable[int]) -> None:
    """Count the members of groups anew, and how they came in: bursts, and from how many networks.

    Figures of networks only grow: their hashes are let go after some days, what was counted stays.
    """
    with connection.cursor() as cursor:
        burst = f"{BURST.total_seconds():.0f} seconds"
        cursor.execute(_RECOUNT, {"groups": sorted(groups), "burst": burst, "near": Joined.NEAR.value})


# All counting is done where the rows lie: nothing of them is read here, one statement for all groups.
_RECOUNT = """
with member as (
    select group_id, author_kind, received_at, network_hash, joined from policies_comment
    where group_id = any(%(groups)s)
),
kinds as (
    select group_id, count(*) as n, count(*) filter (where author_kind = 'person') as persons,
        count(*) filter (where author_kind = 'organisation') as organisations,
        bool_or(joined = %(near)s) as has_near
    from member group by group_id
),
networks as (
    select group_id, count(*) as n, max(members) as largest
    from (
        select group_id, count(*) as members from member
        where network_hash <> '' group by group_id, network_hash
    ) as network
    group by group_id
),
bursts as (
    select distinct on (group_id) group_id, n, since
    from (
        select group_id, received_at, count(*) over recent as n, first_value(received_at) over recent as since
        from member
        window recent as (
            partition by group_id order by received_at
            range between %(burst)s::interval preceding and current row
        )
    ) as burst
    order by group_id, n desc, received_at
)
update policies_commentgroup as target set
    comment_count = coalesce(kinds.n, 0),
    person_count = coalesce(kinds.persons, 0),
    organisation_count = coalesce(kinds.organisations, 0),
    has_near = coalesce(kinds.has_near, false),
    network_count = greatest(target.network_count, networks.n),
    largest_network_count = greatest(target.largest_network_count, networks.largest),
    busiest_count = coalesce(bursts.n, 0),
    busiest_at = bursts.since
from unnest(%(groups)s::bigint[]) as asked(id)
left join kinds on kinds.group_id = asked.id
left join networks on networks.group_id = asked.id
left join bursts on bursts.group_id = asked.id
where target.id = asked.id
"""
