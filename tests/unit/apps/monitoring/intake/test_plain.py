import pytest

from dongthuan.apps.monitoring.intake.plain import plain_line, plain_text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<script>alert(1)</script>Giá điện", "Giá điện"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Giá điện", "Giá điện"),
        ("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;Giá điện", "Giá điện"),
        ("<img src=x onerror=alert(1)>Ảnh", "Ảnh"),
        ("<scr<script>ipt>alert(1)</script>", "ipt>alert(1)"),
        ("R&amp;D &amp; đổi mới", "R&D & đổi mới"),
        ("5 < 6 và 7 > 3", "5 < 6 và 7 > 3"),
        ("Vie\u0323\u0302t Nam\u200b\x00", "Việt Nam"),
        ("a<br>b</p><p>c", "a b c"),
        ("&#72;&#x1ec7;", "Hệ"),
        ("<svg><script>x</script></svg>y", "y"),
        ("", ""),
    ],
)
def test_one_line_of_plain_text(markup: str, expected: str) -> None:
    assert plain_line(markup, 200) == expected


def test_no_tag_survives_any_number_of_escapes() -> None:
    markup = "<script>alert(1)</script>"
    for _ in range(8):
        markup = markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert "<script" not in plain_text(markup, 500).lower()


def test_lengths_are_kept() -> None:
    assert len(plain_line("chữ " * 1_000, 100)) <= 100
    assert len(plain_text("<p>" * 100_000 + "x", 100)) <= 100
