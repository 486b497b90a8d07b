"""A level against the need as a mark: colour, icon and words. `{% load skills %}`."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dongthuan.apps.capacity.queries.staff import Cell
from dongthuan.apps.common.templatetags.parts import mark

register = template.Library()


@register.simple_tag
def level_mark(cell: Cell) -> SafeString | str:
    """Draw one skill of a unit or a person; a dash where there is neither level nor need."""
    if not cell.need:
        return mark(_("level %(level)s") % {"level": cell.level}, "info", "check") if cell.level else "–"
    words = {
        "good": _("%(level)s/%(need)s enough"),
        "warn": _("%(level)s/%(need)s too low"),
        "bad": _("%(level)s/%(need)s nobody"),
    }
    return mark(words[cell.tone] % {"level": cell.level, "need": cell.need}, cell.tone)
