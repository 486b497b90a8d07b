"""Words for what dossiers and consultations keep as codes: refusals, what is lacking, acts, tones."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState, Phase
from dongthuan.apps.policies.dossiers_lifecycle import DossierState, Scope, Verdict
from dongthuan.apps.policies.operations import (
    acts,
    consultations,
    consultations_dates,
    dossiers,
    dossiers_criteria,
    dossiers_parts,
    stages,
    versions,
)
from dongthuan.apps.policies.queries.coverage import Standing
from dongthuan.law.wording import end_words

REFUSALS: Mapping[type[Exception], Promise] = {
    versions.ChangedMeanwhile: _(
        "Somebody else changed this meanwhile. Look at how it stands now, then do it again."
    ),
    versions.NoReason: _("Give a reason; it is kept."),
    versions.NoWords: _("Fill in what must be said; nothing was kept."),
    versions.NotInThatState: _("It stands elsewhere now; this step is not possible."),
    SecretMark: _("The text bears a mark of state secrecy. Nothing was kept; use the means for secrets."),
    dossiers.NotOfTheHouse: _("Choose an officer who holds a role today."),
    stages.NoAdoptedText: _(
        "Give the number and the day of the adopted text; the day lies not in the future."
    ),
    acts.NoEvidence: _("An act counts as done only with evidence: write it down or give its address."),
    acts.AheadOfTime: _("It cannot have been done in the future."),
    dossiers_criteria.NoSuchCriterion: _(
        "The decision has no such criterion, or its wording is known already."
    ),
    dossiers_criteria.WordingUnknown: _(
        "The wording of this criterion was not seen. A legal officer enters it and another confirms it "
        "before it can be answered."
    ),
    dossiers_parts.NotItsTopic: _("The forecast is of a topic that this dossier does not watch."),
    dossiers_parts.AlreadyTaken: _("This very forecast is in the dossier already."),
    consultations.EndsBeforeStart: _("A consultation closes after it opens."),
    consultations.TooManyQuestions: _("At most 30 questions; fewer get more answers."),
    consultations_dates.NotLonger: _(
        "An extension ends later than the day that stands; nothing is shortened here."
    ),
}
LACKS: Mapping[str, Promise] = {
    "stage": _("the dossier is in hand and not adopted yet"),
    "version": _("a published version of the draft"),
    "summary": _("a summary in plain language, in the dossier"),
    "contact": _("a contact for the public"),
    "moderation": _("the rules of moderation"),
    "secrecy": _("another officer has looked it through for secrets since it was last changed"),
    "dates": _("when it opens and when it closes"),
    "past": _("a closing that lies ahead"),
    "basis": _("the legal basis of its length, as no rule in force has a figure"),
    "short": _("a closing that is no earlier than the law allows"),
}
ACTS: Mapping[str, Promise] = {
    "policies.open_dossier": _("Dossier opened"),
    "policies.rewrite_dossier": _("Dossier written anew"),
    "policies.move_dossier": _("Brought to another stage"),
    "policies.stop_dossier": _("Dossier given up"),
    "policies.ask_units": _("Units asked for an opinion"),
    "policies.answer_criterion": _("Criterion answered"),
    "policies.take_reaction": _("Forecast taken in"),
    "policies.set_up_consultation": _("Consultation set up"),
    "policies.check_secrecy": _("Looked through for secrets"),
    "policies.open_consultation": _("Consultation opened"),
    "policies.extend_consultation": _("Consultation extended"),
    "policies.close_early": _("Consultation closed early"),
    "policies.cancel_consultation": _("Consultation called off"),
    "policies.close_due": _("Consultation closed on its day"),
}
TONES: Mapping[str, str] = {
    DossierState.OPEN: "info",
    DossierState.STOPPED: "bad",
    DossierState.CLOSED: "good",
    ConsultationState.DRAFT: "neutral",
    ConsultationState.OPEN: "info",
    ConsultationState.CANCELLED: "bad",
    Phase.SETTING_UP: "neutral",
    Phase.UPCOMING: "info",
    Phase.RUNNING: "good",
    Phase.OVER: "warn",
    Phase.ANSWERED: "info",
    Scope.IN: "info",
    Scope.UNKNOWN: "warn",
    Verdict.ACCEPTED: "good",
    Verdict.PARTLY: "info",
    Verdict.NOT_ACCEPTED: "warn",
    Standing.WHOLE: "good",
    Standing.PARTLY: "warn",
    Standing.NONE: "bad",
}
OWN_WORDS = (consultations.NotReady, consultations_dates.BeforeMinimum)
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, *OWN_WORDS)


def sentence_of(refusal: Exception) -> str:
    """Return in a sentence why an act was refused, and what to do."""
    if isinstance(refusal, consultations.NotReady):
        return _now("It cannot be opened yet. Still needed: %(list)s.") % {
            "list": "; ".join(str(LACKS[code]) for code in refusal.codes)
        }
    if isinstance(refusal, consultations_dates.BeforeMinimum):
        until = end_words(refusal.until)
        return _now("The law lets it close only from %(until)s on.") % {"until": until}
    return str(REFUSALS[type(refusal)])
