"""The way of an item: understood, grouped, counted, corrected; the counts always say what the items say."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dongthuan.analysis.encoder import load_encoder
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.jobs.workbench import Workbench
from dongthuan.apps.monitoring.lifecycle import HandlingState, Origin, Polarity, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source, SourceHour
from dongthuan.apps.monitoring.models.stories import GroupingState, Story
from dongthuan.apps.monitoring.models.topics import Mention, Topic, TopicHour
from dongthuan.apps.monitoring.operations import correcting
from dongthuan.apps.monitoring.operations.grouping import (
    StaleGrouper,
    build_grouper,
    forget_grouping,
    group_and_count,
)
from dongthuan.apps.monitoring.operations.topics import (
    ChangedMeanwhile,
    NoPhrases,
    TopicContent,
    save_topic,
)
from dongthuan.apps.monitoring.operations.understanding import load_topics, understand_items, waiting
from dongthuan.apps.monitoring.queries.integrity import find_mismatches

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
NEWS = [
    (
        "Động đất 3,4 độ tại Kon Tum, không cảnh báo sóng thần",
        "Trận động đất xảy ra lúc 8 giờ sáng, tâm chấn sâu 8 km.",
    ),
    (
        "Động đất 3,4 độ tại Kon Tum, không cảnh báo sóng thần",
        "Trận động đất xảy ra lúc 8 giờ sáng, tâm chấn sâu 8 km.",
    ),
    ("Người dân Kon Tum hoang mang vì tin động đất đến chậm", "Nhiều hộ phê bình việc báo tin chậm trễ."),
    ("Giá cà phê tăng nhẹ phiên cuối tuần", "Thị trường cà phê giao dịch trầm lắng."),
    ("Thêm 12 trạm quan trắc động đất đi vào hoạt động", "Người dân được báo tin nhanh hơn."),
]


@pytest.fixture
def source(db: None) -> Source:
    """One newspaper."""
    return Source.objects.create(name="Báo thử", outlet="Báo thử")


@pytest.fixture
def add_item(source: Source) -> Callable[..., Item]:
    """Add a received item."""

    def add(title: str, lead: str = "", minutes: int = 0) -> Item:
        number = Item.objects.count()
        return Item.objects.create(
            source=source,
            url=f"https://bao.example/{number}",
            url_key=hashlib.sha256(str(number).encode()).digest(),
            title=title,
            lead=lead,
            published_at=NOON + timedelta(minutes=minutes),
            published_origin="feed",
            first_seen_at=NOON,
        )

    return add


@pytest.fixture
def quakes(system: Officer) -> Topic:
    """A topic with its goal, and the topic of everything beside it."""
    everything = TopicContent("tat-ca", "Tất cả", Topic.Kind.EVERYTHING, "", ())
    save_topic(topic=None, content=everything, version=1, by=system, at=NOON)
    content = TopicContent("dong-dat", "Động đất", Topic.Kind.POLICY, "", ("động đất",), minimum_count=4)
    return save_topic(topic=None, content=content, version=1, by=system, at=NOON)


@pytest.fixture
def bench(tmp_path: object) -> Workbench:
    """The models a worker holds; n-grams, so that the test needs nothing built."""
    return Workbench(load_encoder(tmp_path))  # type: ignore[arg-type]  # a path


@pytest.fixture
def counted(bench: Workbench, quakes: Topic, add_item: Callable[..., Item], system: Officer) -> list[Item]:
    """All items of NEWS, read and counted."""
    for minutes, (title, lead) in enumerate(NEWS):
        add_item(title, lead, minutes * 7)
    run_through(bench, system)
    return list(Item.objects.order_by("published_at"))


def run_through(bench: Workbench, system: Officer) -> None:
    """Let the bench do everything that waits."""
    while bench.read_next(by=system):
        pass
    while bench.group_next(by=system):
        pass
    while bench.recount_next(by=system):
        pass


def sums(topic: Topic) -> tuple[int, int]:
    """Return the originals and copies counted for a topic."""
    hours = TopicHour.objects.filter(topic=topic)
    return sum(h.original_count for h in hours), sum(h.copy_count for h in hours)


def test_items_come_out_labelled_grouped_and_counted(counted: list[Item], quakes: Topic) -> None:
    assert {item.stage for item in counted} == {Stage.COUNTED}
    assert all(item.model_id and item.polarity and item.story_id for item in counted)
    assert counted[1].copy_of == counted[0]
    assert counted[1].story == counted[0].story
    assert sums(quakes) == (3, 1)
    assert find_mismatches().is_whole


def test_a_story_knows_its_items_and_outlets(counted: list[Item]) -> None:
    story = Story.objects.get(pk=counted[0].story_id)
    assert story.item_count >= 2
    assert (story.outlet_count, story.first_at) == (1, counted[0].published_at)


def test_doing_it_again_changes_nothing(counted: list[Item], bench: Workbench, system: Officer) -> None:
    before = list(TopicHour.objects.order_by("pk").values())
    run_through(bench, system)
    assert list(TopicHour.objects.order_by("pk").values()) == before


def test_a_slow_reader_does_not_overwrite_a_quick_one(
    bench: Workbench, quakes: Topic, add_item: Callable[..., Item], system: Officer
) -> None:
    add_item("Động đất ở Lai Châu")
    items, topics = waiting(limit=10), bench.current_topics()
    assert understand_items(items=items, reader=bench.reader, topics=topics, by=system) == 1
    assert understand_items(items=items, reader=bench.reader, topics=topics, by=system) == 0
    assert Mention.objects.filter(topic=quakes).count() == 1


def test_topics_that_changed_while_reading_are_asked_anew(
    bench: Workbench, quakes: Topic, add_item: Callable[..., Item], system: Officer
) -> None:
    add_item("Sóng thần ở Nhật Bản")
    topics = load_topics(bench.encoder)
    content = TopicContent("dong-dat", "Động đất", Topic.Kind.POLICY, "", ("sóng thần",))
    save_topic(topic=quakes, content=content, version=quakes.version, by=system, at=NOON)
    assert understand_items(items=waiting(limit=9), reader=bench.reader, topics=topics, by=system) == 0
    run_through(bench, system)
    assert sums(quakes) == (1, 0)


def test_a_rewritten_topic_is_counted_anew(
    counted: list[Item], bench: Workbench, quakes: Topic, system: Officer
) -> None:
    content = TopicContent("dong-dat", "Cà phê", Topic.Kind.POLICY, "", ("cà phê",))
    quakes.refresh_from_db()
    save_topic(topic=quakes, content=content, version=quakes.version, by=system, at=NOON)
    run_through(bench, system)
    assert sums(quakes) == (1, 0)
    assert find_mismatches().is_whole


def test_two_officers_do_not_overwrite_each_other(quakes: Topic, coordinator: Officer) -> None:
    content = TopicContent("dong-dat", "Động đất", Topic.Kind.POLICY, "", ("rung lắc",))
    opened = quakes.version
    save_topic(topic=quakes, content=content, version=opened, by=coordinator, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        save_topic(topic=quakes, content=content, version=opened, by=coordinator, at=NOON)


def test_a_topic_needs_a_phrase(system: Officer) -> None:
    with pytest.raises(NoPhrases):
        save_topic(
            topic=None,
            content=TopicContent("x", "X", Topic.Kind.POLICY, "", ()),
            version=1,
            by=system,
            at=NOON,
        )


def test_a_correction_moves_the_counts_and_is_noted(
    counted: list[Item], quakes: Topic, coordinator: Officer
) -> None:
    item = counted[0]
    other = Polarity.POSITIVE if item.polarity != Polarity.POSITIVE else Polarity.NEGATIVE
    corrected = correcting.correct_label(item=item, polarity=other, by=coordinator, at=NOON)
    assert (corrected.polarity, corrected.polarity_origin) == (other, Origin.HUMAN)
    assert find_mismatches().is_whole
    assert sums(quakes) == (3, 1)
    assert Entry.objects.latest("id").act == "monitoring.correct_label"


def test_a_correction_is_undone(counted: list[Item], coordinator: Officer) -> None:
    item = counted[2]
    before = (item.polarity, item.polarity_origin)
    correcting.correct_label(item=item, polarity=Polarity.POSITIVE, by=coordinator, at=NOON)
    undone = correcting.undo_correction(item=item, by=coordinator, at=NOON)
    assert (undone.polarity, undone.polarity_origin) == before
    assert find_mismatches().is_whole
    with pytest.raises(correcting.NothingToUndo):
        correcting.undo_correction(item=item, by=coordinator, at=NOON)


def test_confirming_a_label_makes_it_a_persons(counted: list[Item], coordinator: Officer) -> None:
    item = counted[3]
    confirmed = correcting.correct_label(item=item, polarity=Polarity(item.polarity), by=coordinator, at=NOON)
    assert confirmed.polarity_origin == Origin.HUMAN
    assert find_mismatches().is_whole


def test_an_item_not_read_yet_cannot_be_corrected(
    add_item: Callable[..., Item], coordinator: Officer
) -> None:
    with pytest.raises(correcting.NotReadYet):
        correcting.correct_label(item=add_item("Mới"), polarity=Polarity.NEUTRAL, by=coordinator, at=NOON)


def test_a_refused_correction_leaves_no_trace(counted: list[Item], outsider: Officer) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        correcting.correct_label(item=counted[0], polarity=Polarity.POSITIVE, by=outsider, at=NOON)
    counted[0].refresh_from_db()
    assert counted[0].polarity_origin == Origin.MACHINE
    assert (Entry.objects.count(), counted[0].corrections.count()) == (before, 0)


def test_handling_is_noted(counted: list[Item], coordinator: Officer) -> None:
    handled = correcting.handle_item(item=counted[2], handling=HandlingState.IN_HAND, by=coordinator, at=NOON)
    assert handled.handling == HandlingState.IN_HAND
    assert Entry.objects.latest("id").details == {"from": "open", "to": "in_hand"}


def test_a_grouper_that_is_behind_stores_nothing(
    bench: Workbench, quakes: Topic, add_item: Callable[..., Item], system: Officer
) -> None:
    grouper = build_grouper()
    add_item("Động đất ở Lai Châu")
    bench.read_next(by=system)
    forget_grouping()
    with pytest.raises(StaleGrouper):
        group_and_count(grouper=grouper, limit=10, by=system)
    assert SourceHour.objects.count() == 0
    assert bench.group_next(by=system) == 1


def test_a_new_worker_knows_the_stories_of_the_one_before(
    counted: list[Item], bench: Workbench, add_item: Callable[..., Item], system: Officer
) -> None:
    fresh = Workbench(bench.encoder)
    late = add_item(*NEWS[0], 55)
    run_through(fresh, system)
    late.refresh_from_db()
    assert late.copy_of == counted[0]
    assert late.story == counted[0].story
    assert GroupingState.objects.get().generation >= 2
    assert find_mismatches().is_whole


def test_only_the_system_reads_items(bench: Workbench, coordinator: Officer) -> None:
    with pytest.raises(NotAllowed):
        understand_items(items=[], reader=bench.reader, topics=load_topics(bench.encoder), by=coordinator)
