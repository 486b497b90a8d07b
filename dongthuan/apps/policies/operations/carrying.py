"""Comments go along to a new version: where the very same words stand, or nowhere, and never silently."""

from datetime import datetime

from django.db import transaction

from dongthuan.analysis.revisions import pairs_of
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.comments_lifecycle import CarryKind, VersionState
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comments import Carry, Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision
from dongthuan.apps.policies.operations.versions import NotInThatState, reason_given
from dongthuan.apps.policies.queries.drafts import pieces_of

_AT_ONCE = 2_000


def carry_over(
    *, consultation: Consultation, before: DraftVersion, version: DraftVersion, by: Actor, at: datetime
) -> dict[str, int]:
    """Carry the comments that stand in one version to the next, in the transaction that publishes it.

    Returns how many came to stand exactly, under another number, and nowhere. An orphan stays one until an
    officer puts it somewhere, also where its old words come back: that is for a person to see.
    """
    old = list(before.provisions.order_by("place"))
    new = list(version.provisions.order_by("place"))
    matched = pairs_of(pieces_of(before), pieces_of(version))
    goes_to = {old[earlier].pk: new[later] for later, earlier in matched.items()}
    counts = {"exact": 0, "renumbered": 0, "orphan": 0}
    for provision in old:
        target = goes_to.get(provision.pk)
        kind = _kind(provision, target)
        rows = Comment.objects.filter(consultation=consultation, provision_now=provision)
        keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            Carry.objects.bulk_create(
                Carry(
                    comment_id=key,
                    to_version=version,
                    from_provision=provision,
                    to_provision=target,
                    kind=kind,
                    by_id=by.pk,
                    at=at,
                )
                for key in some
            )
            Comment.objects.filter(pk__in=some).update(provision_now=target, is_orphan=target is None)
        counts[kind.value] += len(keys)
    return counts


def _kind(before: Provision, after: Provision | None) -> CarryKind:
    if after is None:
        return CarryKind.ORPHAN
    return CarryKind.EXACT if before.path == after.path else CarryKind.RENUMBERED


@transaction.atomic
def attach_orphans(*, comments: list[int], provision: Provision, reason: str, by: Actor, at: datetime) -> int:
    """Put orphans of one consultation at a provision of its newest version, with a reason; returns how many.

    comments: keys; those that are no orphans there are passed over. Raises NotAllowed, NoReason, SecretMark,
    NotInThatState where the provision is of an earlier version.
    """
    version = provision.draft_version
    require(COMMENT_ACCESS, CommentAct.ATTACH_COMMENT, by, version)
    newest = DraftVersion.objects.filter(consultation_id=version.consultation_id).published()
    first = newest.order_by("-number").first()
    if version.state != VersionState.PUBLISHED or first is None or version.pk != first.pk:
        raise NotInThatState(version.state)
    kept = reason_given(reason)
    rows = list(
        Comment.objects.select_for_update(of=("self",))
        .filter(pk__in=comments, consultation_id=version.consultation_id, is_orphan=True)
        .order_by("pk")
    )
    Carry.objects.bulk_create(
        Carry(
            comment=row,
            to_version=version,
            from_provision_id=row.provision_id,
            to_provision=provision,
            kind=CarryKind.ATTACHED,
            reason=kept,
            by_id=by.pk,
            at=at,
        )
        for row in rows
    )
    Comment.objects.filter(pk__in=[row.pk for row in rows]).update(provision_now=provision, is_orphan=False)
    details = {"provision": provision.pk, "comments": [row.number for row in rows][:200], "count": len(rows)}
    audit.note(act=CommentAct.ATTACH_COMMENT, actor=by, record=version, at=at, ground=kept, details=details)
    return len(rows)
