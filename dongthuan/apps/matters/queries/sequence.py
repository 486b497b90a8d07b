"""The crisis sequence as a list of steps, ticked by what the records say, never by hand."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import PostState
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.matters.lifecycle import Clause, MatterState, Since, VerificationState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.queries.onward import onward_url
from dongthuan.apps.matters.queries.publishing import statements_waiting
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.lines import Line, LineUse
from dongthuan.apps.press.queries.mandates import speakers_at


@dataclass(frozen=True, slots=True)
class Step:
    """One step. is_next: the first that is to be done. note: what was found, or what it is for.

    is_passed: left out because a later one was done without it.
    """

    words: str
    is_done: bool
    note: str = ""
    url: str = ""
    is_next: bool = False
    is_passed: bool = False


def sequence_of(matter: Matter, *, seen_by: Actor, at: datetime) -> list[Step]:
    """Return the steps of a matter in the order in which they are taken, linked to where one may go."""
    steps = [
        *_beginning(matter, seen_by, at),
        *_speaking(matter, seen_by),
        *_after(matter, seen_by),
    ]
    first = next((index for index, step in enumerate(steps) if not (step.is_done or step.is_passed)), None)
    return [replace(step, is_next=index == first) for index, step in enumerate(steps)]


def _beginning(matter: Matter, seen_by: Actor, at: datetime) -> list[Step]:
    facts = list(matter.verifications.values_list("state", flat=True))
    answered = facts.count(VerificationState.ANSWERED)
    speakers = speakers_at(unit=matter.unit, at=at, record=matter)
    return [
        Step(_("Notice it, and put down what was seen"), is_done=True),
        Step(
            _("Verify the facts with the unit in charge"),
            is_done=answered > 0,
            note=_("%(answered)s of %(asked)s questions answered")
            % {"answered": answered, "asked": len(facts)},
            url="#xac-minh",
        ),
        Step(_("Grade it, with the reason"), is_done=True, note=matter.get_grade_display()),
        Step(
            _("Settle clause and t0; the clock runs"),
            is_done=bool(matter.clause),
            note=matter.get_clause_display() if matter.clause else _("no clause chosen: an ordinary matter"),
            url="#dieu-khoan",
        ),
        Step(
            _("Have somebody who may speak, or authorise one for this matter"),
            is_done=bool(speakers),
            note=speakers[0].name if speakers else "",
            url=onward_url("mandate", matter, seen_by),
        ),
    ]


def _speaking(matter: Matter, seen_by: Actor) -> list[Step]:
    texts = Text.objects.filter(record_type=matter._meta.label_lower, record_key__in=matter.family_keys)
    has_lines, has_text = _lines_of(matter), texts.exists()
    is_passed = not has_text and matter.first_statement_at is not None
    first = matter.statements.official().first()
    waiting = statements_waiting(matter, seen_by=seen_by)
    posts = set(
        Publication.objects.filter(
            text__in=texts, state__in=[PostState.CONFIRMED, PostState.VERIFIED]
        ).values_list("channel", flat=True)
    )
    return [
        Step(
            _("Draw up the statement and have it cleared"),
            is_done=has_text,
            note=_("spoken without a written text") if is_passed else "",
            url=onward_url("text", matter, seen_by),
            is_passed=is_passed,
        ),
        Step(
            _("Agree the line to take, with questions and answers"),
            is_done=has_lines,
            note=_("draw one up here, or attach one that is approved") if not has_lines else "",
            url=onward_url("line", matter, seen_by) or _page("press:lines"),
        ),
        Step(
            _("Speak: on the portal first"),
            is_done=matter.first_statement_at is not None,
            note=first.get_form_display() if first else _("a cleared text waits") if waiting else "",
            url="#cong-bo" if waiting else "",
        ),
        Step(
            _("Then on social channels, then to the press"),
            is_done=bool(posts),
            url=_page("content:list"),
        ),
    ]


def _after(matter: Matter, seen_by: Actor) -> list[Step]:
    corrections = CorrectionRequest.objects.filter(
        record_type=matter._meta.label_lower, record_key=str(matter.pk), first_sent_at__isnull=False
    )
    measured = matter.moods.filter(since=Since.STATEMENT, hours=24).exists()
    return [
        Step(_("See how people speak of it 24 and 72 hours later"), is_done=measured, url="#du-luan"),
        Step(
            _("Ask outlets that published something false to correct it"),
            is_done=corrections.exists(),
            note=""
            if matter.clause == Clause.FALSE_REPORT
            else _("only where something false was published"),
            url=onward_url("correction", matter, seen_by),
        ),
        Step(_("Close it with the lesson"), is_done=matter.state == MatterState.CLOSED, url="#viec"),
    ]


def _lines_of(matter: Matter) -> bool:
    """Say whether an approved line was used for the matter or in one of its texts, or hangs on it."""
    kind, family = matter._meta.label_lower, matter.family_keys
    texts = Text.objects.filter(record_type=kind, record_key__in=family).values_list("pk", flat=True)
    used = Q(record_type=kind, record_key__in=family)
    used |= Q(record_type="content.text", record_key__in=[str(key) for key in texts])
    uses = LineUse.objects.filter(used)
    keys = matter.links.filter(record_type="press.line").values_list("record_key", flat=True)
    return uses.exists() or Line.objects.filter(pk__in=map(int, keys), approved_at__isnull=False).exists()


def _page(name: str) -> str:
    """Return the address of a page of another app, "" while it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
