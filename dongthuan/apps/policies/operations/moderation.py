"""Comments are shown, or hidden with a reason that the author reads and may object to; another decides."""

from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.policies.comments_lifecycle import COMMENT_NEXT, CommentState
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comments import Comment, Moderation
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.hiding_telling import tell_of_hiding, tell_of_outcome
from dongthuan.apps.policies.operations.versions import (
    NotInThatState,
    NoWords,
    locked,
    reason_given,
)

LONGEST_APPEAL = 4_000
MOST_AT_ONCE = 5_000


@transaction.atomic
def show_comments(*, consultation: Consultation, comments: list[int], by: Actor, at: datetime) -> int:
    """Show comments that wait to be looked at; returns how many. Hidden ones stay hidden.

    comments: keys, at most MOST_AT_ONCE. Raises NotAllowed.
    """
    require(COMMENT_ACCESS, CommentAct.SHOW_COMMENTS, by, consultation)
    rows = Comment.objects.select_for_update(of=("self",)).filter(
        consultation=consultation, pk__in=comments[:MOST_AT_ONCE], state=CommentState.AWAITING
    )
    found = list(rows.order_by("pk").values_list("pk", "number"))
    Comment.objects.filter(pk__in=[key for key, _number in found]).update(state=CommentState.VISIBLE)
    details = {"count": len(found), "numbers": [number for _key, number in found][:200]}
    if found:
        audit.note(act=CommentAct.SHOW_COMMENTS, actor=by, record=consultation, at=at, details=details)
    return len(found)


@transaction.atomic
def hide_comment(*, comment: Comment, seen: int, reason: str, by: Actor, at: datetime) -> Moderation:
    """Hide a comment from every public door; its author reads why with the code and may object.

    An author who left an address is mailed the reason and how to object. It keeps its number, its receipt
    and its claim to an answer. Raises NotAllowed, ChangedMeanwhile, NotInThatState, NoReason, SecretMark.
    """
    comment = locked(comment, seen)
    require(COMMENT_ACCESS, CommentAct.HIDE_COMMENT, by, comment)
    _step(comment, CommentState.HIDDEN)
    kept = reason_given(reason)
    comment.save(update_fields=["state", "version"])
    hiding = Moderation.objects.create(comment=comment, reason=kept, by_id=by.pk, at=at)
    audit.note(act=CommentAct.HIDE_COMMENT, actor=by, record=comment, at=at, ground=kept)
    tell_of_hiding(hiding=hiding, by=by, at=at)
    return hiding


@transaction.atomic
def show_again(*, comment: Comment, seen: int, reason: str, by: Actor, at: datetime) -> Comment:
    """Show a hidden comment again, with a reason; raises as `hide_comment`."""
    comment = locked(comment, seen)
    require(COMMENT_ACCESS, CommentAct.HIDE_COMMENT, by, comment)
    if comment.state != CommentState.HIDDEN:
        raise NotInThatState(comment.state)
    kept = reason_given(reason)
    _step(comment, CommentState.VISIBLE)
    comment.save(update_fields=["state", "version"])
    hiding = comment.moderations.select_for_update().first()
    if hiding is not None:
        hiding.lifted_by_id, hiding.lifted_at, hiding.lifted_reason = by.pk, at, kept
        hiding.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
        tell_of_outcome(hiding=hiding, is_shown=True, reason=kept, by=by, at=at)
    audit.note(act=CommentAct.SHOW_COMMENTS, actor=by, record=comment, at=at, ground=kept)
    return comment


@transaction.atomic
def appeal_hiding(*, comment: Comment, words: str, by: Actor, at: datetime) -> Moderation:
    """Write down what the author, who came with the code, objects to the hiding; once for each hiding.

    by: the system. Raises NotAllowed, NotInThatState, NoWords, SecretMark.
    """
    require(COMMENT_ACCESS, CommentAct.APPEAL_HIDING, by, comment)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    hiding = comment.moderations.select_for_update().first()
    if comment.state != CommentState.HIDDEN or hiding is None or hiding.appealed_at is not None:
        raise NotInThatState(comment.state)
    kept = nfc(words).strip()
    if not kept:
        raise NoWords
    refuse_secret(kept)
    hiding.appeal, hiding.appealed_at = kept[:LONGEST_APPEAL], at
    hiding.save(update_fields=["appeal", "appealed_at"])
    audit.note(act=CommentAct.APPEAL_HIDING, actor=by, record=comment, at=at)
    return hiding


@transaction.atomic
def decide_appeal(
    *, hiding: Moderation, stays_hidden: bool, reason: str, by: Actor, at: datetime
) -> Moderation:
    """Decide an objection; not by whoever hid the comment. An author with an address is told by mail.

    Raises NotAllowed, NotInThatState, NoReason, SecretMark.
    """
    hiding = Moderation.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    require(COMMENT_ACCESS, CommentAct.DECIDE_APPEAL, by, hiding)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=hiding.comment_id)
    is_waiting = hiding.appealed_at is not None and hiding.decided_at is None
    if not is_waiting or comment.state != CommentState.HIDDEN:
        raise NotInThatState(comment.state)
    hiding.decision = reason_given(reason)
    hiding.decided_by_id, hiding.decided_at, hiding.is_upheld = by.pk, at, stays_hidden
    hiding.save(update_fields=["decision", "decided_by", "decided_at", "is_upheld"])
    if not stays_hidden:
        _step(comment, CommentState.VISIBLE)
        comment.version += 1
        comment.save(update_fields=["state", "version"])
    details = {"stays_hidden": stays_hidden}
    audit.note(
        act=CommentAct.DECIDE_APPEAL,
        actor=by,
        record=comment,
        at=at,
        ground=hiding.decision,
        details=details,
    )
    tell_of_outcome(hiding=hiding, is_shown=not stays_hidden, reason=hiding.decision, by=by, at=at)
    return hiding


@transaction.atomic
def export_identities(
    *, consultation: Consultation, count: int, wanted: str, reason: str, by: Actor, at: datetime
) -> None:
    """Note that who wrote comments is taken out as a file: by whom, why, how many and by which filter.

    Called before the file is made. Raises NotAllowed, NoReason, SecretMark.
    """
    require(COMMENT_ACCESS, CommentAct.EXPORT_IDENTITIES, by, consultation)
    kept = reason_given(reason)
    details = {"count": count, "filter": wanted[:300]}
    audit.note(
        act=CommentAct.EXPORT_IDENTITIES, actor=by, record=consultation, at=at, ground=kept, details=details
    )


def _step(comment: Comment, to: CommentState) -> None:
    if to not in COMMENT_NEXT[CommentState(comment.state)]:
        raise NotInThatState(comment.state)
    comment.state = to
