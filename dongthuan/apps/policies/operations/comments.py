"""Comments come in: from outside within the time of the consultation, or entered by an officer."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from dongthuan.analysis.comment_groups import text_key
from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import SecretMark, refuse_secret
from dongthuan.apps.policies.comments_lifecycle import (
    ENTERED,
    FROM_OUTSIDE,
    AuthorKind,
    CommentSource,
    CommentState,
    RefusalReason,
)
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState, may_comment
from dongthuan.apps.policies.models.comments import Comment, CommentContact, CommentRefusal, MeetingRecord
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationQuestion
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision
from dongthuan.apps.policies.operations.versions import NotInThatState, NoWords, line_of
from dongthuan.apps.policies.receipts import FIRST, receipt_of
from dongthuan.apps.press.tracking import hash_of_code, new_code

LONGEST = 20_000
MOST_AN_HOUR = 60  # of one network: a school or an office may share one address
HOUR = timedelta(hours=1)
NETWORK_KEPT = timedelta(days=7)


class NotNow(Exception):
    """The consultation does not take comments at this instant."""


class TooManyFromThere(Exception):
    """Too many comments came from one network within an hour; they may be handed in as one file or later."""


class TooLong(Exception):
    """The comment is longer than LONGEST characters."""


class NotOfThisDraft(Exception):
    """The provision or question is not of the newest published version, or of another consultation."""


@dataclass(frozen=True, slots=True)
class CommentContent:
    """What one writes. author_name: as it may be shown, "" = unnamed. name, email, phone: kept apart.

    network: the address it came from, kept only as a keyed hash. received_at, meeting: of entered ones.
    """

    text: str
    author_kind: AuthorKind = AuthorKind.PERSON
    author_name: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    provision: Provision | None = None
    question: ConsultationQuestion | None = None
    source: CommentSource = CommentSource.PORTAL
    network: str = ""
    received_at: datetime | None = None
    meeting: MeetingRecord | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the author is given: the comment with its receipt_hash, and the code, shown once."""

    comment: Comment
    code: str


def post_comment(*, consultation: Consultation, content: CommentContent, by: Actor, at: datetime) -> Receipt:
    """Take a comment in from outside (page, embedded box, API), and return its receipt.

    by: the system. It waits to be looked at. What is refused is counted with its reason, so call this
    outside of a transaction. Raises NotAllowed, NotNow, TooManyFromThere, NoWords, TooLong, SecretMark,
    NotOfThisDraft.
    """
    require(COMMENT_ACCESS, CommentAct.POST_COMMENT, by, consultation)
    try:
        return _post(consultation, content, by=by, at=at)
    except NotNow:
        _count_refusal(consultation, RefusalReason.PHASE, at)
        raise
    except TooManyFromThere:
        _count_refusal(consultation, RefusalReason.FLOOD, at)
        raise
    except NoWords:
        _count_refusal(consultation, RefusalReason.EMPTY, at)
        raise
    except TooLong:
        _count_refusal(consultation, RefusalReason.TOO_LONG, at)
        raise
    except SecretMark:
        _count_refusal(consultation, RefusalReason.SECRET, at)
        raise


@transaction.atomic
def _post(consultation: Consultation, content: CommentContent, *, by: Actor, at: datetime) -> Receipt:
    _limited(consultation, content.network, at)  # a flood is turned away before anybody waits for the lock
    # One at a time: the phase, the numbers of the chain and the limit of a network are read under this lock.
    consultation = Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=consultation.pk)
    _keep_phase(consultation, content.source, at)
    comment = _drafted(consultation, content, at)
    comment.network_hash = _limited(consultation, content.network, at)
    comment.state = CommentState.AWAITING
    return _keep(comment, content, act=CommentAct.POST_COMMENT, by=by, at=at)


def _keep_phase(consultation: Consultation, source: CommentSource, at: datetime) -> None:
    if source not in FROM_OUTSIDE:
        raise NotInThatState(source)
    if not may_comment(consultation, at):
        raise NotNow


