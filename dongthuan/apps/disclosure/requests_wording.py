"""Words for what is kept as codes about requests: why something was not done."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.operations import clocks
from dongthuan.apps.disclosure import requests_law
from dongthuan.apps.disclosure.operations import (
    answered,
    requests,
    requests_after,
    requests_answering,
    requests_classifying,
    requests_costs,
    requests_creator,
    requests_identity,
    requests_validity,
)
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations import mail
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason
from dongthuan.law.deadlines import ExtensionRefused
from dongthuan.law.wording import sentence

REFUSALS: dict[type[Exception], object] = {
    ChangedMeanwhile: _("Somebody else changed this meanwhile. Look at how it stands now, then do it again."),
    clocks.ChangedMeanwhile: _("The limit was changed meanwhile. Look at it again, then do it once more."),
    NoReason: _("Give a reason; it is kept."),
    SecretMark: _("The text bears a mark of state secrecy. Nothing was kept; use the means for secrets."),
    requests.NothingAsked: _("Say which information is asked for."),
    requests.TooLong: _("The words are longer than 20,000 letters; put them into a file."),
    requests.TooManyFiles: _("At most ten files."),
    requests.OutOfTime: _(
        "Check the times: nothing lies in the future or more than 400 days ago, and a request is valid only "
        "after it was received and after the requester was guided."
    ),
    requests.NoSuchStep: _("The request stands elsewhere or is settled; this step is not possible now."),
    requests_validity.NothingMissing: _("Say what is missing, so that the requester can complete it."),
    requests_validity.NotOfTheHouse: _("Choose an officer who holds a role today."),
    requests_classifying.SamePerson: _("Whoever classified cannot check. Another officer must look at it."),
    requests_classifying.NothingToCheck: _("There is no classification that waits to be checked."),
    requests_classifying.NotClassified: _(
        "The unit that made the information classifies it first, and another officer agrees."
    ),
    requests_classifying.NoRestriction: _(
        "Name the restriction of law where the information is not accessible to all, and only then."
    ),
    requests_classifying.AlreadyAnswered: _("This was answered or decided already."),
    requests_answering.NoLimitRuns: _(
        "No limit runs that could be extended: it is not known or it has ended."
    ),
    requests_costs.NothingToPay: _("Write at least one line, and a day for the payment that is to come."),
    requests_answering.NotPaid: _("The cost must be paid before the information is given."),
    requests_answering.AwaitsConsent: _("The persons or organisations concerned have not consented yet."),
    requests_answering.MustWithhold: _(
        "Part of it may not be given: name the parts withheld, with ground and reason."
    ),
    requests_answering.NoSuchCopy: _(
        "Only a copy of this request that a second person confirmed can be given, never the original."
    ),
    requests_answering.NotOpen: _("It was classified as not accessible; it can only be refused."),
    requests_identity.NoIdentity: _("No number of a paper is kept for this request."),
    answered.NothingSaid: _("Say what was asked and what was answered."),
    answered.HoldsIdentity: _("Who asked stands in these words. Take it out: “{words}”."),
    requests_creator.NotACommune: _(
        "Only a commune asks the body that made the information, and only about what a requester reported."
    ),
    requests_creator.AlreadyAsked: _("This was asked or answered already; look at how it stands now."),
    requests_creator.NobodyNamed: _("Name the body that made the information."),
    requests_after.AlreadyDecided: _("This was answered or decided already."),
    requests_after.NotUpheld: _("Only after a complaint was upheld is a request opened again."),
    requests_law.NotListed: _(
        "The law in force on that day does not list this. Where its list is not known, cite the article."
    ),
    mail.AlreadyDecided: _("This mail was decided on already."),
    clocks.LimitPassed: _("The limit has passed: it can no longer be extended."),
    clocks.AlreadyExtended: _("It was extended already; the law allows it once."),
    clocks.NotInThatState: _("The limit stands still or has ended; it cannot be extended now."),
}
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, FileRefused, ExtensionRefused)


def sentence_of(refusal: Exception) -> str:
    """Return why something was not done, in one sentence."""
    if isinstance(refusal, FileRefused):
        return str(refusal)
    if isinstance(refusal, ExtensionRefused):
        return sentence(refusal, _now)
    if isinstance(refusal, answered.HoldsIdentity):
        return str(REFUSALS[answered.HoldsIdentity]).format(words=refusal)
    return str(REFUSALS.get(type(refusal), REFUSALS[requests.NoSuchStep]))
