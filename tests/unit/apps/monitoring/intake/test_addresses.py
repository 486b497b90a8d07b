import pytest

from dongthuan.apps.monitoring.intake.addresses import BadAddress, absolute, canonical_url

SAME = [
    ("https://a.vn/1.html", "HTTPS://A.VN:443/1.html#binh-luan"),
    ("https://a.vn/1.html", "https://a.vn./1.html?utm_source=x&utm_medium=y&fbclid=1&gclid=2&zarsrc=31"),
    ("https://a.vn/?p=5", "https://a.vn?p=5"),
    ("https://a.vn/%C3%A0", "https://a.vn/à"),
    ("https://a.vn/~x", "https://a.vn/%7Ex"),
    ("https://a.vn/a%2Fb", "https://a.vn/a%2fb"),
    ("https://xn--bo-mia.vn/", "https://báo.vn/"),
    ("https://a.vn/1?id=2&page=3", "https://a.vn/1?id=2&page=3&utm_campaign=z"),
    ("http://a.vn:8080/x", "http://user:pw@a.vn:8080/x"),
]
APART = [
    ("https://a.vn/1?id=1", "https://a.vn/1?id=2"),
    ("https://a.vn/Tin", "https://a.vn/tin"),
    ("https://m.a.vn/1", "https://a.vn/1"),
    ("http://a.vn/1", "https://a.vn/1"),
    ("https://a.vn/1", "https://a.vn/1/"),
]
BAD = ["javascript:alert(1)", "mailto:a@b.vn", "ftp://a.vn/x", "https://", "//", "https://a.vn:port/", "http://[x",
       "/a", "https://a b.vn/", "https://a.vn/" + "x" * 2_000, "data:text/html,x"]  # fmt: skip


@pytest.mark.parametrize(("canonical", "written"), SAME)
def test_one_article_has_one_address(canonical: str, written: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_may_differ_stays_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("url", BAD)
def test_what_leads_to_no_article(url: str) -> None:
    with pytest.raises(BadAddress):
        canonical_url(url)


def test_relative_links() -> None:
    assert absolute("../tin/ 1.htm\n", "https://a.vn/rss/x.rss") == "https://a.vn/tin/1.htm"
    assert absolute("//b.vn/1", "https://a.vn/") == "https://b.vn/1"
    with pytest.raises(BadAddress):
        absolute(" ", "https://a.vn/")
