"""What all pages of reports share: an act done, and said in words how it went."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.documents.operations import documents as drawing_up
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.reports.forms.rounds import VersionForm
from dongthuan.apps.reports.operations import (
    documents,
    paragraphs,
    rounds,
    syntheses,
    unit_reports,
    units_of_round,
)

_CHANGED = gettext_lazy(
    "Somebody else changed this meanwhile. It is shown as it stands now; look again, then repeat."
)
_STATE = gettext_lazy("This step is not possible in the state it is in now.")
_REASON = gettext_lazy("Say why.")
REFUSALS: Mapping[type[Exception], Any] = {
    rounds.ChangedMeanwhile: _CHANGED,
    rounds.NotInThatState: _STATE,
    rounds.NoReason: _REASON,
    rounds.NoUnits: gettext_lazy("Choose at least one unit before opening the round."),
    rounds.AlreadyIn: gettext_lazy("The unit is in the round already."),
    rounds.FormStands: gettext_lazy("The round is open: units are answering, its form no longer changes."),
    units_of_round.NotASuccessor: gettext_lazy("That unit did not come out of the dissolved one."),
    unit_reports.ChangedMeanwhile: _CHANGED,
    unit_reports.NotInThatState: _STATE,
    unit_reports.NoReason: _REASON,
    unit_reports.RoundNotOpen: gettext_lazy("The round is not open; ask the Office to open it again."),
    unit_reports.NothingSaid: gettext_lazy("Write at least one paragraph before filing."),
    unit_reports.ForeignTask: gettext_lazy("A paragraph names a task that is none of this unit's."),
    unit_reports.TooManyTexts: gettext_lazy("The report has too many paragraphs; join some of them."),
    syntheses.NothingFiled: gettext_lazy("No unit has filed a report yet; there is nothing to put together."),
    paragraphs.NothingNew: gettext_lazy("No newer text waits for this paragraph."),
    paragraphs.ChangedMeanwhile: _CHANGED,
    paragraphs.EmptyText: gettext_lazy("A paragraph needs words; take it out instead of emptying it."),
    documents.NobodyMissing: gettext_lazy("Every unit has filed; there is nobody to urge on."),
    documents.NotOpen: gettext_lazy("The round is not open; there is nobody to urge on."),
    drawing_up.TooLong: gettext_lazy("The text is longer than a document can be."),
    drawing_up.NoSubject: gettext_lazy("The round needs a title."),
}
NAMED = (
    rounds.UnitsDissolved,
    SecretMark,
    paragraphs.FiguresUnknown,
)
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, *NAMED)


def words_of(refusal: Exception) -> str:
    """Return what a refused act tells the officer."""
    if isinstance(refusal, rounds.UnitsDissolved):
        names = "; ".join(refusal.args[0])
        return _("These units no longer exist: %(names)s. Choose their successors.") % {"names": names}
    if isinstance(refusal, SecretMark):
        return _("The text carries the mark %(mark)s. Classified content is not taken in.") % {
            "mark": refusal
        }
    if isinstance(refusal, paragraphs.FiguresUnknown):
        signs = ", ".join(refusal.signs)
        return _("These signs of figures are broken or unknown: %(signs)s. Copy them as listed.") % {
            "signs": signs
        }
    return str(REFUSALS[type(refusal)])


tell = attempting(REFUSED, words_of)


def version_of(request: OfficerRequest) -> int:
    """Return the version the officer saw; -1, which nothing has, for anything else."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else -1


def first_error(form: Any) -> str:
    """Return the first thing that is wrong with a form."""
    return next((str(words) for errors in form.errors.values() for words in errors), str(_REASON))
