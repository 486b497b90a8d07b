"""Officers put groups together, take comments out, and decide what the machine suggests."""

from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.comments_lifecycle import GroupActKind, Joined, SuggestionKind, SuggestionState
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comment_groups import CommentGroup, GroupAct, GroupKey, Suggestion
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.operations.grouping import one_at_a_time, recount
from dongthuan.apps.policies.operations.versions import ChangedMeanwhile, NotInThatState


class NotTogether(Exception):
    """The groups are of two consultations, the same group, or the comments are not all or none of a group."""


@transaction.atomic
def join_groups(
    *, group: CommentGroup, other: CommentGroup, reason: str, by: Actor, at: datetime
) -> CommentGroup:
    """Put the comments of another group into this one; words of both belong here from now on.

    Raises NotAllowed, NotTogether, and NotInThatState where one holds nothing any more.
    """
    one_at_a_time(group.consultation_id)
    group, other = _both(group, other)
    require(COMMENT_ACCESS, CommentAct.GROUP_COMMENTS, by, group)
    if group.consultation_id != other.consultation_id or group.pk == other.pk:
        raise NotTogether
    if not group.comment_count or not other.comment_count:
        raise NotInThatState(group.pk)
    moved = Comment.objects.filter(group=other).update(group=group, joined=Joined.HUMAN)
    GroupKey.objects.filter(group=other).update(group=group, is_human=True, is_first=False)
    Suggestion.objects.filter(group=other, state=SuggestionState.OPEN).delete()
    Suggestion.objects.filter(other=other, state=SuggestionState.OPEN).delete()
    return _acted(group, other, GroupActKind.JOINED, moved, reason, by=by, at=at)


@transaction.atomic
def split_group(
    *, group: CommentGroup, comments: list[int], reason: str, by: Actor, at: datetime
) -> CommentGroup:
    """Take comments out of a group into one of their own; the same words go with them from now on.

    Comments with the same words as those named go along. Returns the new group. Raises NotAllowed,
    NotTogether where none or all would go.
    """
    one_at_a_time(group.consultation_id)
    group = CommentGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    require(COMMENT_ACCESS, CommentAct.GROUP_COMMENTS, by, group)
    named = Comment.objects.filter(group=group, pk__in=comments)
    words = set(named.values_list("text_key", flat=True))
    going = Comment.objects.filter(group=group, text_key__in=words)
    first = going.order_by("number").first()
    if first is None or going.count() == Comment.objects.filter(group=group).count():
        raise NotTogether
    fresh = CommentGroup.objects.create(
        consultation_id=group.consultation_id,
        target=group.target,
        first_text=first.text,
        first_number=first.number,
    )
    moved = going.update(group=fresh, joined=Joined.HUMAN)
    GroupKey.objects.filter(group=group, text_key__in=words).update(
        group=fresh, is_human=True, is_first=False
    )
    _acted(fresh, group, GroupActKind.SPLIT, moved, reason, by=by, at=at)
    return fresh


@transaction.atomic
def title_group(*, group: CommentGroup, seen: int, title: str, by: Actor, at: datetime) -> CommentGroup:
    """Say in a line what a group says; raises NotAllowed, ChangedMeanwhile."""
    group = CommentGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    require(COMMENT_ACCESS, CommentAct.GROUP_COMMENTS, by, group)
    if group.version != seen:
        raise ChangedMeanwhile(group.pk, group.version)
    group.title = " ".join(nfc(title).split())[:300]
    group.version += 1
    group.save(update_fields=["title", "version"])
    audit.note(act=CommentAct.GROUP_COMMENTS, actor=by, record=group, at=at, details={"what": "title"})
    return group


@transaction.atomic
def decide_suggestion(*, suggestion: Suggestion, is_right: bool, by: Actor, at: datetime) -> Suggestion:
    """Confirm or refuse what the machine suggests; a confirmed one takes effect, a refused one never returns.

    Two groups that say the same are put together. Raises NotAllowed, NotInThatState.
    """
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    group = suggestion.group
    require(COMMENT_ACCESS, CommentAct.DECIDE_SUGGESTION, by, group)
    if suggestion.state != SuggestionState.OPEN:
        raise NotInThatState(suggestion.state)
    suggestion.state = SuggestionState.CONFIRMED if is_right else SuggestionState.REFUSED
    suggestion.decided_by_id, suggestion.decided_at = by.pk, at
    suggestion.save(update_fields=["state", "decided_by", "decided_at"])
    details = {"suggestion": suggestion.pk, "kind": suggestion.kind, "is_right": is_right}
    audit.note(act=CommentAct.DECIDE_SUGGESTION, actor=by, record=group, at=at, details=details)
    if not is_right:
        return suggestion
    if suggestion.kind == SuggestionKind.SIMILAR and suggestion.other is not None:
        join_groups(group=suggestion.other, other=group, reason=suggestion.ground, by=by, at=at)
    elif suggestion.kind == SuggestionKind.PROVISION:
        CommentGroup.objects.filter(pk=group.pk).update(provision=suggestion.provision)
    elif suggestion.kind == SuggestionKind.POLARITY:
        CommentGroup.objects.filter(pk=group.pk).update(stance=suggestion.value)
    return suggestion


def _both(group: CommentGroup, other: CommentGroup) -> tuple[CommentGroup, CommentGroup]:
    rows = CommentGroup.objects.select_for_update(of=("self",)).filter(pk__in=[group.pk, other.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[group.pk], found[other.pk]


def _acted(  # noqa: PLR0913  # the row says all of it
    group: CommentGroup,
    other: CommentGroup,
    kind: GroupActKind,
    moved: int,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> CommentGroup:
    kept = nfc(reason).strip()[:1000]
    GroupAct.objects.create(
        group=group, other=other, kind=kind, comment_count=moved, reason=kept, by_id=by.pk, at=at
    )
    details = {"what": kind.value, "other": other.pk, "comments": moved}
    audit.note(act=CommentAct.GROUP_COMMENTS, actor=by, record=group, at=at, ground=kept, details=details)
    recount({group.pk, other.pk})
    group.refresh_from_db()
    return group
