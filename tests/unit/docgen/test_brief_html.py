"""The brief as one page: everything in it, everything escaped."""

from dongthuan.docgen.brief_html import as_html


def test_it_needs_no_other_file_and_runs_nothing(full_brief):
    page = as_html(full_brief).decode()
    assert "<script" not in page
    assert "<link" not in page
    assert "@import" not in page
    assert "src=" not in page


def test_words_of_strangers_are_escaped(full_brief):
    page = as_html(full_brief).decode()
    assert "&lt;b&gt;Đánh dấu&lt;/b&gt; &amp; #read(" in page
    assert 'href="javascript' not in page


def test_parts_of_the_bar_fill_it(full_brief):
    page = as_html(full_brief).decode()
    assert 'class="negative" x="0.0" y="0" width="95.2"' in page
    assert 'class="unclear" x="904.8" y="0" width="95.2"' in page


def test_a_day_without_news_has_no_table(empty_brief):
    page = as_html(empty_brief).decode()
    assert "<table" not in page
    assert page.count("Không có tin.") == 4
