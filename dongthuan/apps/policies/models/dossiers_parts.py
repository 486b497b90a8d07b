"""What hangs on a dossier: impacts, communication acts, forecasts of reaction, scenarios, opinions."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.dossiers_lifecycle import ImpactHead, OpinionKind, Side, Stage, Verdict

_OFFICER = settings.AUTH_USER_MODEL


class Impact(models.Model):
    """One effect of the draft. bearer: who has the benefit or bears the cost. source: what it rests on."""

    dossier = models.ForeignKey("policies.PolicyDossier", on_delete=models.CASCADE, related_name="impacts")
    head = models.CharField(_("head of impact"), max_length=10, choices=ImpactHead.choices)
    side = models.CharField(_("benefit or cost"), max_length=8, choices=Side.choices)
    text = models.TextField(_("effect of the draft"))
    bearer = models.CharField(_("who gains or bears it"), max_length=300)
    source = models.CharField(_("source of the figure"), max_length=500, blank=True)
    written_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written on"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["dossier", "head", "side", "id"]
        verbose_name = _("impact")
        verbose_name_plural = _("impacts")
        constraints = [
            models.CheckConstraint(name="policies_impact_says_who", condition=~Q(text="") & ~Q(bearer=""))
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.side} {self.text[:60]}"


class CommunicationActQuerySet(models.QuerySet["CommunicationAct"]):
    """What one asks of communication acts."""

    def pending(self) -> "CommunicationActQuerySet":
        """Return those that are neither done nor said not to apply."""
        return self.filter(done_at__isnull=True, waived_at__isnull=True)

    def overdue(self, *, on: date) -> "CommunicationActQuerySet":
        """Return the pending ones of dossiers in hand whose day has passed."""
        return self.pending().filter(due_on__lt=on, dossier__state="open")


class CommunicationAct(models.Model):
    """One act of communication at a stage. key: of `law/communication_acts.yaml`; "" = our own.

    basis: what asks for it, as the data say. done_at with evidence, or waived_at with a reason; never both.
    task: of a plan. text_key: of a text for the public (`content.Text`), without importing it.
    """

    dossier = models.ForeignKey(
        "policies.PolicyDossier", on_delete=models.CASCADE, related_name="communication_acts"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    key = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("what is to be done"), max_length=300)
    basis = models.CharField(_("what asks for it"), max_length=500, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    owner = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communication_acts",
        verbose_name=_("who does it"),
    )
    due_on = models.DateField(_("last day for it"), null=True, blank=True)
    task = models.ForeignKey(
        "plans.Task",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("task of a plan"),
    )
    text_key = models.PositiveBigIntegerField(_("text for the public"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.TextField(_("evidence"), blank=True)
    evidence_url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waived_reason = models.TextField(_("why it does not apply"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CommunicationActQuerySet] = CommunicationActQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["dossier", "due_on", "id"]
        verbose_name = _("communication act")
        verbose_name_plural = _("communication acts")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "stage", "key"], condition=~Q(key=""), name="policies_act_required_once"
            ),
            models.CheckConstraint(name="policies_act_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="policies_act_done_with_evidence",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | (
                    Q(done_at__isnull=False, done_by__isnull=False, waived_at__isnull=True)
                    & (~Q(evidence="") | ~Q(evidence_url=""))
                ),
            ),
            models.CheckConstraint(
                name="policies_act_waived_with_reason",
                condition=Q(waived_at__isnull=True, waived_by__isnull=True)
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waived_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "done_at", "due_on"], name="policies_acts_by_owner"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(done_at__isnull=True, waived_at__isnull=True),
                name="policies_acts_pending",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the act."""
        return reverse("policies:act", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        """Whether it still waits."""
        return self.done_at is None and self.waived_at is None

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it still waits."""
        return self.is_pending and self.due_on is not None and self.due_on < on


class ReactionNote(models.Model):
    """What monitoring expected of a topic when somebody looked, frozen, with how far it may be trusted.

    model_id, history_count: the version and the number of items it stands on. is_naive_better: the plain
    guess "as it was" did better in the back-test. note: how the officer reads it.
    """

    dossier = models.ForeignKey("policies.PolicyDossier", on_delete=models.CASCADE, related_name="reactions")
    topic = models.ForeignKey("monitoring.Topic", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=10)
    step = models.CharField(max_length=4)
    start_at = models.DateTimeField()
    made_at = models.DateTimeField()
    method = models.CharField(max_length=60)
    model_id = models.CharField(max_length=120)
    history_count = models.PositiveIntegerField()
    mean = ArrayField(models.FloatField())
    low_80 = ArrayField(models.FloatField())
    high_80 = ArrayField(models.FloatField())
    is_naive_better = models.BooleanField(default=False)
    backtest = models.JSONField(default=dict)
    note = models.TextField(_("how we read it"), blank=True)
    taken_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("taken on"))

    class Meta:
        ordering = ["dossier", "-taken_at", "-id"]
        verbose_name = _("forecast of reaction")
        verbose_name_plural = _("forecasts of reaction")
        constraints = [
            models.CheckConstraint(name="policies_reaction_names_model", condition=~Q(model_id=""))
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.topic_id} {self.start_at:%Y-%m-%d}"

    @property
    def chart_id(self) -> str:
        """The name of its chart on a page."""
        return f"reaction-{self.pk}"


class Scenario(models.Model):
    """An objection that is expected, and what we say to it: with evidence, an owner and a last day."""

    dossier = models.ForeignKey("policies.PolicyDossier", on_delete=models.CASCADE, related_name="scenarios")
    objection = models.TextField(_("objection expected"))
    answer = models.TextField(_("explanation or rebuttal"))
    evidence = models.TextField(_("evidence for it"))
    owner = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("who keeps it true")
    )
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(_("written on"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["dossier", "id"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [
            models.CheckConstraint(
                name="policies_scenario_is_whole",
                condition=~Q(objection="") & ~Q(answer="") & ~Q(evidence=""),
            )
        ]

    def __str__(self) -> str:
        return self.objection[:80]

    def has_expired(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < on


class InternalOpinion(models.Model):
    """An opinion of a communications unit on the draft, and what the drafting unit did with it."""

    dossier = models.ForeignKey("policies.PolicyDossier", on_delete=models.CASCADE, related_name="opinions")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit that gives it")
    )
    kind = models.CharField(_("kind of opinion"), max_length=10, choices=OpinionKind.choices)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    text = models.TextField(_("opinion"))
    given_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given on"))
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, blank=True)
    reason = models.TextField(_("reason of the verdict"), blank=True)
    answered_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["dossier", "given_at", "id"]
        verbose_name = _("internal opinion")
        verbose_name_plural = _("internal opinions")
        constraints = [
            models.CheckConstraint(name="policies_opinion_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="policies_opinion_answered_with_reason",
                condition=Q(verdict="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(verdict="") & ~Q(reason="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
