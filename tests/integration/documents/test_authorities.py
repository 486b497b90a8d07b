"""The right to sign is limited as article 13 of Decree 30/2020 says, and recorded by another person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import close_account
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.operations import authorities as operations
from dongthuan.apps.documents.operations.authorities import AuthorityContent, end_authority, grant_authority
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY
from tests.integration.documents.conftest import DAY, NOON


@pytest.fixture
def mandate(unit_officer: Officer, agency: Unit, head: SigningAuthority) -> AuthorityContent:
    """The head lets an officer sign for a month in one matter."""
    return AuthorityContent(
        officer=unit_officer,
        unit=agency,
        capacity=Capacity.BY_MANDATE,
        title="Trưởng ban",
        principal="Chủ tịch",
        start_on=DAY,
        end_on=date(2026, 4, 1),
        matter="Tuần lễ khoa học",
        ground="Giấy ủy quyền số 01/GUQ-VHL",
        delegated_from=head,
    )


WRONG = [
    ({"end_on": None}, operations.NoLimit),
    ({"matter": " "}, operations.NoLimit),
    ({"ground": ""}, operations.NoGround),
    ({"principal": ""}, operations.NoPrincipal),
    ({"delegated_from": None}, operations.NotFromTheHead),
    ({"end_on": DAY}, operations.EndsBeforeStart),
    ({"capacity": Capacity.BY_ORDER, "ground": ""}, operations.NoGround),
    ({"capacity": Capacity.DEPUTY, "principal": ""}, operations.NoPrincipal),
    ({"capacity": Capacity.HEAD}, operations.NoPrincipal),
]


@pytest.mark.parametrize(("change", "refusal"), WRONG)
def test_what_the_decree_forbids_is_refused(
    change: dict[str, Any], refusal: type[Exception], mandate: AuthorityContent, coordinator: Officer
) -> None:
    with pytest.raises(refusal):
        grant_authority(content=replace(mandate, **change), by=coordinator, at=NOON)
    assert SigningAuthority.objects.count() == 1


def test_a_mandate_is_not_passed_on(
    mandate: AuthorityContent, coordinator: Officer, spokesperson: Officer
) -> None:
    first = grant_authority(content=mandate, by=coordinator, at=NOON)
    again = replace(mandate, officer=spokesperson, delegated_from=first)
    with pytest.raises(operations.NotFromTheHead):
        grant_authority(content=again, by=coordinator, at=NOON)


def test_a_mandate_of_another_issuer_counts_for_nothing(
    mandate: AuthorityContent, coordinator: Officer, institute: Unit
) -> None:
    with pytest.raises(operations.NotFromTheHead):
        grant_authority(content=replace(mandate, unit=institute), by=coordinator, at=NOON)


def test_a_mandate_lapses_with_its_source(
    mandate: AuthorityContent, coordinator: Officer, head: SigningAuthority
) -> None:
    given = grant_authority(content=mandate, by=coordinator, at=NOON)
    later = DAY + timedelta(days=5)
    assert given in SigningAuthority.objects.in_force(on=later)
    end_authority(authority=head, end_on=later, reason="Nghỉ hưu", by=coordinator, at=NOON)
    assert given in SigningAuthority.objects.in_force(on=later - timedelta(days=1))
    assert given not in SigningAuthority.objects.in_force(on=later)


def test_nobody_records_his_own(head: SigningAuthority, leader: Officer, agency: Unit) -> None:
    content = AuthorityContent(leader, agency, Capacity.HEAD, "Chủ tịch", "", FIRST_DAY)
    with pytest.raises(operations.SelfGrant):
        grant_authority(content=content, by=leader, at=NOON)


def test_the_database_holds_the_limits_too(mandate: AuthorityContent, coordinator: Officer) -> None:
    given = grant_authority(content=mandate, by=coordinator, at=NOON)
    given.end_on = None
    with pytest.raises(IntegrityError):
        given.save()


def test_who_may_not_grant_leaves_no_trace(mandate: AuthorityContent, unit_officer: Officer) -> None:
    before = SigningAuthority.objects.count()
    with pytest.raises(NotAllowed):
        grant_authority(content=mandate, by=unit_officer, at=NOON)
    assert SigningAuthority.objects.count() == before


def test_a_closed_account_signs_nothing(
    head: SigningAuthority, leader: Officer, system: Officer, coordinator: Officer
) -> None:
    close_account(officer=leader, by=system, at=NOON)
    assert not SigningAuthority.objects.in_force(on=DAY).exists()
    leader.refresh_from_db()
    content = AuthorityContent(leader, head.unit, Capacity.HEAD, "Chủ tịch", "", FIRST_DAY)
    with pytest.raises(operations.NoSuchSigner):
        grant_authority(content=content, by=coordinator, at=NOON)


def test_an_end_is_not_put_off(head: SigningAuthority, coordinator: Officer) -> None:
    end_authority(authority=head, end_on=DAY, reason="", by=coordinator, at=NOON)
    for end_on in (DAY, DAY + timedelta(days=9)):
        with pytest.raises(operations.AlreadyEnded):
            end_authority(authority=head, end_on=end_on, reason="", by=coordinator, at=NOON)


def test_it_cannot_end_before_it_began(head: SigningAuthority, coordinator: Officer) -> None:
    with pytest.raises(operations.EndsBeforeStart):
        end_authority(
            authority=head, end_on=FIRST_DAY - timedelta(days=1), reason="", by=coordinator, at=NOON
        )
