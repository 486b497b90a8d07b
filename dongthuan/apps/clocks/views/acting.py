"""What can be done on the page of a clock, and what is said when it is refused."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.clocks.forms import clocks as forms
from dongthuan.apps.clocks.lifecycle import NEXT, State
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations import clocks as operations
from dongthuan.apps.clocks.rules import Act
from dongthuan.law import wording
from dongthuan.law.model import CannotCompute

REFUSALS: dict[type[Exception], str | Promise] = {
    operations.ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this clock meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    operations.NotInThatState: gettext_lazy("The clock is in a state that does not allow this."),
    operations.NoReason: gettext_lazy("Give the reason."),
    operations.LimitPassed: gettext_lazy(
        "The limit has passed: a pause or an extension had to come before. What is done now is done late."
    ),
    operations.AlreadyExtended: gettext_lazy("The clock was extended already; the law lets it be once."),
    operations.OutOfTime: gettext_lazy(
        "That time cannot be: it lies before the clock or the pause began, or in the future."
    ),
    operations.PausesOverlap: gettext_lazy("The clock stood still at that time already."),
}

REFUSED: tuple[type[Exception], ...] = (*REFUSALS, CannotCompute)


def sentence_of(refusal: Exception) -> str:
    """Return why something was refused, in a sentence."""
    if isinstance(refusal, CannotCompute):
        return wording.sentence(refusal, _)
    return str(REFUSALS[type(refusal)])


@dataclass(frozen=True, slots=True)
class OnClock:
    """One act of the page: its rule, form, operation, the words of its button and of its success."""

    act: Act
    form: type[forms.VersionForm]
    operation: Callable[..., object]
    icon: str
    label: str | Promise
    done: str | Promise
    hint: str | Promise
    to: State | None = None

    def is_open_to(self, clock: Clock) -> bool:
        """Say whether the state of the clock lets this be done; an extension needs a cap, and comes once."""
        if self.to is None:
            has_cap = clock.cap is not None and not hasattr(clock, "extension")
            return bool(clock.state == State.RUNNING and has_cap)
        return self.to in NEXT[State(clock.state)]


ACTS: dict[str, OnClock] = {
    "xong": OnClock(
        Act.FINISH,
        forms.FinishForm,
        operations.finish_clock,
        "check",
        gettext_lazy("Carried out"),
        gettext_lazy("The clock is done."),
        gettext_lazy("What it waits for was answered, sent or published."),
        State.DONE,
    ),
    "tam-dung": OnClock(
        Act.PAUSE,
        forms.PauseForm,
        operations.pause_clock,
        "player-pause",
        gettext_lazy("Let it stand still"),
        gettext_lazy("The clock stands still."),
        gettext_lazy("Where the law lets the time not count, as while the requester completes the request."),
        State.PAUSED,
    ),
    "chay-tiep": OnClock(
        Act.RESUME,
        forms.ResumeForm,
        operations.resume_clock,
        "player-play",
        gettext_lazy("Let it go on"),
        gettext_lazy("The clock goes on; its end is counted anew."),
        gettext_lazy("The end moves by the time in which it stood still."),
        State.RUNNING,
    ),
    "gia-han": OnClock(
        Act.EXTEND,
        forms.ExtendForm,
        operations.extend_clock,
        "calendar-event",
        gettext_lazy("Extend"),
        gettext_lazy("The clock is extended. Send the written notice within the limit."),
        gettext_lazy("Once, in the unit of the law, within its cap, and before the limit passes."),
    ),
    "huy": OnClock(
        Act.CANCEL,
        forms.CancelForm,
        operations.cancel_clock,
        "x",
        gettext_lazy("Cancel the clock"),
        gettext_lazy("The clock fell away; it stays on record."),
        gettext_lazy("As when a request is withdrawn. This cannot be undone."),
        State.CANCELLED,
    ),
}
