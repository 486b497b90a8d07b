"""Everything that happened on a matter, on one line, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.matters.lifecycle import Clause, Grade, Since
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.queries.records import address_of, icon_of
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.corrections import CorrectionRequest, CorrectionRound
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.models.mandates import Mandate

MOST = 300  # rows of each kind that one page shows
MOST_MERGED = 10
PAPER = ("document", "authorised_by", "revoked_by")


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the line. who: "" where nobody acted."""

    at: datetime
    icon: str
    tone: str
    words: str
    detail: str = ""
    url: str = ""
    who: str = ""


def timeline_of(matter: Matter, *, seen_by: Actor) -> list[Moment]:
    """Return what happened on a matter, the newest first, as far as the officer may read it.

    What happened on matters that go on in it stands there too, each with the number of its own.
    """
    moments = _own(matter, seen_by)
    for merged in matter.merged.order_by("pk")[:MOST_MERGED]:
        name = merged.reference
        words = _("Matter %(number)s goes on here: %(title)s") % {"number": name, "title": merged.title}
        assert merged.merged_at is not None
        reason, url = merged.merge_reason, merged.get_absolute_url()
        moments.append(
            Moment(merged.merged_at, "git-merge", "", words, reason, url, _named(merged.merged_by))
        )
        told = _own(merged, seen_by)
        moments.extend(replace(one, detail=f"{name} · {one.detail}" if one.detail else name) for one in told)
    # Of one instant, what follows from the opening stands above it.
    return sorted(moments, key=lambda moment: moment.at)[::-1]


def _own(matter: Matter, seen_by: Actor) -> list[Moment]:
    return [
        *_grades(matter),
        *_clauses(matter),
        *_links(matter),
        *_facts(matter),
        *_statements(matter),
        *_clocks(matter),
        *_texts(matter, seen_by),
        *_lines(matter),
        *_corrections(matter, seen_by),
        *_conferences(matter),
        *_mandates(matter),
        *_moods(matter),
        *_closings(matter),
    ]


def _named(officer: Officer | None) -> str:
    return officer.get_full_name() if officer else ""


def exactly(at: datetime | None) -> str:
    """Write an instant as officers do: 10:30 26/11/2026."""
    return date_format(localtime(at), "H:i d/m/Y") if at else "–"


def _grades(matter: Matter) -> Iterator[Moment]:
    for change in matter.grade_changes.select_related("by")[:MOST]:
        after = Grade(change.after).label
        if change.before:
            words = _("Graded anew: %(before)s → %(after)s") % {
                "before": Grade(change.before).label,
                "after": after,
            }
        else:
            words = _("Matter opened, grade: %(grade)s") % {"grade": after}
        yield Moment(change.at, "flag", "", words, change.reason, who=_named(change.by))


def _clauses(matter: Matter) -> Iterator[Moment]:
    for change in matter.clause_changes.select_related("by")[:MOST]:
        after = Clause(change.after).label if change.after else _("no duty to speak")
        told = {"after": after, "t0": exactly(change.t0_after)}
        words = _("%(after)s, t0 %(t0)s") % told if change.after else str(after)
        detail = change.reason
        if change.before:
            before = {
                "before": Clause(change.before).label,
                "t0": exactly(change.t0_before),
                "recorded": exactly(change.t0_recorded_before),
            }
            detail += " · " + _("Before: %(before)s, t0 %(t0)s, recorded %(recorded)s") % before
        yield Moment(change.at, "gavel", "is-warn", words, detail, who=_named(change.by))


def _links(matter: Matter) -> Iterator[Moment]:
    for link in matter.links.select_related("by")[:MOST]:
        yield Moment(
            link.linked_at,
            icon_of(link.record_type),
            "",
            _("Attached: %(title)s") % {"title": link.title},
            url=link.url,
            who=_named(link.by),
        )


