"""The head authorises somebody in writing, on one matter, for a time; it is published, it may be revoked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import line_of
from dongthuan.apps.documents import rules as documents
from dongthuan.apps.documents.lifecycle import OPEN_STATES
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.signing import cancel
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices.operations import queue
from dongthuan.apps.press.lifecycle import SpokespersonKind
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.limits import drop_limit, meet_limit, start_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason, locked
from dongthuan.apps.press.queries.mandates import lineage
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


USUAL_TERM = timedelta(days=366)  # the law asks for a term and names no length: ours, to catch slips


class NotFromTheHead(Exception):
    """Only the head in office on the day of signing authorises, somebody else, for the unit or one below."""


class NoTerm(Exception):
    """An authorisation ends, after it began, and begins when it is signed or later."""


class LongTerm(Exception):
    """An authorisation for longer than USUAL_TERM says why: it is for one matter, not an office."""


class AuthorisedAlready(Exception):
    """The same person is authorised for this matter for some of that time; that mandate is the argument."""

    def __init__(self, mandate: Mandate) -> None:
        super().__init__(mandate)
        self.mandate = mandate


class NoMatter(Exception):
    """An authorisation names one matter; one signed elsewhere also its day and number, both."""


class SelfAuthorised(Exception):
    """Nobody records his or her own authorisation."""


class MandatePublic(Exception):
    """The authorisation is public."""


class MandateRevoked(Exception):
    """The authorisation was revoked."""


class NotInWriting(Exception):
    """The paper of the authorisation is not signed by the head: nothing authorises yet."""


class NoPlaceOfPublication(Exception):
    """Say where it is public."""


@dataclass(frozen=True, slots=True)
class MandateContent:
    """What the head signs. record: the matter, if it is kept here.

    ground, signed_at: number and instant of a paper signed elsewhere; neither = its paper is drawn up and
    signed here, and nobody speaks under it before. document: the signed paper, if it is kept here.
    """

    authorised_by: Spokesperson
    unit: Unit
    full_name: str
    post: str
    matter_title: str
    start_at: datetime
    end_at: datetime
    ground: str = ""
    signed_at: datetime | None = None
    officer: Officer | None = None
    phone: str = ""
    official_email: str = ""
    record: Model | None = None
    document: OfficialDocument | None = None
    term_reason: str = ""


@transaction.atomic
def authorise(*, content: MandateContent, by: Actor, at: datetime) -> Mandate:
    """Record that the head authorised somebody to speak on one matter until a stated instant, or is to.

    Before 1 July 2026 the 12 hours for its publication run from the signature; since then the law names
    none. Raises NotFromTheHead, SelfAuthorised, NoTerm, LongTerm, AuthorisedAlready, NoMatter, AheadOfTime,
    SecretMark.
    """
    row = Mandate(recorded_by_id=by.pk, recorded_at=at, unit=content.unit, officer=content.officer)
    require(ACCESS, Act.AUTHORISE, by, row)
    _fill(row, content)
    refuse_secret(row.full_name, row.matter_title, row.ground)
    _refuse_wrong(row, by, at)
    row.save()
    if row.signed_at is not None:
        start_publication_limit(row, by=by, at=at)
        tell_authorised(row, at=at)
    details = {"unit": row.unit.code, "until": row.end_at.isoformat(), "head": row.authorised_by_id}
    audit.note(act=Act.AUTHORISE, actor=by, record=row, at=at, ground=row.ground, details=details)
    return row


def _fill(row: Mandate, content: MandateContent) -> None:
    row.authorised_by, row.full_name, row.post = content.authorised_by, content.full_name, content.post
    row.phone, row.official_email = content.phone, content.official_email
    row.matter_title, row.ground = content.matter_title.strip(), content.ground.strip()
    row.signed_at, row.start_at, row.end_at = content.signed_at, content.start_at, content.end_at
    row.document, row.term_reason = content.document, line_of(content.term_reason)
    if content.record is not None:
        row.record_type, row.record_key = content.record._meta.label_lower, str(content.record.pk)


def _refuse_wrong(row: Mandate, by: Actor, at: datetime) -> None:
    if not row.matter_title or (row.signed_at is None) != (not row.ground):
        raise NoMatter
    if row.signed_at is not None and row.signed_at > at:
        raise AheadOfTime
    if not (row.signed_at or row.start_at) <= row.start_at < row.end_at:
        raise NoTerm
    if row.signed_at is None and row.end_at <= at:
        raise NoTerm
    if row.end_at - row.start_at > USUAL_TERM and not row.term_reason:
        raise LongTerm
    if row.officer_id == by.pk:
        raise SelfAuthorised
    known = Mandate.objects.of_the_same(row).filter(start_at__lt=row.end_at, end_at__gt=row.start_at).first()
    if known is not None:
        raise AuthorisedAlready(known)
    refuse_another_than_the_head(row, signed_on=local_day(row.signed_at or at))


def refuse_another_than_the_head(row: Mandate, *, signed_on: date) -> None:
    """Raise NotFromTheHead unless the head in office that day authorises somebody else, of the own line."""
    head = row.authorised_by
    is_in_office = head.start_on <= signed_on and (head.end_on is None or head.end_on > signed_on)
    is_another = row.officer_id is None or row.officer_id != head.officer_id
    is_head = head.kind == SpokespersonKind.HEAD and head.unit_id in lineage(row.unit)
    if not (is_in_office and is_another and is_head):
        raise NotFromTheHead


@transaction.atomic
def publish_mandate(
    *, mandate: Mandate, url: str, published_at: datetime, version: int, by: Actor, at: datetime
) -> Mandate:
    """Note that the authorised person and the authorisation became public; the press room shows them.

    Raises NotInWriting, NoPlaceOfPublication, AheadOfTime, MandatePublic, MandateRevoked, ChangedMeanwhile.
    """
    row = locked(mandate, version)
    require(ACCESS, Act.PUBLISH_MANDATE, by, row)
    if row.published_at is not None:
        raise MandatePublic
    if row.revoked_at is not None:
        raise MandateRevoked
    if not url.strip():
        raise NoPlaceOfPublication
    if row.written_at is None:
        raise NotInWriting
    if not row.written_at <= published_at <= at:
        raise AheadOfTime
    row.published_at, row.published_url = published_at, url.strip()[:500]
    row.save(update_fields=["published_at", "published_url", "version"])
    meet_limit(row.clock, done_at=published_at, by=by, at=at)
    audit.note(act=Act.PUBLISH_MANDATE, actor=by, record=row, at=at)
    return row


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, reason: str, version: int, by: Actor, at: datetime) -> Mandate:
    """Take an authorisation back from now on; what was said under it before stays official.

    One that nobody signed yet is given up, with the draft of its paper.

    Raises NoReason, MandateRevoked, ChangedMeanwhile.
    """
    row = locked(mandate, version)
    require(ACCESS, Act.REVOKE_MANDATE, by, row)
    if not reason.strip():
        raise NoReason
    if row.revoked_at is not None:
        raise MandateRevoked
    row.revoked_at, row.revoked_by_id, row.revoke_reason = at, by.pk, reason.strip()[:500]
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason", "version"])
    drop_limit(row.clock, reason=row.revoke_reason, by=by, at=at)
    if row.written_at is not None:
        _tell(row, _("Your authorisation to speak is revoked: {matter}"), "press.revoke_mandate", at)
    give_up_paper(row, reason=row.revoke_reason, by=by, at=at)
    audit.note(act=Act.REVOKE_MANDATE, actor=by, record=row, at=at, ground=row.revoke_reason)
    return row


def give_up_paper(row: Mandate, *, reason: str, by: Actor, at: datetime) -> None:
    """Give up the draft of a revoked authorisation's paper, where the officer may; signed, it stays."""
    paper = row.document
    if paper is None or paper.state not in OPEN_STATES:
        return
    if documents.ACCESS[documents.Act.CANCEL](by, paper):
        cancel(document=paper, version=paper.version, reason=reason, by=by, at=at)


