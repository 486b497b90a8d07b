"""The record as it stands, locked, if the officer saw it so."""

from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.matters.operations.refusals import ChangedMeanwhile


def locked_matter(seen: Matter, *, version: int | None = None) -> Matter:
    """Return the matter locked; raises ChangedMeanwhile where it is no longer of that version."""
    matter = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("unit", "owner", "clock")
        .get(pk=seen.pk)
    )
    if version is not None and matter.version != version:
        raise ChangedMeanwhile(matter.pk)
    return matter


def locked_verification(seen: Verification, *, version: int) -> Verification:
    """Return the verification locked, with its matter; raises ChangedMeanwhile."""
    rows = Verification.objects.select_for_update(of=("self",)).select_related("matter", "unit")
    verification = rows.get(pk=seen.pk)
    if verification.version != version:
        raise ChangedMeanwhile(verification.pk)
    return verification


def locked_card(seen: MisinformationCard, *, version: int) -> MisinformationCard:
    """Return the card locked; raises ChangedMeanwhile."""
    rows = MisinformationCard.objects.select_for_update(of=("self",)).select_related("unit", "matter")
    card = rows.get(pk=seen.pk)
    if card.version != version:
        raise ChangedMeanwhile(card.pk)
    return card
