"""Outlets, journalists, lists of contacts and official channels: kept, used for a time, let go."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.press.jobs import registers as jobs
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.conferences import Accreditation
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations import channels, contacts, journalists, outlets
from dongthuan.apps.press.operations.channels import ChannelContent
from dongthuan.apps.press.operations.conference_log import ask_accreditation
from dongthuan.apps.press.operations.conferences import ConferenceContent, plan_conference
from dongthuan.apps.press.operations.journalists import JournalistContent
from dongthuan.apps.press.operations.outlets import OutletContent
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries.outlets import (
    journalist_by_email,
    journalist_known,
    journalists_listed,
    journalists_with_beat,
    outlets_listed,
    outlets_on,
)
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import MORNING, TODAY

DAY = timedelta(days=1)
PROFESSIONAL = {
    "id",
    "full_name",
    "outlet",
    "post",
    "beats",
    "language",
    "email",
    "phone",
    "press_card_no",
    "source",
    "consent_at",
    "keep_until",
    "folded",
    "version",
    "changed_at",
    "contacts",
    "accreditations",
    "inquiries",
    "mails",
}


@pytest.fixture
def content(outlet: Outlet) -> JournalistContent:
    """A journalist who gave the card."""
    return JournalistContent(
        full_name="Trần Ký",
        outlet=outlet,
        source="given",
        consent_at=TODAY,
        keep_until=TODAY + 365 * DAY,
        email="ky@baothu.example",
        beats=("khoa học",),
    )


@pytest.fixture
def journalist(content: JournalistContent, spokesperson: Officer) -> Journalist:
    """The same in the register."""
    return journalists.save_journalist(journalist=None, content=content, by=spokesperson, at=MORNING)


@pytest.fixture
def contact_list(agency: Unit, spokesperson: Officer) -> ContactList:
    """A list."""
    return contacts.save_list(contact_list=None, name="Khoa học", unit=agency, by=spokesperson, at=MORNING)


def test_an_outlet_is_entered_once_and_found_without_accents(outlet: Outlet, coordinator: Officer) -> None:
    again = OutletContent("báo thử", "online")
    with pytest.raises(outlets.NameTaken):
        outlets.save_outlet(outlet=None, content=again, by=coordinator, at=MORNING)
    assert list(outlets_listed({"q": "hoi thu nghiem"})) == [outlet]
    assert list(outlets_listed({"q": "khong co"})) == []
    closed = outlets.save_outlet(
        outlet=outlet,
        content=replace(again, name="Báo Thử", is_active=False),
        version=1,
        by=coordinator,
        at=MORNING,
    )
    assert list(outlets_listed({})) == []
    assert list(outlets_listed({"closed": True})) == [closed]
    with pytest.raises(ChangedMeanwhile):
        outlets.save_outlet(outlet=outlet, content=again, version=1, by=coordinator, at=MORNING)


def test_the_register_of_journalists_holds_work_data_and_no_marks() -> None:
    assert {field.name for field in Journalist._meta.get_fields()} <= PROFESSIONAL


WRONG = [
    pytest.param({"consent_at": None}, journalists.NoConsent, id="no day of consent"),
    pytest.param({"consent_at": TODAY + DAY}, journalists.NoConsent, id="agrees tomorrow"),
    pytest.param({"keep_until": TODAY}, journalists.KeptTooLong, id="to be gone today"),
    pytest.param({"keep_until": TODAY + 733 * DAY}, journalists.KeptTooLong, id="more than two years"),
]


@pytest.mark.parametrize(("change", "refusal"), WRONG)
def test_data_are_kept_with_a_ground_and_for_a_time(
    content: JournalistContent, spokesperson: Officer, change: dict[str, object], refusal: type[Exception]
) -> None:
    before = Entry.objects.count()
    with pytest.raises(refusal):
        journalists.save_journalist(
            journalist=None, content=replace(content, **change), by=spokesperson, at=MORNING
        )
    assert (Journalist.objects.count(), Entry.objects.count()) == (0, before)


def test_the_audit_record_never_holds_a_name(journalist: Journalist) -> None:
    entry = Entry.objects.order_by("-id")[0]
    assert "Trần" not in f"{entry.details} {entry.ground}"


def test_whose_day_has_come_is_gone_and_what_was_given_elsewhere_stays(
    journalist: Journalist, contact_list: ContactList, spokesperson: Officer, system: Officer, agency: Unit
) -> None:
    by = spokesperson.on(TODAY)
    contacts.add_contacts(contact_list=contact_list, journalists=[journalist], by=by, at=MORNING)
    content = ConferenceContent(
        agency, "meeting", "Gặp mặt", "A", "Hà Nội", MORNING + DAY, MORNING + 2 * DAY, "Nội dung"
    )
    conference = plan_conference(content=content, by=by, at=MORNING)
    ask_accreditation(conference=conference, journalist=journalist, by=by, at=MORNING)
    last = MORNING + 364 * DAY
    assert journalists.purge_journalists(by=system.on(last.date()), at=last) == 0
    over = MORNING + 365 * DAY
    assert list(journalists_listed({}, on=over.date())) == []  # not shown, even before the job has run
    assert journalists.purge_journalists(by=system.on(over.date()), at=over) == 1
    assert not Journalist.objects.exists()
    assert contact_list.contacts.count() == 0
    assert Accreditation.objects.get().full_name == "Trần Ký"


def test_the_job_purges_and_only_the_system_may(
    journalist: Journalist, spokesperson: Officer, system: Officer
) -> None:
    with pytest.raises(NotAllowed):
        journalists.purge_journalists(by=spokesperson, at=MORNING)
    Journalist.objects.update(keep_until=date(2020, 1, 1))
    jobs.purge()
    assert not Journalist.objects.exists()


def test_erasing_at_once_needs_a_reason(
    journalist: Journalist, spokesperson: Officer, unit_officer: Officer
) -> None:
    with pytest.raises(NotAllowed):
        journalists.erase_journalist(journalist=journalist, reason="x", by=unit_officer, at=MORNING)
    with pytest.raises(NoReason):
        journalists.erase_journalist(journalist=journalist, reason=" ", by=spokesperson, at=MORNING)
    journalists.erase_journalist(journalist=journalist, reason="Rút đồng ý", by=spokesperson, at=MORNING)
    assert not Journalist.objects.exists()


def test_a_sender_is_known_by_the_work_address_and_a_guest_by_name(
    journalist: Journalist, outlet: Outlet
) -> None:
    assert journalist_by_email("KY@baothu.example", on=TODAY) == journalist
    assert journalist_by_email("", on=TODAY) is None
    assert journalist_known("trần ký", outlet, on=TODAY) == journalist
    assert journalists_with_beat("khoa học", on=TODAY) == [journalist]


def test_a_member_stands_on_a_list_once(
    journalist: Journalist, outlet: Outlet, contact_list: ContactList, spokesperson: Officer
) -> None:
    everybody = {"journalists": [journalist], "outlets": [outlet]}
    assert contacts.add_contacts(contact_list=contact_list, by=spokesperson, at=MORNING, **everybody) == 2
    assert contacts.add_contacts(contact_list=contact_list, by=spokesperson, at=MORNING, **everybody) == 0
    assert outlets_on(contact_list) == [outlet]


def test_a_list_is_kept_where_one_works(
    agency: Unit, institute_officer: Officer, contact_list: ContactList, spokesperson: Officer
) -> None:
    with pytest.raises(NotAllowed):
        contacts.add_contacts(contact_list=contact_list, by=institute_officer, at=MORNING)
    with pytest.raises(contacts.ListNameTaken):
        contacts.save_list(contact_list=None, name="khoa học", unit=agency, by=spokesperson, at=MORNING)


def test_a_channel_is_listed_until_it_is_closed_with_a_reason(agency: Unit, unit_officer: Officer) -> None:
    content = ChannelContent("Trang", "facebook", "https://fb.example/cq", agency, is_listed=True)
    row = channels.save_channel(channel=None, content=content, by=unit_officer, at=MORNING)
    assert list(OfficialChannel.objects.listed()) == [row]
    with pytest.raises(channels.ChannelTaken):
        channels.save_channel(
            channel=None, content=replace(content, url="HTTPS://FB.example/cq"), by=unit_officer, at=MORNING
        )
    row = channels.save_channel(
        channel=row, content=replace(content, is_listed=False), version=1, by=unit_officer, at=MORNING
    )
    assert list(OfficialChannel.objects.unlisted()) == [row]
    with pytest.raises(NoReason):
        channels.close_channel(channel=row, reason="", version=2, by=unit_officer, at=MORNING)
    channels.close_channel(channel=row, reason="Gộp trang", version=2, by=unit_officer, at=MORNING)
    assert not OfficialChannel.objects.listed().exists()
    row.refresh_from_db()
    with pytest.raises(channels.ChannelClosed):
        channels.save_channel(channel=row, content=content, version=3, by=unit_officer, at=MORNING)


def test_the_database_keeps_the_registers_true(journalist: Journalist, contact_list: ContactList) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Journalist.objects.update(consent_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        contact_list.contacts.create(added_at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outlet.objects.update(name="")
