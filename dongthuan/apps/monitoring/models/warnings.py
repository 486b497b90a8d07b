"""Early warnings: every chance that was issued, how it turned out, and the models that issued them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WarningModelVersion(models.Model):
    """A warning model learned from the agency's own past; kept whether adopted or not."""

    model_id = models.CharField(max_length=120, unique=True)
    weights = models.JSONField()
    learned_at = models.DateTimeField()
    topic_count = models.PositiveIntegerField()
    onset_count = models.PositiveIntegerField()
    skill = models.FloatField(help_text="Brier skill on the part of the past that was held back")
    former_skill = models.FloatField(help_text="the same of the model in use until then")
    is_adopted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-learned_at"]

    def __str__(self) -> str:
        return self.model_id


class EarlyWarningQuerySet(models.QuerySet["EarlyWarning"]):
    """What one asks of early warnings."""

    def alerts(self) -> "EarlyWarningQuerySet":
        """Return those that were shown as a warning."""
        return self.filter(is_alert=True)

    def scored(self) -> "EarlyWarningQuerySet":
        """Return those whose truth is known."""
        return self.filter(crossed__isnull=False)


class EarlyWarning(models.Model):
    """The chance, at one hour, that a topic's unfavourable items of 24 hours cross its line in time.

    at: the hour's end; items first seen later were not used. persistence: the chance by the fullness of the
    line alone, against which the model is judged.
    """

    class Verdict(models.TextChoices):
        """What a person said of an alert."""

        TRUE = "true", _("Right")
        FALSE = "false", _("Wrong")

    topic = models.ForeignKey("monitoring.Topic", on_delete=models.CASCADE, related_name="warnings")
    at = models.DateTimeField()
    horizon_hours = models.PositiveSmallIntegerField()
    probability = models.FloatField()
    persistence = models.FloatField()
    line = models.FloatField()
    held = models.FloatField()
    is_above = models.BooleanField(default=False)
    is_alert = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    model_id = models.CharField(max_length=120)
    item_count = models.PositiveIntegerField(help_text="items of 28 days that it stands on")
    crossed = models.BooleanField(null=True, blank=True)
    crossed_at = models.DateTimeField(null=True, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)

    objects = EarlyWarningQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "horizon_hours"]
        verbose_name = _("early warning")
        verbose_name_plural = _("early warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "at", "horizon_hours", "model_id"], name="monitoring_warning_once"
            ),
            models.CheckConstraint(
                name="monitoring_warning_chance",
                condition=models.Q(probability__gte=0) & models.Q(probability__lte=1),
            ),
            models.CheckConstraint(
                name="monitoring_warning_scored",
                condition=models.Q(crossed__isnull=True) | models.Q(scored_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], name="monitoring_warning_open", condition=models.Q(crossed__isnull=True)
            ),
            models.Index(fields=["-at"], name="monitoring_warning_alert", condition=models.Q(is_alert=True)),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.at:%Y-%m-%d %H} +{self.horizon_hours}"
