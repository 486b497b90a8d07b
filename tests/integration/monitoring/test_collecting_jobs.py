"""The minute's tick: what is due is queued once, those of one host one after another."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import now
from dongthuan.apps.monitoring.jobs.collecting import collect_due, collect_one, purge
from dongthuan.apps.monitoring.lifecycle import SourceState
from dongthuan.apps.monitoring.models.sources import Fetch, RawDocument, Source


def source(name: str, url: str, **more: Any) -> Source:
    given = {"next_fetch_at": now() - timedelta(minutes=1), **more}
    return Source.objects.create(name=name, outlet=name, url=url, **given)


def visits() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="monitoring.collect_one").order_by("id"))


def test_due_sources_are_queued_once_and_hosts_take_turns(system: Officer) -> None:
    source("một", "https://a.example/1")
    source("hai", "https://A.example/2")
    source("ba", "https://b.example/3")
    source("nghỉ", "https://c.example/4", state=SourceState.PAUSED)
    source("chưa", "https://d.example/5", next_fetch_at=now() + timedelta(hours=1))
    collect_due()
    collect_due()
    jobs = visits()
    assert [job.lock for job in jobs] == ["host:a.example", "host:a.example", "host:b.example"]
    first, second, other = (job.scheduled_at for job in jobs)
    assert first is not None
    assert second is not None
    assert second - first == timedelta(seconds=5)
    assert other == first


def test_a_visit_whose_host_has_not_rested_is_put_off(system: Officer) -> None:
    one, two = source("một", "https://a.example/1"), source("hai", "https://a.example/2")
    Fetch.objects.create(source=one, at=now(), outcome=Fetch.Outcome.READ)
    collect_one(two.pk)
    (job,) = visits()
    assert job.scheduled_at is not None
    assert job.scheduled_at > now()
    assert two.fetches.count() == 0


@pytest.mark.usefixtures("system")
def test_a_visit_that_is_not_due_any_more_does_nothing() -> None:
    done = source("một", "https://a.example/1", next_fetch_at=now() + timedelta(hours=1))
    collect_one(done.pk)
    collect_one(10**9)
    assert not Fetch.objects.exists()


def test_bytes_are_purged(system: Officer) -> None:
    old = source("một", "https://a.example/1")
    for sha, days in (("a", -1), ("b", 1)):
        RawDocument.objects.create(
            source=old,
            fetched_at=now(),
            sha256=sha,
            byte_count=1,
            body=b"",
            purge_on=now() + timedelta(days=days),
        )
    purge()
    assert RawDocument.objects.get().sha256 == "b"


@pytest.mark.django_db
def test_before_there_is_an_agency_nothing_happens() -> None:
    collect_one(source("một", "https://a.example/1").pk)
    purge()
    assert not Fetch.objects.exists()
