from datetime import UTC, datetime, timedelta

import pytest

from dongthuan.apps.monitoring.intake.times import VIETNAM, Origin, Settled, read_time, settle_time

TEN = datetime(2026, 1, 5, 10, tzinfo=VIETNAM)
SEEN = datetime(2026, 1, 5, 12, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("raw", "origin"),
    [
        ("Mon, 05 Jan 2026 10:00:00 +0700", Origin.STATED),
        ("Mon, 05 Jan 2026 03:00:00 GMT", Origin.STATED),
        ("Mon, 05 Jan 2026 10:00:00 GMT+7", Origin.STATED),
        ("Mon, 05 Jan 2026 10:00:00 ICT", Origin.STATED),
        ("05 Jan 2026 10:00:00", Origin.NO_ZONE),
        ("2026-01-05T10:00:00+07:00", Origin.STATED),
        ("2026-01-05T03:00:00Z", Origin.STATED),
        ("2026-01-05 10:00:00 +0700", Origin.STATED),
        ("2026-01-05T10:00:00", Origin.NO_ZONE),
        ("05/01/2026 10:00", Origin.NO_ZONE),
        ("Thứ hai, 05/01/2026 | 10:00 (GMT+7)", Origin.STATED),
        ("10:00, ngày 05/01/2026", Origin.NO_ZONE),
        ("1/5/2026 10:00:00 AM", Origin.NO_ZONE),
    ],
)
def test_times_as_they_are_written(raw: str, origin: Origin) -> None:
    assert read_time(raw, zone=VIETNAM) == (TEN, origin)


def test_a_day_alone() -> None:
    assert read_time("05/01/2026", zone=VIETNAM) == (datetime(2026, 1, 5, tzinfo=VIETNAM), Origin.DAY_ONLY)


@pytest.mark.parametrize(
    "raw",
    ["", "hôm qua", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00", "1/1/0001 12:00:00 AM",
     "32/13/2026", "Mon, 99 Jan 2026 10:00:00 +0700", "9999-12-31T23:59:59-14:00", "05/01/2026 10:00 GMT+99",
     "2026", "\x00" * 50],
)  # fmt: skip
def test_what_is_no_time(raw: str) -> None:
    assert read_time(raw, zone=VIETNAM) == (None, Origin.UNKNOWN)


TUOI_TRE = "https://tuoitre.vn/bai-20260105083703498.htm"
ITS_TIME = datetime(2026, 1, 5, 8, 37, 3, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("claimed", "url", "expected"),
    [
        pytest.param(TEN, "https://a.vn/1.html", Settled(TEN, Origin.STATED), id="nothing better"),
        pytest.param(TEN, TUOI_TRE, Settled(ITS_TIME, Origin.ADDRESS), id="the collector's clock"),
        pytest.param(
            ITS_TIME - timedelta(hours=7),
            "https://thanhnien.vn/bai-185260105083703498.htm",
            Settled(ITS_TIME, Origin.ADDRESS),
            id="UTC called +07:00",
        ),
        pytest.param(
            TEN,
            "https://a.vn/bai-20251225083703498.htm",
            Settled(TEN, Origin.STATED),
            id="written days before it was published",
        ),
        pytest.param(None, TUOI_TRE, Settled(ITS_TIME, Origin.ADDRESS), id="no claim"),
        pytest.param(None, "https://a.vn/", Settled(SEEN, Origin.SEEN), id="nothing at all"),
        pytest.param(
            datetime(2099, 1, 1, tzinfo=UTC),
            "https://a.vn/",
            Settled(SEEN, Origin.SEEN),
            id="from the future",
        ),
        pytest.param(
            TEN, "https://a.vn/bai-20991399083703498.htm", Settled(TEN, Origin.STATED), id="no date"
        ),
    ],
)
def test_settled(claimed: datetime | None, url: str, expected: Settled) -> None:
    assert settle_time(claimed, Origin.STATED, url=url, seen_at=SEEN) == expected


def test_an_archive_knows_no_first_sight() -> None:
    assert settle_time(None, Origin.UNKNOWN, url="https://a.vn/", seen_at=None) is None
