"""Reads about texts: the whole, where one stands, who may speak in it, and what is to be looked at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from dongthuan.analysis.text import fold
from dongthuan.apps.clearances.lifecycle import ClearanceState
from dongthuan.apps.clearances.queries.clearances import hash_of, is_cleared
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content import checks
from dongthuan.apps.content.lifecycle import Standing, TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text, TextQuerySet
from dongthuan.apps.content.queries.pictures import pictures_of, pictures_said
from dongthuan.apps.content.wholes import Whole
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.queries import mandates
from dongthuan.apps.units.models import Unit

STANDINGS = {
    ClearanceState.OPEN: Standing.CLEARING,
    ClearanceState.CLEARED: Standing.CLEARED,
    ClearanceState.RETURNED: Standing.RETURNED,
}


def whole_of(text: Text) -> Whole:
    """Return all that the public reads and sees of a text as it stands now."""
    return Whole(
        kind=text.kind,
        title=text.title,
        lead=text.lead,
        body=text.body,
        quote=text.quote,
        speaker_name=text.speaker_name,
        speaker_post=text.speaker_post,
        contact=text.contact,
        is_official=text.is_official,
        language=text.language,
        ai_label=text.ai_label,
        pictures=pictures_said(text),
    )


def is_ready(text: Text) -> bool:
    """Say whether the very words of a text, as they stand now, were cleared."""
    words = whole_of(text).as_words()
    return text.text_hash == hash_of(words) and is_cleared(text, words)


def standing_of(text: Text, *, at: datetime) -> Standing:
    """Return where a text stands; it must come from `TextQuerySet.with_clearance`."""
    if text.state == TextState.PUBLISHED:
        is_held = text.public_at is not None and text.public_at > at
        return Standing.EMBARGOED if is_held else Standing.PUBLISHED
    if text.state != TextState.DRAFT:
        return Standing(text.state)
    newest, newest_hash = getattr(text, "newest_clearance", None), getattr(text, "newest_hash", None)
    if newest is None or newest_hash != text.text_hash:
        return Standing.DRAFT
    return STANDINGS.get(ClearanceState(newest), Standing.DRAFT)


def texts_listed(officer: Actor, wanted: Mapping[str, Any], *, at: datetime) -> TextQuerySet:
    """Return the texts an officer may read that pass a filter (kind, standing, unit, q)."""
    rows = Text.objects.visible_to(officer).with_clearance().select_related("unit", "author")
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    if wanted.get("unit"):
        rows = rows.filter(unit=wanted["unit"])
    if wanted.get("standing"):
        rows = rows.standing(Standing(wanted["standing"]), at=at)
    for word in fold(wanted.get("q") or "").split()[:10]:
        rows = rows.filter(folded__contains=word)
    return rows.light()


def texts_of(record: Model) -> TextQuerySet:
    """Return the texts that belong to a record, the latest drawn up first."""
    rows = Text.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return rows.with_clearance().order_by("-created_at", "-id")


def speakers_for(unit: Unit, *, at: datetime, record: Model | None = None) -> list[mandates.Standing]:
    """Return who may speak for a unit at an instant on what the text belongs to."""
    return mandates.speakers_at(unit=unit, at=at, record=record)


def live_speaker(text: Text, *, at: datetime) -> mandates.Standing | None:
    """Return the standing of the text's speaker at an instant; None = it does not hold (any more)."""
    if text.spokesperson_id is None and text.mandate_id is None:
        return None
    found = mandates.speakers_at(unit=text.unit, at=at, record=text)
    rests_on = (text.spokesperson_id, text.mandate_id)
    return next((one for one in found if (one.spokesperson, one.mandate) == rests_on), None)


def lacks_confirmation(text: Text, standing: mandates.Standing | None) -> bool:
    """Say whether the speaker is authorised for a matter named by title alone, and nobody said it is this."""
    return standing is not None and standing.is_by_title and text.matter_confirmed_by_id is None


def findings_in(text: Text, correction: CorrectionNotice | None = None) -> list[checks.Finding]:
    """Return what is to be looked at before a text, or a correction of it, is published."""
    said = correction or text
    spokesperson, mandate = text.spokesperson, text.mandate
    own = [f"{row.phone} {row.official_email}" for row in (spokesperson, mandate) if row is not None]
    words = "\n\n".join(part for part in (said.title, said.lead, said.body, said.quote) if part)
    pictures = [
        checks.CheckedPicture(row.number, row.alt, row.caption, row.words_in, row.widest_contrast)
        for row in pictures_of(said)
    ]
    return checks.findings_of(
        checks.Checked(
            words=words,
            contact=text.contact,
            ai_label=text.ai_label,
            has_speaker=bool(text.speaker_name),
            is_official=text.is_official,
            own_contacts=" ".join(own),
            pictures=tuple(pictures),
        )
    )


def own_pages(platform: str) -> list[OfficialChannel]:
    """Return our pages on a platform that are in use."""
    return list(OfficialChannel.objects.active().filter(platform=platform).order_by("name", "id"))
