"""Who asks to come and is let in, who came, what was asked and who answered with what standing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.lifecycle import OPEN_CONFERENCES, AccreditationState, ConferenceState
from dongthuan.apps.press.models.conferences import Accreditation, Conference, QuestionAsked
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.conferences import NotInThatState, NotYet
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.apps.press.queries.mandates import Standing, live_mandate, speakers_at
from dongthuan.apps.press.rules import ACCESS, Act

LOGGED = OPEN_CONFERENCES | {ConferenceState.HELD}


class NoGround(Exception):
    """Who is not let in is told why."""


class AskedAlready(Exception):
    """This journalist is on the list."""


class NobodyNamed(Exception):
    """Name who asks to come, or who answered."""


class AnsweredAlready(Exception):
    """The question is answered; what was said is not written over."""


@transaction.atomic
def ask_accreditation(  # noqa: PLR0913  # a name, an outlet and the act: no class would say more
    *,
    conference: Conference,
    by: Actor,
    at: datetime,
    journalist: Journalist | None = None,
    full_name: str = "",
    outlet: Outlet | None = None,
    outlet_name: str = "",
) -> Accreditation:
    """Put on the list that somebody asks to come; of a known journalist the names are taken as they stand.

    Raises NotInThatState, NobodyNamed, AskedAlready.
    """
    row = Conference.objects.select_for_update().get(pk=conference.pk)
    require(ACCESS, Act.RUN_CONFERENCE, by, row)
    if row.state not in LOGGED:
        raise NotInThatState(row.state)
    if journalist is not None:
        full_name, outlet = journalist.full_name, journalist.outlet
    if not full_name:
        raise NobodyNamed
    outlet_name = outlet.name if outlet is not None else outlet_name
    if journalist is not None and row.accreditations.filter(journalist=journalist).exists():
        raise AskedAlready
    asked = Accreditation.objects.create(
        conference=row,
        journalist=journalist,
        full_name=full_name,
        outlet=outlet,
        outlet_name=outlet_name,
        asked_at=at,
    )
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row, at=at, details={"asked": asked.pk})
    return asked


@transaction.atomic
def decide_accreditation(
    *, accreditation: Accreditation, is_accredited: bool, by: Actor, at: datetime, ground: str = ""
) -> Accreditation:
    """Let a journalist in, or not and say on what ground; the decision may be changed until he or she came.

    Raises NoGround, NotInThatState.
    """
    row = (
        Accreditation.objects.select_for_update(of=("self",))
        .select_related("conference__unit")
        .get(pk=accreditation.pk)
    )
    require(ACCESS, Act.RUN_CONFERENCE, by, row.conference)
    if row.attended_at is not None or row.conference.state not in LOGGED:
        raise NotInThatState(row.state)
    if not is_accredited and not ground.strip():
        raise NoGround
    row.state = AccreditationState.ACCREDITED if is_accredited else AccreditationState.REFUSED
    row.ground = "" if is_accredited else ground.strip()[:500]
    row.decided_by_id, row.decided_at = by.pk, at
    row.save()
    details = {"accreditation": row.pk, "is_accredited": is_accredited}
    audit.note(
        act=Act.RUN_CONFERENCE, actor=by, record=row.conference, at=at, ground=row.ground, details=details
    )
    return row


@transaction.atomic
def note_attendance(*, accreditation: Accreditation, by: Actor, at: datetime) -> Accreditation:
    """Note that somebody came; who stood only on the list is let in by it. Raises NotInThatState."""
    row = (
        Accreditation.objects.select_for_update(of=("self",))
        .select_related("conference__unit")
        .get(pk=accreditation.pk)
    )
    require(ACCESS, Act.RUN_CONFERENCE, by, row.conference)
    if row.state == AccreditationState.REFUSED or row.conference.state not in LOGGED:
        raise NotInThatState(row.state)
    if row.state == AccreditationState.ASKED:
        row.state, row.decided_by_id, row.decided_at = AccreditationState.ACCREDITED, by.pk, at
    row.attended_at = row.attended_at or at
    row.save()
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row.conference, at=at, details={"came": row.pk})
    return row


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """What was asked, by whom, when; is_owed: the answer was promised for later."""

    asker: str
    question: str
    asked_at: datetime
    outlet_name: str = ""
    is_owed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What was answered, when, by an officer or by somebody named.

    is_matter_confirmed: it is on the one matter for which the speaker was authorised, by its title.
    """

    answer: str
    answered_at: datetime
    officer: Officer | None = None
    name: str = ""
    post: str = ""
    is_matter_confirmed: bool = False


