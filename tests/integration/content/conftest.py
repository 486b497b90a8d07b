"""A text of the agency, its spokesperson with a live mandate, and those who clear."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.clearances.queries.clearances import latest_clearance
from dongthuan.apps.common.roles import Role
from dongthuan.apps.content.lifecycle import TextKind
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.clearing import put_correction_for_clearance, put_for_clearance
from dongthuan.apps.content.operations.publishing import publish_text
from dongthuan.apps.content.operations.texts import TextContent, draw_up_text
from dongthuan.apps.content.queries.texts import speakers_for
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, newcomer

NOON = datetime(2026, 7, 2, 5, tzinfo=UTC)
DAY = date(2026, 7, 2)
HOUR = timedelta(hours=1)
BODY = "Cơ quan công bố kết quả khảo sát. Số liệu do đơn vị chuyên môn xác nhận."
Maker = Callable[..., Text]


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def lawyer(system: Officer) -> Officer:
    """Looks for secrets and for law."""
    return newcomer("phap-che", "Hoàng Thu Trang", system, Role.LEGAL_OFFICER)


@pytest.fixture
def speaker(agency: Unit, spokesperson: Officer, system: Officer) -> Spokesperson:
    """The regular spokesperson in office."""
    return Spokesperson.objects.create(
        unit=agency,
        officer=spokesperson,
        kind="regular",
        full_name="Phạm Quốc Anh",
        post="Chánh Văn phòng",
        phone="024 3756 0000",
        official_email="phatngon@coquan.vn",
        decision_no="12/QĐ-CQ",
        decided_at=datetime(2026, 1, 5, tzinfo=UTC),
        start_on=FIRST_DAY,
        recorded_by=system,
        recorded_at=NOON,
    )


def content_of(unit: Unit, **more: Any) -> TextContent:
    """Return what is written down: a release by the unit's first speaker."""
    speakers = speakers_for(unit, at=NOON)
    given: dict[str, Any] = {"kind": TextKind.RELEASE, "unit": unit, "title": "Kết quả khảo sát"}
    given |= {"body": BODY, "speaker": speakers[0] if speakers else None, "contact": "024 3756 0000"}
    return TextContent(**(given | more))


@pytest.fixture
def make(agency: Unit, speaker: Spokesperson, unit_officer: Officer) -> Maker:
    """Draw up a text by the unit's officer."""

    def made(**more: Any) -> Text:
        return draw_up_text(content=content_of(agency, **more), by=unit_officer, at=NOON)

    return made


@pytest.fixture
def clear(unit_officer: Officer, lawyer: Officer, leader: Officer) -> Callable[..., None]:
    """Have a text or a correction cleared by the lawyer and the leader."""

    def cleared(record: Text | CorrectionNotice, at: datetime = NOON) -> None:
        record.refresh_from_db()
        steps = [StepAsked(Part.SECRECY, lawyer, at + HOUR), StepAsked(Part.LEADER, leader, at + HOUR)]
        given: dict[str, Any] = {"version": record.version, "steps": steps, "by": unit_officer, "at": at}
        if isinstance(record, Text):
            put_for_clearance(text=record, **given)
        else:
            put_correction_for_clearance(correction=record, **given)
        clearance = latest_clearance(record)
        assert clearance is not None
        for step in clearance.steps.all():
            assert step.officer is not None
            officer = {lawyer.pk: lawyer, leader.pk: leader}[step.officer.pk]
            said: dict[str, Any] = {"decision": Decision.APPROVED, "comment": ""}
            decide_step(step=step, text_hash=clearance.text_hash, by=officer, at=at, **said)

    return cleared


@pytest.fixture
def published(make: Maker, clear: Callable[..., None], spokesperson: Officer) -> Text:
    """A text the public has."""
    text = make()
    clear(text)
    return publish_text(text=text, version=text.version, by=spokesperson, at=NOON, has_looked=True)
