"""What a refused act says."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.measurement.operations.campaigns import (
    AdvertisingValue,
    CountedHere,
    NoLesson,
    NoObjective,
    NotInThatState,
    SameAsBaseline,
    Unmeasured,
)
from dongthuan.apps.measurement.operations.science import SaysTooMuch, StandsAlready, WantsBoth
from dongthuan.apps.press.operations.versions import AheadOfTime

_PLAIN: dict[type[Exception], str | Promise] = {
    AdvertisingValue: _(
        "An advertising value equivalent (AVE) is not taken: what an advertisement would have cost says "
        "nothing of what people learned or did (Barcelona Principles). Set an objective of out-takes or "
        "outcomes."
    ),
    CountedHere: _("This objective is counted here by itself; nobody notes its value."),
    NoLesson: _("Write what was learned, and what will be done differently: without it nothing is closed."),
    NoObjective: _(
        "Set an objective of out-takes, outcomes or impact first: what is to change in people, from a "
        "baseline to a target."
    ),
    NotInThatState: _("The campaign no longer stands there: look at its page again."),
    SameAsBaseline: _("The target is the same as the baseline: say what is to change."),
    SaysTooMuch: _("Of a state secret only the code and year are kept: take title, day and evidence out."),
    StandsAlready: _("The unit lists a task with this code already: open that one."),
    WantsBoth: _("A task counts as communicated with both: the day, and the address where one sees it."),
    AheadOfTime: _("The day lies in the future."),
    ChangedMeanwhile: _(
        "Somebody else changed this meanwhile. Look at it again; sending once more saves yours."
    ),
    NoReason: _("A ground or reason must be given."),
    SecretMark: _(
        "This bears a mark of state secrecy and was not kept; state secrets never enter this system."
    ),
}
REFUSED = (*_PLAIN, Unmeasured)


def sentence_of(refusal: Exception) -> str | Promise:
    """Return what was refused, and what to do."""
    if isinstance(refusal, Unmeasured):
        return ngettext(
            "%(count)s objective has no result: note it, or say why it was not measured.",
            "%(count)s objectives have no result: note them, or say why they were not measured.",
            refusal.count,
        ) % {"count": refusal.count}
    return _PLAIN[next(kind for kind in _PLAIN if isinstance(refusal, kind))]


FAULTS: dict[str, str | Promise] = {
    "file": _("The file is no workbook that can be read: save it as XLSX and hand it in again."),
    "header": _("The first row must name the columns Code and Year."),
    "code": _("Row %(line)s has no code; nothing was taken in."),
    "year": _("Row %(line)s has no year between 2000 and 2100; nothing was taken in."),
    "day": _("Row %(line)s: the day must be a date; nothing was taken in."),
    "evidence": _("Row %(line)s: the evidence must be a web address; nothing was taken in."),
}
