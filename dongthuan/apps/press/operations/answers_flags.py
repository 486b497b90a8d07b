"""A draft is held against what was said before; what may contradict it waits for a person's decision."""

from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.press.desk_lifecycle import OPEN_ANSWERS, FlagState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.meaning import encoder, vector_of
from dongthuan.apps.press.models.answers import Answer, ContradictionFlag, Meaning
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.queries.answers import clashes

Place = tuple[int | None, int | None, str, str]
MOST_FLAGS = 40
DECISIONS = (FlagState.EXPLAINED, FlagState.NO_CONFLICT)


class AlreadyDecided(Exception):
    """The flag is no longer open, or its answer is no longer a draft."""


def look_for_clashes(answer: Answer, *, at: datetime) -> int:
    """Hold a saved draft against the past: new differences are flagged, those that are gone say so.

    What a person has decided stays decided while the two sentences stay. Returns how many are open.
    """
    standing: set[Place] = set()
    for clash in clashes(answer.text, but_not=answer)[:MOST_FLAGS]:
        found = clash.found
        flag, is_new = ContradictionFlag.objects.get_or_create(
            answer=answer,
            earlier_answer=clash.said.answer,
            earlier_line=clash.said.line,
            draft_sentence=found.draft[:500],
            earlier_sentence=found.earlier[:500],
            defaults={
                "kind": found.kind,
                "ours": found.ours[:200],
                "theirs": found.theirs[:200],
                "found_at": at,
            },
        )
        if not is_new and flag.state == FlagState.GONE:
            flag.state = FlagState.OPEN
            flag.save(update_fields=["state"])
        standing.add(_place_of(flag))
    return _let_go(answer, standing)


def _let_go(answer: Answer, standing: set[Place]) -> int:
    count = 0
    for flag in answer.flags.filter(state=FlagState.OPEN):
        if _place_of(flag) in standing:
            count += 1
            continue
        flag.state = FlagState.GONE
        flag.save(update_fields=["state"])
    return count


def _place_of(flag: ContradictionFlag) -> Place:
    return flag.earlier_answer_id, flag.earlier_line_id, flag.draft_sentence, flag.earlier_sentence


@transaction.atomic
def decide_flag(
    *, flag: ContradictionFlag, decision: FlagState, reason: str, by: Actor, at: datetime
) -> ContradictionFlag:
    """Say why both stand, or that it is no contradiction; the reason is kept and shown.

    Raises AlreadyDecided, NoReason, SecretMark.
    """
    flag = ContradictionFlag.objects.select_for_update(of=("self",)).select_related("answer").get(pk=flag.pk)
    require(DESK_ACCESS, DeskAct.DECIDE_FLAG, by, flag.answer)
    if flag.state != FlagState.OPEN or flag.answer.state not in OPEN_ANSWERS or decision not in DECISIONS:
        raise AlreadyDecided(flag.state)
    flag.state, flag.reason = decision, reason_given(reason)
    flag.decided_by_id, flag.decided_at = by.pk, at
    flag.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    details = {"flag": flag.pk, "decision": flag.state, "kind": flag.kind}
    audit.note(
        act=DeskAct.DECIDE_FLAG,
        actor=by,
        record=flag.answer,
        at=at,
        ground=Truncator(flag.reason).chars(1000),
        details=details,
    )
    return flag


def has_open_flags(answer: Answer) -> bool:
    """Say whether a difference from what was said before still waits for a decision."""
    return answer.flags.filter(state=FlagState.OPEN).exists()


def remember(*, answer: Answer | None = None, line: Line | None = None) -> None:
    """Keep what a sent answer or an approved line means, so that drafts are held against it."""
    row = answer or line
    if row is None:
        return
    text = f"{line.title}. {line.question} {line.text}" if line is not None else row.text
    Meaning.objects.update_or_create(
        answer=answer, line=line, defaults={"model_id": encoder().model_id, "vector": vector_of(text)}
    )