def start_publication_limit(row: Mandate, *, by: Actor, at: datetime) -> None:
    """Start the limit for making a signed authorisation public (P23), where the law of that day sets one."""
    if row.clock_id is not None or row.written_at is None:
        return
    row.clock = start_limit(
        name="P23",
        unit=row.unit,
        start_at=row.written_at,
        by=by,
        at=at,
        record=row,
        start_reason=f"Văn bản ủy quyền {row.number}",
        title=row.matter_title,
        url=row.get_absolute_url(),
    )
    if row.clock is not None:
        row.save(update_fields=["clock"])


def tell_authorised(row: Mandate, *, at: datetime, key: str = "") -> bool:
    """Tell the authorised person so, once for a key; says whether it was news."""
    return _tell(row, _("You are authorised to speak on one matter: {matter}"), "press.authorise", at, key)


def _tell(row: Mandate, words: "_StrPromise", kind: str, at: datetime, key: str = "") -> bool:
    """Tell the authorised person, if he or she has an account here, at once: it decides who may speak."""
    if row.officer is None:
        return False
    title = format_lazy(words, matter=row.matter_title[:200])
    url = row.get_absolute_url()
    told = queue(
        kind=kind, recipient=row.officer, title=title, at=at, record=row, url=url, key=key, is_urgent=True
    )
    return told is not None
