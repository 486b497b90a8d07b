"""Times as one says them, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from dongthuan.apps.common.wording import relative

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 16:00 in Hà Nội


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (NOW - timedelta(seconds=20), "vừa xong", "just now"),
        (NOW - timedelta(minutes=1), "1 phút trước", "1 minute ago"),
        (NOW - timedelta(hours=3), "3 giờ trước", "3 hours ago"),
        (NOW - timedelta(hours=23, minutes=59), "23 giờ trước", "23 hours ago"),
        (NOW - timedelta(hours=30), "hôm qua", "yesterday"),
        (NOW - timedelta(days=5), "5 ngày trước", "5 days ago"),
        (NOW - timedelta(days=9), "", ""),
        (NOW + timedelta(minutes=45), "còn 45 phút", "in 45 minutes"),
        (NOW + timedelta(hours=1), "còn 1 giờ", "in 1 hour"),
        (NOW + timedelta(days=3), "còn 3 ngày", "in 3 days"),
        (date(2026, 11, 23), "hôm nay", "today"),
        (date(2026, 11, 24), "ngày mai", "tomorrow"),
        (date(2026, 11, 1), "", ""),
    ],
)
def test_relative(value: date, vi: str, en: str) -> None:
    with override("vi"):
        assert relative(value, now=NOW) == vi
    with override("en"):
        assert relative(value, now=NOW) == en


def test_the_day_is_that_of_the_agency_not_of_greenwich() -> None:
    shortly_after_midnight = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)  # 00:30 on the 23rd in Hà Nội
    with override("vi"):
        assert relative(date(2026, 11, 23), now=shortly_after_midnight) == "hôm nay"
