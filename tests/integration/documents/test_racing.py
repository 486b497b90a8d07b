"""Several people at once: no gap in the numbers, one signature a document, an authority that ends."""

import threading

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.lifecycle import DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import FrozenContent, OfficialDocument
from dongthuan.apps.documents.models.registers import Register, RegisterEntry
from dongthuan.apps.documents.operations import documents, signing
from dongthuan.apps.documents.operations.authorities import end_authority
from tests.integration.documents.conftest import DAY, NOON, Maker


@pytest.mark.django_db(transaction=True)
def test_many_signatures_at_once_leave_no_gap(
    transactional_db: None,
    draw_up: Maker,
    head: SigningAuthority,
    leader: Officer,
    coordinator: Officer,
) -> None:
    """Twelve threads sign, two of them what cannot be signed: eleven numbers would be one too many."""
    waiting = [draw_up(subject=f"Văn bản {n}") for n in range(12)]
    waiting = [signing.submit(document=one, version=1, by=coordinator, at=NOON) for one in waiting]
    refused: list[int] = []
    start = threading.Barrier(len(waiting))

    def put_name_to(position: int, document: OfficialDocument) -> None:
        version = document.version + (position % 6 == 0)
        officer = Officer.objects.get(pk=leader.pk).on(DAY)
        start.wait()
        try:
            signing.sign(document=document, authority=head, version=version, by=officer, at=NOON)
        except documents.ChangedMeanwhile:
            refused.append(position)
        finally:
            connection.close()

    threads = [threading.Thread(target=put_name_to, args=pair) for pair in enumerate(waiting)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(refused) == [0, 6]
    assert sorted(RegisterEntry.objects.values_list("number", flat=True)) == list(range(1, 11))
    assert Register.objects.get().last_number == 10


@pytest.mark.django_db(transaction=True)
def test_one_document_is_signed_once_by_whoever_is_first(
    transactional_db: None,
    submitted: OfficialDocument,
    head: SigningAuthority,
    leader: Officer,
    coordinator: Officer,
) -> None:
    """Four threads sign the same version, two send it back, two take it back: one of the eight is done."""
    outcomes: list[str] = []
    start = threading.Barrier(8)
    version = submitted.version

    def act(position: int) -> None:
        chief, author = (Officer.objects.get(pk=one.pk).on(DAY) for one in (leader, coordinator))
        start.wait()
        try:
            if position < 4:
                signing.sign(document=submitted, authority=head, version=version, by=chief, at=NOON)
            elif position < 6:
                signing.send_back(document=submitted, version=version, reason="Sửa", by=chief, at=NOON)
            else:
                signing.withdraw(document=submitted, version=version, by=author, at=NOON)
            outcomes.append("done")
        except documents.ChangedMeanwhile:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(position,)) for position in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", *["late"] * 7]
    submitted.refresh_from_db()
    is_signed = submitted.state == DocumentState.SIGNED
    assert submitted.version == version + 1
    assert RegisterEntry.objects.count() == FrozenContent.objects.count() == int(is_signed)


@pytest.mark.django_db(transaction=True)
def test_an_authority_that_ends_while_somebody_signs(
    transactional_db: None,
    submitted: OfficialDocument,
    head: SigningAuthority,
    leader: Officer,
    coordinator: Officer,
) -> None:
    """Signed before the end or refused after it; never a signature without a number or the other way."""
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def put_name_to() -> None:
        chief = Officer.objects.get(pk=leader.pk).on(DAY)
        start.wait()
        try:
            signing.sign(document=submitted, authority=head, version=submitted.version, by=chief, at=NOON)
            outcomes.append("signed")
        except (signing.NoAuthority, NotAllowed):
            outcomes.append("refused")
        finally:
            connection.close()

    def end() -> None:
        office = Officer.objects.get(pk=coordinator.pk).on(DAY)
        start.wait()
        try:
            end_authority(authority=head, end_on=DAY, reason="Nghỉ hưu", by=office, at=NOON)
        finally:
            connection.close()

    threads = [threading.Thread(target=put_name_to), threading.Thread(target=end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RegisterEntry.objects.count() == int(outcomes == ["signed"])
