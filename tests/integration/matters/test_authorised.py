"""Who was authorised to speak on a matter stands on its line; an interview without a text ticks no text."""

from datetime import timedelta

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.queries.sequence import sequence_of
from dongthuan.apps.matters.queries.timeline import timeline_of
from dongthuan.apps.press.lifecycle import SpokespersonKind
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.mandates import MandateContent, authorise, revoke_mandate
from tests.integration.matters.conftest import AT

HOUR = timedelta(hours=1)


def test_an_authorisation_and_its_end_stand_on_the_line(
    matter: Matter, leader: Officer, speaker: Officer, expert: Officer, office: Officer
) -> None:
    head = Spokesperson.objects.create(
        unit=matter.unit,
        kind=SpokespersonKind.HEAD,
        officer=leader,
        full_name=leader.full_name,
        post="Chủ tịch",
        start_on=AT.date() - timedelta(days=400),
        recorded_by=office,
        recorded_at=AT,
    )
    content = MandateContent(
        head,
        matter.unit,
        expert.full_name,
        "Viện trưởng",
        matter.title,
        AT - HOUR,
        AT + HOUR,
        "9/GUQ",
        AT - HOUR,
        expert,
        record=matter,
    )
    mandate = authorise(content=content, by=office, at=AT)
    revoke_mandate(mandate=mandate, reason="Đổi người", version=1, by=office, at=AT)
    told = {moment.words: moment.detail for moment in timeline_of(matter, seen_by=speaker)}
    given = next(words for words in told if "được ủy quyền phát ngôn" in words)
    assert (expert.full_name in given, told[given]) == (True, "9/GUQ")
    assert told[f"Thu hồi ủy quyền phát ngôn của {expert.full_name}"] == "Đổi người"


def test_what_was_spoken_without_a_text_leaves_that_step_out(matter: Matter, speaker: Officer) -> None:
    matter.first_statement_at = AT
    steps = sequence_of(matter, seen_by=speaker, at=AT)
    (left_out,) = [step for step in steps if step.is_passed]
    assert not left_out.is_done
    assert not left_out.is_next
