"""The pages of the registers: everybody's status, what a page shows, how many queries a list takes."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.conferences import Accreditation, Conference, QuestionAsked
from dongthuan.apps.press.models.contacts import Contact, ContactList
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import HERE


@dataclass(frozen=True)
class Rows:
    """One row of everything that has a page."""

    outlet: Outlet
    journalist: Journalist
    contact_list: ContactList
    channel: OfficialChannel
    spokesperson: Spokesperson
    mandate: Mandate
    conference: Conference
    correction: CorrectionRequest


@pytest.fixture
def rows(
    outlet: Outlet, head: Spokesperson, agency: Unit, unit_officer: Officer, coordinator: Officer
) -> Rows:
    now = timezone.now()  # noqa: TID251  # pages read the clock, so their rows lie around it
    journalist = Journalist.objects.create(
        full_name="Trần Ký",
        outlet=outlet,
        source="published",
        keep_until=now.date() + timedelta(days=90),
        email="ky@baothu.example",
        folded="tran ky",
        changed_at=now,
        beats=["khoa học"],
    )
    contacts = ContactList.objects.create(name="Báo chí khoa học", unit=agency)
    Contact.objects.create(contact_list=contacts, journalist=journalist, added_at=now)
    Contact.objects.create(contact_list=contacts, outlet=outlet, added_at=now)
    channel = OfficialChannel.objects.create(
        name="Trang Facebook", platform="facebook", url="https://fb.example/cq", unit=agency, changed_at=now
    )
    mandate = Mandate.objects.create(
        full_name=unit_officer.full_name,
        post="Chuyên viên",
        unit=agency,
        authorised_by=head,
        officer=unit_officer,
        matter_title="Vụ thử",
        ground="1/GUQ",
        signed_at=now - timedelta(days=1),
        start_at=now - timedelta(days=1),
        end_at=now + timedelta(days=2),
        recorded_by=coordinator,
        recorded_at=now,
    )
    conference = Conference.objects.create(
        unit=agency,
        kind="regular",
        title="Họp báo quý",
        chair_name="A",
        place="Hà Nội",
        content="Nội dung",
        starts_at=now - timedelta(hours=2),
        ends_at=now,
        needs_notice=True,
        created_by=coordinator,
        created_at=now,
    )
    Accreditation.objects.create(conference=conference, full_name="B", asked_at=now)
    QuestionAsked.objects.create(
        conference=conference, asked_at=now, asker="C", question="Vì sao?", recorded_by=coordinator
    )
    correction = CorrectionRequest.objects.create(
        unit=agency,
        outlet=outlet,
        item_title="Bài sai",
        item_published_at=now - timedelta(days=1),
        false_content="sai",
        correct_content="đúng",
        grounds="văn bản",
        created_by=coordinator,
        created_at=now,
    )
    return Rows(outlet, journalist, contacts, channel, head, mandate, conference, correction)


EVERYBODY = set(HERE) - {"outsider"}
PRESS = {"leader", "coordinator", "unit_officer", "spokesperson", "institute_officer", "institute_leader"}
OVERSEERS = {"system", "leader", "coordinator", "administrator"}
WRITERS = {"coordinator", "unit_officer", "spokesperson", "system", "institute_officer"}
OF_THE_AGENCY = {"coordinator", "unit_officer", "spokesperson", "system"}
PAGES = [
    ("outlets", "", EVERYBODY),
    ("outlet", "outlet", EVERYBODY),
    ("outlet-add", "", PRESS | {"system"}),
    ("outlet-edit", "outlet", PRESS | {"system"}),
    ("journalists", "", PRESS | OVERSEERS),
    ("journalist", "journalist", PRESS | OVERSEERS),
    ("journalist-add", "", PRESS | {"system"}),
    ("journalist-edit", "journalist", PRESS | {"system"}),
    ("contact-lists", "", PRESS | OVERSEERS),
    ("contact-list", "contact_list", PRESS | OVERSEERS),
    ("contact-list-add", "", WRITERS),
    ("contact-list-edit", "contact_list", OF_THE_AGENCY),
    ("channels", "", EVERYBODY),
    ("channel-add", "", WRITERS),
    ("channel-edit", "channel", OF_THE_AGENCY),
    ("spokespersons", "", EVERYBODY),
    ("spokespersons-past", "", EVERYBODY),
    ("spokesperson", "spokesperson", EVERYBODY),
    ("spokesperson-add", "", WRITERS),
    ("mandate", "mandate", EVERYBODY),
    ("mandate-add", "", {"leader", "coordinator", "system", "institute_leader"}),
    ("conferences", "", EVERYBODY),
    ("conference", "conference", EVERYBODY),
    ("conference-add", "", WRITERS),
    ("conference-edit", "conference", OF_THE_AGENCY),
    ("periodic", "", EVERYBODY),
    ("corrections", "", set(HERE)),
    ("correction-add", "", WRITERS),
]


def _addresses(rows: Rows) -> list[tuple[str, str, set[str]]]:
    """Return each page with its address and who may open it."""
    return [
        (page, reverse(f"press:{page}", args=[getattr(rows, attribute).pk] if attribute else []), allowed)
        for page, attribute, allowed in PAGES
    ]


@pytest.mark.parametrize("name", HERE)
def test_who_may_open_which_page(
    name: str, rows: Rows, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(name))
    for page, address, allowed in _addresses(rows):
        expected = 200 if name in allowed else 403
        assert (page, client.get(address).status_code) == (page, expected)
    readers = EVERYBODY - {"institute_officer", "institute_leader"}
    assert client.get(rows.correction.get_absolute_url()).status_code == (200 if name in readers else 404)


def test_without_signing_in_one_is_asked_to(rows: Rows, client: Client) -> None:
    for page, address, _allowed in _addresses(rows):
        assert (page, client.get(address).status_code) == (page, 302)


def test_what_is_not_there_is_not_found(
    rows: Rows, client: Client, coordinator: Officer, administrator: Officer
) -> None:
    client.force_login(coordinator)
    for page in (
        "outlet",
        "journalist",
        "contact-list",
        "channel-edit",
        "spokesperson",
        "mandate",
        "conference",
    ):
        assert client.get(reverse(f"press:{page}", args=[987_654_321])).status_code == 404
    for page in ("outlet-edit", "journalist-edit", "contact-list-edit", "channel-edit"):
        assert client.get(reverse(f"press:{page}", args=[0])).status_code == 404
    step = reverse("press:conference-step", args=[rows.conference.pk, "khong-co"])
    assert client.post(step).status_code == 404
    assert client.get(step).status_code == 405
    client.force_login(administrator)
    held = reverse("press:conference-step", args=[rows.conference.pk, "da-to-chuc"])
    assert client.post(held, {"version": 1}).status_code == 403


LISTS = ["outlets", "journalists", "contact-lists", "channels", "spokespersons", "conferences", "corrections"]


@pytest.mark.parametrize("page", LISTS)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(
    page: str, rows: Rows, client: Client, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    address = reverse(f"press:{page}")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    _multiply(rows)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) <= len(few)


def _multiply(rows: Rows) -> None:
    """Make twelve more of everything that stands in a list."""
    for number in range(12):
        for row, field in (
            (rows.outlet, "name"),
            (rows.journalist, "full_name"),
            (rows.contact_list, "name"),
            (rows.channel, "url"),
            (rows.mandate, "full_name"),
            (rows.conference, "title"),
            (rows.correction, "item_title"),
        ):
            row.pk, row._state.adding = None, True
            setattr(row, field, f"{getattr(row, field)[:80]}{number}")
            row.save()
