"""Merges proposed each night: people decide, what they decided is not asked again, a merge can be undone."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.models.stories import Story, StoryChange, StoryProposal
from dongthuan.apps.monitoring.operations.grouping import refresh_stories
from dongthuan.apps.monitoring.operations.stories import split_story, undo_change
from dongthuan.apps.monitoring.operations.story_proposals import (
    AlreadyDecided,
    decide_proposal,
    propose_merges,
    propose_splits,
)
from dongthuan.apps.monitoring.queries.stories_told import subjects_of, waiting_proposals, waiting_splits
from tests.integration.monitoring.newsroom import Newsroom

NOW = datetime(2026, 3, 2, 20, 51, tzinfo=UTC)


@pytest.fixture
def room(system: Officer) -> Newsroom:
    """Where items are published."""
    return Newsroom(NOW)


@pytest.fixture
def pair(room: Newsroom) -> tuple[Story, Story]:
    """Two stories of one event, and one of another."""
    near, far = np.eye(384)[0].tolist(), np.eye(384)[1].tolist()
    first = room.story("Sập nhịp cầu Phong Châu ở Phú Thọ", "Cầu Phong Châu sập trong lũ", vector=near)
    second = room.story("Cầu Phong Châu sập: tìm người mất tích", vector=near, citations=["09/2017/NĐ-CP"])
    room.story("Giá xăng giảm từ 15 giờ", vector=far)
    return first, second


@pytest.fixture
def proposal(pair: tuple[Story, Story], system: Officer) -> StoryProposal:
    """What the night proposes."""
    (made,) = propose_merges(by=system, at=NOW)
    return made


def test_the_night_proposes_and_again_the_same(
    proposal: StoryProposal, pair: tuple[Story, Story], system: Officer
) -> None:
    assert {proposal.story, proposal.other} == set(pair)
    assert len(propose_merges(by=system, at=NOW + timedelta(days=1))) == 1
    assert StoryProposal.objects.count() == 1


def test_a_person_merges_and_may_undo_it(proposal: StoryProposal, coordinator: Officer) -> None:
    decide_proposal(proposal=proposal, is_same=True, by=coordinator, at=NOW)
    other = Story.objects.get(pk=proposal.other_id)
    assert other.merged_into_id == proposal.story_id
    assert waiting_proposals() == []
    with pytest.raises(AlreadyDecided):
        decide_proposal(proposal=proposal, is_same=False, by=coordinator, at=NOW)
    undo_change(change=StoryChange.objects.get(), by=coordinator, at=NOW)
    other.refresh_from_db()
    assert other.merged_into_id is None


def test_two_events_are_not_asked_about_again(
    proposal: StoryProposal, coordinator: Officer, system: Officer
) -> None:
    decide_proposal(proposal=proposal, is_same=False, by=coordinator, at=NOW)
    assert propose_merges(by=system, at=NOW) == []
    assert Story.objects.standing().count() == 3


def test_what_a_person_split_is_not_proposed(room: Newsroom, coordinator: Officer, system: Officer) -> None:
    near = np.eye(384)[0].tolist()
    story = room.story("Cầu Phong Châu sập trong lũ", "Cầu Phong Châu sập: cầu phao", vector=near)
    item = story.items.order_by("-published_at").first()
    assert item is not None
    split_story(story=story, items=[item.pk], by=coordinator, at=NOW)
    assert propose_merges(by=system, at=NOW) == []


def test_an_outsider_decides_nothing(proposal: StoryProposal, outsider: Officer) -> None:
    with pytest.raises(NotAllowed):
        decide_proposal(proposal=proposal, is_same=True, by=outsider, at=NOW)


def test_pages(
    proposal: StoryProposal, pair: tuple[Story, Story], coordinator: Officer, client: Client
) -> None:
    assert subjects_of(pair[1]).citations == [("09/2017/NĐ-CP", 1)]
    assert dict(subjects_of(pair[0]).names)["Phong Châu"] >= 1
    client.force_login(coordinator)
    assert "có thể là một sự việc" in client.get("/giam-sat/chum-tin/").content.decode()
    page = client.get(f"/giam-sat/chum-tin/{pair[0].pk}/").content.decode()
    assert "Đưa tin đầu tiên" in page
    client.post(f"/giam-sat/chum-tin/de-nghi-gop/{proposal.pk}/", {"same": "0"})
    proposal.refresh_from_db()
    assert proposal.is_same is False


@pytest.fixture
def drifted(room: Newsroom) -> Story:
    """A story of two events, three items each, and a copy of one of the later ones."""
    near, far = np.eye(384)[0].tolist(), np.eye(384)[1].tolist()
    story = room.story(*(f"Sập nhịp cầu ở Phú Thọ trong lũ, lần {n}" for n in range(3)), vector=near)
    late = [
        room.publish(f"Giá xăng dầu giảm từ chiều nay, tin {n}", story=story, vector=far, ago=timedelta(0))
        for n in range(3)
    ]
    room.publish(late[0].title, story=story, vector=far, copy_of=late[0], ago=timedelta(0))
    refresh_stories([story.pk])
    return story


def test_a_story_that_drifted_is_split_by_a_person_or_left_for_good(
    drifted: Story, pair: tuple[Story, Story], coordinator: Officer, system: Officer, client: Client
) -> None:
    (made,) = propose_splits(by=system, at=NOW)
    assert (made.story, len(made.leaving)) == (drifted, 3)
    assert propose_merges(by=system, at=NOW)
    assert len(propose_splits(by=system, at=NOW)) == StoryProposal.objects.filter(other=None).count() == 1
    client.force_login(coordinator)
    assert "Giá xăng dầu giảm từ chiều nay, tin 1" in client.get("/giam-sat/chum-tin/").content.decode()
    (asked,) = waiting_splits()
    client.post(f"/giam-sat/chum-tin/de-nghi-gop/{asked.proposal.pk}/", {"same": "0"})
    change = StoryChange.objects.get()
    assert (change.kind, change.other.items.count() if change.other else 0) == ("split", 4)
    assert drifted.items.count() == 3
    assert waiting_splits() == propose_splits(by=system, at=NOW) == []


def test_a_story_said_to_be_one_is_not_asked_about_again(
    drifted: Story, coordinator: Officer, system: Officer
) -> None:
    (made,) = propose_splits(by=system, at=NOW)
    decide_proposal(proposal=made, is_same=True, by=coordinator, at=NOW)
    assert propose_splits(by=system, at=NOW) == []
    assert drifted.items.count() == 7
