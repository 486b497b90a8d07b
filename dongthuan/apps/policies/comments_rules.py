"""Who may do what with versions of a draft, comments and their groups: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top
from dongthuan.apps.common.access import Rule, all_of, any_of, holds
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.policies.dossiers_rules import reads_it, works_on_it


class CommentAct(Enum):
    """What can be done; the record is the consultation, or a row that names it."""

    READ_COMMENTS = "policies.read_comments"
    UPLOAD_DRAFT = "policies.upload_draft"
    CORRECT_DRAFT = "policies.correct_draft"
    PUBLISH_DRAFT = "policies.publish_draft"
    DROP_DRAFT = "policies.drop_draft"
    POST_COMMENT = "policies.post_comment"
    ENTER_COMMENT = "policies.enter_comment"
    RECORD_MEETING = "policies.record_meeting"
    PUBLISH_MINUTES = "policies.publish_minutes"
    SHOW_COMMENTS = "policies.show_comments"
    HIDE_COMMENT = "policies.hide_comment"
    APPEAL_HIDING = "policies.appeal_hiding"
    DECIDE_APPEAL = "policies.decide_appeal"
    ATTACH_COMMENT = "policies.attach_comment"
    GROUP_COMMENTS = "policies.group_comments"
    REGROUP = "policies.regroup"
    DECIDE_SUGGESTION = "policies.decide_suggestion"
    FORGET_NETWORKS = "policies.forget_networks"
    EXPORT_IDENTITIES = "policies.export_identities"


def of_its_dossier(rule: Rule) -> Rule:
    """Return a rule that asks about the dossier of the consultation, or of what hangs on one."""

    def asked(officer: Actor, record: Any) -> bool:
        consultation = getattr(record, "consultation", record)
        return rule(officer, consultation.dossier)

    return asked


def did_not_hide_it(officer: Actor, record: Any) -> bool:
    """Say whether another officer hid the comment: two pairs of eyes on an appeal."""
    return bool(record.by_id != officer.pk)


def did_not_enter_it(officer: Actor, record: Any) -> bool:
    """Say whether another officer wrote the meeting down: two pairs of eyes on what all may read."""
    return bool(record.entered_by_id != officer.pk)


def of_the_comment(rule: Rule) -> Rule:
    """Return a rule that asks about the comment of a hiding."""
    return lambda officer, record: rule(officer, record.comment)


_SYSTEM = holds(Role.SYSTEM)
_WORKS = of_its_dossier(works_on_it)
_DECIDES = of_its_dossier(holds_there_or_at_the_top(Role.COORDINATOR, Role.LEADER))

COMMENT_ACCESS: dict[CommentAct, Rule] = {
    CommentAct.READ_COMMENTS: of_its_dossier(reads_it),
    CommentAct.UPLOAD_DRAFT: _WORKS,
    CommentAct.CORRECT_DRAFT: _WORKS,
    CommentAct.PUBLISH_DRAFT: any_of(_WORKS, _DECIDES),
    CommentAct.DROP_DRAFT: _WORKS,
    # Whoever writes from outside acts through the system.
    CommentAct.POST_COMMENT: _SYSTEM,
    CommentAct.ENTER_COMMENT: _WORKS,
    CommentAct.RECORD_MEETING: _WORKS,
    CommentAct.PUBLISH_MINUTES: all_of(did_not_enter_it, any_of(_WORKS, _DECIDES)),
    CommentAct.SHOW_COMMENTS: _WORKS,
    CommentAct.HIDE_COMMENT: any_of(_WORKS, _DECIDES),
    CommentAct.APPEAL_HIDING: _SYSTEM,
    # Who hid a comment does not judge the objection to it.
    CommentAct.DECIDE_APPEAL: all_of(did_not_hide_it, of_the_comment(any_of(_WORKS, _DECIDES))),
    CommentAct.ATTACH_COMMENT: _WORKS,
    CommentAct.GROUP_COMMENTS: _WORKS,
    CommentAct.REGROUP: _SYSTEM,
    CommentAct.DECIDE_SUGGESTION: _WORKS,
    CommentAct.FORGET_NETWORKS: _SYSTEM,
    # Whom to write to is known to who decides, not to all who work on the comments.
    CommentAct.EXPORT_IDENTITIES: _DECIDES,
}
