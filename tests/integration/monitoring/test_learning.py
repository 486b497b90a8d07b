"""Officers teach the reader: kept append-only, learned on request, adopted by a person; counts stay true."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.understanding import ItemText
from dongthuan.analysis.understanding_heads import POLARITIES
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.jobs.workbench import Workbench
from dongthuan.apps.monitoring.lifecycle import Origin, Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.learning import LearnedHeads, Rereading, TrainingExample
from dongthuan.apps.monitoring.operations import learning
from dongthuan.apps.monitoring.operations.correcting import correct_label, undo_correction
from dongthuan.apps.monitoring.operations.learning_asked import ask_rereading
from dongthuan.apps.monitoring.queries.integrity import find_mismatches
from dongthuan.apps.monitoring.queries.learning import answered_step, practice, standing_examples
from tests.integration.monitoring.newsroom import Newsroom

PAGE = "/giam-sat/mo-hinh/"
ENCODER = NgramEncoder()


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


def teach(newsroom: Newsroom, by: Officer, count: int = 60) -> list[Item]:
    """Publish items of one kind that the machine called neutral, and correct them all to negative."""
    items = [
        newsroom.publish(f"Trạm bơm số {n} xã Đông {n * 7} hỏng, nước ngập ruộng", polarity="neutral")
        for n in range(count)
    ]
    for item in items:
        correct_label(item=item, polarity=Polarity.NEGATIVE, by=by, at=clock.now())
    return items


@pytest.fixture
def candidate(newsroom: Newsroom, unit_officer: Officer, system: Officer) -> LearnedHeads:
    teach(newsroom, unit_officer)
    return learning.refit_heads(encoder=ENCODER, by=system, at=clock.now())


def test_a_correction_is_kept_as_it_stood_and_never_changed(
    newsroom: Newsroom, unit_officer: Officer
) -> None:
    item = newsroom.publish("Cầu chậm hai năm", lead="Dân chờ.", polarity="neutral")
    correct_label(item=item, polarity=Polarity.NEGATIVE, by=unit_officer, at=clock.now())
    Item.objects.filter(pk=item.pk).update(title="Tựa khác")
    kept = TrainingExample.objects.get()
    assert (kept.title, kept.lead, kept.label, kept.machine_label) == (
        "Cầu chậm hai năm",
        "Dân chờ.",
        "negative",
        "neutral",
    )
    assert (kept.by, kept.model_id) == (unit_officer, "thử")
    for change in (kept.delete, lambda: TrainingExample.objects.update(label="positive")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_what_was_taken_back_is_not_learned_from(newsroom: Newsroom, unit_officer: Officer) -> None:
    item = newsroom.publish(polarity="neutral")
    correct_label(item=item, polarity=Polarity.NEGATIVE, by=unit_officer, at=clock.now())
    correct_label(item=item, polarity=Polarity.POSITIVE, by=unit_officer, at=clock.now())
    undo_correction(item=item, by=unit_officer, at=clock.now() + timedelta(seconds=1))
    [row] = standing_examples()
    assert (row.label, row.machine_label) == ("negative", "neutral")
    undo_correction(item=item, by=unit_officer, at=clock.now() + timedelta(seconds=2))
    assert standing_examples() == []


def test_few_corrections_teach_nothing(newsroom: Newsroom, unit_officer: Officer, system: Officer) -> None:
    teach(newsroom, unit_officer, 3)
    with pytest.raises(learning.TooFewCorrections):
        learning.refit_heads(encoder=ENCODER, by=system, at=clock.now())
    assert not LearnedHeads.objects.exists()


def test_a_refit_is_compared_on_locked_texts_and_changes_nothing_by_itself(candidate: LearnedHeads) -> None:
    locked = TrainingExample.objects.filter(is_locked=True).count()
    assert candidate.locked_count == locked == candidate.figures["items"]
    assert candidate.example_count == 60 - locked
    assert candidate.figures["f1"] > candidate.former_figures["f1"]
    assert candidate.state == LearnedHeads.State.CANDIDATE
    assert learning.heads_in_use(ENCODER).model_id == candidate.former_id


def test_only_a_leader_or_coordinator_adopts_and_it_can_be_taken_back(
    candidate: LearnedHeads, coordinator: Officer, unit_officer: Officer, system: Officer
) -> None:
    given = {"heads": candidate, "encoder_id": ENCODER.model_id, "at": clock.now()}
    for other in (unit_officer, system):
        with pytest.raises(NotAllowed):
            learning.adopt_heads(by=other, **given)
    bench = Workbench(ENCODER)
    assert bench.reader.model_id == candidate.former_id
    with pytest.raises(learning.OtherEncoder):
        learning.adopt_heads(**{**given, "encoder_id": "khác"}, by=coordinator)
    learning.adopt_heads(by=coordinator, **given)
    assert bench.reader.model_id == candidate.model_id
    with pytest.raises(learning.AlreadyDecided):
        learning.refuse_heads(heads=candidate, reason="muộn", by=coordinator, at=clock.now())
    learning.roll_back_heads(by=coordinator, at=clock.now())
    assert bench.reader.model_id == candidate.former_id
    with pytest.raises(learning.NothingAdopted):
        learning.roll_back_heads(by=coordinator, at=clock.now())
    assert Entry.objects.filter(act="monitoring.adopt_heads").count() == 2


def test_stored_items_are_read_anew_and_the_counts_stay_true(
    newsroom: Newsroom, candidate: LearnedHeads, coordinator: Officer, system: Officer
) -> None:
    titles = ["Trạm bơm xã Tây hỏng, nước ngập ruộng", "Khánh thành trường học mới, dân vui mừng"]
    vectors = ENCODER.embed(titles)
    items = [
        newsroom.publish(title, vector=vector, polarity="unclear")
        for title, vector in zip(titles, vectors, strict=True)
    ]
    said = newsroom.publish("Người nói", vector=np.ones(384), polarity_origin=Origin.HUMAN)
    for item in (*items, said):
        item.meaning.model_id = f"{ENCODER.model_id}+cũ"
        item.meaning.save()
    learning.adopt_heads(heads=candidate, encoder_id=ENCODER.model_id, by=coordinator, at=clock.now())
    ask_rereading(model_id=candidate.model_id, by=coordinator, at=clock.now())
    bench = Workbench(ENCODER)
    while bench.reread_next(by=system, at=clock.now()):
        pass
    first, said = Item.objects.get(pk=items[0].pk), Item.objects.get(pk=said.pk)
    assert (first.polarity, first.model_id) == ("negative", candidate.model_id)
    assert said.polarity == "neutral"
    found = find_mismatches()
    assert (found.topic_hours, found.source_hours) == (0, 0)
    done = Rereading.objects.get()
    assert (done.read_count, done.ended_at is not None) == (3, True)
    assert not bench.reread_next(by=system, at=clock.now())


def test_practice_counts_what_the_machine_had_said(newsroom: Newsroom, unit_officer: Officer) -> None:
    teach(newsroom, unit_officer, 4)
    right = newsroom.publish(polarity="positive")
    correct_label(item=right, polarity=Polarity.POSITIVE, by=unit_officer, at=clock.now())
    found = practice(standing_examples())
    assert (found.spoken, found.confirmed, found.right) == (5, 5, 0.2)
    assert dict(found.confusion)["negative"] == [0, 4, 0, 0]
    assert list(dict(found.confusion)) == list(POLARITIES)


def test_the_page_shows_it_and_its_buttons_do_it(
    client: Client, candidate: LearnedHeads, coordinator: Officer, unit_officer: Officer
) -> None:
    client.force_login(unit_officer)
    shown = client.get(PAGE).content.decode()
    assert candidate.model_id in shown
    assert f"{PAGE}{candidate.pk}/dung/" not in shown
    assert client.post(f"{PAGE}{candidate.pk}/dung/").status_code == 403
    client.force_login(coordinator)
    assert f"{PAGE}{candidate.pk}/dung/" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}hoc-lai/").status_code == 302
    client.post(f"{PAGE}doc-lai/")
    assert "đang được đọc lại" in client.post(f"{PAGE}doc-lai/", follow=True).content.decode()
    assert Rereading.objects.count() == 1
    client.post(f"{PAGE}{candidate.pk}/khong-dung/", {"reason": "Ít mẫu quá"})
    candidate.refresh_from_db()
    assert (candidate.state, candidate.reason) == ("refused", "Ít mẫu quá")
    assert "Ít mẫu quá" in client.get(PAGE).content.decode()


def test_how_sure_it_must_be_is_chosen_by_a_leader_or_coordinator_and_read_with(
    client: Client, newsroom: Newsroom, coordinator: Officer, unit_officer: Officer
) -> None:
    bench = Workbench(ENCODER)
    usual = bench.reader.understand([ItemText("Phường họp dân về đường mới")])[0].polarity_confidence
    with pytest.raises(NotAllowed):
        learning.choose_answered(answered=50, by=unit_officer, at=clock.now())
    with pytest.raises(learning.NotMeasured):
        learning.choose_answered(answered=63, by=coordinator, at=clock.now())
    client.force_login(unit_officer)
    assert 'name="answered"' not in client.get(PAGE).content.decode()
    client.force_login(coordinator)
    shown = client.get(PAGE).content.decode()
    assert 'name="answered" value="50"' in shown
    assert "<polyline" in shown
    assert "Đã chọn" in client.post(f"{PAGE}muc-tra-loi/", {"answered": 50}, follow=True).content.decode()
    step = answered_step()
    assert (step.answered, step.least > 0.5) == (0.5, True)
    read = bench.reader.understand([ItemText("Phường họp dân về đường mới")])[0]
    assert read.polarity_confidence == usual
    assert (read.polarity == "unclear") == (usual < step.least)
    assert Entry.objects.filter(act="monitoring.choose_answered").count() == 1


def test_heads_of_an_earlier_form_are_left_aside(candidate: LearnedHeads, coordinator: Officer) -> None:
    learning.adopt_heads(heads=candidate, encoder_id=ENCODER.model_id, by=coordinator, at=clock.now())
    LearnedHeads.objects.update(model_id=f"{ENCODER.model_id}+u1.h1", content=b"x")
    assert learning.heads_in_use(ENCODER).model_id == candidate.former_id
