"""An entry of the law's lists in the reader's language."""

import re

from django.utils.translation import get_language

from dongthuan.law.openness import Entry

# How an article is cited in English; the name of an instrument stays as it is published.
ENGLISH = (
    (re.compile(r"^Chưa rõ điều$"), "article not known"),
    (re.compile(r"\bĐiều\b"), "Article"),
    (re.compile(r"\bkhoản\b"), "clause"),
    (re.compile(r"\bđiểm\b"), "point"),
    (re.compile(r"\bdự thảo\b"), "draft"),
)


def titled(entry: Entry) -> str:
    """Return what an entry says, in Vietnamese or in English."""
    return entry.title if get_language() == "vi" else entry.title_en or entry.title


def consented(entry: Entry) -> str:
    """Return whose consent opens it, in the reader's language; "" where no consent does."""
    return entry.consent if get_language() == "vi" else entry.consent_en or entry.consent


def article_in(article: str) -> str:
    """Return how an article is cited, in the reader's language."""
    if get_language() == "vi":
        return article
    for pattern, words in ENGLISH:
        article = pattern.sub(words, article)
    return article


def cited(entry: Entry) -> str:
    """Return article and instrument in the reader's language."""
    return f"{article_in(entry.article)}, {entry.instrument}"
