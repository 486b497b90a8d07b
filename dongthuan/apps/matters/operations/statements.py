"""What the agency said on a matter is written down; the first official word ends the clock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.publishing import publish_text
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.matters.lifecycle import Form, MatterState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.statements import Statement
from dongthuan.apps.matters.operations.clauses import run_clock, stop_clock
from dongthuan.apps.matters.operations.locking import locked_matter
from dongthuan.apps.matters.operations.machine import machine
from dongthuan.apps.matters.operations.refusals import AheadOfTime, BeforeStart, NoChange, NoReason, NoWords
from dongthuan.apps.matters.queries.said import Said, said_by
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.apps.press.queries.mandates import live_mandate


class NotOfMatter(Exception):
    """The text does not belong to the matter."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement written down by hand: in which form, when, what, where, and by which officer."""

    form: Form
    said_at: datetime
    title: str
    speaker: Officer
    url: str = ""


@transaction.atomic
def record_statement(*, matter: Matter, spoken: Spoken, by: Actor, at: datetime) -> Statement:
    """Write down what was said elsewhere, as in an interview; without a live mandate it is not official.

    Raises NoWords, AheadOfTime, BeforeStart, SecretMark.
    """
    matter = locked_matter(matter)
    require(ACCESS, Act.SPEAK, by, matter)
    if not spoken.title.strip():
        raise NoWords
    refuse_secret(spoken.title)
    if spoken.said_at > at:
        raise AheadOfTime
    if matter.t0_at is not None and spoken.said_at < matter.t0_at:
        raise BeforeStart
    standing = live_mandate(officer=spoken.speaker, at=spoken.said_at, record=matter, unit=matter.unit)
    statement = Statement.objects.create(
        matter=matter,
        form=spoken.form.value,
        said_at=spoken.said_at,
        title=spoken.title.strip()[:500],
        url=spoken.url[:500],
        speaker_name=standing.name if standing else spoken.speaker.get_full_name(),
        speaker_post=standing.post if standing else "",
        capacity=standing.capacity.value if standing else "",
        recorded_by_id=by.pk,
        recorded_at=at,
    )
    details = {"form": statement.form, "official": bool(standing), "said_at": spoken.said_at.isoformat()}
    audit.note(act=Act.SPEAK, actor=by, record=matter, at=at, details=details)
    count_first(matter, by, at)
    return statement


@transaction.atomic
def strike_statement(
    *, matter: Matter, statement: Statement, reason: str, by: Actor, at: datetime
) -> Statement:
    """Let a statement that was written down by mistake count for nothing; it stays, with the reason.

    Where nothing official is left, the matter owes again: its clock runs anew from the same t0.
    Raises NotOfMatter (also what the system took in itself: withdraw that), NoChange, NoReason, SecretMark.
    """
    matter = locked_matter(matter)
    require(ACCESS, Act.STRIKE, by, matter)
    row = Statement.objects.select_for_update().get(pk=statement.pk)
    if row.matter_id != matter.pk or row.record_type:
        raise NotOfMatter
    if row.struck_at is not None:
        raise NoChange
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    row.struck_at, row.struck_by_id, row.struck_reason = at, by.pk, reason.strip()[:500]
    row.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    details = {"statement": row.pk, "said_at": row.said_at.isoformat()}
    audit.note(act=Act.STRIKE, actor=by, record=matter, at=at, ground=row.struck_reason, details=details)
    for one in Matter.objects.family_of(matter).select_related("clock"):
        _owe_again(one, by, at)
    return row


def _owe_again(matter: Matter, by: Actor, at: datetime) -> None:
    """Set anew when the agency first spoke on one matter; where it has not, let its clock run again."""
    family = Matter.objects.family_of(matter)
    first = Statement.objects.filter(matter__in=family).official().order_by("said_at").first()
    said_at = first.said_at if first else None
    if matter.first_statement_at == said_at:
        return
    matter.first_statement_at = said_at
    if said_at is None and matter.state == MatterState.OPEN:
        matter.clock = run_clock(matter, by, at)
    matter.save(update_fields=["first_statement_at", "clock"])


@transaction.atomic
def take_in(*, matter: Matter, said: Said, by: Actor, at: datetime) -> Statement | None:
    """Take a published text, a sent answer or a held conference in as a statement; None = it is in already.

    The system does this for what others published; see `jobs.sweep`.
    """
    matter = locked_matter(matter)
    require(ACCESS, Act.RECORD_STATEMENT, by, matter)
    statement, is_new = Statement.objects.get_or_create(
        matter=matter,
        record_type=said.record_type,
        record_key=said.record_key,
        defaults={
            "form": said.form.value,
            "said_at": min(said.said_at, at),
            "title": said.title[:500],
            "url": said.url[:500],
            "speaker_name": said.speaker_name[:160],
            "speaker_post": said.speaker_post[:200],
            "capacity": said.capacity,
            "recorded_by_id": by.pk,
            "recorded_at": at,
        },
    )
    if not is_new:
        return None
    details = {"record": f"{said.record_type} {said.record_key}", "official": bool(said.capacity)}
    audit.note(act=Act.RECORD_STATEMENT, actor=by, record=matter, at=at, details=details)
    count_first(matter, by, at)
    return statement


def count_first(matter: Matter, by: Actor, at: datetime) -> None:
    """Set when the agency first spoke officially on a locked matter, and end its clock with that instant.

    What was said on matters that go on in it counts too, and their clocks end as well.
    """
    family = Matter.objects.family_of(matter)
    first = Statement.objects.filter(matter__in=family).official().order_by("said_at").first()
    if first is None:
        return
    if matter.first_statement_at != first.said_at:
        matter.first_statement_at = first.said_at
        matter.save(update_fields=["first_statement_at"])
    for one in family.select_related("clock"):
        stop_clock(one.clock, spoken_at=first.said_at, by=by, at=at)


@transaction.atomic
def publish_statement(
    *, matter: Matter, text: Text, version: int, by: Actor, at: datetime, has_looked: bool = False
) -> Text:
    """Publish a cleared text of a matter; where it is public at once, it is its statement at that instant.

    The same comes of publishing on the text's own page, a minute later (`jobs.sweep`). What runs under an
    embargo is a statement when that ends. Raises NotOfMatter, and what content's publish_text raises.
    """
    if text.record_type != matter._meta.label_lower or text.record_key not in matter.family_keys:
        raise NotOfMatter
    require(ACCESS, Act.SPEAK, by, matter)
    text = publish_text(text=text, version=version, by=by, at=at, has_looked=has_looked)
    if text.public_at is not None and text.public_at <= at:
        take_in(matter=matter, said=said_by(text), by=machine(by), at=at)
    return text
