"""What an operation refused, in a sentence that says what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile, NotInThatState
from dongthuan.apps.plans.operations.steps import CarriedBelow, NoSuchStep, UnitDissolved
from dongthuan.apps.plans.operations.tasks import EndsBeforeStart, FixedFromAbove, OwnerOfAnotherUnit
from dongthuan.apps.plans.operations.tasks_giving import DayNotConfirmed, NoSuccessor
from dongthuan.apps.plans.operations.tasks_progress import NoEvidence

Sentence = Callable[[Any], str]


def _no_such_step(refusal: NoSuchStep) -> str:
    if not refusal.possible:
        return _("The task stands at “%(state)s”; that cannot be done from here.") % {
            "state": refusal.state.label
        }
    ways = "; ".join(str(state.label) for state in refusal.possible)
    return _("The task stands at “%(state)s”; from here it can go to: %(ways)s.") % {
        "state": refusal.state.label,
        "ways": ways,
    }


SENTENCES: Mapping[type[Exception], Sentence] = {
    ChangedMeanwhile: lambda _refusal: _(
        "Somebody else changed this meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    NotInThatState: lambda _refusal: _(
        "The plan is not in a state in which this can be done; put it in force before its tasks are given."
    ),
    NoSuchStep: _no_such_step,
    CarriedBelow: lambda refusal: (
        _("This task is carried by its row in the plan of %(unit)s; open that row and work there.")
        % {"unit": refusal.child.lead_unit}
    ),
    NoReason: lambda _refusal: _("Give a reason."),
    UnitDissolved: lambda refusal: (
        _("%(unit)s has ended; choose the unit that took over from it.") % {"unit": refusal.unit}
    ),
    EndsBeforeStart: lambda _refusal: _("The last day lies before the first."),
    FixedFromAbove: lambda _refusal: _("The plan above fixed this; it is changed there."),
    OwnerOfAnotherUnit: lambda _refusal: _(
        "The officer who is to be answerable holds no role in the lead unit."
    ),
    DayNotConfirmed: lambda _refusal: _(
        "The machine read the days of some tasks from the directive; look them over and confirm them first."
    ),
    NoSuccessor: lambda _refusal: _("No single unit took over from the ended one; choose one."),
    NoEvidence: lambda _refusal: _("Nothing shows yet that this was done; add a link or a file first."),
    FileRefused: str,
    SecretMark: secret_sentence,
}
REFUSED = tuple(SENTENCES)


def sentence_of(refusal: Exception) -> str:
    """Return the sentence for a refusal."""
    return SENTENCES[type(refusal)](refusal)


attempt = attempting(REFUSED, sentence_of)
