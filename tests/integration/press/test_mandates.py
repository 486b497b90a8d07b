"""Who may speak, for how long, on what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.lifecycle import StandingCapacity
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import mandates as operations
from dongthuan.apps.press.operations.mandates import (
    MandateContent,
    authorise,
    publish_mandate,
    revoke_mandate,
)
from dongthuan.apps.press.operations.spokespersons import SpokespersonContent, record_spokesperson
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries.mandates import live_mandate, public_spokespersons, speakers_at
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import MORNING, TODAY
from tests.integration.press.desk_cast import an_inquiry

DAY = timedelta(days=1)


@pytest.fixture
def content(head: Spokesperson, agency: Unit, unit_officer: Officer) -> MandateContent:
    """An authorisation for three days on one matter."""
    return MandateContent(
        authorised_by=head,
        unit=agency,
        full_name=unit_officer.full_name,
        post="Chuyên viên",
        matter_title="Vụ việc thử",
        ground="12/GUQ-CQ",
        signed_at=MORNING - DAY,
        start_at=MORNING - DAY,
        end_at=MORNING + 2 * DAY,
        officer=unit_officer,
    )


def test_nobody_speaks_before_anybody_is_recorded(leader: Officer, agency: Unit) -> None:
    assert live_mandate(officer=leader, at=MORNING) is None
    assert speakers_at(unit=agency, at=MORNING) == []
    assert public_spokespersons(at=MORNING) == []


def test_the_head_speaks_as_head(head: Spokesperson, leader: Officer) -> None:
    standing = live_mandate(officer=leader, at=MORNING)
    assert standing is not None
    assert (standing.capacity, standing.until, standing.spokesperson) == (
        StandingCapacity.HEAD,
        None,
        head.pk,
    )


def test_an_authorised_person_speaks_until_the_last_instant_and_no_longer(
    content: MandateContent, coordinator: Officer, unit_officer: Officer
) -> None:
    mandate = authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    just_before = live_mandate(officer=unit_officer, at=mandate.end_at - timedelta(microseconds=1))
    assert just_before is not None
    assert (just_before.capacity, just_before.until) == (StandingCapacity.AUTHORISED, mandate.end_at)
    assert live_mandate(officer=unit_officer, at=mandate.end_at) is None
    assert live_mandate(officer=unit_officer, at=mandate.start_at - timedelta(microseconds=1)) is None
    assert mandate.clock is None  # since 1 July 2026 no limit is set for publishing it


def test_a_mandate_for_a_record_counts_for_that_record_alone(
    content: MandateContent, coordinator: Officer, unit_officer: Officer, outlet: Outlet, agency: Unit
) -> None:
    authorise(content=replace(content, record=outlet), by=coordinator.on(TODAY), at=MORNING)
    reached = live_mandate(officer=unit_officer, at=MORNING, record=outlet)
    assert reached is not None
    assert reached.is_bound
    assert live_mandate(officer=unit_officer, at=MORNING) is None
    assert live_mandate(officer=unit_officer, at=MORNING, record=agency) is None


def test_a_mandate_named_by_title_alone_counts_for_no_record(
    content: MandateContent, coordinator: Officer, unit_officer: Officer, agency: Unit
) -> None:
    """What belongs to a record is spoken of by a mandate for it; what belongs to none, by the title read."""
    authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    loose = an_inquiry(coordinator.on(TODAY), at=MORNING, received_at=MORNING)
    assert live_mandate(officer=unit_officer, at=MORNING, record=agency) is None
    assert live_mandate(officer=unit_officer, at=MORNING, record=loose) is not None
    loose.record_type, loose.record_key = "matters.matter", "7"
    assert live_mandate(officer=unit_officer, at=MORNING, record=loose) is None


def test_a_revoked_mandate_ends_at_once_and_what_was_said_before_stands(
    content: MandateContent, leader: Officer, coordinator: Officer, unit_officer: Officer
) -> None:
    mandate = authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    with pytest.raises(NoReason):
        revoke_mandate(mandate=mandate, reason=" ", version=1, by=leader, at=MORNING)
    hour = MORNING + timedelta(hours=1)
    revoke_mandate(mandate=mandate, reason="Đổi người", version=1, by=leader, at=hour)
    assert live_mandate(officer=unit_officer, at=hour) is None
    assert live_mandate(officer=unit_officer, at=MORNING) is not None
    with pytest.raises(ChangedMeanwhile):
        publish_mandate(
            mandate=mandate, url="https://x", published_at=hour, version=1, by=coordinator, at=hour
        )


def test_what_is_delegated_is_not_passed_on(
    content: MandateContent, system: Officer, coordinator: Officer, agency: Unit, leader: Officer
) -> None:
    regular = SpokespersonContent(
        agency,
        "regular",
        coordinator.full_name,
        "Chánh Văn phòng",
        TODAY,
        coordinator,
        "024 2",
        "vp@cq.example",
        "01/QĐ-CQ",
        MORNING,
    )
    record_spokesperson(content=regular, by=system, at=MORNING)
    with pytest.raises(NotAllowed):
        authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    assert authorise(content=content, by=leader.on(TODAY), at=MORNING).pk


def test_who_holds_a_mandate_records_none(
    content: MandateContent, coordinator: Officer, leader: Officer, unit_officer: Officer
) -> None:
    own = replace(content, officer=coordinator, full_name=coordinator.full_name)
    authorise(content=own, by=leader.on(TODAY), at=MORNING)
    with pytest.raises(NotAllowed):
        authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    later = MORNING + 10 * DAY
    assert authorise(content=content, by=coordinator.on(later.date()), at=later).pk


WRONG = [
    pytest.param({"matter_title": " "}, operations.NoMatter, id="no matter"),
    pytest.param({"ground": ""}, operations.NoMatter, id="no number"),
    pytest.param({"end_at": MORNING - DAY}, operations.NoTerm, id="ends as it begins"),
    pytest.param({"start_at": MORNING - 2 * DAY}, operations.NoTerm, id="begins before it is signed"),
    pytest.param({"signed_at": MORNING + DAY, "start_at": MORNING + DAY}, AheadOfTime, id="signed tomorrow"),
    pytest.param({"matter_title": "TUYỆT MẬT"}, SecretMark, id="secret"),
    pytest.param({"end_at": MORNING + 3650 * DAY}, operations.LongTerm, id="ten years"),
]


def test_one_matter_is_given_to_one_person_once_at_a_time(
    content: MandateContent, coordinator: Officer
) -> None:
    office = coordinator.on(TODAY)
    first = authorise(content=content, by=office, at=MORNING)
    again = replace(content, ground="13/GUQ-CQ", matter_title="vụ việc thử")
    with pytest.raises(operations.AuthorisedAlready):
        authorise(content=again, by=office, at=MORNING)
    assert authorise(content=replace(again, matter_title="Việc khác"), by=office, at=MORNING).pk
    after = replace(
        again, start_at=content.end_at, end_at=content.end_at + 400 * DAY, term_reason=" Dự án dài"
    )
    assert authorise(content=after, by=office, at=MORNING).term_reason == "Dự án dài"
    operations.revoke_mandate(mandate=first, reason="Đổi người", version=1, by=office, at=MORNING)
    assert authorise(content=again, by=office, at=MORNING).pk


@pytest.mark.parametrize(("change", "refusal"), WRONG)
def test_a_wrong_authorisation_leaves_no_trace(
    content: MandateContent, coordinator: Officer, change: dict[str, object], refusal: type[Exception]
) -> None:
    before = Entry.objects.count()
    with pytest.raises(refusal):
        authorise(content=replace(content, **change), by=coordinator.on(TODAY), at=MORNING)
    assert (Mandate.objects.count(), Entry.objects.count()) == (0, before)


def test_only_the_head_authorises_and_somebody_else(
    content: MandateContent,
    coordinator: Officer,
    system: Officer,
    agency: Unit,
    leader: Officer,
    institute: Unit,
) -> None:
    regular = SpokespersonContent(
        agency, "regular", "Người phát ngôn", "Trưởng ban", TODAY, None, "", "", "02/QĐ-CQ", MORNING - DAY
    )
    row = record_spokesperson(content=regular, by=system, at=MORNING)
    vice = SpokespersonContent(institute, "head", "Viện trưởng", "Viện trưởng", date(2020, 1, 1))
    below = record_spokesperson(content=vice, by=system, at=MORNING)
    for change in ({"authorised_by": row}, {"officer": leader}, {"authorised_by": below}):
        with pytest.raises(operations.NotFromTheHead):
            authorise(content=replace(content, **change), by=coordinator.on(TODAY), at=MORNING)
    assert content.officer is not None
    first = date(2020, 1, 1)
    give_role(officer=content.officer, role=Role.LEADER, unit=agency, start_on=first, by=system, at=MORNING)
    with pytest.raises(operations.SelfAuthorised):
        authorise(content=content, by=content.officer.on(TODAY), at=MORNING)


def test_the_database_refuses_what_python_might_let_pass(
    content: MandateContent, coordinator: Officer, system: Officer, agency: Unit, leader: Officer
) -> None:
    mandate = authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    regular = SpokespersonContent(
        agency, "regular", "Người phát ngôn", "Trưởng ban", TODAY, None, "", "", "02/QĐ-CQ", MORNING - DAY
    )
    row = record_spokesperson(content=regular, by=system, at=MORNING)
    mine = Mandate.objects.filter(pk=mandate.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        mine.update(authorised_by=row)
    with pytest.raises(ProgrammingError), transaction.atomic():
        mine.update(officer=leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(officer=coordinator)  # who recorded it
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(end_at=mandate.start_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(end_at=None)


def test_under_the_old_decree_the_authorisation_had_to_be_public_within_twelve_hours(
    content: MandateContent, leader: Officer, coordinator: Officer
) -> None:
    signed = datetime(2026, 6, 30, 2, tzinfo=UTC)
    old = replace(content, signed_at=signed, start_at=signed, end_at=signed + DAY)
    mandate = authorise(content=old, by=leader.on(date(2026, 6, 30)), at=signed)  # a leader keeps no clocks
    assert mandate.clock is not None
    assert mandate.clock.due_at == signed + timedelta(hours=12)
    late = signed + timedelta(hours=13)
    publish_mandate(
        mandate=mandate,
        url="https://cong.example/uy-quyen",
        published_at=late,
        version=1,
        by=coordinator,
        at=late,
    )
    mandate.clock.refresh_from_db()
    assert mandate.clock.is_late is True


def test_the_parents_list_covers_its_units(
    head: Spokesperson, agency: Unit, institute: Unit, system: Officer, django_assert_num_queries: object
) -> None:
    for unit, name in ((agency, "Một"), (institute, "Hai")):
        content = SpokespersonContent(
            unit, "regular", name, "Phó ban", TODAY, None, "024", "x@cq.example", "1/QĐ", MORNING
        )
        record_spokesperson(content=content, by=system, at=MORNING)
    assert public_spokespersons(at=MORNING) == []
    Spokesperson.objects.update(published_at=MORNING)
    with django_assert_num_queries(4):  # type: ignore[operator]
        rows = public_spokespersons(at=MORNING)
    assert [(row.unit, row.depth, [one.name for one in row.speakers]) for row in rows] == [
        (agency, 0, [head.full_name, "Một"]),
        (institute, 1, ["Hai"]),
    ]
    assert [one.name for one in speakers_at(unit=institute, at=MORNING)] == ["Hai", head.full_name, "Một"]
    assert [one.name for one in speakers_at(unit=agency, at=MORNING)] == [head.full_name, "Một"]
