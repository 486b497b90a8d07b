"""Two matters that are one: the one goes on in the other, its clock kept, and may be parted again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.matters.lifecycle import Clause, MatterState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.linking import link_record
from dongthuan.apps.matters.operations.matters import MatterContent, open_matter
from dongthuan.apps.matters.operations.merging import merge_matter, part_matter
from dongthuan.apps.matters.operations.refusals import (
    ChangedMeanwhile,
    HasMerged,
    LosesLimit,
    NoChange,
    NoReason,
    NotInThatState,
    SpokenTogether,
)
from dongthuan.apps.matters.operations.statements import record_statement
from dongthuan.apps.matters.queries.matters import matter_of
from dongthuan.apps.matters.queries.timeline import timeline_of
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.reports.queries.statutory import INDICATORS, Period
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, NOTABLE, duty
from tests.integration.matters.test_statements import spoken

HOUR = timedelta(hours=1)
WHY = "Cùng một tin đồn"


@pytest.fixture
def again(agency: Unit, speaker: Officer) -> Matter:
    """The same rumour, opened a second time an hour later, under the same clause."""
    content = MatterContent("Tin đồn động đất, mở lần hai", agency)
    at = AT + HOUR
    return open_matter(content=content, grading=NOTABLE, duty=duty(t0_at=at), by=speaker, at=at)


def merged(matter: Matter, into: Matter, by: Officer) -> Matter:
    """Return the matter, gone on in the other."""
    version = matter.version
    merge_matter(matter=matter, version=version, into=into, reason=WHY, by=by, at=AT + 2 * HOUR)
    matter.refresh_from_db()
    return matter


def test_what_is_said_on_one_ends_both_clocks(
    matter: Matter, again: Matter, speaker: Officer, office_of_speaker: Spokesperson
) -> None:
    link_record(matter=again, record=office_of_speaker, by=speaker, at=AT + HOUR)
    merged(again, matter, speaker)
    assert (again.state, again.merged_into, again.merge_reason) == (MatterState.MERGED, matter, WHY)
    assert again.clock is not None
    assert again.clock.state == State.RUNNING
    assert matter_of(office_of_speaker) == matter
    record_statement(matter=matter, spoken=spoken(speaker, AT + 3 * HOUR), by=speaker, at=AT + 4 * HOUR)
    again.clock.refresh_from_db()
    matter.refresh_from_db()
    assert (again.clock.state, again.clock.done_at) == (State.DONE, AT + 3 * HOUR)
    assert matter.first_statement_at == AT + 3 * HOUR
    with pytest.raises(SpokenTogether):
        part_matter(matter=again, version=again.version, reason=WHY, by=speaker, at=AT + 5 * HOUR)
    words = [moment.words for moment in timeline_of(matter, seen_by=speaker)]
    assert any("2/2026" in one for one in words)
    assert sum("Mở" in one or "mở" in one for one in words) >= 2


def test_it_is_one_case_of_the_annual_report(matter: Matter, again: Matter, speaker: Officer) -> None:
    merged(again, matter, speaker)
    period = Period(2026, date(2025, 12, 15), date(2026, 12, 15))
    cases = {one.code: [part.rows(period).count() for part in one.parts] for one in INDICATORS}
    assert list(Matter.objects.counted()) == [matter]
    assert (cases["4"][0], cases["5"][0]) == (1, 1)


def test_parted_it_is_under_way_again(matter: Matter, again: Matter, speaker: Officer) -> None:
    merged(again, matter, speaker)
    part_matter(matter=again, version=again.version, reason="Hai tin khác nhau", by=speaker, at=AT + 3 * HOUR)
    again.refresh_from_db()
    assert (again.state, again.merged_into, again.merge_reason) == (MatterState.OPEN, None, "")
    assert Entry.objects.get(act="matters.part").ground == "Hai tin khác nhau"


def test_no_limit_is_lost(
    matter: Matter, again: Matter, agency: Unit, speaker: Officer, expert: Officer
) -> None:
    """The earlier t0, another clause or a duty where the other has none: merged the other way round."""
    other = open_matter(
        content=MatterContent("Sự kiện", agency), grading=NOTABLE, duty=duty(Clause.EVENT), by=speaker, at=AT
    )
    plain = open_matter(content=MatterContent("Khác", agency), grading=NOTABLE, duty=None, by=speaker, at=AT)
    told: dict[str, Any] = {"reason": WHY, "by": speaker, "at": AT + 2 * HOUR}
    for one, into in ((matter, again), (other, matter), (matter, plain)):
        with pytest.raises(LosesLimit):
            merge_matter(matter=one, version=one.version, into=into, **told)
    with pytest.raises(NoChange):
        merge_matter(matter=plain, version=plain.version, into=plain, **told)
    with pytest.raises(NoReason):
        merge_matter(matter=plain, version=plain.version, into=matter, **(told | {"reason": " "}))
    with pytest.raises(ChangedMeanwhile):
        merge_matter(matter=plain, version=9, into=matter, **told)
    with pytest.raises(NotAllowed):
        merge_matter(matter=plain, version=plain.version, into=matter, **(told | {"by": expert}))
    assert not Matter.objects.filter(state=MatterState.MERGED).exists()
    assert not Entry.objects.filter(act="matters.merge").exists()
    merged(plain, matter, speaker)
    with pytest.raises(HasMerged):
        merge_matter(matter=matter, version=matter.version, into=other, **told)
    with pytest.raises(NotInThatState):
        merge_matter(matter=again, version=again.version, into=plain, **told)


def test_on_the_page(
    matter: Matter,
    again: Matter,
    speaker: Officer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + 2 * HOUR)
    client.force_login(speaker)
    given = {"merge-version": again.version, "merge-into": matter.pk, "merge-reason": WHY}
    answer = client.post(f"{again.get_absolute_url()}viec/gop/", given)
    assert answer.headers["Location"] == matter.get_absolute_url()
    page = client.get(again.get_absolute_url()).content.decode()
    assert f'href="{matter.get_absolute_url()}"' in page
    assert "viec-tach" in page
    assert "viec-gop" not in page
