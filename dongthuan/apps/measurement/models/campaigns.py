"""A campaign, its objectives with baseline and target, each later change of them, and the results."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.measurement.lifecycle import COUNTED, CampaignState, Measure
from dongthuan.apps.plans.lifecycle import Level

_OFFICER = settings.AUTH_USER_MODEL


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """What one asks of campaigns."""

    def visible_to(self, officer: Actor) -> "CampaignQuerySet":
        """Return the campaigns the officer may read: the same as the rule of `measurement.read`."""
        if oversees(officer):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in officer.held_roles()])


class Campaign(models.Model):
    """A planned sequence of communication with something to reach.

    messages: one a line. frozen_at: from then on objectives change only with a reason.
    lesson: what was learned; next_time: what will be done differently. unmeasured: why an objective has no
    result.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="campaigns")
    title = models.CharField(_("title"), max_length=300)
    aim = models.TextField(_("aim"), blank=True)
    audience = models.CharField(_("audience"), max_length=500, blank=True)
    messages = models.TextField(_("messages"), blank=True)
    start_on = models.DateField(_("begins on"))
    end_on = models.DateField(_("ends on"))
    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    tasks = models.ManyToManyField("plans.Task", related_name="campaigns", blank=True)
    topics = models.ManyToManyField("monitoring.Topic", related_name="campaigns", blank=True)
    texts = models.ManyToManyField("content.Text", related_name="campaigns", blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CampaignState.choices, default=CampaignState.PREPARED
    )
    frozen_at = models.DateTimeField(_("objectives frozen"), null=True, blank=True)
    lesson = models.TextField(_("lesson"), blank=True)
    next_time = models.TextField(_("what to do differently"), blank=True)
    unmeasured = models.TextField(_("why something was not measured"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-start_on", "-id"]
        verbose_name = _("communication campaign")
        verbose_name_plural = _("communication campaigns")
        constraints = [
            models.CheckConstraint(
                name="measurement_campaign_ends_after_start", condition=Q(end_on__gte=F("start_on"))
            ),
            models.CheckConstraint(name="measurement_campaign_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="measurement_closed_with_lesson", condition=~Q(state="closed") | ~Q(lesson="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="measurement_campaigns_by_unit")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the campaign."""
        return reverse("measurement:campaign", args=[self.pk])

    @property
    def message_list(self) -> list[str]:
        """The messages, one after another."""
        return [line.strip() for line in self.messages.splitlines() if line.strip()]


class Objective(models.Model):
    """What a campaign is to reach at one level: from `baseline` to `target`, by the end of the campaign.

    baseline_source: where the baseline was taken from. added_reason: why it came after the freezing.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="objectives")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    statement = models.CharField(_("what is to be reached"), max_length=500)
    measure = models.CharField(_("measured by"), max_length=10, choices=Measure.choices, default=Measure.HAND)
    unit_of_measure = models.CharField(_("counted in"), max_length=60, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=2)
    baseline_source = models.CharField(_("source of the baseline"), max_length=300)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=2)
    added_reason = models.CharField(_("why it was added after the start"), max_length=500, blank=True)
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("objective of a campaign")
        verbose_name_plural = _("objectives of campaigns")
        constraints = [
            models.CheckConstraint(name="measurement_objective_says_what", condition=~Q(statement="")),
            models.CheckConstraint(name="measurement_target_differs", condition=~Q(target=F("baseline"))),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def is_counted(self) -> bool:
        """Whether its value is counted here rather than noted by hand."""
        return self.measure in COUNTED

    def share_reached(self, value: Decimal) -> float:
        """Return how much of the way from baseline to target a value has gone; 1 = the target."""
        return float((value - self.baseline) / (self.target - self.baseline))


class ObjectiveChange(models.Model):
    """What an objective said before it was changed after the freezing, and why it was."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="changes")
    statement = models.CharField(max_length=500)
    baseline = models.DecimalField(max_digits=18, decimal_places=2)
    target = models.DecimalField(max_digits=18, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("change of an objective")
        verbose_name_plural = _("changes of objectives")
        constraints = [
            models.CheckConstraint(name="measurement_change_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason


class Result(models.Model):
    """One value of an objective on a day, with its source; the newest counts, none is ever rewritten."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="results")
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2)
    on = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=300)
    words = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("result of an objective")
        verbose_name_plural = _("results of objectives")
        constraints = [
            models.CheckConstraint(name="measurement_result_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.value} · {self.source}"


class MessageCheck(models.Model):
    """What a person says about one item: whether it carries one of the messages of a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="checks")
    item = models.ForeignKey("monitoring.Item", on_delete=models.CASCADE, related_name="+")
    is_carried = models.BooleanField()
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("item looked at for the messages")
        verbose_name_plural = _("items looked at for the messages")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "item"], name="measurement_item_checked_once"),
        ]

    def __str__(self) -> str:
        return str(self.item_id)
