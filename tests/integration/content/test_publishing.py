"""Nothing goes out that was not cleared word by word, without a live mandate, or before its time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.content.lifecycle import PostState, Standing, TextState
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.revisions import TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import publishing as operations
from dongthuan.apps.content.operations.clearing import PartMissing, put_for_clearance
from dongthuan.apps.content.operations.due import publish_one_due
from dongthuan.apps.content.operations.texts import ChangedMeanwhile, NotInThatState, rewrite_text
from dongthuan.apps.content.queries.public import public_text
from dongthuan.apps.content.queries.public import published as published_now
from dongthuan.apps.content.queries.texts import speakers_for, standing_of
from dongthuan.apps.content.wholes import fingerprint
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.content.conftest import DAY, HOUR, NOON, Maker, content_of

Clearer = Callable[..., None]


def publish(text: Text, by: Officer, **more: object) -> Text:
    """Publish a text as it stands now."""
    text.refresh_from_db()
    given = {"version": text.version, "at": NOON, "has_looked": True} | more
    return operations.publish_text(text=text, by=by, **given)  # type: ignore[arg-type]  # a test's defaults


def standing(text: Text, at: object = NOON) -> Standing:
    """Return where a text stands now."""
    return standing_of(Text.objects.with_clearance().get(pk=text.pk), at=at)  # type: ignore[arg-type]  # an instant


def test_only_cleared_words_go_out(make: Maker, clear: Clearer, spokesperson: Officer) -> None:
    text = make()
    assert standing(text) == Standing.DRAFT
    with pytest.raises(operations.NotCleared):
        publish(text, spokesperson)
    clear(text)
    assert standing(text) == Standing.CLEARED
    publish(text, spokesperson)
    assert standing(text) == Standing.PUBLISHED
    assert [one.pk for one in published_now(at=NOON)] == [text.pk]
    assert Entry.objects.get(act="content.publish").details["hash"] == text.text_hash


def test_any_edit_after_clearance_asks_for_it_anew(
    make: Maker, clear: Clearer, agency: Unit, spokesperson: Officer, unit_officer: Officer
) -> None:
    text = make()
    clear(text)
    content = content_of(agency, body="Câu khác. Đã sửa.")
    text.refresh_from_db()
    rewrite_text(text=text, version=text.version, content=content, by=unit_officer, at=NOON)
    assert standing(text) == Standing.DRAFT
    with pytest.raises(operations.NotCleared):
        publish(text, spokesperson)
    text.refresh_from_db()
    rewrite_text(text=text, version=text.version, content=content_of(agency), by=unit_officer, at=NOON)
    with pytest.raises(operations.NotCleared):  # changed back is not cleared either
        publish(text, spokesperson)


def test_the_official_view_needs_a_live_mandate_at_the_very_instant(
    make: Maker, clear: Clearer, speaker: Spokesperson, spokesperson: Officer
) -> None:
    text = make()
    clear(text)
    Spokesperson.objects.filter(pk=speaker.pk).update(end_on=DAY)
    with pytest.raises(operations.NoMandate):
        publish(text, spokesperson)
    Spokesperson.objects.filter(pk=speaker.pk).update(end_on=None)
    assert publish(text, spokesperson).speaker_capacity == "regular"


def test_a_mandate_by_title_alone_speaks_once_somebody_confirmed_the_matter(
    make: Maker, clear: Clearer, speaker: Spokesperson, unit_officer: Officer, spokesperson: Officer
) -> None:
    """As for answers: the confirmation is kept with a name, and falls when another is to speak."""
    head = Spokesperson.objects.create(
        unit=speaker.unit,
        kind="head",
        full_name="Lê A",
        post="Viện trưởng",
        start_on=DAY,
        **_recorded(speaker),
    )
    days = {"signed_at": NOON, "start_at": NOON, "end_at": NOON + 9 * HOUR}
    titled = {"matter_title": "Vụ vệ tinh", "ground": "1/GUQ", "authorised_by": head, "unit": speaker.unit}
    who = {"full_name": unit_officer.full_name, "post": "Chuyên viên", "officer": unit_officer}
    mandate = Mandate.objects.create(**titled, **who, **days, **_recorded(speaker))
    standing_of_it = next(one for one in speakers_for(speaker.unit, at=NOON) if one.mandate == mandate.pk)
    text = make(speaker=standing_of_it)
    clear(text)
    with pytest.raises(operations.MatterNotConfirmed):
        publish(text, spokesperson)
    with pytest.raises(operations.MatterNotConfirmed):
        operations.schedule_text(
            text=text, version=text.version, publish_at=NOON + HOUR, by=spokesperson, at=NOON, has_looked=True
        )
    said = content_of(speaker.unit, speaker=standing_of_it, is_matter_confirmed=True)
    text = rewrite_text(text=text, version=text.version, content=said, by=unit_officer, at=NOON)
    assert text.matter_confirmed_by == unit_officer
    assert publish(text, spokesperson).speaker_capacity == "authorised"  # not a word changed: still cleared
    other = make(speaker=standing_of_it, is_matter_confirmed=True)
    said = content_of(speaker.unit, is_matter_confirmed=False)
    other = rewrite_text(text=other, version=other.version, content=said, by=unit_officer, at=NOON)
    assert other.matter_confirmed_by is None


def _recorded(speaker: Spokesperson) -> dict[str, Any]:
    return {"recorded_by": speaker.recorded_by, "recorded_at": NOON}


def test_without_a_mandate_it_says_it_is_not_the_official_view(
    make: Maker, clear: Clearer, spokesperson: Officer
) -> None:
    text = make(speaker=None, is_official=False)
    clear(text)
    publish(text, spokesperson)
    shown = public_text(text.slug, NOON)
    assert shown is not None
    assert shown.not_official


def test_what_is_blocked_and_what_must_be_looked_at(
    make: Maker, clear: Clearer, spokesperson: Officer
) -> None:
    text = make(body="Ông A, căn cước 001099012345, có ý kiến.")
    clear(text)
    with pytest.raises(operations.Blocked):
        publish(text, spokesperson)
    text = make(body="Xin gọi 0912 345 678 để biết thêm.")
    clear(text)
    with pytest.raises(operations.NotLookedAt):
        publish(text, spokesperson, has_looked=False)
    publish(text, spokesperson)
    assert "phone" in Entry.objects.get(act="content.publish").details["looked_at"]


def test_a_secret_is_never_kept(make: Maker) -> None:
    with pytest.raises(SecretMark):
        make(body="TUYỆT MẬT\nKế hoạch")
    assert not Text.objects.exists()


def test_a_leader_and_the_check_for_secrets_are_asked_of_every_text(
    make: Maker, unit_officer: Officer
) -> None:
    text = make()
    with pytest.raises(PartMissing):
        put_for_clearance(text=text, version=text.version, steps=[], by=unit_officer, at=NOON)


def test_under_embargo_the_public_waits(make: Maker, clear: Clearer, spokesperson: Officer) -> None:
    text = make()
    clear(text)
    text = operations.set_embargo(
        text=text, version=text.version, until=NOON + HOUR, by=spokesperson, at=NOON
    )
    publish(text, spokesperson)
    assert standing(text) == Standing.EMBARGOED
    assert public_text(text.slug, NOON + HOUR / 2) is None
    assert public_text(text.slug, NOON + HOUR) is not None
    text.refresh_from_db()
    with pytest.raises(NotInThatState):  # no embargo after publication
        operations.set_embargo(text=text, version=text.version, until=None, by=spokesperson, at=NOON)


def test_an_embargo_lies_in_the_future_and_excludes_a_schedule(
    make: Maker, clear: Clearer, spokesperson: Officer
) -> None:
    text = make()
    clear(text)
    given = {"by": spokesperson, "at": NOON}
    with pytest.raises(operations.InThePast):
        operations.set_embargo(text=text, version=text.version, until=NOON, **given)  # type: ignore[arg-type]  # as above
    text = operations.set_embargo(text=text, version=text.version, until=NOON + HOUR, **given)  # type: ignore[arg-type]  # as above
    later = {"publish_at": NOON + HOUR, "has_looked": True} | given
    with pytest.raises(operations.EmbargoOrSchedule):
        operations.schedule_text(text=text, version=text.version, **later)  # type: ignore[arg-type]  # as above
    text = operations.set_embargo(text=text, version=text.version, until=None, **given)  # type: ignore[arg-type]  # as above
    with pytest.raises(operations.InThePast):
        operations.schedule_text(text=text, version=text.version, **(later | {"publish_at": NOON}))  # type: ignore[arg-type]  # as above
    text = operations.schedule_text(text=text, version=text.version, **later)  # type: ignore[arg-type]  # as above
    with pytest.raises(operations.EmbargoOrSchedule):
        operations.set_embargo(text=text, version=text.version, until=NOON + HOUR, **given)  # type: ignore[arg-type]  # as above
    with pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.filter(pk=text.pk).update(embargo_until=NOON)


def scheduled(text: Text, clear: Clearer, by: Officer) -> Text:
    """Clear a text and put it on the schedule for an hour later."""
    clear(text)
    text.refresh_from_db()
    return operations.schedule_text(
        text=text, version=text.version, publish_at=NOON + HOUR, by=by, at=NOON, has_looked=True
    )


def test_a_scheduled_text_is_locked_and_published_at_its_time_once(
    make: Maker, clear: Clearer, agency: Unit, spokesperson: Officer, unit_officer: Officer, system: Officer
) -> None:
    text = scheduled(make(), clear, spokesperson)
    content = content_of(agency, body="Khác.")
    with pytest.raises(NotInThatState):
        rewrite_text(text=text, version=text.version, content=content, by=unit_officer, at=NOON)
    assert publish_one_due(by=system, at=NOON + HOUR / 2) is None
    due = publish_one_due(by=system, at=NOON + HOUR)
    assert due is not None
    assert due.state == TextState.PUBLISHED
    assert publish_one_due(by=system, at=NOON + HOUR) is None
    assert TextRevision.objects.count() == 1


def test_a_scheduled_text_whose_mandate_ended_stays_and_its_scheduler_is_told(
    make: Maker, clear: Clearer, speaker: Spokesperson, spokesperson: Officer, system: Officer
) -> None:
    text = scheduled(make(), clear, spokesperson)
    Spokesperson.objects.filter(pk=speaker.pk).update(end_on=DAY)
    publish_one_due(by=system, at=NOON + HOUR)
    text.refresh_from_db()
    assert (text.state, text.schedule_fault) == (TextState.DRAFT, "no_mandate")
    assert Notice.objects.filter(recipient=spokesperson, kind="content.unschedule").exists()


def test_what_went_out_is_frozen_with_its_hash(published: Text) -> None:
    revision = TextRevision.objects.get(text=published)
    assert revision.html_hash == fingerprint(revision.html)
    assert "<script" not in revision.html
    for change in ({"html": "khác"}, {"content": {}}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            TextRevision.objects.filter(pk=revision.pk).update(**change)
    with pytest.raises(DatabaseError, match="never unsaid"), transaction.atomic():
        Text.objects.filter(pk=published.pk).update(state="draft", published_at=None, public_at=None)


def test_the_portal_has_it_and_other_channels_await_a_person(published: Text) -> None:
    rows = dict(Publication.objects.filter(text=published).values_list("channel", "state"))
    assert rows.pop("portal") == rows.pop("feed") == PostState.CONFIRMED
    assert set(rows.values()) == {PostState.PLANNED}


def test_two_people_at_once(make: Maker, clear: Clearer, spokesperson: Officer) -> None:
    text = make()
    clear(text)
    with pytest.raises(ChangedMeanwhile):
        publish(text, spokesperson, version=text.version + 1)
    publish(text, spokesperson)
    with pytest.raises(NotInThatState):
        publish(text, spokesperson)


def test_who_writes_for_the_unit_does_not_publish(
    make: Maker, clear: Clearer, unit_officer: Officer, spokesperson: Officer
) -> None:
    text = make()
    clear(text)
    with pytest.raises(NotAllowed):
        publish(text, unit_officer)
    assert not TextRevision.objects.exists()
    publish(text, spokesperson, at=NOON + timedelta(minutes=1))
