"""What was published: title, lead and address, what the machine made of it, and what people corrected."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from dongthuan.apps.monitoring.lifecycle import HandlingState, Origin, Polarity, Stage

EMBEDDING_SIZE = 384


class ItemQuerySet(models.QuerySet["Item"]):
    """What one asks of items."""

    def counted(self) -> "ItemQuerySet":
        """Return the items that are in the counts."""
        return self.filter(stage=Stage.COUNTED)

    def originals(self) -> "ItemQuerySet":
        """Return the items that are not copies of another."""
        return self.filter(copy_of__isnull=True)

    def between(self, start: datetime, end: datetime) -> "ItemQuerySet":
        """Return the items counted in hours of [start, end)."""
        return self.filter(counted_hour__gte=start, counted_hour__lt=end)

    def newest(self) -> "ItemQuerySet":
        """Return the items, the newest first."""
        return self.order_by("-published_at", "-id")


class Item(models.Model):
    """One article or post: link, title and short lead; never an account or a person's profile."""

    source = models.ForeignKey("monitoring.Source", on_delete=models.PROTECT, related_name="items")
    url = models.URLField(_("address"), max_length=1000)
    url_key = models.BinaryField(max_length=32, unique=True)
    guid = models.CharField(max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=500)
    lead = models.CharField(_("lead"), max_length=2000, blank=True)
    category = models.CharField(_("category"), max_length=160, blank=True)

    published_at = models.DateTimeField(_("published"))
    published_origin = models.CharField(max_length=20)
    first_seen_at = models.DateTimeField(_("first seen"))
    counted_hour = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.RECEIVED)

    polarity = models.CharField(_("polarity"), max_length=10, choices=Polarity.choices, blank=True)
    polarity_origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.MACHINE)
    polarity_confidence = models.FloatField(null=True, blank=True)
    negative_score = models.FloatField(null=True, blank=True)
    positive_score = models.FloatField(null=True, blank=True)
    relevance = models.FloatField(_("relevance"), null=True, blank=True)
    hostility = models.FloatField(_("hostility"), null=True, blank=True)
    model_id = models.CharField(max_length=120, blank=True)
    citations = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    keywords = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    copy_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    story = models.ForeignKey(
        "monitoring.Story", on_delete=models.SET_NULL, null=True, blank=True, related_name="items"
    )
    handling = models.CharField(
        _("handling"), max_length=10, choices=HandlingState.choices, default=HandlingState.OPEN
    )
    search = SearchVectorField(null=True)
    is_illustrative = models.BooleanField(default=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.CheckConstraint(
                name="monitoring_understood_has_model",
                condition=models.Q(stage="received") | (~models.Q(model_id="") & ~models.Q(polarity="")),
            ),
            models.CheckConstraint(
                name="monitoring_counted_has_hour",
                condition=~models.Q(stage="counted") | models.Q(counted_hour__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="monitoring_item_newest"),
            models.Index(
                fields=["polarity", "-published_at", "-id"],
                include=["stage", "copy_of"],  # so that counting need not read the items
                name="monitoring_item_mood",
            ),
            models.Index(fields=["source", "-published_at", "-id"], name="monitoring_item_source"),
            models.Index(fields=["story", "-published_at"], name="monitoring_item_story"),
            models.Index(
                fields=["stage", "id"],
                name="monitoring_item_waiting",
                condition=~models.Q(stage="counted"),
            ),
            models.Index(
                fields=["published_at", "id"],
                name="monitoring_item_to_group",
                condition=models.Q(stage="understood"),
            ),
            GinIndex(fields=["search"], name="monitoring_item_search"),
            models.Index(
                fields=["-published_at", "-id"],
                name="monitoring_item_confirmed",
                condition=models.Q(polarity_origin="human"),
            ),
            models.Index(
                fields=["handling", "-published_at", "-id"],
                name="monitoring_item_handled",
                condition=~models.Q(handling="open"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ItemText(models.Model):
    """The article's text, kept for analysis only: it is never shown whole and never leaves."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="full_text")
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.item_id)


class ItemVector(models.Model):
    """The item's meaning as 384 half-precision floats, with the model that made it."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="meaning")
    model_id = models.CharField(max_length=120)
    vector = HalfVectorField(dimensions=EMBEDDING_SIZE)

    class Meta:
        indexes = [
            HnswIndex(
                name="monitoring_item_near",
                fields=["vector"],
                m=12,
                ef_construction=40,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return str(self.item_id)


class LabelCorrection(models.Model):
    """One correction or confirmation of an item's polarity by a person."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    old_polarity = models.CharField(max_length=10, choices=Polarity.choices)
    old_origin = models.CharField(max_length=10, choices=Origin.choices)
    new_polarity = models.CharField(max_length=10, choices=Polarity.choices)
    model_id = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.old_polarity} → {self.new_polarity}"
