"""Written authorisations to speak: by the head, on one matter, for a fixed time; never passed on."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.documents.lifecycle import NUMBERED_STATES, DocumentState
from dongthuan.apps.press.models.spokespersons import Spokesperson


class MandateQuerySet(models.QuerySet["Mandate"]):
    """What one asks of mandates."""

    def in_writing(self, *, at: datetime | None = None) -> "MandateQuerySet":
        """Return those whose paper stands (signed by an instant, or ever): only writing authorises.

        The paper was signed elsewhere and recorded with its number, or drawn up here and signed by the head
        who authorises. One that was cancelled authorises nobody.
        """
        by_the_head = Q(document__state__in=NUMBERED_STATES, document__signed_by=F("authorised_by__officer"))
        if at is not None:
            by_the_head &= Q(document__signed_at__lte=at)
        written = self.filter(Q(signed_at__isnull=False) | by_the_head)
        return written.exclude(document__state=DocumentState.CANCELLED)

    def live(self, *, at: datetime) -> "MandateQuerySet":
        """Return those under which one could speak at an instant; `end_at` is the first that is too late."""
        running = Q(revoked_at__isnull=True) | Q(revoked_at__gt=at)
        return self.in_writing(at=at).filter(running, start_at__lte=at, end_at__gt=at)

    def of_the_same(self, mandate: "Mandate") -> "MandateQuerySet":
        """Return those in writing of the same person, for the same unit, on the same matter."""
        who = (
            Q(officer_id=mandate.officer_id) if mandate.officer_id else Q(full_name__iexact=mandate.full_name)
        )
        matter = Q(matter_title__iexact=mandate.matter_title, record_type="")
        if mandate.record_type:
            matter = Q(record_type=mandate.record_type, record_key=mandate.record_key)
        return self.in_writing().filter(who, matter, unit_id=mandate.unit_id, revoked_at__isnull=True)

    def published(self, *, at: datetime) -> "MandateQuerySet":
        """Return those that were public at an instant."""
        return self.filter(published_at__lte=at)


class Mandate(models.Model):
    """One authorisation to speak on one matter (Decree 244/2026, article 3(5)); a trigger asks for the head.

    authorised_by: the head in office who signs it. signed_at, ground: when, and under which number, where
    the paper was signed elsewhere; empty = `document` is its paper, or it has none yet and authorises nobody.
    term_reason: why it lasts longer than a year, "" otherwise.
    record_type, record_key: the record of the matter; "" = it is only named by `matter_title`.
    clock: P23, where it was signed before 1 July 2026.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates_to_speak",
        verbose_name=_("officer"),
    )
    full_name = models.CharField(_("full name"), max_length=120)
    post = models.CharField(_("post"), max_length=160)
    phone = models.CharField(_("work telephone"), max_length=30, blank=True)
    official_email = models.EmailField(_("official e-mail"), max_length=254, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="mandates_to_speak", verbose_name=_("speaks for")
    )
    authorised_by = models.ForeignKey(
        Spokesperson, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("authorised by")
    )
    matter_title = models.CharField(_("matter"), max_length=500)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    ground = models.CharField(_("number of the authorisation"), max_length=160, blank=True)
    document = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    start_at = models.DateTimeField(_("from"))
    end_at = models.DateTimeField(_("until"))
    term_reason = models.CharField(_("why for so long"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)
    published_url = models.CharField(_("where it is public"), max_length=500, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoke_reason = models.CharField(_("why it was revoked"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-start_at", "-id"]
        verbose_name = _("authorisation to speak")
        verbose_name_plural = _("authorisations to speak")
        constraints = [
            models.CheckConstraint(
                name="press_mandate_ends_after_start", condition=Q(end_at__gt=F("start_at"))
            ),
            models.CheckConstraint(
                name="press_mandate_is_signed_first", condition=Q(start_at__gte=F("signed_at"))
            ),
            models.CheckConstraint(name="press_mandate_names_one_matter", condition=~Q(matter_title="")),
            models.CheckConstraint(
                name="press_mandate_signed_under_a_number",
                condition=Q(signed_at__isnull=True, ground="") | (Q(signed_at__isnull=False) & ~Q(ground="")),
            ),
            models.CheckConstraint(
                name="press_mandate_revoked_with_reason",
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason="")),
            ),
            models.CheckConstraint(
                name="press_nobody_authorises_oneself", condition=~Q(officer=F("recorded_by"))
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "end_at"], name="press_mandates_officer"),
            models.Index(fields=["unit", "end_at"], name="press_mandates_unit"),
            models.Index(fields=["record_type", "record_key"], name="press_mandates_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}: {self.matter_title[:60]}"

    @property
    def written_at(self) -> datetime | None:
        """When its paper was signed; None = it authorises nobody (yet, or no more)."""
        paper = self.document
        if paper is not None and paper.state == DocumentState.CANCELLED:
            return None
        if self.signed_at is not None or paper is None:
            return self.signed_at
        is_by_the_head = (
            paper.signed_by_id is not None and paper.signed_by_id == self.authorised_by.officer_id
        )
        return paper.signed_at if is_by_the_head and paper.state in NUMBERED_STATES else None

    @property
    def number(self) -> str:
        """The number of its paper, "" = none yet."""
        return self.ground or (self.document.symbol if self.document is not None else "")

    def get_absolute_url(self) -> str:
        """The page of it."""
        return reverse("press:mandate", args=[self.pk])
