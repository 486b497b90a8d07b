"""Workbooks that were handed in go when their time is over; what waits or was just taken in stays."""

from datetime import datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.plans import jobs
from dongthuan.apps.plans.models.campaigns import SheetImport
from dongthuan.apps.plans.operations import sheets
from dongthuan.apps.units.models import Unit
from dongthuan.config.schedule import PERIODIC
from tests.integration.plans.planning_cast import NOON, a_plan


def handed_in(by: Officer, age: timedelta, applied: timedelta | None = None) -> SheetImport:
    """Return a workbook as old as that, confirmed so long ago."""
    plan = a_plan(Unit.objects.get(parent=None), by)
    applied_at: datetime | None = NOON - applied if applied is not None else None
    return SheetImport.objects.create(
        plan=plan, file_name="a.xlsx", plan_version=1, by_id=by.pk, at=NOON - age, applied_at=applied_at
    )


def test_what_is_old_goes_and_the_rest_stays(system: Officer, coordinator: Officer) -> None:
    day = timedelta(days=1)
    handed_in(coordinator, 8 * day)
    handed_in(coordinator, 40 * day, 31 * day)
    kept = [handed_in(coordinator, 6 * day), handed_in(coordinator, 40 * day, 29 * day)]
    assert sheets.purge_imports(by=system, at=NOON) == 2
    assert sheets.purge_imports(by=system, at=NOON) == 0
    assert list(SheetImport.objects.order_by("pk")) == kept
    assert Entry.objects.get(act="plans.purge_imports").details == {"workbooks": 2}


def test_only_the_system_lets_them_go(coordinator: Officer) -> None:
    with pytest.raises(NotAllowed):
        sheets.purge_imports(by=coordinator, at=NOON)


def test_the_job_is_on_the_schedule_and_runs_without_an_agency(db: None) -> None:
    assert jobs.purge_imports in [task for _cron, task in PERIODIC]
    jobs.purge_imports()