def _facts(matter: Matter) -> Iterator[Moment]:
    rows = matter.verifications.select_related("unit", "asked_by").prefetch_related("answers__by")
    for verification in rows[:MOST]:
        told = {"unit": verification.unit.label}
        words, address = _("Facts asked of %(unit)s") % told, f"#xac-minh-{verification.pk}"
        yield Moment(
            verification.asked_at,
            "help-circle",
            "",
            words,
            verification.question,
            address,
            _named(verification.asked_by),
        )
        for answer in verification.answers.all():
            words = _("%(unit)s established the facts") % told
            yield Moment(
                answer.at, "circle-check", "is-good", words, answer.answer, address, _named(answer.by)
            )


def _statements(matter: Matter) -> Iterator[Moment]:
    for statement in matter.statements.select_related("recorded_by")[:MOST]:
        told = {"form": statement.get_form_display(), "who": statement.speaker_name or "–"}
        if statement.struck_at is not None:
            words, tone = _("Struck out, counts for nothing: %(form)s, %(who)s") % told, ""
        elif statement.capacity:
            words, tone = _("The agency spoke: %(form)s, %(who)s") % told, "is-good"
        else:
            words, tone = _("Said, but not the official view: %(form)s, %(who)s") % told, "is-warn"
        detail = statement.title + " · " + _("Recorded %(at)s") % {"at": exactly(statement.recorded_at)}
        if statement.struck_reason:
            detail += " · " + _("Struck out because: %(reason)s") % {"reason": statement.struck_reason}
        yield Moment(statement.said_at, "speakerphone", tone, words, detail, statement.url)


def _clocks(matter: Matter) -> Iterator[Moment]:
    acts = {
        "clocks.start": ("clock", "is-warn", _("The clock of law runs, until %(due)s")),
        "clocks.pause": ("player-pause", "", _("The clock was paused")),
        "clocks.resume": ("player-play", "", _("The clock runs again")),
        "clocks.finish": ("circle-check", "is-good", _("The clock is done")),
        "clocks.cancel": ("x", "", _("The clock fell away")),
    }
    clocks = {str(clock.pk): clock for clock in Clock.objects.of_record(matter)[:MOST]}
    entries = Entry.objects.filter(
        record_type="clocks.clock", record_key__in=list(clocks), act__in=list(acts)
    )
    for entry in entries.order_by("id")[:MOST]:
        icon, tone, words = acts[entry.act]
        clock = clocks[entry.record_key]
        if entry.act == "clocks.finish" and clock.is_late:
            tone, words = "is-bad", _("The clock is done, late")
        told = {"due": exactly(clock.due_at)}
        yield Moment(entry.at, icon, tone, words % told, clock.rule_title, clock.get_absolute_url())


def _texts(matter: Matter, seen_by: Actor) -> Iterator[Moment]:
    for text in Text.objects.visible_to(seen_by).filter(**_belongs(matter)).light()[:MOST]:
        told = {"kind": text.get_kind_display(), "title": text.title}
        url = address_of(text)
        yield Moment(text.created_at, "article", "", _("%(kind)s drawn up: %(title)s") % told, url=url)
        if text.public_at is not None:
            words = _("%(kind)s published: %(title)s") % told
            yield Moment(text.public_at, "world", "is-good", words, url=url)


def _lines(matter: Matter) -> Iterator[Moment]:
    for line in Line.objects.filter(**_belongs(matter)).select_related("author", "approved_by")[:MOST]:
        told, url = {"title": line.title}, line.get_absolute_url()
        words = _("Line to take drawn up: %(title)s") % told
        yield Moment(line.created_at, "message-circle", "", words, url=url, who=_named(line.author))
        if line.approved_at is not None:
            words = _("Line to take agreed: %(title)s") % told
            who = _named(line.approved_by)
            yield Moment(line.approved_at, "message-circle", "is-good", words, url=url, who=who)


