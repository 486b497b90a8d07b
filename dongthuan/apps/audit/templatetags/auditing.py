"""Words for the entries of the audit record. `{% load auditing %}`."""

from django import template

from dongthuan.apps.audit import wording

register = template.Library()
register.filter("act_in_words", wording.act_in_words)
register.filter("kind_in_words", wording.kind_in_words)
register.filter("has_page", wording.has_page)
