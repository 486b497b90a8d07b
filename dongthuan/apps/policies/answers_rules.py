"""Who may answer the comments on a draft: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top
from dongthuan.apps.common.access import Rule, all_of, any_of, holds
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.policies.comments_rules import of_its_dossier
from dongthuan.apps.policies.dossiers_rules import reads_it, works_on_it


class AnswerAct(Enum):
    """What can be done; the record is the answer, or the consultation for what concerns all of them."""

    READ_ANSWERS = "policies.read_answers"
    DRAFT_ANSWER = "policies.draft_answer"
    CHECK_ANSWER = "policies.check_answer"
    STATE_RESPONSE_DATE = "policies.state_response_date"
    FINISH_ANSWERS = "policies.finish_answers"
    PUBLISH_ANSWERS = "policies.publish_answers"
    TELL_AUTHORS = "policies.tell_authors"
    WANT_WORKBOOK = "policies.want_workbook"
    DRAW_WORKBOOK = "policies.draw_workbook"


def did_not_draft_it(officer: Actor, record: Any) -> bool:
    """Say whether another officer wrote the answer as it stands: two pairs of eyes."""
    return bool(record.drafted_by_id != officer.pk)


_WORKS = of_its_dossier(works_on_it)
_DECIDES = of_its_dossier(holds_there_or_at_the_top(Role.COORDINATOR, Role.LEADER))

ANSWER_ACCESS: dict[AnswerAct, Rule] = {
    AnswerAct.READ_ANSWERS: of_its_dossier(reads_it),
    AnswerAct.DRAFT_ANSWER: _WORKS,
    AnswerAct.CHECK_ANSWER: all_of(did_not_draft_it, any_of(_WORKS, _DECIDES)),
    AnswerAct.STATE_RESPONSE_DATE: any_of(_WORKS, _DECIDES),
    AnswerAct.FINISH_ANSWERS: any_of(_WORKS, _DECIDES),
    AnswerAct.PUBLISH_ANSWERS: _DECIDES,
    AnswerAct.TELL_AUTHORS: holds(Role.SYSTEM),
    # A reader of the portal asks through the system; its view knows whether the results are out.
    AnswerAct.WANT_WORKBOOK: of_its_dossier(reads_it),
    AnswerAct.DRAW_WORKBOOK: holds(Role.SYSTEM),
}