def _corrections(matter: Matter, seen_by: Actor) -> Iterator[Moment]:
    requests = CorrectionRequest.objects.visible_to(seen_by).filter(**_belongs(matter))
    for begun in requests.select_related("outlet", "created_by").order_by("created_at")[:MOST]:
        words = _("Something false in %(outlet)s was written down") % {"outlet": begun.outlet.name}
        who, url = _named(begun.created_by), begun.get_absolute_url()
        yield Moment(begun.created_at, "pencil", "", words, begun.item_title, url, who)
    rounds = CorrectionRound.objects.filter(request__in=requests).select_related("request__outlet")
    for row in rounds.order_by("sent_at")[:MOST]:
        told = {"outlet": row.request.outlet.name, "number": row.number}
        url = row.request.get_absolute_url()
        words = _("Correction asked of %(outlet)s, round %(number)s") % told
        yield Moment(row.sent_at, "pencil", "is-warn", words, row.request.item_title, url)
        if row.answered_at is not None:
            words = _("%(outlet)s answered the request to correct") % told
            yield Moment(row.answered_at, "pencil", "", words, row.get_outcome_display(), url)


def _conferences(matter: Matter) -> Iterator[Moment]:
    for conference in Conference.objects.filter(**_belongs(matter)).order_by("starts_at")[:MOST]:
        words = f"{conference.get_kind_display()}: {conference.title}"
        yield Moment(
            conference.starts_at,
            "users",
            "",
            words,
            conference.get_state_display(),
            conference.get_absolute_url(),
        )


def _mandates(matter: Matter) -> Iterator[Moment]:
    for mandate in Mandate.objects.filter(**_belongs(matter)).select_related(*PAPER)[:MOST]:
        told, url = {"name": mandate.full_name, "until": exactly(mandate.end_at)}, mandate.get_absolute_url()
        if mandate.written_at is not None:
            words = _("%(name)s is authorised to speak on it, until %(until)s") % told
            yield Moment(mandate.written_at, "user-check", "is-good", words, mandate.number, url)
        if mandate.revoked_at is not None:
            words, who = _("The authorisation of %(name)s is revoked") % told, _named(mandate.revoked_by)
            yield Moment(mandate.revoked_at, "user-check", "", words, mandate.revoke_reason, url, who)


def _moods(matter: Matter) -> Iterator[Moment]:
    for mark in matter.moods.all():
        told = {
            "hours": mark.hours,
            "since": Since(mark.since).label,
            "negative": mark.negative,
            "total": mark.total,
        }
        if mark.hours == 0:
            words = _("Mood of the 24 hours before, %(since)s") % told
        else:
            words = _("Mood %(hours)s hours after, %(since)s") % told
        detail = pgettext("mood", "%(negative)s negative of %(total)s items") % told
        yield Moment(mark.counted_at, "mood-neutral", "", words, detail)


def _closings(matter: Matter) -> Iterator[Moment]:
    acts = {
        "matters.close": ("check", "is-good", _("Matter closed")),
        "matters.reopen": ("refresh", "", _("Matter opened again")),
        "matters.merge": ("git-merge", "", _("It goes on in another matter")),
        "matters.part": ("layers-linked", "", _("It is under way by itself again")),
        "matters.edit": ("building", "", _("Another unit takes charge: %(from)s → %(to)s")),
    }
    own = Entry.objects.filter(record_type=matter._meta.label_lower, record_key=str(matter.pk))
    entries = own.filter(act__in=list(acts)).exclude(act="matters.edit", ground="")
    for entry in entries.select_related("actor").order_by("id")[:MOST]:
        icon, tone, words = acts[entry.act]
        told = {"from": entry.details.get("from", ""), "to": entry.details.get("to", "")}
        yield Moment(entry.at, icon, tone, words % told, entry.ground, who=_named(entry.actor))


def _belongs(matter: Matter) -> dict[str, str]:
    return {"record_type": matter._meta.label_lower, "record_key": str(matter.pk)}
