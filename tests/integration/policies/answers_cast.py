"""Comments in groups on a closed consultation, and answers to them, built as rows."""

from itertools import count

from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import Provision
from dongthuan.apps.policies.receipts import FIRST
from tests.integration.policies.comments_cast import OPENS

_codes = count(1)


def group_of(
    consultation: Consultation,
    text: str,
    *,
    persons: int = 1,
    bodies: int = 0,
    place: Provision | None = None,
) -> CommentGroup:
    """Return a group of shown comments with the same words."""
    first = Comment.objects.filter(consultation=consultation).count() + 1
    group = CommentGroup.objects.create(
        consultation=consultation,
        target="w",
        first_text=text,
        first_number=first,
        comment_count=persons + bodies,
        person_count=persons,
        organisation_count=bodies,
    )
    kinds = ["person"] * persons + ["organisation"] * bodies
    for number, kind in enumerate(kinds, start=first):
        comment_of(consultation, text, number, kind=kind, group=group, place=place)
    return group


def comment_of(
    consultation: Consultation,
    text: str,
    number: int,
    *,
    kind: str = "person",
    group: CommentGroup | None = None,
    place: Provision | None = None,
    state: str = "visible",
) -> Comment:
    """Return one comment."""
    code = f"{next(_codes):064d}"
    return Comment.objects.create(
        consultation=consultation,
        number=number,
        provision=place,
        provision_now=place,
        author_kind=kind,
        author_name=f"Hội số {number}" if kind == "organisation" else "",
        source="portal",
        text=text,
        text_key=code,
        received_at=OPENS,
        created_at=OPENS,
        state=state,
        group=group,
        joined="exact" if group else "",
        previous_hash=FIRST,
        receipt_hash=code,
        code_hash=code,
    )


def closed(consultation: Consultation) -> Consultation:
    """Return the consultation as it stands now, read anew."""
    return Consultation.objects.select_related("dossier", "dossier__unit").get(pk=consultation.pk)
