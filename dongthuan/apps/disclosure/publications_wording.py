"""What the pages of the register say where something is refused, and what to do."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from dongthuan.apps.clocks.operations.deciding import AlreadyDecided
from dongthuan.apps.disclosure.operations import law_lists, publications, publications_notices
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations import versions
from dongthuan.law.openness import UnknownList
from dongthuan.law.wording import sentence

REFUSALS: dict[type[Exception], Any] = {
    versions.ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this meanwhile. What you typed is still here: look in another window "
        "at what is stored now, then save again to replace it."
    ),
    versions.NoReason: gettext_lazy("Say why, or what was found."),
    versions.AheadOfTime: gettext_lazy(
        "These days cannot be: it is made first, made public not before that nor in the future, and ends "
        "after today."
    ),
    publications.NotInThatState: gettext_lazy(
        "It no longer stands where this step begins; look at it again."
    ),
    publications.NoSuchGroup: gettext_lazy(
        "The law in force on the day on which it was made does not list this; choose another entry."
    ),
    publications.Nowhere: gettext_lazy(
        "What is public on the portal needs an access link or a file: add one of them first."
    ),
    publications.ReplacesItself: gettext_lazy(
        "These versions would replace each other in a circle; choose one that is really older."
    ),
    publications_notices.NotNamed: gettext_lazy("Say which information of the register is meant."),
    law_lists.EndsBeforeStart: gettext_lazy("An entry ends after the day on which it begins."),
    AlreadyDecided: gettext_lazy("Somebody decided on this meanwhile."),
    SecretMark: gettext_lazy(
        "This bears a mark of state secrecy and was not kept; state secrets never enter this system."
    ),
}
REFUSED: tuple[type[Exception], ...] = (
    *REFUSALS,
    UnknownList,
    FileRefused,
    publications.PostedTooShort,
)


def sentence_of(refusal: Exception) -> str:
    """Return what a page says of a refusal."""
    if isinstance(refusal, UnknownList):
        return sentence(refusal, gettext)
    if isinstance(refusal, publications.PostedTooShort):
        return gettext("A posting must stay up until %(day)s at least; choose that day or a later one.") % {
            "day": f"{refusal.until:%d/%m/%Y}"
        }
    if isinstance(refusal, FileRefused):
        return str(refusal)
    return str(REFUSALS[type(refusal)])
