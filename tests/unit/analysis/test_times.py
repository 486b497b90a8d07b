from datetime import UTC, datetime, timedelta

import pytest

from dongthuan.analysis.times import VIETNAM, published_from_url, settle_published

TUOITRE = "https://tuoitre.vn/bai-20260205082335699.htm"
THANHNIEN = "https://thanhnien.vn/bai-185260122154500123.htm"
PLAIN = "https://vnexpress.net/bai-4923494.html"
SEEN = datetime(2026, 2, 5, 12, 0, tzinfo=VIETNAM)
TRUE = datetime(2026, 2, 5, 8, 23, 35, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (TUOITRE, "2026-02-05T08:23:35+07:00"),
        (THANHNIEN, "2026-01-22T15:45:00+07:00"),
        (TUOITRE + "?utm=x", "2026-02-05T08:23:35+07:00"),
        (PLAIN, None),
        ("https://tuoitre.vn/bai-20261305082335699.htm", None),
        ("", None),
    ],
)
def test_published_from_url(url, expected):
    found = published_from_url(url)
    assert (found.isoformat() if found else None) == expected


CLAIMS = [
    pytest.param(TRUE, TUOITRE, TRUE, "feed", id="feed agrees with the address"),
    pytest.param(TRUE - timedelta(hours=7), TUOITRE, TRUE, "feed-shifted", id="UTC labelled +07:00"),
    pytest.param(TRUE + timedelta(hours=2.7), TUOITRE, TRUE, "url", id="the collector's clock"),
    pytest.param(None, TUOITRE, TRUE, "url", id="nothing claimed"),
    pytest.param(TRUE, PLAIN, TRUE, "feed", id="feed alone"),
    pytest.param(TRUE.replace(tzinfo=None), PLAIN, TRUE, "feed", id="no zone is Vietnam time"),
    pytest.param(None, PLAIN, SEEN, "seen", id="nothing known"),
    pytest.param(datetime(1970, 1, 1, tzinfo=UTC), PLAIN, SEEN, "seen", id="1970"),
    pytest.param(datetime(2099, 1, 1, tzinfo=UTC), PLAIN, SEEN, "seen", id="2099"),
    pytest.param(datetime.max.replace(tzinfo=UTC), PLAIN, SEEN, "seen", id="the end of time"),
    pytest.param(datetime.min.replace(tzinfo=UTC), PLAIN, SEEN, "seen", id="the beginning of time"),
    pytest.param(SEEN + timedelta(minutes=5), PLAIN, SEEN, "feed", id="a clock somewhat ahead"),
    pytest.param(
        SEEN + timedelta(hours=6), PLAIN, SEEN - timedelta(hours=1), "feed-shifted", id="labelled UTC"
    ),
    pytest.param(
        TRUE, "https://tuoitre.vn/b-20990205082335699.htm", TRUE, "feed", id="address from the future"
    ),
]


@pytest.mark.parametrize(("claimed", "url", "at", "origin"), CLAIMS)
def test_settle_published(claimed, url, at, origin):
    found = settle_published(claimed, url, SEEN)
    assert (found.at, found.origin) == (at, origin)
    assert found.at <= SEEN
