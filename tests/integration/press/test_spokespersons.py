"""Spokespersons: recorded from the decision, public within 24 hours, ended; who speaks when is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import spokespersons as operations
from dongthuan.apps.press.operations.spokespersons import SpokespersonContent, record_spokesperson
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries.mandates import live_mandate, public_spokespersons
from dongthuan.apps.press.queries.spokespersons import offices_by_unit
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import MORNING, TODAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def content(agency: Unit, spokesperson: Officer) -> SpokespersonContent:
    """A regular spokesperson, assigned this morning."""
    return SpokespersonContent(
        unit=agency,
        kind="regular",
        full_name=spokesperson.full_name,
        post="Chánh Văn phòng",
        start_on=TODAY,
        officer=spokesperson,
        phone="024 1",
        official_email="pn@cq.example",
        decision_no="01/QĐ-CQ",
        decided_at=MORNING,
    )


def test_the_details_must_be_public_within_twenty_four_hours(
    content: SpokespersonContent, coordinator: Officer
) -> None:
    row = record_spokesperson(content=content, by=coordinator, at=MORNING, files=[("qd.txt", b"Quyet dinh")])
    assert row.clock is not None
    assert (row.clock.alias, row.clock.due_at) == ("P01", MORNING + 24 * HOUR)
    assert [one.name for one in attachments_of(row)] == ["qd.txt"]
    assert public_spokespersons(at=MORNING + 20 * HOUR) == []
    done = {"url": "https://cong.example/pn", "version": 1, "by": coordinator, "at": MORNING + 20 * HOUR}
    operations.publish_spokesperson(spokesperson=row, published_at=MORNING + 19 * HOUR, **done)
    assert Clock.objects.get(pk=row.clock_id).is_late is False
    assert [one.name for one in public_spokespersons(at=MORNING + 20 * HOUR)[0].speakers] == [
        content.full_name
    ]
    assert public_spokespersons(at=MORNING + 18 * HOUR) == []
    with pytest.raises(ChangedMeanwhile):
        operations.publish_spokesperson(spokesperson=row, published_at=MORNING + 19 * HOUR, **done)


def test_publishing_a_day_late_is_late(content: SpokespersonContent, coordinator: Officer) -> None:
    row = record_spokesperson(content=content, by=coordinator, at=MORNING)
    late = MORNING + 24 * HOUR
    operations.publish_spokesperson(
        spokesperson=row, url="https://x.example", published_at=late, version=1, by=coordinator, at=late
    )
    assert Clock.objects.get(pk=row.clock_id).is_late is True


def test_what_the_law_makes_public_must_be_there(content: SpokespersonContent, coordinator: Officer) -> None:
    row = record_spokesperson(content=replace(content, phone=""), by=coordinator, at=MORNING)
    one = {"url": "https://x.example", "published_at": MORNING, "by": coordinator, "at": MORNING}
    with pytest.raises(operations.NotWhole):
        operations.publish_spokesperson(spokesperson=row, version=1, **one)
    operations.correct_details(
        spokesperson=row, details={"phone": "024 9"}, version=1, by=coordinator, at=MORNING
    )
    with pytest.raises(operations.NowherePublic):
        operations.publish_spokesperson(spokesperson=row, version=2, **one | {"url": " "})
    with pytest.raises(AheadOfTime):
        operations.publish_spokesperson(spokesperson=row, version=2, **one | {"published_at": MORNING + HOUR})
    row = operations.publish_spokesperson(spokesperson=row, version=2, **one)
    with pytest.raises(operations.NotWhole):
        operations.correct_details(
            spokesperson=row, details={"phone": ""}, version=3, by=coordinator, at=MORNING
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Spokesperson.objects.update(phone="")


WRONG = [
    pytest.param({"decision_no": ""}, operations.NoDecision, id="no decision"),
    pytest.param({"decided_at": None}, operations.NoDecision, id="decided nobody knows when"),
    pytest.param({"decided_at": MORNING + HOUR}, AheadOfTime, id="decided later"),
    pytest.param({"end_on": TODAY}, operations.EndsBeforeStart, id="ends as it begins"),
    pytest.param({"post": "TUYỆT MẬT"}, SecretMark, id="secret"),
]


@pytest.mark.parametrize(("change", "refusal"), WRONG)
def test_a_wrong_entry_leaves_no_trace(
    content: SpokespersonContent, coordinator: Officer, change: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        record_spokesperson(content=replace(content, **change), by=coordinator, at=MORNING)
    assert not Spokesperson.objects.exists()
    assert not Clock.objects.exists()


def test_a_unit_has_one_head_at_a_time(head: Spokesperson, agency: Unit, coordinator: Officer) -> None:
    second = SpokespersonContent(agency, "head", "Người thứ hai", "Chủ tịch", TODAY)
    with pytest.raises(operations.TwoHeads):
        record_spokesperson(content=second, by=coordinator, at=MORNING)
    operations.end_spokesperson(
        spokesperson=head, end_on=TODAY, reason="Nghỉ hưu", version=1, by=coordinator, at=MORNING
    )
    assert record_spokesperson(content=second, by=coordinator, at=MORNING).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Spokesperson.objects.filter(pk=head.pk).update(end_on=None)


def test_an_ended_office_carries_nothing_from_that_day_on(
    content: SpokespersonContent, coordinator: Officer, spokesperson: Officer
) -> None:
    row = record_spokesperson(content=content, by=coordinator, at=MORNING)
    assert live_mandate(officer=spokesperson, at=MORNING) is not None
    with pytest.raises(NoReason):
        operations.end_spokesperson(
            spokesperson=row, end_on=TODAY + DAY, reason="", version=1, by=coordinator, at=MORNING
        )
    tomorrow = TODAY + DAY
    operations.end_spokesperson(
        spokesperson=row, end_on=tomorrow, reason="Thôi giao", version=1, by=coordinator, at=MORNING
    )
    last = datetime(2026, 9, 7, 16, 59, tzinfo=UTC)  # 23:59 in Hà Nội
    assert live_mandate(officer=spokesperson, at=last) is not None
    assert live_mandate(officer=spokesperson, at=last + timedelta(minutes=1)) is None
    assert Clock.objects.get(pk=row.clock_id).state == "running"  # public it must be all the same


def test_a_unit_speaks_for_itself_and_not_for_the_agency(
    content: SpokespersonContent,
    institute: Unit,
    agency: Unit,
    institute_officer: Officer,
    spokesperson: Officer,
) -> None:
    own = replace(content, unit=institute)
    with pytest.raises(NotAllowed):
        record_spokesperson(content=content, by=institute_officer, at=MORNING)
    record_spokesperson(content=own, by=institute_officer, at=MORNING)
    assert live_mandate(officer=spokesperson, at=MORNING, unit=institute) is not None
    assert live_mandate(officer=spokesperson, at=MORNING, unit=agency) is None


def test_the_register_shows_units_with_nobody(
    head: Spokesperson, institute: Unit, agency: Unit, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        rows = offices_by_unit(at=MORNING)
    assert [(row.unit, row.rows) for row in rows] == [(agency, [head]), (institute, [])]


def test_before_the_decree_no_clock_is_invented(content: SpokespersonContent, coordinator: Officer) -> None:
    june = datetime(2026, 6, 29, 2, tzinfo=UTC)
    old = replace(content, decided_at=june, start_on=date(2026, 6, 29))
    assert record_spokesperson(content=old, by=coordinator, at=june).clock is None
