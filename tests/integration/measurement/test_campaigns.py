"""Objectives before, results after, a lesson at the end; and what is refused on the way."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.measurement.models.campaigns import Campaign, Result
from dongthuan.apps.measurement.operations import campaigns as acts
from dongthuan.apps.measurement.operations.outcomes import check_message, draw_up_result
from dongthuan.apps.measurement.queries.campaigns import reached
from dongthuan.apps.measurement.queries.figures import carried_of, effect_on_topics, mood_of, value_of
from dongthuan.apps.press.operations.versions import AheadOfTime
from tests.integration.conftest import DAY, NOON
from tests.integration.measurement.conftest import objective, running, with_objective
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = pytest.mark.django_db
LESSON = acts.Closing("Báo tin bằng tranh dễ hiểu hơn.", "Làm tranh trước, bài sau.")


def _note(campaign: Campaign, by: Officer, value: int = 70, on: date = DAY, **more: Any) -> None:
    content = acts.ResultContent(
        campaign.objectives.get(), Decimal(value), on, **{"source": "Khảo sát"} | more
    )
    acts.note_result(campaign=campaign, content=content, by=by, at=NOON)


def test_from_objectives_to_lesson(campaign: Campaign, institute_officer: Officer) -> None:
    row = running(campaign, institute_officer)
    assert row.frozen_at == NOON
    _note(row, institute_officer, 30)
    _note(row, institute_officer, 70)
    one = reached(row, on=DAY)[0]
    assert (one.value, one.share, one.is_met) == (Decimal(70), 1.25, True)
    row.refresh_from_db()
    row = acts.close(campaign=row, content=LESSON, version=row.version, by=institute_officer, at=NOON)
    assert (row.state, row.closed_at) == ("closed", NOON)
    with pytest.raises(acts.NotInThatState):
        with_objective(row, institute_officer)
    with pytest.raises(acts.NotInThatState):
        _note(row, institute_officer)


def test_after_the_start_an_objective_changes_only_with_a_reason_that_stays(
    campaign: Campaign, institute_officer: Officer
) -> None:
    row = running(campaign, institute_officer)
    one = row.objectives.get()
    given = {"objective": one, "version": row.version, "by": institute_officer, "at": NOON}
    with pytest.raises(NoReason):
        acts.change_objective(content=objective(target=Decimal(30)), **given)
    with pytest.raises(NoReason):
        with_objective(row, institute_officer)
    with pytest.raises(acts.NotInThatState):
        acts.drop_objective(**given)
    row = acts.change_objective(content=objective(target=Decimal(30), reason="Ít tiền hơn"), **given)
    change = one.changes.get()
    assert (change.target, change.reason) == (Decimal(60), "Ít tiền hơn")
    row = with_objective(row, institute_officer, reason="Thêm một tỉnh")
    assert [each.added_reason for each in row.objectives.all()] == ["", "Thêm một tỉnh"]


def test_before_the_start_objectives_are_free(campaign: Campaign, institute_officer: Officer) -> None:
    row = with_objective(campaign, institute_officer)
    given = {"objective": row.objectives.get(), "by": institute_officer, "at": NOON}
    row = acts.change_objective(content=objective(target=Decimal(30)), version=row.version, **given)
    assert not row.objectives.get().changes.exists()
    row = acts.drop_objective(version=row.version, **given)
    assert not row.objectives.exists()


@pytest.mark.parametrize("level", ["", "input", "activity", "output"])
def test_a_campaign_starts_with_something_that_is_to_change_in_people(
    level: str, campaign: Campaign, institute_officer: Officer
) -> None:
    row = with_objective(campaign, institute_officer, level=level) if level else campaign
    with pytest.raises(acts.NoObjective):
        acts.start(campaign=row, version=row.version, by=institute_officer, at=NOON)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"statement": "Giá trị quy đổi quảng cáo 2 tỷ"}, acts.AdvertisingValue),
        ({"unit_of_measure": "AVE"}, acts.AdvertisingValue),
        ({"target": Decimal(20)}, acts.SameAsBaseline),
        ({"baseline_source": " "}, NoReason),
        ({"statement": "[MẬT] việc kín"}, SecretMark),
    ],
)
def test_objectives_refused(
    changed: dict[str, Any], refusal: type[Exception], campaign: Campaign, institute_officer: Officer
) -> None:
    with pytest.raises(refusal):
        with_objective(campaign, institute_officer, **changed)
    assert not campaign.objectives.exists()


def test_results_refused(campaign: Campaign, institute_officer: Officer, unit_officer: Officer) -> None:
    with_objective(campaign, institute_officer)
    with pytest.raises(acts.NotInThatState):
        _note(campaign, institute_officer)
    row = running(Campaign.objects.get(), institute_officer)
    first = row.objectives.all()[0]
    given = {"objective": first, "value": Decimal(1), "on": DAY, "source": "A"}
    for changed, by, refusal in (
        ({"on": DAY + timedelta(days=1)}, institute_officer, AheadOfTime),
        ({"source": ""}, institute_officer, NoReason),
        ({"source": "AVE"}, institute_officer, acts.AdvertisingValue),
        ({}, unit_officer, NotAllowed),
    ):
        with pytest.raises(refusal):
            acts.note_result(campaign=row, content=acts.ResultContent(**given | changed), by=by, at=NOON)
    assert not Result.objects.exists()


def test_nothing_is_closed_without_lesson_and_results(campaign: Campaign, institute_officer: Officer) -> None:
    row = running(campaign, institute_officer)
    given = {"campaign": row, "version": row.version, "by": institute_officer, "at": NOON}
    with pytest.raises(acts.NoLesson):
        acts.close(content=acts.Closing(" ", "Khác"), **given)
    with pytest.raises(acts.Unmeasured) as refusal:
        acts.close(content=LESSON, **given)
    assert refusal.value.count == 1
    with pytest.raises(ChangedMeanwhile):
        acts.close(content=LESSON, **given | {"version": row.version - 1})
    why = acts.Closing(LESSON.lesson, LESSON.next_time, "Không có kinh phí khảo sát")
    assert acts.close(content=why, **given).unmeasured == why.unmeasured


def test_what_is_counted_here_is_kept_at_the_close(campaign: Campaign, institute_officer: Officer) -> None:
    news = Newsroom(NOON + timedelta(days=3))
    campaign.topics.add(news.topic)
    for number in range(12):
        polarity = "negative" if number < 3 else "neutral"
        news.publish(f"Tin {number}", ago=timedelta(hours=number), polarity=polarity, topics=[news.topic])
    row = with_objective(campaign, institute_officer, measure="negative", baseline=Decimal(50))
    row = acts.start(campaign=row, version=row.version, by=institute_officer, at=NOON)
    later = NOON + timedelta(days=4)
    one = row.objectives.get()
    assert mood_of(row, on=later.date()).total == 12
    assert value_of(one, on=later.date()) == Decimal("25.0")
    assert effect_on_topics(row, at=later) is None  # nothing was collected before the start
    with pytest.raises(acts.CountedHere):
        _note(row, institute_officer)
    row = acts.close(campaign=row, content=LESSON, version=row.version, by=institute_officer, at=later)
    news.publish("Tin muộn", polarity="negative", topics=[news.topic])
    assert reached(Campaign.objects.get(), on=later.date())[0].value == Decimal("25.00")


def test_a_person_says_whether_an_item_carries_a_message(
    campaign: Campaign, institute_officer: Officer
) -> None:
    news = Newsroom(NOON + timedelta(hours=5))
    campaign.topics.add(news.topic)
    items = [news.publish(f"Tin {number}", topics=[news.topic]) for number in range(4)]
    elsewhere = news.publish("Tin khác")
    row = running(campaign, institute_officer)
    given = {"campaign": row, "by": institute_officer, "at": NOON}
    for item, says in zip(items, (True, False, True, True), strict=True):
        check_message(item=item.pk, is_carried=says, **given)
    check_message(item=items[0].pk, is_carried=False, **given)  # said anew
    carried = carried_of(row, on=DAY)
    assert (carried.items, carried.checked, carried.carried) == (4, 4, 2)
    with pytest.raises(acts.NotInThatState):
        check_message(item=elsewhere.pk, is_carried=True, **given)


def test_the_one_page_result(campaign: Campaign, coordinator: Officer) -> None:
    with pytest.raises(acts.NotInThatState):
        draw_up_result(campaign=campaign, by=coordinator, at=NOON)
    row = running(campaign, coordinator)
    _note(row, coordinator, 40)
    paper = draw_up_result(campaign=row, by=coordinator, at=NOON)
    said = str(paper.body)
    for words in ("Đạt 0 trên 1 chỉ tiêu", "sau đó không thay đổi", "Người dân biết báo tin", "Chưa đạt"):
        assert words in said