@transaction.atomic
def log_question(
    *,
    conference: Conference,
    content: QuestionContent,
    by: Actor,
    at: datetime,
    answer: AnswerContent | None = None,
) -> QuestionAsked:
    """Write down a question, and its answer if there was one, with the standing at that very instant.

    Raises NotYet, NotInThatState, AheadOfTime, NobodyNamed, SecretMark.
    """
    row = (
        Conference.objects.select_for_update(of=("self",))
        .select_related("unit__parent")
        .get(pk=conference.pk)
    )
    require(ACCESS, Act.RUN_CONFERENCE, by, row)
    if row.state not in LOGGED:
        raise NotInThatState(row.state)
    if row.starts_at > content.asked_at:
        raise NotYet
    if content.asked_at > at:
        raise AheadOfTime
    refuse_secret(content.question)
    question = QuestionAsked(
        conference=row,
        asked_at=content.asked_at,
        asker=content.asker,
        outlet_name=content.outlet_name,
        question=content.question,
        is_owed=content.is_owed and answer is None,
        recorded_by_id=by.pk,
    )
    if answer is not None:
        _answer(question, answer, by=by, at=at)
    question.save()
    details = {"question": question.pk, "capacity": question.capacity}
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row, at=at, details=details)
    return question


@transaction.atomic
def answer_question(
    *, question: QuestionAsked, answer: AnswerContent, by: Actor, at: datetime
) -> QuestionAsked:
    """Write down the answer to a question left open. Raises AnsweredAlready and as `log_question`."""
    row = (
        QuestionAsked.objects.select_for_update(of=("self",))
        .select_related("conference__unit__parent")
        .get(pk=question.pk)
    )
    require(ACCESS, Act.RUN_CONFERENCE, by, row.conference)
    if row.answer:
        raise AnsweredAlready
    _answer(row, answer, by=by, at=at)
    row.save()
    details = {"question": row.pk, "capacity": row.capacity}
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row.conference, at=at, details=details)
    return row


def _answer(question: QuestionAsked, answer: AnswerContent, *, by: Actor, at: datetime) -> None:
    """Write an answer down; one on a matter named by title alone is the official view once confirmed."""
    if not question.asked_at <= answer.answered_at <= at:
        raise AheadOfTime
    refuse_secret(answer.answer)
    name = answer.officer.full_name if answer.officer is not None else answer.name
    if not name:
        raise NobodyNamed
    question.answer, question.answered_at, question.is_owed = answer.answer, answer.answered_at, False
    question.officer = answer.officer
    question.speaker_name, question.speaker_post = name, answer.post
    if answer.officer is not None and not answer.post:
        question.speaker_post = answer.officer.post
    standing = _standing_of(question, answer)
    if standing is not None and standing.is_by_title:
        if not answer.is_matter_confirmed:
            return
        question.matter_confirmed_by_id = by.pk
    if standing is not None:
        question.speaker_name, question.speaker_post = standing.name, standing.post
        question.capacity = standing.capacity
        question.spokesperson_id, question.mandate_id = standing.spokesperson, standing.mandate


def _standing_of(question: QuestionAsked, answer: AnswerContent) -> Standing | None:
    """Return the standing at the instant of the answer: of the account, or of whoever bears the name."""
    conference = question.conference
    if answer.officer is not None:
        return live_mandate(
            officer=answer.officer, at=answer.answered_at, record=conference, unit=conference.unit
        )
    speakers = speakers_at(unit=conference.unit, at=answer.answered_at, record=conference)
    named = (standing for standing in speakers if standing.name.casefold() == answer.name.casefold())
    return next(named, None)
