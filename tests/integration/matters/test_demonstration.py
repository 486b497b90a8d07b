"""The invented matters: one closed with its lesson, one under the clock, one watched; set up once."""

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.demonstration.matters import set_up_matters
from dongthuan.apps.demonstration.work import Cast
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.press.models.spokespersons import Spokesperson
from tests.integration.matters.conftest import AT, ON


def test_it_is_set_up_once(
    leader: Officer,
    office: Officer,
    speaker: Officer,
    expert: Officer,
    administrator: Officer,
    office_of_speaker: Spokesperson,
) -> None:
    assert office_of_speaker.officer == speaker
    cast = Cast(leader.on(ON), office, speaker, expert, expert, administrator.on(ON))
    for _time in range(2):
        set_up_matters(cast=cast, at=AT)
    assert sorted(Matter.objects.values_list("state", "grade")) == [
        ("closed", "notable"),
        ("open", "urgent"),
        ("open", "watch"),
    ]
    assert Clock.objects.count() == 2
    assert set(MisinformationCard.objects.values_list("kind", "response")) == {
        ("fake", "debunk"),
        ("criticism", "comment"),
    }
    titled = [*Matter.objects.values_list("title", flat=True)]
    assert all("(minh hoạ)" in title for title in titled)
