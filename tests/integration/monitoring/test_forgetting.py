"""Rows that grow with every visit and hour are let go after their days; what people or alerts use is kept."""

from datetime import timedelta

import pytest
from django.conf import settings

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.monitoring.models.sources import DropCount, Fetch, Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.operations import forgetting
from tests.integration.monitoring.watched import NOW


def grow(days_ago: int) -> None:
    """One row of each table from a day, and the warnings that are kept."""
    at = NOW - timedelta(days=days_ago)
    source = Source.objects.get_or_create(name="Báo A", defaults={"url": "https://a.example/"})[0]
    topic = Topic.objects.get_or_create(slug="a", defaults={"name": "A"})[0]
    Fetch.objects.create(source=source, at=at, outcome="read")
    DropCount.objects.create(source=source, day=local_day(at), reason="no_link", count=1)
    numbers = {name: [1.0] for name in ("mean", "low_80", "high_80", "low_95", "high_95")}
    for method, scored_at in (("a", at), ("b", None)):
        Forecast.objects.create(
            topic=topic, series="volume", step="day", start_at=at, made_at=at, method=method, model_id=method,
            history_count=1, scored_at=scored_at, **numbers,
        )  # fmt: skip
    kinds = ({}, {"is_alert": True}, {"verdict": "true"}, {"crossed": None, "scored_at": None})
    for number, more in enumerate(kinds):
        given = {"crossed": False, "scored_at": at, "probability": 0.1, "persistence": 0.1} | more
        EarlyWarning.objects.create(
            topic=topic, at=at, horizon_hours=12, model_id=str(number), item_count=1, line=4, held=1, **given
        )


def test_each_table_by_its_days_in_batches(system: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    for days_ago in (1, 91, 92, 401, 402):
        grow(days_ago)
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)
    found = forgetting.forget(days=settings.RETENTION_DAYS, by=system, at=NOW)
    assert found == {"visits": 4, "drops": 2, "forecasts": 2, "warnings": 2}
    assert not any(forgetting.forget(days=settings.RETENTION_DAYS, by=system, at=NOW).values())
    assert (Forecast.objects.count(), EarlyWarning.objects.count()) == (8, 18)


def test_an_officer_lets_nothing_go(unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        forgetting.forget(days=settings.RETENTION_DAYS, by=unit_officer, at=NOW)
