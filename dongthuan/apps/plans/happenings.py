"""What the record says of a task, in words: what happened, when, by whom, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit.models import Entry
from dongthuan.apps.plans.rules import Act

WORDS: Mapping[str, tuple[Any, str, str]] = {
    Act.DRAFT_TASKS.value: (_("drafted"), "edit", ""),
    Act.REWRITE_TASK.value: (_("rewritten"), "pencil", ""),
    Act.ASSIGN_TASK.value: (_("put before the unit"), "send", ""),
    Act.REASSIGN_TASK.value: (_("given anew"), "send", "warn"),
    Act.HAND_OVER.value: (_("passed over to the successor"), "building", "warn"),
    Act.SEND_LINK.value: (_("a link to answer by was made"), "link", ""),
    Act.ACCEPT_TASK.value: (_("accepted"), "check", "good"),
    Act.REFUSE_TASK.value: (_("refused"), "x", "bad"),
    Act.REPORT_PROGRESS.value: (_("progress reported"), "progress", ""),
    Act.ADD_EVIDENCE.value: (_("evidence added"), "certificate", ""),
    Act.WITHDRAW_EVIDENCE.value: (_("evidence withdrawn"), "eye-off", "warn"),
    Act.SUBMIT_TASK.value: (_("handed in for approval"), "send", ""),
    Act.APPROVE_TASK.value: (_("approved as done"), "circle-check", "good"),
    Act.APPROVE_OWN_WORK.value: (
        _("approved as done by somebody who worked on it"),
        "circle-check",
        "warn",
    ),
    Act.RETURN_TASK.value: (_("returned to be completed"), "arrow-back-up", "warn"),
    Act.REOPEN_TASK.value: (_("opened again"), "arrow-back-up", "warn"),
    "plans.escalate": (_("the head of the unit was told that nobody answered"), "alert-triangle", "warn"),
    Act.CANCEL_TASK.value: (_("fell away"), "ban", "bad"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a task."""

    words: Any
    icon: str
    tone: str
    who: str
    at: datetime
    ground: str
    percent: int | None
    by_link: bool


def happenings_of(entries: Sequence[Entry]) -> list[Happening]:
    """Return the entries in words, in their order; an act without words is shown by its dotted name."""
    return [
        Happening(
            *WORDS.get(entry.act, (entry.act, "activity", "")),
            who=str(entry.actor),
            at=entry.at,
            ground=entry.ground,
            percent=entry.details.get("percent"),
            by_link="link" in entry.details and entry.act != Act.SEND_LINK.value,
        )
        for entry in entries
        if entry.act != "files.keep"
    ]
