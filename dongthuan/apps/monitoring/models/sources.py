"""Where items come from, each fetch, the bytes received, and what was dropped."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import Polarity, SourceState


class SourceQuerySet(models.QuerySet["Source"]):
    """What one asks of sources."""

    def kept(self) -> "SourceQuerySet":
        """Return the sources that were not removed."""
        return self.exclude(state=SourceState.REMOVED)

    def due(self, *, at: datetime) -> "SourceQuerySet":
        """Return the sources to be fetched now, the longest waiting first."""
        waiting = self.filter(next_fetch_at__lte=at).exclude(url="")
        return waiting.exclude(state__in=[SourceState.PAUSED, SourceState.REMOVED]).order_by("next_fetch_at")


class Source(models.Model):
    """A feed, sitemap or page that is read; an archive that was imported has no address."""

    class Kind(models.TextChoices):
        """How its bytes are read."""

        FEED = "feed", _("RSS or Atom feed")
        JSON_FEED = "json_feed", _("JSON Feed")
        SITEMAP = "sitemap", _("News sitemap")
        PAGE = "page", _("Web page")
        NEWSLETTER = "newsletter", _("Newsletter by mail")
        ARCHIVE = "archive", _("Imported file")

    class OutletClass(models.TextChoices):
        """What sort of outlet speaks."""

        PRESS = "press", _("Press")
        GOVERNMENT = "government", _("Government portal")
        SCIENCE = "science", _("Science press")
        SOCIAL = "social", _("Social media")
        INTERNATIONAL = "international", _("International press")
        OWN = "own", _("The agency's own channel")

    name = models.CharField(_("name"), max_length=160)
    outlet = models.CharField(_("outlet"), max_length=160)
    outlet_class = models.CharField(
        _("class"), max_length=20, choices=OutletClass.choices, default=OutletClass.PRESS
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.FEED)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    selector = models.CharField(_("selector of links"), max_length=300, blank=True)
    category = models.CharField(_("category"), max_length=160, blank=True)
    wants_full_text = models.BooleanField(_("read the whole article"), default=False)
    interval_minutes = models.PositiveIntegerField(_("every (minutes)"), default=15)
    is_verified = models.BooleanField(_("address checked"), default=False)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    state = models.CharField(_("state"), max_length=20, choices=SourceState.choices, default=SourceState.NEW)
    etag = models.CharField(max_length=400, blank=True)
    last_modified = models.CharField(max_length=120, blank=True)
    next_fetch_at = models.DateTimeField(_("next fetch"), null=True, blank=True)
    last_fetch_at = models.DateTimeField(_("last fetch"), null=True, blank=True)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True)
    last_item_at = models.DateTimeField(_("last new item"), null=True, blank=True)
    failure_count = models.PositiveIntegerField(_("failures in a row"), default=0)
    last_error = models.CharField(_("last error"), max_length=400, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["outlet", "name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url="") & ~models.Q(state="removed"),
                name="monitoring_source_url_once",
            ),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(url=""), name="monitoring_archive_name_once"
            ),
        ]
        indexes = [models.Index(fields=["next_fetch_at"], name="monitoring_source_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Where it is read, as people write it: a web address, or that of a sender."""
        return self.url.removeprefix("mailto:")

    @property
    def is_newsletter(self) -> bool:
        """Whether it is read from letters, not from the web."""
        return self.kind == self.Kind.NEWSLETTER


class Fetch(models.Model):
    """One visit to a source and what came of it."""

    class Outcome(models.TextChoices):
        """How the visit ended."""

        READ = "read", _("Read")
        UNCHANGED = "unchanged", _("Unchanged")
        FORBIDDEN = "forbidden", _("Forbidden by robots.txt")
        REFUSED = "refused", _("Refused by the guard")
        FAILED = "failed", _("Failed")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="fetches")
    at = models.DateTimeField(_("when"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    byte_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    known_count = models.PositiveIntegerField(_("known already"), default=0)
    dropped_count = models.PositiveIntegerField(_("dropped"), default=0)
    error = models.CharField(_("error"), max_length=400, blank=True)
    duration_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        indexes = [
            models.Index(fields=["source", "-at"], name="monitoring_fetch_latest"),
            models.Index(fields=["-at"], name="monitoring_fetch_time"),  # the pace of hosts, the purge
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.at:%Y-%m-%d %H:%M} {self.outcome}"


class RawDocument(models.Model):
    """The bytes as they came, with their hash, kept until a day."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="raw_documents")
    fetched_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    byte_count = models.PositiveIntegerField()
    content_type = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(help_text="gzip")
    purge_on = models.DateField()

    class Meta:
        ordering = ["-fetched_at"]
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="monitoring_raw_once"),
        ]
        indexes = [models.Index(fields=["purge_on"], name="monitoring_raw_purge")]

    def __str__(self) -> str:
        return self.sha256[:12]


class DropCount(models.Model):
    """How many entries of a source were not taken on a day, and why; nothing is lost silently."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="drops")
    day = models.DateField()
    reason = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)
    example = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-day", "reason"]
        constraints = [
            models.UniqueConstraint(fields=["source", "day", "reason"], name="monitoring_drop_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.reason} {self.count}"


class SourceHour(models.Model):
    """Items of one source, hour and polarity; originals and copies apart. Kept in the item's transaction."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="hours")
    hour = models.DateTimeField()
    polarity = models.CharField(max_length=10, choices=Polarity.choices)
    original_count = models.IntegerField(default=0)
    copy_count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "hour", "polarity"], name="monitoring_source_hour_once"
            ),
            models.CheckConstraint(
                condition=models.Q(original_count__gte=0) & models.Q(copy_count__gte=0),
                name="monitoring_source_hour_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["hour"], name="monitoring_source_hour_time")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.hour:%Y-%m-%d %H} {self.polarity}"


def purge_day(fetched_on: date, retention_days: int) -> date:
    """Return the first day on which bytes fetched on a day may be forgotten."""
    return date.fromordinal(fetched_on.toordinal() + retention_days)
