"""Pages of other apps on which something is begun for a matter, as far as the officer may begin it there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.rules import may_write_something
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.press.desk_rules import may_receive_somewhere
from dongthuan.apps.press.rules import authorises_somewhere, keeps_lists_somewhere


@dataclass(frozen=True, slots=True)
class Onward:
    """One such page. parameter: how the page is told the matter. may: the rule that the page itself asks."""

    page: str
    parameter: str
    may: Callable[[Actor, Any], bool]
    icon: str
    label: str | Promise


ONWARD: dict[str, Onward] = {
    "text": Onward("content:add", "for", may_write_something, "article", _("Draw up a statement or release")),
    "line": Onward(
        "press:line-new", "about", may_receive_somewhere, "message-circle", _("Draw up a line to take")
    ),
    "mandate": Onward(
        "press:mandate-add",
        "about",
        authorises_somewhere,
        "user-check",
        _("Authorise somebody to speak on it"),
    ),
    "conference": Onward(
        "press:conference-add", "about", keeps_lists_somewhere, "users", _("Plan a press conference")
    ),
    "correction": Onward(
        "press:correction-add", "about", keeps_lists_somewhere, "pencil", _("Ask an outlet to correct")
    ),
}


def onward_url(code: str, matter: Matter, officer: Actor) -> str:
    """Return the address of a page for a matter, "" where the officer may not begin that."""
    onward = ONWARD[code]
    if not onward.may(officer, None):
        return ""
    try:
        return f"{reverse(onward.page)}?{onward.parameter}={matter._meta.label_lower}:{matter.pk}"
    except NoReverseMatch:
        return ""
