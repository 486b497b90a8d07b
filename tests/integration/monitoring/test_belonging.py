"""People say what an item concerns; the counts follow at once, and texts like it are sorted so afterwards."""

import pytest
from django.test import Client

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.learning import TopicExample
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.operations.belonging import say_relevance, say_topic
from dongthuan.apps.monitoring.operations.correcting import NotReadYet
from dongthuan.apps.monitoring.operations.understanding import load_topics, text_of
from dongthuan.apps.monitoring.queries.integrity import find_mismatches
from dongthuan.apps.monitoring.queries.learning import standing_examples
from tests.integration.monitoring.newsroom import Newsroom

ENCODER = NgramEncoder()


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


def topics_of(item: Item) -> set[int]:
    return set(Mention.objects.filter(item=item).values_list("topic_id", flat=True))


def found_by_machine(item: Item) -> set[int]:
    """Return the topics that the matcher finds now."""
    [vector] = ENCODER.embed([text_of(item).head])
    return {int(match.key) for match in load_topics(ENCODER).matcher.match(text_of(item), vector)}


def test_what_does_not_concern_us_leaves_all_news_and_can_come_back(
    newsroom: Newsroom, unit_officer: Officer, outsider: Officer
) -> None:
    item = newsroom.publish("Đội bóng tỉnh thắng trận cuối")
    with pytest.raises(NotAllowed):
        say_relevance(item=item, is_relevant=False, by=outsider, at=clock.now())
    for _twice in range(2):
        item = say_relevance(item=item, is_relevant=False, by=unit_officer, at=clock.now())
    assert (item.relevance, topics_of(item)) == (0.0, set())
    assert [row.label for row in standing_examples()] == ["irrelevant"]
    item = say_relevance(item=item, is_relevant=True, by=unit_officer, at=clock.now())
    assert topics_of(item) == {newsroom.everything.pk}
    assert standing_examples() == []
    found = find_mismatches()
    assert (found.topic_hours, found.source_hours) == (0, 0)


def test_a_person_puts_texts_into_a_topic_and_out_of_it_and_the_machine_follows(
    newsroom: Newsroom, unit_officer: Officer
) -> None:
    Topic.objects.filter(pk=newsroom.topic.pk).update(phrases=["bão"])
    wrong = newsroom.publish("Bão giảm giá áo khoác cuối tuần tại chợ", topics=[newsroom.topic])
    alike = newsroom.publish("Bão giảm giá áo khoác cuối tuần tại siêu thị")
    storm = newsroom.publish("Bão số 9 đổ bộ, dân sơ tán")
    flood = newsroom.publish("Nước lên nhanh ở hạ lưu, cả làng thức trắng")
    assert {newsroom.topic.pk} == found_by_machine(alike) == found_by_machine(storm)
    say_topic(item=wrong, topic=newsroom.topic, belongs=False, by=unit_officer, at=clock.now())
    say_topic(item=flood, topic=newsroom.topic, belongs=True, by=unit_officer, at=clock.now())
    assert topics_of(wrong) == {newsroom.everything.pk}
    assert topics_of(flood) == {newsroom.everything.pk, newsroom.topic.pk}
    assert found_by_machine(wrong) == found_by_machine(alike) == set()
    assert found_by_machine(storm) == found_by_machine(flood) == {newsroom.topic.pk}
    say_topic(item=wrong, topic=newsroom.topic, belongs=True, by=unit_officer, at=clock.now())
    assert found_by_machine(alike) == {newsroom.topic.pk}
    assert find_mismatches().topic_hours == 0
    assert Entry.objects.filter(act="monitoring.correct_label").count() == 3


def test_what_the_machine_has_not_read_is_not_sorted(newsroom: Newsroom, unit_officer: Officer) -> None:
    item = newsroom.publish("Tin")
    Item.objects.update(stage="received")
    with pytest.raises(NotReadYet):
        say_topic(item=item, topic=newsroom.topic, belongs=True, by=unit_officer, at=clock.now())


def test_it_is_said_on_the_page_of_the_item(
    client: Client, newsroom: Newsroom, unit_officer: Officer, administrator: Officer
) -> None:
    item = newsroom.publish("Nước lên nhanh ở hạ lưu")
    page = f"/giam-sat/tin/{item.pk}/"
    client.force_login(administrator)
    assert "lien-quan" not in client.get(page).content.decode()
    assert client.post(f"{page}lien-quan/", {"concerns": "no"}).status_code == 403
    client.force_login(unit_officer)
    assert "Xếp vào chủ đề" in client.get(page).content.decode()
    put = client.post(f"{page}chu-de/", {"topic": newsroom.topic.pk, "belongs": "yes"}, follow=True)
    assert "do người xếp vào" in put.content.decode()
    assert TopicExample.objects.get().belongs
    client.post(f"{page}chu-de/", {"topic": newsroom.topic.pk, "belongs": "no"})
    out = client.post(f"{page}lien-quan/", {"concerns": "no"}, follow=True).content.decode()
    assert "Có liên quan đến cơ quan" in out
