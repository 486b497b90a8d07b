"""Two officers change one authorisation at the same instant: one is first, the other reads one sentence."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.mandate_papers import draw_up_paper
from dongthuan.apps.press.operations.mandates import MandateContent, authorise, revoke_mandate
from dongthuan.apps.press.operations.versions import ChangedMeanwhile
from dongthuan.apps.press.register_wording import sentence_of
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import MORNING, TODAY


@pytest.mark.django_db(transaction=True)
def test_one_is_first_and_the_other_reads_one_sentence(
    transactional_db: None,
    head: Spokesperson,
    agency: Unit,
    unit_officer: Officer,
    coordinator: Officer,
    leader: Officer,
) -> None:
    end = MORNING + timedelta(days=1)
    content = MandateContent(
        head, agency, "Lê Thu Hà", "Chuyên viên", "Vụ việc thử", MORNING, end, officer=unit_officer
    )
    mandate = authorise(content=content, by=coordinator.on(TODAY), at=MORNING)
    version, entries = mandate.version, Entry.objects.count()
    refused: list[str] = []
    start = threading.Barrier(2)

    def press(act: Callable[[Officer], object], key: int) -> None:
        officer = Officer.objects.get(pk=key).on(TODAY)
        start.wait()
        try:
            act(officer)
        except ChangedMeanwhile as refusal:
            refused.append(sentence_of(refusal))
        finally:
            connection.close()

    def revoke(by: Officer) -> object:
        return revoke_mandate(mandate=mandate, reason="Thôi", version=version, by=by, at=MORNING)

    def draw_up(by: Officer) -> object:
        return draw_up_paper(mandate=mandate, version=version, by=by, at=MORNING)

    threads = [
        threading.Thread(target=press, args=pair) for pair in ((revoke, leader.pk), (draw_up, coordinator.pk))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (sentence,) = refused
    assert sentence
    row = Mandate.objects.get()
    assert row.version == version + 1
    assert (row.revoked_at is None) == OfficialDocument.objects.exists()
    assert Entry.objects.count() > entries
