"""Words for clauses, refusals, and the tones of grades."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.clocks.operations import clocks
from dongthuan.apps.documents.operations import documents
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.matters.lifecycle import Clause, Grade
from dongthuan.apps.matters.operations import cards, handing_on, refusals, verifying
from dongthuan.apps.matters.queries.clauses import WrongLaw
from dongthuan.apps.policies.operations import versions as opinions
from dongthuan.law import wording
from dongthuan.law.model import CannotCompute

# What an officer must know to choose, in plain words.
CLAUSE_HELP: dict[str, str | Promise] = {
    "none": gettext_lazy("Nothing obliges the agency to speak. It can be chosen later."),
    Clause.OPINIONS: gettext_lazy(
        "Many people disagree about something the agency manages. 24 hours from when the agency determines "
        "that it affects, or may affect, public opinion."
    ),
    Clause.EVENT: gettext_lazy(
        "An important event with a large impact on society, in the agency's field. 24 hours from when the "
        "agency receives the case and handles it."
    ),
    Clause.REQUESTED: gettext_lazy(
        "The press, a steering body or the press authority asks. The decree names no number of hours."
    ),
    Clause.FALSE_REPORT: gettext_lazy(
        "There are grounds that an item of the press is false: ask in writing for correction. No number of "
        "hours."
    ),
    Clause.JOINT: gettext_lazy(
        "It touches two or more ministries or provinces: the lead body agrees what is said, and speaks "
        "regularly."
    ),
    Clause.NATIONAL: gettext_lazy(
        "Defence, security, order or public health of the whole country: at once, by the Government's "
        "spokesperson."
    ),
    Clause.OLD_EVENT: gettext_lazy(
        "Only for what happened before 1 July 2026: 24 hours from when it happened."
    ),
}
CLAUSE_ORDER = (
    "none",
    Clause.OPINIONS,
    Clause.EVENT,
    Clause.REQUESTED,
    Clause.FALSE_REPORT,
    Clause.JOINT,
    Clause.NATIONAL,
    Clause.OLD_EVENT,
)
GRADE_TONES = {Grade.WATCH: "info", Grade.NOTABLE: "warn", Grade.URGENT: "bad"}

REFUSALS: dict[type[Exception], str | Promise] = {
    refusals.ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    refusals.NotInThatState: gettext_lazy("It is in a state that does not allow this."),
    refusals.NoReason: gettext_lazy("Give the reason."),
    refusals.NoWords: gettext_lazy("Write what it is about."),
    refusals.AheadOfTime: gettext_lazy(
        "That instant lies in the future. A limit runs from what has happened; correct the time."
    ),
    refusals.StillOwes: gettext_lazy(
        "The law still waits for a statement here: its limit runs. Write the statement down, or change the "
        "clause with the reason why nothing is owed; then close the matter."
    ),
    refusals.BeforeStart: gettext_lazy(
        "That was said before t0, so it does not answer this duty. Correct the time, or change t0 with its "
        "reason."
    ),
    refusals.NoChange: gettext_lazy("It stands like that already; nothing was changed."),
    refusals.LosesLimit: gettext_lazy(
        "It has a clause of its own, and the other one has another clause or a later t0: a limit would be "
        "lost. Merge the other way round, or set the clause of the other first."
    ),
    refusals.HasMerged: gettext_lazy(
        "Other matters go on in this one already. Merge the other way round, or part them first."
    ),
    refusals.SpokenTogether: gettext_lazy(
        "What the agency said since counts for both: they are not parted any more. Open a new matter instead."
    ),
    verifying.TooSoon: gettext_lazy(
        "The answer is needed by an instant that has passed; choose a later one."
    ),
    cards.NotForCriticism: gettext_lazy(
        "This is criticism: it is taken up or explained, watched or left, but never corrected, reported or "
        "taken down."
    ),
    cards.NoEvidence: gettext_lazy(
        "A claim is refuted, corrected or reported on evidence: write it on the card first."
    ),
    cards.HandedOn: gettext_lazy(
        "This criticism went to those who draft a policy already, and is answered there; it stays criticism."
    ),
    cards.AwaitsAnswer: gettext_lazy(
        "The criticism awaits its answer in the dossier of the draft; the card is closed after that."
    ),
    handing_on.OnlyCriticism: gettext_lazy(
        "Only criticism goes to those who draft; what is false is refuted or corrected."
    ),
    opinions.NotInThatState: gettext_lazy("The draft is not in hand any more; choose another dossier."),
    opinions.NoWords: gettext_lazy("Write what it is about."),
    documents.NoSubject: gettext_lazy("Write what it is about."),
    documents.TooLong: gettext_lazy("The text is too long for a document."),
    clocks.NoReason: gettext_lazy("Give the reason."),
    clocks.OutOfTime: gettext_lazy("The instant lies too far in the past for a clock of law."),
}
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, SecretMark, WrongLaw, CannotCompute)


def sentence_of(refusal: Exception) -> str:
    """Return why something was refused, in a sentence."""
    if isinstance(refusal, SecretMark):
        return secret_sentence(refusal)
    if isinstance(refusal, WrongLaw):
        other = _("Choose a clause of the law in force then; under Decree 09/2017 it is “%(clause)s”.")
        return f"{wording.sentence(refusal.why, _)} {other % {'clause': Clause.OLD_EVENT.label}}"
    if isinstance(refusal, CannotCompute):
        return wording.sentence(refusal, _)
    return str(REFUSALS[type(refusal)])
