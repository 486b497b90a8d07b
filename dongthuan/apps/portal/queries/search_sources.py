"""What is searched, and by whose rule it is public: one row for each kind of thing.

An app says once what the public may see (`queries/public.py` there). Here each kind names that rule, and
how a row of it reads in a list of hits. Index, hits, counts and feeds all go through it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.paragraphs import plain_words
from dongthuan.apps.content.queries.corrections import public_notices
from dongthuan.apps.content.queries.public import public_words, published
from dongthuan.apps.disclosure.models.answered import AnsweredSummary
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.queries.public import public_items
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.portal.lifecycle import EntryKind
from dongthuan.apps.press.models.conferences import Conference


@dataclass(frozen=True, slots=True)
class Found:
    """One public thing as a hit shows it. words: all further words by which it is found."""

    kind: EntryKind
    key: int
    title: str
    lead: str
    words: str
    published_at: datetime
    path: str
    unit_name: str
    language: str = "vi"

    @property
    def label(self) -> str:
        """The name of its kind."""
        return str(self.kind.label)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind. public: the rows that the public may see at an instant; marked: adds `mark`, the version.

    read: rows of `public` as hits, in any order.
    """

    kind: EntryKind
    public: Callable[[datetime], QuerySet[Any]]
    read: Callable[[QuerySet[Any]], Iterable[Found]]
    version: str = "version"

    def marked(self, at: datetime) -> QuerySet[Any]:
        """Return the public rows with `mark`: what changes when the words may have changed."""
        rows: QuerySet[Any] = self.public(at).order_by().annotate(mark=Cast(F(self.version), CharField()))
        return rows


def _texts(at: datetime) -> QuerySet[Any]:
    return published(at=at).filter(state=TextState.PUBLISHED)


def _read_texts(rows: QuerySet[Text]) -> Iterable[Found]:
    texts = list(rows)
    said = public_words(texts)
    for text in texts:
        title, lead, words = said[text.pk]
        assert text.public_at is not None
        yield Found(
            EntryKind.TEXT,
            text.pk,
            title,
            plain_words(lead),
            plain_words(words),
            text.public_at,
            reverse("portal:text", args=[text.slug]),
            text.unit.name,
            text.language,
        )


def _corrections(at: datetime) -> QuerySet[Any]:
    return public_notices().filter(text__state=TextState.PUBLISHED, text__public_at__lte=at)


def _read_corrections(rows: QuerySet[CorrectionNotice]) -> Iterable[Found]:
    for notice in rows.select_related("text__unit"):
        assert notice.published_at is not None
        yield Found(
            EntryKind.CORRECTION,
            notice.pk,
            notice.title,
            notice.explanation,
            "",
            notice.published_at,
            reverse("portal:text", args=[notice.text.slug]),
            notice.text.unit.name,
            notice.text.language,
        )


def _conferences(_at: datetime) -> QuerySet[Any]:
    return Conference.objects.public()


def _read_conferences(rows: QuerySet[Conference]) -> Iterable[Found]:
    for conference in rows.select_related("unit"):
        yield Found(
            EntryKind.CONFERENCE,
            conference.pk,
            conference.title,
            f"{conference.place}. {conference.chair_name}",
            "",
            conference.created_at,
            reverse("portal:conferences"),
            conference.unit.name,
        )


def _consultations(at: datetime) -> QuerySet[Any]:
    return Consultation.objects.public().filter(opened_at__lte=at)


def _read_consultations(rows: QuerySet[Consultation]) -> Iterable[Found]:
    for row in rows.select_related("dossier__unit"):
        assert row.opened_at is not None
        yield Found(
            EntryKind.CONSULTATION,
            row.pk,
            row.title,
            row.dossier.summary or row.purpose,
            row.purpose,
            row.opened_at,
            reverse("portal:consultation", args=[row.slug]),
            row.dossier.unit.name,
        )


def _information(at: datetime) -> QuerySet[Any]:
    return public_items(on=local_day(at)).filter(published_at__lte=at)


def _read_information(rows: QuerySet[PublicInformation]) -> Iterable[Found]:
    for row in rows:
        assert row.published_at is not None
        yield Found(
            EntryKind.INFORMATION,
            row.pk,
            row.title,
            row.summary,
            row.symbol,
            row.published_at,
            reverse("portal:openness-item", args=[row.slug]),
            row.unit.name,
        )


def _answered(at: datetime) -> QuerySet[Any]:
    return AnsweredSummary.objects.public(at=at)


def _read_answered(rows: QuerySet[AnsweredSummary]) -> Iterable[Found]:
    for row in rows.select_related("request__unit"):
        assert row.published_at is not None
        yield Found(
            EntryKind.ANSWERED,
            row.pk,
            " ".join(row.question.split()),
            row.answer,
            "",
            row.published_at,
            reverse("portal:answered-one", args=[row.slug]),
            row.request.unit.name,
        )


SOURCES: dict[EntryKind, Source] = {
    one.kind: one
    for one in (
        Source(EntryKind.TEXT, _texts, _read_texts),
        Source(EntryKind.CORRECTION, _corrections, _read_corrections),
        Source(EntryKind.CONFERENCE, _conferences, _read_conferences),
        Source(EntryKind.CONSULTATION, _consultations, _read_consultations),
        Source(EntryKind.INFORMATION, _information, _read_information),
        Source(EntryKind.ANSWERED, _answered, _read_answered),
    )
}
