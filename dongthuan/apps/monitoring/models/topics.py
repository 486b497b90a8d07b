"""Topics as data, which items speak of them, and the hourly counts that pages and models read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import Polarity, Stance


class TopicQuerySet(models.QuerySet["Topic"]):
    """What one asks of topics."""

    def watched(self) -> "TopicQuerySet":
        """Return the topics that are counted."""
        return self.filter(is_active=True)


class Topic(models.Model):
    """What the agency watches: a name, phrases, and example statements for and against its goal."""

    class Kind(models.TextChoices):
        """What sort of topic; the first collects every relevant item and exists once."""

        EVERYTHING = "everything", _("All relevant news")
        AGENCY = "agency", _("The agency and its units")
        POLICY = "policy", _("A policy or field")

    slug = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.POLICY)
    goal = models.TextField(_("goal"), blank=True)
    phrases = ArrayField(models.CharField(max_length=120), verbose_name=_("phrases"), default=list)
    excluded_phrases = ArrayField(
        models.CharField(max_length=120), verbose_name=_("phrases that rule out"), default=list, blank=True
    )
    favourable_examples = ArrayField(
        models.CharField(max_length=300), verbose_name=_("favourable examples"), default=list, blank=True
    )
    unfavourable_examples = ArrayField(
        models.CharField(max_length=300), verbose_name=_("unfavourable examples"), default=list, blank=True
    )
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    is_active = models.BooleanField(_("watched"), default=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    minimum_count = models.PositiveIntegerField(_("fewest items for a signal"), default=4)
    false_alarms_per_week = models.FloatField(_("false alarms allowed a week"), default=1.0)
    version = models.PositiveIntegerField(default=1)
    recounted_through = models.BigIntegerField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind="everything"), name="monitoring_one_everything"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """One item speaks of one topic, and how that stands to the topic's goal."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mentions")
    item = models.ForeignKey("monitoring.Item", on_delete=models.CASCADE, related_name="mentions")
    stance = models.CharField(max_length=12, choices=Stance.choices, default=Stance.UNCLEAR)
    confidence = models.FloatField()
    matched_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "item"], name="monitoring_mention_once")]

    def __str__(self) -> str:
        return f"{self.topic_id} ← {self.item_id}"


class TopicHour(models.Model):
    """Items of one topic, hour and polarity; originals and copies apart. Kept in the item's transaction."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="hours")
    hour = models.DateTimeField()
    polarity = models.CharField(max_length=10, choices=Polarity.choices)
    original_count = models.IntegerField(default=0)
    copy_count = models.IntegerField(default=0)
    favourable_count = models.IntegerField(default=0)
    unfavourable_count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "hour", "polarity"], name="monitoring_topic_hour_once"),
            models.CheckConstraint(
                condition=models.Q(original_count__gte=0) & models.Q(copy_count__gte=0),
                name="monitoring_topic_hour_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["hour"], name="monitoring_topic_hour_time")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.hour:%Y-%m-%d %H} {self.polarity}"
