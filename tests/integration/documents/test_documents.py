"""Drawing up and rewriting: clean words, versions, and nothing classified."""

from datetime import UTC, datetime

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.documents.operations import documents as operations
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Annex, Kind, Paragraph, Table
from dongthuan.docgen.official_record import annexes_from_plain, blocks_from_plain

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
TABLE = Table(("TT", "Việc"), (("1", "Họp"),), numeric=(0,), caption="Bảng 1")


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency."""
    return Unit.objects.get(parent__isnull=True)


def test_what_is_drawn_up_is_kept_whole(agency: Unit, unit_officer: Officer) -> None:
    document = operations.draw_up(
        kind=Kind.PLAN,
        unit=agency,
        subject="  Kế hoạch\ntruyền thông ",
        body=[Paragraph("Căn cứ Luật;", is_basis=True), TABLE],
        annexes=[Annex("Nhiệm vụ", (TABLE,), is_landscape=True)],
        record=agency,
        by=unit_officer,
        at=NOON,
    )
    document.refresh_from_db()
    assert document.subject == "Kế hoạch truyền thông"
    assert blocks_from_plain(document.body) == (Paragraph("Căn cứ Luật;", is_basis=True), TABLE)
    assert annexes_from_plain(document.annexes)[0].blocks == (TABLE,)
    assert (document.record_type, document.record_key) == ("units.unit", str(agency.pk))
    assert (document.number, document.symbol, document.content_hash) == (None, "", "")
    assert Entry.objects.first().act == "documents.draw_up"  # type: ignore[union-attr]