@transaction.atomic
def enter_comment(*, consultation: Consultation, content: CommentContent, by: Actor, at: datetime) -> Receipt:
    """Write down a comment that came on paper, by e-mail or at a meeting, with who entered it.

    Also after closing, as long as answers are being written. It is shown at once. Raises NotAllowed,
    NotInThatState, NotNow where it came in the future or before the opening, NoWords, TooLong, SecretMark,
    NotOfThisDraft.
    """
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    require(COMMENT_ACCESS, CommentAct.ENTER_COMMENT, by, consultation)
    if content.source not in ENTERED or consultation.state not in (
        ConsultationState.OPEN,
        ConsultationState.CLOSED,
    ):
        raise NotInThatState(consultation.state)
    received = content.received_at or at
    if received > at or (consultation.opens_at and received < consultation.opens_at):
        raise NotNow
    if (content.meeting is not None) != (content.source == CommentSource.MEETING):
        raise NotInThatState(content.source)
    comment = _drafted(consultation, content, at)
    if content.meeting is not None and content.meeting.consultation_id != consultation.pk:
        raise NotOfThisDraft
    comment.meeting, comment.entered_by_id = content.meeting, by.pk
    comment.received_at, comment.state = received, CommentState.VISIBLE
    return _keep(comment, content, act=CommentAct.ENTER_COMMENT, by=by, at=at)


def _drafted(consultation: Consultation, content: CommentContent, at: datetime) -> Comment:
    """Return a comment that is not saved; raises before anything is kept."""
    text = nfc(content.text).strip()
    if not text:
        raise NoWords
    if len(text) > LONGEST:
        raise TooLong
    refuse_secret(text, content.author_name)
    newest = DraftVersion.objects.filter(consultation=consultation).published().order_by("-number").first()
    provision, question = content.provision, content.question
    if provision is not None and (newest is None or provision.draft_version_id != newest.pk):
        raise NotOfThisDraft
    if question is not None and (provision is not None or question.consultation_id != consultation.pk):
        raise NotOfThisDraft
    return Comment(
        consultation=consultation,
        draft_version=newest,
        provision=provision,
        provision_now=provision,
        question=question,
        author_kind=content.author_kind,
        author_name=line_of(content.author_name, 200),
        source=content.source,
        text=text,
        folded=fold(text)[:LONGEST],
        text_key=text_key(text),
        received_at=at,
        created_at=at,
    )


def _keep(comment: Comment, content: CommentContent, *, act: CommentAct, by: Actor, at: datetime) -> Receipt:
    """Give the comment its number and its place in the chain of receipts; its consultation is locked."""
    code = new_code()
    comment.code_hash = hash_of_code(code)
    last = (
        Comment.objects.filter(consultation_id=comment.consultation_id)
        .order_by("-number")
        .values_list("number", "receipt_hash")
        .first()
    )
    comment.number, comment.previous_hash = (last[0] + 1, last[1]) if last else (1, FIRST)
    comment.receipt_hash = receipt_of(comment)
    comment.save(force_insert=True)
    _keep_contact(comment, content)
    details = {"source": comment.source, "number": comment.number, "receipt": comment.receipt_hash}
    audit.note(act=act, actor=by, record=comment, at=at, details=details)
    return Receipt(comment, code)


def _keep_contact(comment: Comment, content: CommentContent) -> None:
    name = line_of(content.name, 200)
    email, phone = line_of(content.email, 254).lower(), line_of(content.phone, 30)
    address = line_of(content.address, 300)
    if name or email or phone or address:
        CommentContact.objects.create(comment=comment, name=name, email=email, phone=phone, address=address)


def hash_of_network(network: str, consultation_pk: int) -> str:
    """Return what is kept of an address: keyed, and another in each consultation; "" for none."""
    if not network:
        return ""
    message = f"{consultation_pk}:{network}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def _limited(consultation: Consultation, network: str, at: datetime) -> str:
    """Return the hash of a network; raises TooManyFromThere; it counts under the lock of the consultation."""
    known = hash_of_network(network, consultation.pk)
    if not known:
        return ""
    recent = Comment.objects.filter(network_hash=known, created_at__gt=at - HOUR).order_by()
    if recent[:MOST_AN_HOUR].count() >= MOST_AN_HOUR:
        raise TooManyFromThere
    return known


@transaction.atomic
def _count_refusal(consultation: Consultation, reason: RefusalReason, at: datetime) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0)
    rows = CommentRefusal.objects.filter(consultation_id=consultation.pk, hour=hour, reason=reason)
    if not rows.update(count=F("count") + 1):
        CommentRefusal.objects.get_or_create(consultation_id=consultation.pk, hour=hour, reason=reason)
        rows.update(count=F("count") + 1)


@transaction.atomic
def forget_networks(*, by: Actor, at: datetime) -> int:
    """Let the hashes of networks go after a week; figures of floods were kept with the groups."""
    require(COMMENT_ACCESS, CommentAct.FORGET_NETWORKS, by, None)
    old = Comment.objects.exclude(network_hash="").filter(created_at__lte=at - NETWORK_KEPT)
    return old.update(network_hash="")
