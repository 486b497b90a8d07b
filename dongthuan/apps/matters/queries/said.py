"""What others published that belongs to a matter and is not yet written down as a statement on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from dongthuan.apps.content.lifecycle import TextKind
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.matters.lifecycle import Form, MatterState
from dongthuan.apps.matters.models.matters import Matter, MatterLink, MatterQuerySet
from dongthuan.apps.matters.models.statements import Statement
from dongthuan.apps.matters.queries.records import address_of
from dongthuan.apps.press.lifecycle import PRESS_CONFERENCES
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.conferences import Conference, QuestionAsked

MATTER = Matter._meta.label_lower
GRACE = timedelta(days=1)  # a matter closed in the meantime still hears what was said before


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said on a matter; capacity "" = by nobody with a live mandate, as far as is recorded."""

    matter: int
    record_type: str
    record_key: str
    form: Form
    said_at: datetime
    title: str
    url: str
    speaker_name: str = ""
    speaker_post: str = ""
    capacity: str = ""


def unheard(*, at: datetime) -> Iterator[Said]:
    """Return what was said on matters under way and is not taken in yet, kind by kind.

    What was said on a matter that goes on in another is said on that one.
    """
    hears = Q(state=MatterState.OPEN) | Q(closed_at__gte=at - GRACE)
    goes_on = Q(merged_into__state=MatterState.OPEN) | Q(merged_into__closed_at__gte=at - GRACE)
    listening = Matter.objects.filter(hears | goes_on)
    pairs = Matter.objects.filter(goes_on).values_list("pk", "merged_into")
    merged = {pk: into for pk, into in pairs if into is not None}
    for said in (*_texts(listening, at), *_answers(listening, merged), *_conferences(listening)):
        yield replace(said, matter=merged.get(said.matter, said.matter))


def _texts(listening: MatterQuerySet, at: datetime) -> Iterator[Said]:
    for text in _of_matters(Text.objects.public(at=at), listening, "content.text").order_by(
        "public_at", "pk"
    ):
        yield said_by(text)


def said_by(text: Text) -> Said:
    """Return what a published text of a matter says on it."""
    assert text.public_at is not None
    return Said(
        matter=int(text.record_key),
        record_type="content.text",
        record_key=str(text.pk),
        form=Form.WRITTEN if text.kind == TextKind.RELEASE else Form.POSTED,
        said_at=text.public_at,
        title=text.title,
        url=address_of(text),
        speaker_name=text.speaker_name,
        speaker_post=text.speaker_post,
        capacity=text.speaker_capacity if text.is_official else "",
    )


def _answers(listening: MatterQuerySet, merged: dict[int, int]) -> Iterator[Said]:
    matters: dict[int, set[int]] = {}
    links = MatterLink.objects.filter(record_type="press.inquiry", matter__in=listening)
    for inquiry, matter in links.values_list("record_key", "matter_id"):
        matters.setdefault(int(inquiry), set()).add(matter)
    own = Q(inquiries__record_type=MATTER, inquiries__record_key__in=_keys(listening))
    sent = Answer.objects.sent().filter(own | Q(inquiries__in=list(matters))).distinct()
    heard = set(
        Statement.objects.filter(record_type="press.answer", matter__in=listening).values_list(
            "matter_id", "record_key"
        )
    )
    for answer in sent.order_by("sent_at", "pk").prefetch_related("inquiries"):
        reached = {matter for inquiry in answer.inquiries.all() for matter in _reached(inquiry, matters)}
        for matter in sorted(reached):
            on = (matter, merged.get(matter))
            if not any((one, str(answer.pk)) in heard for one in on):
                yield _answered(answer, matter)


def _reached(inquiry: Any, matters: dict[int, set[int]]) -> set[int]:
    named = {int(inquiry.record_key)} if inquiry.record_type == MATTER else set()
    return named | matters.get(inquiry.pk, set())


def _answered(answer: Answer, matter: int) -> Said:
    assert answer.sent_at is not None
    return Said(
        matter=matter,
        record_type="press.answer",
        record_key=str(answer.pk),
        form=Form.WRITTEN,
        said_at=answer.sent_at,
        title=answer.text,
        url=answer.get_absolute_url(),
        speaker_name=answer.speaker_name,
        speaker_post=answer.speaker_post,
        capacity=answer.speaker_capacity if answer.is_official else "",
    )


def _conferences(listening: MatterQuerySet) -> Iterator[Said]:
    held = _of_matters(Conference.objects.held(), listening, "press.conference")
    spoken = QuestionAsked.objects.exclude(capacity="").order_by("asked_at", "pk")
    for conference in held.order_by("starts_at", "pk"):
        speech = spoken.filter(conference=conference).first()
        if speech is None:  # who spoke in what capacity is not written down yet
            continue
        yield Said(
            matter=int(conference.record_key),
            record_type="press.conference",
            record_key=str(conference.pk),
            form=Form.CONFERENCE if conference.kind in PRESS_CONFERENCES else Form.BRIEFING,
            said_at=conference.starts_at,
            title=conference.title,
            url=conference.get_absolute_url(),
            speaker_name=speech.speaker_name,
            speaker_post=speech.speaker_post,
            capacity=speech.capacity,
        )


def _of_matters(rows: QuerySet[Any], listening: MatterQuerySet, kind: str) -> QuerySet[Any]:
    """Return the rows that belong to a listening matter and are not taken in yet."""
    heard = Statement.objects.filter(record_type=kind, record_key=Cast(OuterRef("pk"), CharField()))
    return rows.filter(record_type=MATTER, record_key__in=_keys(listening)).exclude(Exists(heard))


def _keys(matters: MatterQuerySet) -> Any:
    return matters.annotate(key=Cast("pk", CharField())).values("key")
