"""Texts: what is written for the public, and where each stands."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.content.lifecycle import AiLabel, Standing, TextKind, TextState

_OFFICER = settings.AUTH_USER_MODEL
READ_ALL = frozenset({Role.SPOKESPERSON, Role.LEGAL_OFFICER})


class TextQuerySet(models.QuerySet["Text"]):
    """What one asks of texts."""

    def visible_to(self, officer: Actor) -> "TextQuerySet":
        """Return the texts this officer may read: the same as the rule of `content.read`."""
        if oversees(officer) or not READ_ALL.isdisjoint(officer.held_at_the_top()):
            return self.all()
        edited = Text.editors.through.objects.filter(officer_id=officer.pk).values("text_id")
        own = Q(unit_id__in=[unit for _role, unit in officer.held_roles()])
        return self.filter(own | Q(author=officer.pk) | Q(pk__in=edited))

    def with_clearance(self) -> "TextQuerySet":
        """Add the state and hash of the newest clearance: `newest_clearance`, `newest_hash`; None = none."""
        newest = Clearance.objects.filter(
            record_type="content.text", record_key=models.functions.Cast(OuterRef("pk"), models.CharField())
        ).order_by("-id")
        return self.annotate(
            newest_clearance=Subquery(newest.values("state")[:1]),
            newest_hash=Subquery(newest.values("text_hash")[:1]),
        )

    def standing(self, standing: Standing, *, at: datetime) -> "TextQuerySet":
        """Return those that stand there at an instant; for the clearance `with_clearance` must come first."""
        drafts = self.filter(state=TextState.DRAFT)
        if standing == Standing.DRAFT:
            return drafts.exclude(_same_words(), newest_clearance__in=["open", "cleared", "returned"])  # type: ignore[misc]  # annotated
        if standing in _CLEARANCE_OF:
            return drafts.filter(_same_words(), newest_clearance=_CLEARANCE_OF[standing])  # type: ignore[misc]  # annotated
        if standing == Standing.EMBARGOED:
            return self.filter(state=TextState.PUBLISHED, public_at__gt=at)
        if standing == Standing.PUBLISHED:
            return self.filter(state=TextState.PUBLISHED, public_at__lte=at)
        return self.filter(state=standing.value)

    def public(self, *, at: datetime) -> "TextQuerySet":
        """Return what the public may see at an instant, withdrawn ones included, the newest first."""
        shown = self.filter(state__in=[TextState.PUBLISHED, TextState.WITHDRAWN], public_at__lte=at)
        return shown.order_by("-public_at", "-id")

    def light(self) -> "TextQuerySet":
        """Leave the long words in the database, for lists."""
        return self.defer("body", "quote", "folded")


def _same_words() -> Q:
    return Q(newest_hash=F("text_hash"))


_CLEARANCE_OF = {
    Standing.CLEARING: "open",
    Standing.CLEARED: "cleared",
    Standing.RETURNED: "returned",
}


class Text(models.Model):
    """One text. body: as `paragraphs.py` reads it. text_hash: of all that the public reads.

    spokesperson, mandate: the row on which the speaker's standing rests; it must hold on publication.
    matter_confirmed_by: who said that the text is on that matter, where the mandate names no record.
    speaker_name, speaker_post: as printed. is_official: False = shown as not the official view.
    record_type, record_key: what it belongs to, such as a matter. public_at: when the public may read it,
    the publication or the end of the embargo. version grows with each change.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=TextKind.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="texts", verbose_name=_("unit")
    )
    title = models.CharField(_("title"), max_length=300)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("body"), blank=True)
    quote = models.TextField(_("quote"), blank=True)
    spokesperson = models.ForeignKey(
        "press.Spokesperson", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mandate = models.ForeignKey(
        "press.Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    matter_confirmed_by = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed that it is the matter of the authorisation"),
    )
    speaker_name = models.CharField(_("speaker"), max_length=120, blank=True)
    speaker_post = models.CharField(_("post"), max_length=160, blank=True)
    speaker_capacity = models.CharField(max_length=12, blank=True)
    contact = models.CharField(_("contact for the press"), max_length=500, blank=True)
    is_official = models.BooleanField(_("official view of the agency"), default=True)
    language = models.CharField(_("language"), max_length=2, default="vi")
    ai_label = models.CharField(
        _("artificial intelligence"), max_length=8, choices=AiLabel.choices, blank=True
    )
    slug = models.SlugField(max_length=120, unique=True)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    text_hash = models.CharField(max_length=64)
    folded = models.TextField(blank=True)

    state = models.CharField(_("state"), max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn up by")
    )
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(_("drawn up"))
    changed_at = models.DateTimeField(_("changed"))

    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    scheduled_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    scheduled_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    schedule_fault = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_at = models.DateTimeField(_("public since"), null=True, blank=True)

    objects: ClassVar[TextQuerySet] = TextQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.CheckConstraint(
                name="content_embargo_excludes_schedule",
                condition=Q(embargo_until__isnull=True) | Q(scheduled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="content_scheduled_has_time",
                condition=Q(state="scheduled", scheduled_at__isnull=False, scheduled_by__isnull=False)
                | (~Q(state="scheduled") & Q(scheduled_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="content_published_is_whole",
                condition=Q(
                    state__in=["draft", "scheduled"], published_at__isnull=True, public_at__isnull=True
                )
                | Q(
                    state__in=["published", "withdrawn"],
                    published_at__isnull=False,
                    published_by__isnull=False,
                    public_at__gte=F("published_at"),
                ),
            ),
            models.CheckConstraint(
                name="content_official_view_has_a_speaker",
                condition=Q(is_official=False)
                | Q(state__in=["draft", "scheduled"])
                | (~Q(speaker_name="") & ~Q(speaker_capacity="")),
            ),
            models.CheckConstraint(
                name="content_one_standing", condition=Q(spokesperson__isnull=True) | Q(mandate__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="content_latest"),
            models.Index(fields=["unit", "-changed_at", "-id"], name="content_latest_of_unit"),
            models.Index(
                fields=["-public_at", "-id"],
                condition=Q(state__in=["published", "withdrawn"]),
                name="content_public",
            ),
            models.Index(fields=["scheduled_at"], condition=Q(state="scheduled"), name="content_due"),
            models.Index(fields=["record_type", "record_key"], name="content_by_record"),
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("content:text", args=[self.pk])
