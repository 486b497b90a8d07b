"""What was found unusual and why; what was forecast, and how that turned out."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import SignalState
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.spans import Span

LINE_MODEL = "line-of-24-hours"
STORY_MODEL = "story-of-24-hours"
COPIES_MODEL = "copies-of-24-hours"
WARNING_MODEL = "chance-within-12-hours"


class Ground(models.TextChoices):
    """What a signal stands on: an hour unlike others, a line, one story, or an early warning."""

    HOUR = "hour", _("Unusual for the hour")
    LINE = LINE_MODEL, _("Line of 24 hours reached")
    STORY = STORY_MODEL, _("A story that grows fast")
    COPIES = COPIES_MODEL, _("A flood of copies")
    WARNING = WARNING_MODEL, _("Early warning")


def ground_of(model_id: str) -> Ground:
    """Return what a signal of this method stands on."""
    method = model_id.partition("/")[0]
    return Ground(method) if method in Ground.values else Ground.HOUR


def window_hours(model_id: str) -> int:
    """Return how many hours, its own the last, a signal of this method stands on."""
    return 6 if ground_of(model_id) == Ground.HOUR else 24


class Series(models.TextChoices):
    """Which count of a topic."""

    VOLUME = "volume", _("All items")
    NEGATIVE = "negative", _("Negative items")
    POSITIVE = "positive", _("Positive items")


class Signal(models.Model):
    """A count that is unusual for its hour, with everything that explains it.

    Of an early warning: observed = unfavourable items held, expected_high = the line, score = the chance,
    p_value = the share of earlier chances as high.
    """

    topic = models.ForeignKey("monitoring.Topic", on_delete=models.CASCADE, related_name="signals")
    series = models.CharField(max_length=10, choices=Series.choices)
    hour = models.DateTimeField()
    detected_at = models.DateTimeField()
    observed = models.FloatField()
    baseline = models.FloatField()
    expected_high = models.FloatField()
    p_value = models.FloatField()
    score = models.FloatField()
    model_id = models.CharField(max_length=120)
    item_count = models.PositiveIntegerField()
    copy_count = models.PositiveIntegerField()
    outlets = models.JSONField(default=list)
    terms = models.JSONField(default=list)
    silent_sources = models.JSONField(default=list)
    first_item = models.ForeignKey(
        "monitoring.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    story = models.ForeignKey(
        "monitoring.Story", on_delete=models.SET_NULL, null=True, blank=True, related_name="signals"
    )
    warning = models.ForeignKey(
        "monitoring.EarlyWarning", on_delete=models.SET_NULL, null=True, blank=True, related_name="signals"
    )
    state = models.CharField(max_length=14, choices=SignalState.choices, default=SignalState.NEW)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-hour", "-score"]
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "series", "hour", "model_id"], name="monitoring_signal_once"
            )
        ]
        indexes = [models.Index(fields=["state", "-hour"], name="monitoring_signal_state")]

    @property
    def ground(self) -> Ground:
        """What it stands on."""
        return ground_of(self.model_id)

    @property
    def subject(self) -> str:
        """What it is about, after the name of its topic."""
        if self.ground in (Ground.HOUR, Ground.LINE):
            return str(self.get_series_display())
        return str(self.ground.label)

    @property
    def span(self) -> Span:
        """The hours that it stands on."""
        hours = window_hours(self.model_id)
        return Span(self.hour - timedelta(hours=hours - 1), self.hour + timedelta(hours=1))

    @property
    def items_url(self) -> str:
        """Where the items of the hours that it stands on are listed."""
        span = self.span
        wanted = {} if self.series == Series.VOLUME else {"polarity": self.series}
        return items_url(span, topic=self.topic_id, **wanted)

    def __str__(self) -> str:
        return f"{self.topic_id} {self.series} {self.hour:%Y-%m-%d %H}"

    @property
    def original_count(self) -> int:
        """How many of the items are not copies."""
        return self.item_count - self.copy_count


class Forecast(models.Model):
    """What a count was expected to be, with intervals and back-test; scored when truth arrives."""

    class Step(models.TextChoices):
        """The length of one step."""

        HOUR = "hour", _("hour")
        DAY = "day", _("day")

    topic = models.ForeignKey("monitoring.Topic", on_delete=models.CASCADE, related_name="forecasts")
    series = models.CharField(max_length=10, choices=Series.choices)
    step = models.CharField(max_length=4, choices=Step.choices)
    start_at = models.DateTimeField()
    made_at = models.DateTimeField()
    method = models.CharField(max_length=60)
    model_id = models.CharField(max_length=120)
    history_count = models.PositiveIntegerField(help_text="items the forecast stands on")
    mean = ArrayField(models.FloatField())
    low_80 = ArrayField(models.FloatField())
    high_80 = ArrayField(models.FloatField())
    low_95 = ArrayField(models.FloatField())
    high_95 = ArrayField(models.FloatField())
    backtest = models.JSONField(default=dict)
    is_naive_better = models.BooleanField(default=False)
    scored_at = models.DateTimeField(null=True, blank=True)
    score = models.JSONField(default=dict)

    class Meta:
        ordering = ["-start_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "series", "step", "start_at", "model_id"], name="monitoring_forecast_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.series} {self.step} {self.start_at:%Y-%m-%d %H}"

    @property
    def chart_id(self) -> str:
        """The name of its chart on a page."""
        return f"forecast-{self.pk}"
