"""Alerts: rules of who is told of which signals, the tellings they made, and the steps people took."""

from datetime import datetime, time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.models.signals import Series


class AlertKind(models.TextChoices):
    """What a rule listens for: an unusual hour, a line that is reached, a chance, a story, its copies."""

    VOLUME = "volume", _("Unusually many items")
    NEGATIVE = "negative", _("Unusually many negative items")
    POSITIVE = "positive", _("Unusually many positive items")
    LINE = "line", _("Negative items of 24 hours reach a line")
    WARNING = "warning", _("Early warning: a chance within 12 hours")
    STORY = "story", _("A story grows fast: its items of 24 hours reach a line")
    COPIES = "copies", _("A flood of copies: those of a story in 24 hours reach a line")

    @property
    def series(self) -> Series:
        """The count of the topic that the rule reads."""
        if self in (AlertKind.LINE, AlertKind.WARNING):
            return Series.NEGATIVE
        return Series(self.value) if self.value in Series.values else Series.VOLUME


WITH_LINE = (AlertKind.LINE, AlertKind.STORY, AlertKind.COPIES)
LEAST_CHANCE, MOST_CHANCE = 5, 95


class AlertRuleQuerySet(models.QuerySet["AlertRule"]):
    """What one asks of rules."""

    def kept(self) -> "AlertRuleQuerySet":
        """Return the rules that were not removed."""
        return self.filter(removed_at=None)

    def listening(self, at: datetime) -> "AlertRuleQuerySet":
        """Return the rules that raise alerts at an instant: kept, not paused, of a watched topic."""
        awake = Q(paused_until=None) | Q(paused_until__lte=at)
        return self.kept().filter(awake, topic__is_active=True)


class AlertRule(models.Model):
    """Who is told of what, how readily, and what happens while nobody takes it up.

    line: of 24 hours, negative originals, or a story's originals or copies, by the kind. chance_percent: the
    probability of an early warning from which it fires. quiet_from, quiet_to: between them
    (over midnight where `from` is later) an alert waits; equal = none. cool_down_hours: no second alert
    within them. acknowledge_minutes: until then somebody must have taken the alert up, else the heads of the
    topic's unit are told; escalate_minutes later the Office. watched_from: earlier hours raise nothing.
    """

    name = models.CharField(_("name"), max_length=160)
    topic = models.ForeignKey(
        "monitoring.Topic", on_delete=models.PROTECT, related_name="alert_rules", verbose_name=_("topic")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AlertKind.choices)
    false_alarms_per_week = models.FloatField(
        default=1.0, validators=[MinValueValidator(0.05), MaxValueValidator(7)]
    )
    minimum_count = models.PositiveIntegerField(default=4)
    line = models.PositiveIntegerField(null=True, blank=True)
    chance_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_from = models.TimeField(default=time(22))
    quiet_to = models.TimeField(default=time(6))
    cool_down_hours = models.PositiveSmallIntegerField(default=6)
    acknowledge_minutes = models.PositiveIntegerField(default=60)
    escalate_minutes = models.PositiveIntegerField(default=120)
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="alert_rules", blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    watched_from = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AlertRuleQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("alert rule")
        verbose_name_plural = _("alert rules")
        constraints = [
            models.CheckConstraint(
                name="monitoring_line_of_rule",
                condition=Q(kind__in=WITH_LINE, line__gte=1) | (~Q(kind__in=WITH_LINE) & Q(line=None)),
            ),
            models.CheckConstraint(
                name="monitoring_chance_of_rule",
                condition=Q(kind="warning", chance_percent__range=(LEAST_CHANCE, MOST_CHANCE))
                | (~Q(kind="warning") & Q(chance_percent=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AlertAddress(models.Model):
    """Somebody without an account who is told by mail, once he or she has confirmed it.

    The link that confirms and ends is made from the row (`alert_links.py`); nothing secret is stored.
    """

    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE, related_name="addresses")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("mail address"), max_length=254)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "email"], condition=Q(ended_at=None), name="monitoring_alert_address_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_told(self) -> bool:
        """Whether mail goes there."""
        return self.confirmed_at is not None and self.ended_at is None


class Alert(models.Model):
    """One signal that one rule passed on. What became of it stands on the signal, once for all rules.

    told_from: when the quiet hours let it be told. level: 0 = the recipients, 1 = heads, 2 = the Office.
    """

    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE, related_name="alerts")
    signal = models.ForeignKey("monitoring.Signal", on_delete=models.CASCADE, related_name="alerts")
    raised_at = models.DateTimeField()
    told_from = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-raised_at", "-id"]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [models.UniqueConstraint(fields=["rule", "signal"], name="monitoring_alert_once")]
        indexes = [models.Index(fields=["rule", "-raised_at"], name="monitoring_alert_of_rule")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.signal_id}"


class AlertTelling(models.Model):
    """One person told, or to be told, of one alert at one level; exactly once.

    told_at: when the notice or mail was queued. dropped_at: taken up or closed before it was due.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="tellings")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.ForeignKey(
        AlertAddress, on_delete=models.CASCADE, null=True, blank=True, related_name="tellings"
    )
    level = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        "notices.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["level", "id"]
        constraints = [
            models.CheckConstraint(
                name="monitoring_alert_told_to_one",
                condition=Q(officer=None, address__isnull=False) | Q(officer__isnull=False, address=None),
            ),
            models.UniqueConstraint(
                fields=["alert", "officer", "level"],
                condition=Q(officer__isnull=False),
                name="monitoring_alert_officer_once",
            ),
            models.UniqueConstraint(
                fields=["alert", "address", "level"],
                condition=Q(address__isnull=False),
                name="monitoring_alert_mailed_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(told_at=None, dropped_at=None),
                name="monitoring_alert_to_tell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.level}"


class SignalStep(models.Model):
    """One step in the life of a signal, with its time; a step taken back stays to be read."""

    class Kind(models.TextChoices):
        """What was done."""

        TAKEN = "taken", _("Taken up")
        ASSIGNED = "assigned", _("Assigned")
        ANSWERED = "answered", _("Answered")
        CLOSED_TRUE = "closed_true", _("Closed: real")
        CLOSED_FALSE = "closed_false", _("Closed: false alarm")

    signal = models.ForeignKey("monitoring.Signal", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("step of a signal")
        verbose_name_plural = _("steps of signals")
        constraints = [
            models.CheckConstraint(
                name="monitoring_assigned_to_somebody",
                condition=~Q(kind="assigned") | Q(to__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.kind}"
