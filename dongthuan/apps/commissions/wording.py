"""What a refused act says."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.budgets import wording as budgets
from dongthuan.apps.commissions.operations.acceptance import AboveDelivered, NothingAccepted
from dongthuan.apps.commissions.operations.deliveries import (
    AcceptedAlready,
    CountedAlready,
    DeadLink,
    NoEvidence,
    OutsideOrder,
)
from dongthuan.apps.commissions.operations.money import AboveAccepted, AboveAdvance, NotEven, NothingOver
from dongthuan.apps.commissions.operations.offering import ConditionsOpen, NotSigned, SignedAlready
from dongthuan.apps.commissions.operations.orders import AdvanceTooHigh, DaysTurned, TooMuch, WrongState
from dongthuan.apps.common.money import written_vnd
from dongthuan.apps.documents import wording as documents
from dongthuan.apps.documents.operations.documents import NoSubject, TooLong
from dongthuan.apps.files.checking import FileRefused

REFUSED = (
    *(AboveAccepted, AboveAdvance, AboveDelivered, AcceptedAlready, AdvanceTooHigh, ConditionsOpen),
    *(CountedAlready, DaysTurned, DeadLink, NoEvidence, NotEven, NothingAccepted, NothingOver, NotSigned),
    *(OutsideOrder, SignedAlready, TooMuch, WrongState, FileRefused, NoSubject, TooLong),
    *budgets.REFUSED,
)


def sentence_of(refusal: Exception) -> str | Promise:
    """Return what was refused, and what to do."""
    if isinstance(refusal, ConditionsOpen):
        return " ".join(str(one.todo) for one in refusal.conditions)
    if isinstance(refusal, FileRefused):
        return str(refusal)
    if isinstance(refusal, NoSubject | TooLong):
        return documents.sentence(refusal)
    if (words := _with_a_sum(refusal)) is not None:
        return words
    if (kind := next((kind for kind in _PLAIN if isinstance(refusal, kind)), None)) is not None:
        return _PLAIN[kind]
    return budgets.sentence_of(refusal)


def _with_a_sum(refusal: Exception) -> str | None:
    for kind, words in _OF_A_SUM.items():
        if isinstance(refusal, kind):
            return str(words) % {"left": written_vnd(refusal.left)}
    if isinstance(refusal, NotEven):
        words = _("%(left)s are still to be paid: pay them first.")
        if refusal.due < 0:
            words = _("%(left)s were advanced beyond what was accepted: recover them first.")
        return words % {"left": written_vnd(abs(refusal.due))}
    if isinstance(refusal, AboveDelivered):
        words = _("At most %(most)s more of “%(part)s” are evidenced: confirm pieces first, or accept fewer.")
        return words % {"most": refusal.most, "part": refusal.part}
    return _with_words(refusal)


def _with_words(refusal: Exception) -> str | None:
    if isinstance(refusal, AdvanceTooHigh):
        words = _("Advances may be at most %(level)s %% of the value (Circular 55/2023/TT-BTC, article 48).")
        return words % {"level": refusal.level}
    if isinstance(refusal, DeadLink):
        words = _("The link does not answer (%(words)s): it is marked as dead and counts for nothing.")
        return words % {"words": refusal.words}
    return None


_OF_A_SUM: dict[type[AboveAccepted | AboveAdvance | NothingOver], str | Promise] = {
    AboveAccepted: gettext_lazy("At most %(left)s are due for what was accepted and not yet paid."),
    AboveAdvance: gettext_lazy("At most %(left)s may be advanced now."),
    NothingOver: gettext_lazy("At most %(left)s are to be recovered."),
}
_PLAIN: dict[type[Exception], str | Promise] = {
    AcceptedAlready: gettext_lazy("That piece is confirmed or accepted already: look at it again."),
    CountedAlready: gettext_lazy(
        "This address counts already, for this or another order: no piece is paid twice."
    ),
    DaysTurned: gettext_lazy(
        "Check the days: the end not before the beginning, each deliverable within them."
    ),
    NoEvidence: gettext_lazy(
        "Give the address of the published piece, or a file such as a scan or recording."
    ),
    NothingAccepted: gettext_lazy("Write how many pieces are accepted, or mark it as the final acceptance."),
    NotSigned: gettext_lazy("Decision or contract is not signed yet: open it and have it signed first."),
    OutsideOrder: gettext_lazy("It must be published after the order began, and not on a day to come."),
    SignedAlready: gettext_lazy("Decision or contract is signed: what was ordered is no longer changed."),
    TooMuch: gettext_lazy("Price and quantity must be above nothing, the order below a million billion VND."),
    WrongState: gettext_lazy("The order is in another state by now: look at it again."),
}
