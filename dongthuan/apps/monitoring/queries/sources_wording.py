"""Words for what the collector keeps as codes: why entries were dropped, why a visit failed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DROPS: dict[str, str | Promise] = {
    "no_title": _("no title"),
    "bad_date": _("no date that can be read"),
    "no_link": _("no link"),
    "bad_link": _("the link is no web address"),
    "long_link": _("the link is too long"),
    "duplicate": _("twice in the same document"),
    "not_an_entry": _("not an entry"),
    "not_json": _("the line is not JSON"),
    "long_line": _("the line is too long"),
    "cut_off": _("the file ends in the middle"),
    "subscription": _("a link about our subscription; such links are never opened"),
    "redated": _("told before under an older date; the source gives old items new dates"),
    "too_many": _("more entries than are read at once"),
}
ERRORS: dict[str, str | Promise] = {
    "robots": _("robots.txt forbids it"),
    "http": _("the server answered with an error"),
    "unreachable": _("the server cannot be reached"),
    "too_slow": _("the answer took too long"),
    "too_large": _("the answer is too large"),
    "no_mailbox": _("no mailbox for newsletters is set up; the administrator does so"),
    "child": _("a sitemap listed there cannot be read"),
    "refused_address": _("the address leads into a private network"),
    "refused_port": _("only ports 80 and 443 are asked"),
    "refused_scheme": _("only http and https are asked"),
    "refused_credentials": _("the address holds a user name or password"),
    "refused_redirects": _("too many redirects"),
    "refused_malformed": _("the address is malformed"),
    "unreadable_empty": _("the answer is empty"),
    "unreadable_too_large": _("the document is too large"),
    "unreadable_entities": _("the document declares entities of its own, which is dangerous"),
    "unreadable_broken": _("the document is broken"),
    "unreadable_unknown_kind": _("neither a feed nor a news sitemap"),
    "unreadable_bad_selector": _("the selector cannot be understood"),
    "unreadable_no_match": _("the selector finds nothing on the page any more"),
}


def drop_words(reason: str) -> str:
    """Return why an entry was dropped, in words."""
    return str(DROPS.get(reason, reason))


def error_words(error: str) -> str:
    """Return a stored error (`code: detail`) in words, its detail in brackets; "" for no error."""
    code, _colon, detail = error.partition(": ")
    words = str(ERRORS.get(code, code))
    return f"{words} ({detail})" if detail and words else words
