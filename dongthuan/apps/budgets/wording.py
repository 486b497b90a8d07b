"""What a refused act says, and how sums and ceilings are written."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.budgets.operations.commitments import (
    AboveCeiling,
    AbovePromised,
    AnotherYear,
    KeptElsewhere,
)
from dongthuan.apps.budgets.operations.lines import NothingToCarry, StandsAlready, StillOpen
from dongthuan.apps.budgets.operations.sums import BelowNothing, LineClosed, NoSum, Overdrawn, WantsReason
from dongthuan.apps.common.money import written_vnd
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.law.packs import NoSuchRow

REFUSED = (
    *(AboveCeiling, AbovePromised, AnotherYear, KeptElsewhere, NothingToCarry, StandsAlready, StillOpen),
    *(BelowNothing, LineClosed, NoSum, Overdrawn, SecretMark, AheadOfTime, ChangedMeanwhile, NoReason),
    NoSuchRow,
)


def sentence_of(refusal: Exception) -> str | Promise:
    """Return what was refused, and what to do."""
    if isinstance(refusal, AboveCeiling):
        words = _("The law lets at most %(most)s be paid for that: %(title)s (%(instrument)s, %(article)s).")
        row = refusal.ceiling
        return words % {
            "most": written_vnd(refusal.most_vnd),
            "title": row.title,
            "instrument": row.instrument,
            "article": row.article,
        }
    if isinstance(refusal, AbovePromised):
        return _("At most %(left)s are left for that.") % {"left": written_vnd(refusal.left)}
    if isinstance(refusal, Overdrawn):
        return _overdrawn(refusal)
    return _PLAIN[next(kind for kind in _PLAIN if isinstance(refusal, kind))]


def _overdrawn(refusal: Overdrawn) -> str:
    words = _("Only %(left)s are left on the line, which stops there: allocate more, or promise less.")
    if isinstance(refusal, WantsReason):
        words = _("Only %(left)s are left on the line: say why it is exceeded.")
    return words % {"left": written_vnd(refusal.available)}


_PLAIN: dict[type[Exception], str | Promise] = {
    AnotherYear: gettext_lazy(
        "The day must lie in the budget year of the line, a payment not before its commitment."
    ),
    KeptElsewhere: gettext_lazy(
        "This commitment belongs to an order: it is paid, given back and recovered on the order's page."
    ),
    NothingToCarry: gettext_lazy("Nothing is left on the line that could be carried."),
    StandsAlready: gettext_lazy("Such a line is there already: same year, unit, source, kind and name."),
    StillOpen: gettext_lazy("Commitments are still open: pay them, give them back, or carry the line."),
    BelowNothing: gettext_lazy("That would leave less than nothing: check the sum."),
    LineClosed: gettext_lazy("The line is closed: no money moves on it any more."),
    NoSum: gettext_lazy("Write a sum above nothing and below a million billion VND."),
    SecretMark: gettext_lazy(
        "This bears a mark of state secrecy and was not kept; state secrets never enter this system."
    ),
    AheadOfTime: gettext_lazy("The day lies in the future."),
    ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this meanwhile. Look at it again; sending once more saves yours."
    ),
    NoReason: gettext_lazy("A ground or reason must be given."),
    NoSuchRow: gettext_lazy("The law holds no such ceiling on that day: choose another, or none."),
}
