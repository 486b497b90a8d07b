"""The working calendar of Vietnam, the shipped rules, and a maker of rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dongthuan.law.calendar import WorkingCalendar
from dongthuan.law.model import Direction, Roll, Rule, Unit, Verified
from dongthuan.law.packs import shipped_rules
from dongthuan.law.vietnam import vietnamese_calendar

PLAIN = Rule(
    key="test.answer",
    alias="T01",
    title="Trả lời",
    amount=10,
    unit=Unit.WORKING_DAYS,
    start_event="Nhận được yêu cầu",
    roll=Roll.NONE,
    direction=Direction.AFTER,
    extension=None,
    channel="",
    complexity="",
    agency_kind="",
    month=None,
    day=None,
    valid_from=date(2018, 7, 1),
    valid_to=None,
    instrument="Luật A",
    article="Điều 1",
    source="Công báo",
    verified=Verified.V1,
    verified_by="",
    verified_on=None,
    note="",
)


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return vietnamese_calendar()


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return shipped_rules()


@pytest.fixture(scope="session")
def rule() -> Callable[..., Rule]:
    return lambda **fields: replace(PLAIN, **fields)
