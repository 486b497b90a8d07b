"""Versions of a draft that is consulted on, and the provisions each was read into."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.comments_lifecycle import ProvisionKind, VersionState

_OFFICER = settings.AUTH_USER_MODEL


class DraftVersionQuerySet(models.QuerySet["DraftVersion"]):
    """What one asks of versions."""

    def published(self) -> "DraftVersionQuerySet":
        """Return those that may be shown; whether the consultation is public is asked first."""
        return self.filter(state=VersionState.PUBLISHED)


class DraftVersion(models.Model):
    """One version of the draft. number: within its consultation, from 1.

    attachment: the file as it came, kept. text_hash: SHA-256 of the text that was read from it.
    warnings: what the reader found odd, as [code, label, detail]. has_articles: false = only paragraphs.
    """

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.PROTECT, related_name="draft_versions"
    )
    number = models.PositiveSmallIntegerField(_("number of the version"))
    state = models.CharField(
        _("state of the version"),
        max_length=10,
        choices=VersionState.choices,
        default=VersionState.PREVIEW,
    )
    note = models.TextField(_("what changed in this version"), blank=True)
    attachment = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_kind = models.CharField(max_length=8, blank=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    warnings = models.JSONField(default=list, blank=True)
    has_articles = models.BooleanField(default=True)
    uploaded_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    corrected_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrected_at = models.DateTimeField(_("last corrected"), null=True, blank=True)
    published_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("version published"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[DraftVersionQuerySet] = DraftVersionQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["consultation", "-number"]
        verbose_name = _("version of a draft")
        verbose_name_plural = _("versions of drafts")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="policies_version_number_once"),
            models.CheckConstraint(
                name="policies_version_published_has_time",
                condition=~Q(state="published") | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} / {self.number}"

    def get_absolute_url(self) -> str:
        """The page where the version is checked and read by officers."""
        return reverse("policies:draft", args=[self.pk])


class Provision(models.Model):
    """One provision of one version. place: its position in the text, from 1; depth: 0 = the outermost.

    text: its own words without those below it. words_hash: of its own words and all below it, without its
    own number, so that a provision that was only renumbered is known again. key: the same for a provision
    with the same words in an earlier version; else new. article: the article it lies in (itself for one).
    path: as one cites it, "điểm a khoản 2 Điều 5". notes: footnotes as [number, words]; the text bears the
    number, raised.
    """

    draft_version = models.ForeignKey(
        "policies.DraftVersion", on_delete=models.CASCADE, related_name="provisions"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    article = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="inside"
    )
    key = models.CharField(max_length=32)
    kind = models.CharField(_("kind of provision"), max_length=10, choices=ProvisionKind.choices)
    number = models.CharField(_("number of the provision"), max_length=20, blank=True)
    path = models.CharField(_("as it is cited"), max_length=200)
    heading = models.CharField(_("heading"), max_length=1000, blank=True)
    text = models.TextField(_("words of the provision"), blank=True)
    notes = models.JSONField(default=list, blank=True)
    words_hash = models.CharField(max_length=64)
    place = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["draft_version", "place"]
        verbose_name = _("provision of a draft")
        verbose_name_plural = _("provisions of drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["draft_version", "place"],
                name="policies_provision_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["draft_version", "key"],
                name="policies_provision_key_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="policies_provision_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]
        indexes = [models.Index(fields=["key"], name="policies_provision_by_key")]

    def __str__(self) -> str:
        return f"{self.path} {self.heading[:80]}".strip()
