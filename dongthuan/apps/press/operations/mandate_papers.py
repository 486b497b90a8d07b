"""The paper of an authorisation to speak: drawn up from the register, signed by the head, then followed."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents import rules as documents
from dongthuan.apps.documents.lifecycle import OPEN_STATES, DocumentState
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.queries.issuers import usual_issuer
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press import mandate_papers as papers
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.operations.mandates import (
    MandateRevoked,
    NoMatter,
    NoTerm,
    give_up_paper,
    refuse_another_than_the_head,
    start_publication_limit,
    tell_authorised,
)
from dongthuan.apps.press.operations.versions import AheadOfTime, locked
from dongthuan.apps.press.queries.mandate_papers import mandate_law, newly_signed
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind

GIVEN_UP_WITH_IT = OPEN_STATES | {DocumentState.CANCELLED}


class PaperElsewhere(Exception):
    """The paper was signed elsewhere: the register has its number, and none is drawn up beside it."""


class PaperOpen(Exception):
    """The paper of this authorisation is drawn up already."""


class PaperSigned(Exception):
    """The paper of this authorisation is signed here already."""


class HeadSigns(Exception):
    """The head signs the paper, so the head does not draw it up."""


@transaction.atomic
def draw_up_paper(*, mandate: Mandate, version: int, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the paper by which the head authorises; nobody speaks under it before the head signed it.

    One that was cancelled is followed by a new one. Raises PaperElsewhere, PaperOpen, HeadSigns, NoTerm,
    NotFromTheHead, MandateRevoked, ChangedMeanwhile, SecretMark.
    """
    row = locked(mandate, version)
    require(ACCESS, Act.AUTHORISE, by, row)
    _refuse_paper(row, by, at)
    head = row.authorised_by
    paper = draw_up(
        kind=Kind.AUTHORISATION,
        unit=_writing_unit(row, by),
        issuer=usual_issuer(head.unit),
        subject=papers.subject(row),
        body=papers.body(row, law=mandate_law(on=local_day(at))),
        recipients=papers.recipients(row),
        record=row,
        by=by,
        at=at,
    )
    row.document = paper
    row.save(update_fields=["document", "version"])
    audit.note(act=Act.AUTHORISE, actor=by, record=row, at=at, details={"document": paper.pk})
    return paper


def _refuse_paper(row: Mandate, by: Actor, at: datetime) -> None:
    if row.revoked_at is not None:
        raise MandateRevoked
    if row.signed_at is not None:
        raise PaperElsewhere
    if row.document is not None and row.document.state != DocumentState.CANCELLED:
        raise PaperOpen
    if row.end_at <= at:
        raise NoTerm
    if by.pk == row.authorised_by.officer_id:
        raise HeadSigns
    refuse_another_than_the_head(row, signed_on=local_day(at))


def _writing_unit(row: Mandate, by: Actor) -> Unit:
    """Return the unit for which the officer writes: the head's, else the one that is spoken for."""
    units = (row.authorised_by.unit, row.unit)
    may = documents.ACCESS[documents.Act.DRAW_UP]
    return next((unit for unit in units if may(by, OfficialDocument(unit=unit))), row.unit)


@transaction.atomic
def note_signed_elsewhere(  # number and time of the paper, and the version seen, beside the act
    *, mandate: Mandate, ground: str, signed_at: datetime, version: int, by: Actor, at: datetime
) -> Mandate:
    """Record that the head signed the paper by hand: its number and time; a draft of it here is given up.

    Signed after the term was to begin, the term begins with the signature. Raises PaperSigned, PaperOpen
    (one awaits its signature here), NoMatter, AheadOfTime, NoTerm, NotFromTheHead, MandateRevoked,
    ChangedMeanwhile, SecretMark.
    """
    row = locked(mandate, version)
    require(ACCESS, Act.AUTHORISE, by, row)
    if row.revoked_at is not None:
        raise MandateRevoked
    if row.written_at is not None:
        raise PaperSigned
    if row.document is not None and row.document.state not in GIVEN_UP_WITH_IT:
        raise PaperOpen
    if not ground.strip():
        raise NoMatter
    if signed_at > at:
        raise AheadOfTime
    if signed_at >= row.end_at:
        raise NoTerm
    refuse_secret(ground)
    refuse_another_than_the_head(row, signed_on=local_day(signed_at))
    give_up_paper(row, reason=f"Đã ký bản giấy số {ground.strip()}", by=by, at=at)
    row.ground, row.signed_at, row.document = ground.strip(), signed_at, None
    row.start_at = max(row.start_at, signed_at)
    row.save(update_fields=["ground", "signed_at", "document", "start_at", "version"])
    audit.note(act=Act.AUTHORISE, actor=by, record=row, at=at, ground=row.ground)
    start_publication_limit(row, by=by, at=at)
    tell_authorised(row, at=at, key=f"press.authorise:{row.pk}")
    return row


@transaction.atomic
def follow_signatures(*, by: Actor, at: datetime) -> int:
    """Tell each whose paper the head has signed, once, and start the limit for its publication.

    Where the law of that day sets such a limit (P23, before 1 July 2026). Returns how many were told.
    """
    require(ACCESS, Act.WATCH_DUTIES, by, None)
    return sum(_follow(row, by=by, at=at) for row in newly_signed(at=at))


def _follow(row: Mandate, *, by: Actor, at: datetime) -> bool:
    start_publication_limit(row, by=by, at=at)
    return tell_authorised(row, at=at, key=f"press.authorise:{row.pk}")
