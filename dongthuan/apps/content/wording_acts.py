"""What was done with a text, as its history says it: by whom and when stands beside it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision, Part
from dongthuan.apps.content.channels import CHANNELS
from dongthuan.apps.content.lifecycle import PostState

Details = Mapping[str, Any]

ACTS: Mapping[str, Promise] = {
    "content.embargo": gettext_lazy("Embargo set"),
    "content.schedule": gettext_lazy("Put on the schedule"),
    "content.unschedule": gettext_lazy("Taken off the schedule"),
    "content.publish": gettext_lazy("Was published"),
    "content.publish_correction": gettext_lazy("Correction was published"),
    "content.withdraw": gettext_lazy("Was withdrawn"),
    "content.deliver": gettext_lazy("A mail came back"),
    "content.resend": gettext_lazy("A mail sent again"),
    "clearances.request": gettext_lazy("Put for clearance"),
    "clearances.override": gettext_lazy("Passed by a leader's override"),
    "clearances.supersede": gettext_lazy("Lapsed: the text was changed"),
    "clearances.withdraw": gettext_lazy("Clearance taken back"),
    "clearances.hand_over": gettext_lazy("Handed over to the stand-in."),
    "clearances.urge": gettext_lazy("The stand-in was named"),
    "clearances.send_link": gettext_lazy("Link mailed outside"),
}

PICTURE_ACTS: Mapping[str, Promise] = {
    "added": gettext_lazy("A picture put in"),
    "described": gettext_lazy("A picture described"),
    "replaced": gettext_lazy("A picture replaced"),
    "moved": gettext_lazy("A picture moved"),
    "removed": gettext_lazy("A picture taken out"),
}


def act_words(act: str, details: Details) -> str:
    """Return what was done; where one act can mean several things, the details say which."""
    if details.get("picture") in PICTURE_ACTS:
        return str(PICTURE_ACTS[details["picture"]])
    said = _FROM_DETAILS[act](details) if act in _FROM_DETAILS else ""
    return said or str(ACTS.get(act, act))


def _written(details: Details) -> str:
    return _("Drawn up") if details.get("version") == 1 else _("Edited")


def _embargo(details: Details) -> str:
    return "" if details.get("until") else _("Embargo lifted")


def _corrected(details: Details) -> str:
    return _("Correction given up") if details.get("dropped") else _("Correction drafted")


def _posted(details: Details) -> str:
    channel = {"channel": _channel(details)}
    if details.get("to") == PostState.DROPPED:
        return _("Not to be posted: %(channel)s") % channel
    if details.get("to") == PostState.PLANNED:
        return _("To be posted after all: %(channel)s") % channel
    return _("Confirmed as posted: %(channel)s") % channel


def _verified(details: Details) -> str:
    channel, found = {"channel": _channel(details)}, details.get("found")
    if found == "refused":
        return _("The machine may not look there: %(channel)s") % channel
    if found:
        return _("Found there by the machine: %(channel)s") % channel
    return _("Not found there by the machine: %(channel)s") % channel


def _mailed(details: Details) -> str:
    if "stopped" in details:
        return _("Mailing stopped, mails kept back: %(count)s") % {"count": details["stopped"]}
    return _("Mailed to a list, mails: %(count)s") % {"count": details.get("count", "")}


def _decided(details: Details) -> str:
    """Return the decision on one part; for the end of the whole clearance, how it ended."""
    if details.get("state"):
        return str(ClearanceState(details["state"]).label)
    if details.get("decision"):
        return f"{Part(details['part']).label}: {Decision(details['decision']).label}"
    return _("Decided by somebody who clears")


def _channel(details: Details) -> str:
    found = CHANNELS.get(details.get("channel", ""))
    return str(found.label) if found is not None else ""


_FROM_DETAILS: Mapping[str, Callable[[Details], str]] = {
    "content.write": _written,
    "content.embargo": _embargo,
    "content.correct": _corrected,
    "content.post": _posted,
    "content.verify": _verified,
    "content.mail": _mailed,
    "clearances.decide": _decided,
    "clearances.decide_by_link": _decided,
}
