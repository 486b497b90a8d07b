"""The invented desk: something at every stage, a contradiction to decide, and no change a second time."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.demonstration.inquiries import set_up_inquiries
from dongthuan.apps.demonstration.inquiries_removal import end_inquiries
from dongthuan.apps.demonstration.work import Cast
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.press.models.answers import Answer, ContradictionFlag
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.models.spokespersons import Spokesperson
from tests.integration.press.desk_cast import AT, an_inquiry


@pytest.fixture
def cast(
    leader: Officer,
    coordinator: Officer,
    spokesperson: Officer,
    unit_officer: Officer,
    administrator: Officer,
    head: Spokesperson,
) -> Cast:
    """The demonstration's people, played by those of the tests."""
    people = (leader, coordinator, spokesperson, unit_officer, unit_officer, administrator)
    return Cast(*(officer.on(AT.date()) for officer in people))


def test_the_desk_is_filled_once(cast: Cast) -> None:
    set_up_inquiries(cast=cast, at=AT)
    states = set(Inquiry.objects.values_list("state", flat=True))
    assert states == {"answered", "refused", "drafting", "received"}
    assert ContradictionFlag.objects.get().theirs.startswith("2 tỷ")
    counts = [model.objects.count() for model in (Inquiry, Answer, Line, IncomingMail)]  # type: ignore[attr-defined]
    set_up_inquiries(cast=cast, at=AT)
    assert counts == [model.objects.count() for model in (Inquiry, Answer, Line, IncomingMail)]  # type: ignore[attr-defined]
    assert all("minh hoạ" in topic for topic in Inquiry.objects.values_list("topic", flat=True))


def test_what_was_invented_goes_without_a_trace_and_real_work_stays(
    cast: Cast, spokesperson: Officer
) -> None:
    set_up_inquiries(cast=cast, at=AT)
    real = an_inquiry(spokesperson, topic="Câu hỏi thật", parent=Inquiry.objects.earliest("pk"))
    end_inquiries(cast=cast, at=AT)
    assert list(Inquiry.objects.all()) == [real]
    assert not Answer.objects.exists()
    assert not Line.objects.exists()
    assert not IncomingMail.objects.exists()
    assert not Attachment.objects.exists()
    assert not Clock.objects.open().filter(record_type="press.inquiry").exists()
