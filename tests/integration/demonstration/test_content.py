"""The invented texts: set up twice they are there once, and they go without a trace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.revisions import TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.queries.public import published
from dongthuan.apps.content.queries.texts import findings_in
from dongthuan.apps.demonstration import operations
from dongthuan.apps.demonstration.commissions import remove_commissions
from dongthuan.apps.demonstration.content import remove_content, set_up_content
from dongthuan.apps.demonstration.press_registers import remove_press_registers, set_up_press_registers
from dongthuan.apps.demonstration.press_removal import remove_press
from dongthuan.apps.demonstration.work import cast_of
from dongthuan.apps.files.models import Attachment

AT, DAY = datetime(2026, 9, 7, 2, tzinfo=UTC), date(2026, 9, 7)


def test_the_texts_are_invented_once_and_go_again(db: None) -> None:
    operations.set_up(address="http://127.0.0.1:8000", at=AT, on=DAY)
    remove_commissions()
    remove_press(cast=cast_of(on=DAY), at=AT)
    set_up_press_registers(cast=cast_of(on=DAY), at=AT)
    for _ in range(2):
        set_up_content(cast=cast_of(on=DAY), at=AT)
    assert Text.objects.count() == 8
    assert set(Text.objects.values_list("state", flat=True)) == set(TextState.values)
    assert [len(one.public_corrections) for one in published(at=AT)] == [1, 0]  # type: ignore[attr-defined]  # fetched beside
    assert published(at=AT + timedelta(days=1)).count() == 3
    assert any(findings_in(text) for text in Text.objects.filter(state=TextState.DRAFT))
    assert Clearance.objects.filter(state="open", record_type="content.text").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        TextRevision.objects.all().delete()
    remove_content()
    assert not Text.objects.exists()
    assert not Attachment.objects.filter(record_type="content.text").exists()
    assert not Clearance.objects.filter(record_type__startswith="content.").exists()
    remove_press_registers()
