"""What was refused, in a sentence that says what to do; and the tones of states."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision
from dongthuan.apps.clearances.operations import clearances, deciding
from dongthuan.apps.files.secrecy import SecretMark

TONES: Mapping[str, str] = {
    ClearanceState.OPEN: "warn",
    ClearanceState.CLEARED: "good",
    ClearanceState.RETURNED: "bad",
    ClearanceState.SUPERSEDED: "neutral",
    ClearanceState.WITHDRAWN: "neutral",
    Decision.APPROVED: "good",
    Decision.OVERRIDDEN: "info",
}

REFUSALS: Mapping[type[Exception], Callable[[Any], str]] = {
    clearances.NothingToClear: lambda _no: _("There is no text to clear, or it is too long."),
    clearances.NobodyAsked: lambda _no: _("Ask at least one person, and no more than twenty."),
    clearances.AskedTwice: lambda _no: _("The same person is asked for the same part twice."),
    clearances.AuthorAsked: lambda _no: _(
        "Somebody who wrote the text, or asks for its clearance, cannot clear it: choose another person."
    ),
    clearances.DueInPast: lambda _no: _("Each part must be due after now, and within a year."),
    clearances.SameWords: lambda no: (
        _(
            "Nothing was changed: these very words are before those who clear them, and that clearance goes "
            "on. To ask others, take it back first."
        )
        if str(no) == ClearanceState.OPEN
        else _("Nothing was changed: these very words are cleared, and stay so.")
    ),
    clearances.NoLongerOpen: lambda no: (
        _("This clearance has ended (%(state)s); look at the newest one of the text.")
        % {"state": ClearanceState(str(no)).label}
    ),
    deciding.AnotherText: lambda _no: _(
        "The text on your screen is not the one put before you. Read it again, then decide."
    ),
    deciding.AlreadyDecided: lambda _no: _("This part was settled meanwhile; it is shown as it stands now."),
    deciding.FactsFirst: lambda _no: _("The facts are checked first; you are told once they are confirmed."),
    deciding.StandInTooEarly: lambda _no: _(
        "You stand in for a colleague who still has time: you can decide once the part is handed over to you "
        "or its time has passed."
    ),
    deciding.NoReason: lambda _no: _("Say why; those who wrote the text need to know what to change."),
    deciding.NeverOverridden: lambda _no: _(
        "The check for state secrets cannot be overridden: whoever is asked for it decides."
    ),
    deciding.NotOutside: lambda _no: _("This part is asked of an officer, who signs in."),
    SecretMark: lambda no: (
        _(
            "It carries the mark %(mark)s. Classified matters are not kept here; nothing was stored. Handle "
            "them on the system meant for them."
        )
        % {"mark": no.mark}
    ),
}


def sentence(refusal: Exception) -> str:
    """Return the sentence for a refusal."""
    return REFUSALS[type(refusal)](refusal)
