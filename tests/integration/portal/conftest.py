"""A press office that publishes: a speaker whose details are public, and cleared texts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import caches
from PIL import Image

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.common.roles import Role
from dongthuan.apps.content.lifecycle import TextKind
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.clearing import put_for_clearance
from dongthuan.apps.content.operations.pictures import PictureContent, Uploaded, add_picture
from dongthuan.apps.content.operations.publishing import publish_text, set_embargo
from dongthuan.apps.content.operations.texts import TextContent, draw_up_text
from dongthuan.apps.content.queries.texts import speakers_for
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.spokespersons import (
    SpokespersonContent,
    publish_spokesperson,
    record_spokesperson,
)
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, newcomer

MORNING = datetime(2026, 9, 7, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
BODY = "Đợt khảo sát **thứ hai** đã xong.\n\n<script>alert(1)</script>\n\n- trạm một\n- trạm hai"
Publish = Callable[..., Text]


@pytest.fixture(autouse=True)
def _no_old_pages() -> None:
    """Forget the pages that an earlier test left behind."""
    caches["pages"].clear()


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def lawyer(system: Officer) -> Officer:
    """Looks for secrets."""
    return newcomer("phap-che", "Hoàng Thu Trang", system, Role.LEGAL_OFFICER)


@pytest.fixture
def head(agency: Unit, leader: Officer, coordinator: Officer) -> Spokesperson:
    """The head, whose details are public."""
    content = SpokespersonContent(
        agency,
        "head",
        leader.full_name,
        "Chủ tịch",
        FIRST_DAY,
        officer=leader,
        phone="024 3756 1234",
        official_email="ct@cq.example",
    )
    row = record_spokesperson(content=content, by=coordinator, at=MORNING)
    publish_spokesperson(
        spokesperson=row,
        version=row.version,
        published_at=MORNING,
        url="/cong/nguoi-phat-ngon/",
        by=coordinator,
        at=MORNING,
    )
    return row


@pytest.fixture
def publish(
    agency: Unit,
    head: Spokesperson,
    unit_officer: Officer,
    lawyer: Officer,
    leader: Officer,
    spokesperson: Officer,
) -> Publish:
    """Draw a text up, have it cleared by two, and publish it."""

    def published(
        title: str = "Kết quả khảo sát",
        at: datetime = MORNING,
        embargo: datetime | None = None,
        pictures: int = 0,
        **more: Any,
    ) -> Text:
        speaker = speakers_for(agency, at=at)[0]
        given: dict[str, Any] = {"lead": "Hai trạm đã hoạt động.", "body": BODY, "speaker": speaker}
        content = TextContent(TextKind.RELEASE, agency, title, **(given | more))
        text = draw_up_text(content=content, by=unit_officer, at=at)
        for number in range(1, pictures + 1):
            said = PictureContent(f"Trạm số {number}", f"Ảnh trạm số {number}", "none")
            given = {"version": text.version, "file": picture(number), "content": said}
            add_picture(record=text, by=unit_officer, at=at, **given)
            text.refresh_from_db()
        steps = [
            StepAsked(Part.SECRECY, lawyer, at + HOUR),
            StepAsked(Part.LEADER, leader, at + HOUR),
        ]
        asked = put_for_clearance(text=text, version=text.version, steps=steps, by=unit_officer, at=at)
        clear(asked, at)
        text.refresh_from_db()
        if embargo is not None:
            text = set_embargo(text=text, version=text.version, until=embargo, by=spokesperson, at=at)
        return publish_text(text=text, version=text.version, by=spokesperson, at=at, has_looked=True)

    return published


def picture(number: int) -> Uploaded:
    """Return a picture larger than the page, each another one."""
    made = Image.new("RGB", (1200, 400 + number), "white")
    made.paste((10, 20, 30 * number), (0, 0, 600, 400))
    held = BytesIO()
    made.save(held, "PNG")
    return Uploaded(held.getvalue(), f"tram-{number}.png")


def clear(clearance: Clearance, at: datetime) -> None:
    """Let everybody who was asked approve the words."""
    for step in ClearanceStep.objects.filter(clearance=clearance).select_related("officer"):
        assert step.officer is not None
        decide_step(
            step=step,
            decision=Decision.APPROVED,
            comment="",
            text_hash=clearance.text_hash,
            by=step.officer.on(at.date()),
            at=at,
        )
