"""Misinformation cards after RESIST: a claim, what it may do, what is done, and what came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.lifecycle import CardKind, CardState, Level, Response
from dongthuan.apps.matters.models.matters import SEES_EVERY_MATTER, Matter

_OFFICER = settings.AUTH_USER_MODEL


class MisinformationCardQuerySet(models.QuerySet["MisinformationCard"]):
    """What one asks of cards."""

    def visible_to(self, officer: Actor) -> "MisinformationCardQuerySet":
        """Return the cards this officer may read: the same as the rule of `matters.read_card`."""
        held = officer.held_roles()
        if oversees(officer) or any(role in SEES_EVERY_MATTER for role, _unit in held):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in held])

    def open(self) -> "MisinformationCardQuerySet":
        """Return those that are not closed."""
        return self.exclude(state=CardState.CLOSED)


class MisinformationCard(models.Model):
    """One claim. item: where it was seen; source_*: as given. What is judged is the claim, never a person.

    fabrication … technology: the FIRST marks. goal_affected: which goal of the agency the claim harms.
    explanation: of criticism, what is taken up or explained. dispatch: the report to the authority.
    opinion: of criticism, the opinion on a draft policy as which it went to those who draft, once.
    Files of evidence hang on the card as attachments. folded: for the search.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="cards", verbose_name=_("unit in charge")
    )
    matter = models.ForeignKey(
        Matter,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=pgettext_lazy("matters", "matter"),
    )
    item = models.ForeignKey(
        "monitoring.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="cards"
    )
    claim = models.TextField(_("claim"))
    source_name = models.CharField(_("source of the claim"), max_length=300)
    source_url = models.CharField(_("address of the claim"), max_length=1000, blank=True)
    seen_at = models.DateTimeField(_("seen"))
    kind = models.CharField(_("kind of claim"), max_length=10, choices=CardKind.choices)
    evidence = models.TextField(_("evidence"), blank=True)
    has_fabrication = models.BooleanField(_("Fabrication: invented or altered content"), default=False)
    has_identity = models.BooleanField(_("Identity: a false or hidden sender"), default=False)
    has_rhetoric = models.BooleanField(_("Rhetoric: misleading argument or tone"), default=False)
    has_symbolism = models.BooleanField(_("Symbolism: symbols or images that inflame"), default=False)
    has_technology = models.BooleanField(_("Technology: bots, deepfakes, made to spread"), default=False)
    goal_affected = models.CharField(_("goal affected"), max_length=500, blank=True)
    likelihood = models.CharField(_("likelihood"), max_length=6, choices=Level.choices, blank=True)
    severity = models.CharField(_("severity"), max_length=6, choices=Level.choices, blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Level.choices, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CardState.choices, default=CardState.OPEN)
    response = models.CharField(_("response"), max_length=10, choices=Response.choices, blank=True)
    response_reason = models.TextField(_("why this response"), blank=True)
    explanation = models.TextField(_("what is taken up or explained"), blank=True)
    responded_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    responded_at = models.DateTimeField(_("response decided"), null=True, blank=True)
    dispatch = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opinion = models.OneToOneField(
        "policies.InternalOpinion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("as an opinion on a draft"),
    )
    effect = models.TextField(_("effect"), blank=True)
    closed_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("noted"))
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[MisinformationCardQuerySet] = MisinformationCardQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("misinformation card")
        verbose_name_plural = _("misinformation cards")
        constraints = [
            models.CheckConstraint(name="matters_card_has_claim", condition=~Q(claim="")),
            models.CheckConstraint(
                name="matters_criticism_is_answered_not_removed",
                condition=~Q(kind="criticism")
                | Q(response__in=["", "ignore", "monitor", "comment"], dispatch__isnull=True),
            ),
            models.CheckConstraint(
                name="matters_opinion_is_for_criticism",
                condition=Q(opinion__isnull=True) | Q(kind="criticism"),
            ),
            models.CheckConstraint(
                name="matters_comment_is_for_criticism",
                condition=~Q(response="comment") | Q(kind="criticism"),
            ),
            models.CheckConstraint(
                name="matters_response_has_reason",
                condition=Q(state="open", response="", responded_at__isnull=True)
                | (
                    ~Q(state="open")
                    & ~Q(response="")
                    & ~Q(response_reason="")
                    & Q(responded_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="matters_comment_explains", condition=~Q(response="comment") | ~Q(explanation="")
            ),
            models.CheckConstraint(
                name="matters_false_has_evidence",
                condition=~Q(response__in=["debunk", "correct", "report"]) | ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="matters_card_closes_with_effect",
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(effect="")
                | ~Q(state="closed") & Q(closed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="matters_cards_latest"),
            models.Index(fields=["unit", "-created_at", "-id"], name="matters_cards_of_unit"),
        ]

    def __str__(self) -> str:
        return self.claim[:80]

    def get_absolute_url(self) -> str:
        """The page of the card."""
        return reverse("matters:card", args=[self.pk])

    @property
    def marks(self) -> list[str]:
        """The names of the FIRST fields that are set."""
        return [name for name in FIRST if getattr(self, name)]


FIRST = ("has_fabrication", "has_identity", "has_rhetoric", "has_symbolism", "has_technology")


class CardEffect(models.Model):
    """Items that told the claim's story in the 24 hours that end `hours` after the response; 0 = before."""

    card = models.ForeignKey(MisinformationCard, on_delete=models.CASCADE, related_name="effects")
    hours = models.PositiveSmallIntegerField()
    item_count = models.PositiveIntegerField()
    negative = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["card", "hours"]
        verbose_name = _("measured effect")
        verbose_name_plural = _("measured effects")
        constraints = [
            models.UniqueConstraint(fields=["card", "hours"], name="matters_effect_once"),
            models.CheckConstraint(name="matters_effect_hours", condition=Q(hours__in=[0, 24, 72])),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.hours}"
