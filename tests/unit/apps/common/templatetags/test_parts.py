"""Tags as a template writes them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from dongthuan.apps.common.figures import Figure

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def render(text: str, language: str = "vi", **context: Any) -> str:
    with override(language):
        return Template("{% load parts %}" + text).render(Context({"now": NOW, **context}))


@pytest.mark.parametrize(
    ("code", "word"),
    [("negative", "Tiêu cực"), ("neutral", "Trung tính"), ("positive", "Tích cực"), ("odd", "Chưa rõ")],
)
def test_polarity_speaks_by_word_and_icon_not_by_colour_alone(code: str, word: str) -> None:
    shown = render("{% polarity code %}", code=code)
    assert word in shown
    assert "<use href=" in shown


def test_a_guess_is_never_shown_as_a_fact() -> None:
    assert "máy 83%" in render('{% polarity "negative" origin="machine" confidence=0.834 %}')
    shown = render('{% polarity "negative" origin="human" confidence=0.834 %}')
    assert "người xác nhận" in shown
    assert "83" not in shown


def test_times_are_relative_with_the_instant_beside_them() -> None:
    shown = render("{% when at %}", at=NOW - timedelta(hours=3))
    assert ">3 giờ trước</time>" in shown
    assert 'title="13:00 23/11/2026"' in shown
    assert 'datetime="2026-11-23T13:00+07:00"' in shown
    assert ">13:00 23/11/2026</time>" in render("{% when at exact=True %}", at=NOW - timedelta(hours=3))
    assert ">01/09/2026</time>" in render("{% when at %}", at=date(2026, 9, 1))
    assert render("{% when at %}", at=None) == "–"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_are_written_the_vietnamese_way(language: str) -> None:
    given = {"a": 1234567, "b": 1234.56, "c": None, "d": 0.8349}
    shown = render(
        "{{ a|number }} {{ b|number:1 }} {{ c|number }} {{ d|percent }} {{ d|percent:1 }}", language, **given
    )
    assert shown == "1.234.567 1.234,6 – 83% 83,5%"


def test_a_small_share_is_not_said_to_be_nothing() -> None:
    shown = render("{{ a|percent }} {{ b|percent }} {{ c|percent:1 }}", a=0.0004, b=0.0, c=0.0004)
    assert shown == "&lt;1% 0% &lt;0,1%"


def test_what_people_typed_is_escaped_everywhere() -> None:
    bad = "<script>alert(1)</script>"
    tags = "{% mark bad %}{% icon 'news' bad %}{% empty bad bad %}{% crumb bad %}{% tile figure %}"
    shown = render(tags, bad=bad, figure=Figure(bad, 1, url=bad, note=bad, unit=bad))
    assert "<script" not in shown


def test_a_confirmation_posts_with_the_token_and_what_it_was_given() -> None:
    shown = render('{% confirm "drop" "/x/" "Xoá?" "Xoá" tone="danger" source="12" %}', csrf_token="abc")
    assert '<dialog class="dialog" id="drop"' in shown
    assert 'name="csrfmiddlewaretoken" value="abc"' in shown
    assert 'name="source" value="12"' in shown


def test_progress_of_nothing_is_no_fault() -> None:
    assert "0/0" in render('{% progress 0 0 "Đơn vị" %}')


class Named(forms.Form):
    """One field that must be filled, with help."""

    name = forms.CharField(label="Tên", help_text="Tên đầy đủ")


def test_a_field_ties_label_help_and_error_together() -> None:
    with override("vi"):
        shown = str(Named({"name": ""}))
    assert '<label class="field-label" for="id_name">' in shown
    assert 'class="form-control"' in shown
    assert 'aria-invalid="true"' in shown
    described = re.search('aria-describedby="([^"]*)"', shown)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    for one in described:
        assert f'id="{one}"' in shown
