"""States, grades and clauses of matters; kinds and answers of misinformation cards; the steps between."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.law.model import Facts


class MatterState(models.TextChoices):
    """A matter is open, closed with its lesson, or gone on in another one; each can be opened again."""

    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Closed matter")
    MERGED = "merged", _("Goes on in another matter")


MATTER_NEXT: dict[MatterState, frozenset[MatterState]] = {
    MatterState.OPEN: frozenset({MatterState.CLOSED, MatterState.MERGED}),
    MatterState.CLOSED: frozenset({MatterState.OPEN}),
    MatterState.MERGED: frozenset({MatterState.OPEN}),
}


class Grade(models.TextChoices):
    """How grave a matter is, the least first."""

    WATCH = "watch", _("Watch")
    NOTABLE = "notable", _("Notable")
    URGENT = "urgent", _("Urgent")


class Clause(models.TextChoices):
    """Under which clause the agency must speak; "" = under none: an ordinary matter.

    7.x is article 7 of Decree 244/2026; 6.3a is article 6(3)a of Decree 09/2017, for what happened before.
    """

    NATIONAL = "7.1", _("Article 7(1): incident of national scale")
    JOINT = "7.2", _("Article 7(2): touches two or more ministries or provinces")
    EVENT = "7.3", _("Article 7(3): important event of large social impact")
    OPINIONS = "7.4", _("Article 7(4): conflicting opinions on what the agency manages")
    REQUESTED = "7.5", _("Article 7(5): asked by the press or a steering body")
    FALSE_REPORT = "7.6", _("Article 7(6): the press published something false")
    OLD_EVENT = "6.3a", _("Decree 09/2017, article 6(3)a: happened before 1 July 2026")


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """The rule of law behind a clause, as the packs name it, and from what event its time runs."""

    rule: str
    facts: Facts
    starts: str | Promise


CLAUSES: dict[Clause, ClauseRule] = {
    Clause.NATIONAL: ClauseRule("P04", Facts(), _("when the incident happened")),
    Clause.JOINT: ClauseRule("P05", Facts(), _("when the agency began to handle it")),
    Clause.EVENT: ClauseRule(
        "P02", Facts(complexity="event"), _("when the agency received the case and handles it")
    ),
    Clause.OPINIONS: ClauseRule(
        "P03",
        Facts(complexity="opinions"),
        _("when the agency determined that it affects, or may affect, public opinion"),
    ),
    Clause.REQUESTED: ClauseRule("P06", Facts(), _("when the request was received")),
    Clause.FALSE_REPORT: ClauseRule("P07", Facts(), _("when there were grounds that the item is false")),
    Clause.OLD_EVENT: ClauseRule("P24", Facts(), _("when the event happened")),
}
# What the annual report of Decree 244 counts: extraordinary cases, and those of them that have a limit.
EXTRAORDINARY = (Clause.JOINT, Clause.EVENT, Clause.OPINIONS, Clause.REQUESTED)
LIMITED = (Clause.EVENT, Clause.OPINIONS)


class Form(models.TextChoices):
    """The five lawful forms of speaking (Decree 244/2026, article 5)."""

    CONFERENCE = "conference", _("Press conference")
    POSTED = "posted", _("Posted on the portal or an official channel")
    DIRECT = "direct", _("Spoken directly, interview")
    WRITTEN = "written", _("Release or written answer")
    BRIEFING = "briefing", _("Press briefing")


class VerificationState(models.TextChoices):
    """Facts are asked from a unit, and answered or no longer needed."""

    ASKED = "asked", _("Awaits the unit")
    ANSWERED = "answered", _("Unit answered")
    WITHDRAWN = "withdrawn", _("No longer needed")


VERIFICATION_NEXT: dict[VerificationState, frozenset[VerificationState]] = {
    VerificationState.ASKED: frozenset({VerificationState.ANSWERED, VerificationState.WITHDRAWN}),
    # What a unit found out later than it thought goes in again; the earlier answer stays in the history.
    VerificationState.ANSWERED: frozenset({VerificationState.ASKED}),
    VerificationState.WITHDRAWN: frozenset(),
}


class CardKind(models.TextChoices):
    """What a doubtful claim is (RESIST and the labels of VAFC); criticism is not misinformation."""

    FAKE = "fake", _("Fake: invented")
    FALSE = "false", _("False: partly true, distorted or unfounded")
    CRITICISM = "criticism", _("Criticism: an opinion that differs")


class Response(models.TextChoices):
    """What is done about a claim."""

    IGNORE = "ignore", _("Leave it")
    MONITOR = "monitor", _("Keep watching")
    PREBUNK = "prebunk", _("Inform beforehand")
    DEBUNK = "debunk", _("Refute with facts")
    CORRECT = "correct", _("Ask the outlet to correct")
    REPORT = "report", _("Report to the competent authority")
    COMMENT = "comment", _("Take up or explain, as a comment")


_AGAINST_FALSEHOOD = frozenset(set(Response) - {Response.COMMENT})
# An agency takes criticism up or explains; it does not have it corrected, reported or taken down.
RESPONSES: dict[CardKind, frozenset[Response]] = {
    CardKind.FAKE: _AGAINST_FALSEHOOD,
    CardKind.FALSE: _AGAINST_FALSEHOOD,
    CardKind.CRITICISM: frozenset({Response.IGNORE, Response.MONITOR, Response.COMMENT}),
}


class Level(models.TextChoices):
    """How likely, how grave, how sure."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class CardState(models.TextChoices):
    """A card is judged, answered, and closed with what came of it."""

    OPEN = "open", _("To be judged")
    ANSWERED = "answered", _("Response decided")
    CLOSED = "closed", _("Closed with its effect")


CARD_NEXT: dict[CardState, frozenset[CardState]] = {
    CardState.OPEN: frozenset({CardState.ANSWERED}),
    CardState.ANSWERED: frozenset({CardState.ANSWERED, CardState.CLOSED, CardState.OPEN}),
    CardState.CLOSED: frozenset({CardState.OPEN}),
}


class Since(models.TextChoices):
    """From what a mood is measured."""

    OPENED = "opened", _("since the matter was opened")
    STATEMENT = "statement", _("since the first statement")


MOOD_HOURS = (0, 24, 72)  # each the 24 hours that end then; 0 = the day before
