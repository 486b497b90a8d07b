"""Stages of a draft policy, from proposal to evaluation, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a draft policy stands; the order is that of the process."""

    PROPOSAL = "proposal", _("Proposal")
    DRAFTING = "drafting", _("Drafting")
    CONSULTING = "consulting", _("Gathering comments")
    APPRAISAL = "appraisal", _("Appraisal")
    SUBMISSION = "submission", _("Submission, verification")
    ADOPTION = "adoption", _("Adoption")
    ENFORCEMENT = "enforcement", _("Dissemination, enforcement")
    EVALUATION = "evaluation", _("Interim review, evaluation")


STAGES: tuple[Stage, ...] = tuple(Stage)

# Back to an earlier stage as long as nothing is adopted; a stage that does not apply is passed over.
STAGE_NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.PROPOSAL: frozenset({Stage.DRAFTING}),
    Stage.DRAFTING: frozenset({Stage.PROPOSAL, Stage.CONSULTING, Stage.APPRAISAL}),
    Stage.CONSULTING: frozenset({Stage.DRAFTING, Stage.APPRAISAL, Stage.SUBMISSION}),
    Stage.APPRAISAL: frozenset({Stage.DRAFTING, Stage.CONSULTING, Stage.SUBMISSION}),
    Stage.SUBMISSION: frozenset({Stage.DRAFTING, Stage.CONSULTING, Stage.APPRAISAL, Stage.ADOPTION}),
    Stage.ADOPTION: frozenset({Stage.ENFORCEMENT}),
    Stage.ENFORCEMENT: frozenset({Stage.EVALUATION}),
    Stage.EVALUATION: frozenset(),
}
BEFORE_ADOPTION = frozenset(STAGES[: STAGES.index(Stage.ADOPTION)])
FIRST_STAGES = frozenset({Stage.PROPOSAL, Stage.DRAFTING})  # many texts have no proposal of their own


def is_direct(before: Stage, after: Stage) -> bool:
    """Say whether a step goes to the very next stage; every other step wants a reason."""
    return STAGES.index(after) == STAGES.index(before) + 1


class DossierState(models.TextChoices):
    """A dossier is worked on, was given up with a reason, or has been through all stages."""

    OPEN = "open", _("Dossier in hand")
    STOPPED = "stopped", _("Dossier no longer pursued")
    CLOSED = "closed", _("Dossier completed")


class DraftKind(models.TextChoices):
    """What kind of text is drafted."""

    LAW = "law", _("Law")
    ORDINANCE = "ordinance", _("Ordinance")
    RESOLUTION = "resolution", _("Resolution")
    DECREE = "decree", _("Decree")
    PRIME_MINISTER = "prime_minister", _("Decision of the Prime Minister")
    CIRCULAR = "circular", _("Circular")
    DECISION = "decision", _("Decision of the agency")
    SCHEME = "scheme", _("Scheme, programme, strategy")
    REGULATION = "regulation", _("Internal regulation")
    OTHER = "other", _("Another text")


class Yes(models.TextChoices):
    """Whether a criterion is met, as far as somebody answers for it."""

    YES = "yes", _("Met")
    NO = "no", _("Not met")
    UNKNOWN = "unknown", _("Not determined")


class Scope(models.TextChoices):
    """Whether the communication of this draft is a duty: only where all four criteria are met."""

    IN = "in", _("In scope")
    OUT = "out", _("Not in scope")
    UNKNOWN = "unknown", _("Scope not determined")


class ImpactHead(models.TextChoices):
    """The five heads of an impact assessment."""

    ECONOMIC = "economic", _("Economic impact")
    SOCIAL = "social", _("Social impact")
    GENDER = "gender", _("Gender impact")
    PROCEDURE = "procedure", _("Administrative procedures")
    LEGAL = "legal", _("Legal system and enforcement")


class Side(models.TextChoices):
    """Benefit or cost: both are told."""

    BENEFIT = "benefit", _("Benefit")
    COST = "cost", _("Cost")


class OpinionKind(models.TextChoices):
    """What sort of opinion the communications unit gives."""

    COMMENT = "comment", _("Comment, suggestion")
    CRITICISM = "criticism", _("Criticism, social feedback")


class Verdict(models.TextChoices):
    """What the drafting unit does with an opinion."""

    ACCEPTED = "accepted", _("Opinion accepted")
    PARTLY = "partly", _("Accepted in part")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
