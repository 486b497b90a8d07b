"""An inquiry whose owner is away: offered to who stands in, who is told in time; no offer to the absent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Absence, Officer
from dongthuan.apps.accounts.operations import AbsenceContent, record_absence
from dongthuan.apps.common import clock
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.notices.stand_ins import tell_stand_ins
from dongthuan.apps.press.desk_wording import sentence_of
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.absent_owners import warn_of_absent_owners
from dongthuan.apps.press.operations.inquiries_giving import OwnerAway, accept_inquiry, offer_inquiry
from dongthuan.apps.press.operations.summaries import sound_alarms
from dongthuan.apps.press.queries.mandates import live_mandate
from tests.integration.press.conftest import TODAY
from tests.integration.press.desk_cast import AT, HOUR, an_inquiry, in_hand


@pytest.fixture
def owned(coordinator: Officer) -> Inquiry:
    """An inquiry of the coordinator's, due in an hour by the journalist's wish."""
    return in_hand(coordinator.on(TODAY), journalist_deadline_at=AT + HOUR)


def leave(officer: Officer, stand_in: Officer | None) -> Absence:
    """Let an officer be away for three days."""
    content = AbsenceContent(officer, TODAY, TODAY + timedelta(days=3), stand_in=stand_in)
    return record_absence(content=content, by=officer.on(TODAY), at=AT)


def told(officer: Officer, kind: str) -> int:
    """Return how often an officer was told something of a kind."""
    return Notice.objects.filter(recipient=officer, kind=kind).count()


def test_who_stands_in_is_told_once_and_alarmed_with_the_owner(
    owned: Inquiry, coordinator: Officer, spokesperson: Officer, system: Officer
) -> None:
    leave(coordinator, spokesperson)
    by = system.on(TODAY)
    assert (tell_stand_ins(by=by, at=AT), tell_stand_ins(by=by, at=AT)) == (1, 0)
    assert (warn_of_absent_owners(by=by, at=AT), warn_of_absent_owners(by=by, at=AT)) == (1, 0)
    assert (told(spokesperson, "press.owner_away"), told(coordinator, "press.owner_away")) == (1, 0)
    sound_alarms(by=by, at=AT)
    assert (told(spokesperson, "press.deadline"), told(coordinator, "press.deadline")) == (1, 1)
    assert told(spokesperson, "accounts.stand_in") == 1


def test_where_nobody_stands_in_the_spokespersons_are_told(
    owned: Inquiry, coordinator: Officer, spokesperson: Officer, system: Officer
) -> None:
    leave(coordinator, None)
    assert warn_of_absent_owners(by=system.on(TODAY), at=AT) == 1
    assert told(spokesperson, "press.owner_away") == 1


def test_nothing_is_offered_to_who_is_away_but_one_may_take_it_oneself(
    coordinator: Officer, spokesperson: Officer
) -> None:
    by = coordinator.on(TODAY)
    inquiry = an_inquiry(by)
    leave(spokesperson, coordinator)
    with pytest.raises(OwnerAway) as refused:
        offer_inquiry(inquiry=inquiry, version=inquiry.version, owner=spokesperson, by=by, at=AT)
    said = sentence_of(refused.value)
    assert spokesperson.full_name in said
    assert coordinator.full_name in said
    speaker = spokesperson.on(TODAY)
    taken = offer_inquiry(inquiry=inquiry, version=inquiry.version, owner=speaker, by=speaker, at=AT)
    assert taken.owner == spokesperson


def test_the_page_warns_and_hands_it_to_who_stands_in(
    owned: Inquiry,
    coordinator: Officer,
    spokesperson: Officer,
    leader: Officer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    leave(coordinator, spokesperson)
    client.force_login(leader)
    page = client.get(owned.get_absolute_url())
    assert page.context["owner_away"].stand_in == spokesperson
    assert page.context["is_due_meanwhile"]
    shown = page.content.decode()
    assert f'<input type="hidden" name="owner" value="{spokesperson.pk}">' in shown
    client.post(f"{owned.get_absolute_url()}giao/", {"version": owned.version, "owner": spokesperson.pk})
    owned.refresh_from_db()
    assert (owned.owner, owned.accepted_at) == (spokesperson, None)
    taken = accept_inquiry(inquiry=owned, version=owned.version, by=spokesperson.on(TODAY), at=AT)
    assert taken.accepted_at == AT


def test_who_stands_in_at_work_does_not_speak_and_the_pages_say_so(
    head: Spokesperson,
    leader: Officer,
    spokesperson: Officer,
    coordinator: Officer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    leave(leader, spokesperson)
    assert live_mandate(officer=spokesperson, at=AT) is None
    client.force_login(coordinator)
    page = client.get(head.get_absolute_url())
    assert page.context["away"].stand_in == spokesperson
    assert reverse("press:mandate-add") in page.content.decode()
    inquiry = an_inquiry(coordinator.on(TODAY))
    choices = str(client.get(inquiry.get_absolute_url()).context["forms"]["offer_inquiry"]["owner"])
    assert f"{leader.full_name} (vắng đến hết 09/09/2026)" in choices
