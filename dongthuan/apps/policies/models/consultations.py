"""Consultations on a draft: what is asked, from when to when, who answers for it."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.consultations_lifecycle import OPENED, ChangeKind, ConsultationState

_OFFICER = settings.AUTH_USER_MODEL


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """What one asks of consultations."""

    def public(self) -> "ConsultationQuerySet":
        """Return what the public may see: everything that was opened, also what was called off later."""
        return self.filter(Q(state__in=OPENED) | Q(state="cancelled", opened_at__isnull=False))

    def running(self, *, at: datetime) -> "ConsultationQuerySet":
        """Return those that take comments at an instant: the same as `may_comment`."""
        return self.filter(state=ConsultationState.OPEN, opens_at__lte=at, closes_at__gt=at)

    def past_closing(self, *, at: datetime) -> "ConsultationQuerySet":
        """Return those still marked open whose last instant has passed."""
        return self.filter(state=ConsultationState.OPEN, closes_at__lte=at)


class Consultation(models.Model):
    """One round of comments on a draft; `phase_of` and `may_comment` say where it stands at an instant.

    opens_at, closes_at: half-open; null only while it is set up. minimum_until: the first instant at which
    it may close by the rule in force, null = no rule had a figure, then `legal_basis` says what the officer
    rests the length on. clock: the limit for the answer, started at closing; where the law has none,
    response_due_on is our own promise; response_basis: what it rests on, as response_stated_by stated it.
    secrecy_*: who looked that nothing in it is secret.
    """

    dossier = models.ForeignKey(
        "policies.PolicyDossier", on_delete=models.PROTECT, related_name="consultations"
    )
    title = models.CharField(_("title of the consultation"), max_length=300)
    slug = models.SlugField(_("address on the portal"), max_length=120, unique=True)
    purpose = models.TextField(_("what it is for"))
    state = models.CharField(
        _("state of the consultation"),
        max_length=10,
        choices=ConsultationState.choices,
        default=ConsultationState.DRAFT,
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    minimum_until = models.DateTimeField(_("open at least until"), null=True, blank=True)
    minimum_citation = models.CharField(_("rule of the length"), max_length=500, blank=True)
    legal_basis = models.TextField(_("legal basis of the length"), blank=True)
    responsible = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        related_name="consultations",
        verbose_name=_("officer in charge"),
    )
    contact = models.CharField(_("contact for the public"), max_length=500, blank=True)
    moderation_policy = models.TextField(_("rules of moderation"), blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    response_due_on = models.DateField(_("answers promised by"), null=True, blank=True)
    response_basis = models.CharField(_("what the date of the answers rests on"), max_length=500, blank=True)
    response_stated_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    secrecy_checked_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    secrecy_checked_at = models.DateTimeField(_("looked through for secrets"), null=True, blank=True)
    created_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("set up at"))
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    opened_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("decided to open"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("every comment answered"), null=True, blank=True)
    published_at = models.DateTimeField(_("results published"), null=True, blank=True)
    cancelled_reason = models.TextField(_("why it was called off"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ConsultationQuerySet] = ConsultationQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-opens_at", "-id"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                name="policies_consultation_says_what", condition=~Q(title="") & ~Q(purpose="")
            ),
            models.CheckConstraint(
                name="policies_consultation_closes_after_opening",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="policies_consultation_opened_whole",
                condition=Q(state__in=["draft", "cancelled"])
                | (
                    Q(
                        opens_at__isnull=False,
                        closes_at__isnull=False,
                        opened_at__isnull=False,
                        opened_by__isnull=False,
                        secrecy_checked_by__isnull=False,
                    )
                    & ~Q(contact="")
                    & (Q(minimum_until__isnull=False) | ~Q(legal_basis=""))
                ),
            ),
            models.CheckConstraint(
                name="policies_consultation_opened_by_another",
                condition=Q(opened_by__isnull=True) | ~Q(opened_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="policies_consultation_cancelled_with_reason",
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""),
            ),
            models.CheckConstraint(
                name="policies_consultation_closed_has_time",
                condition=~Q(state__in=["closed", "answered", "published"]) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="policies_consultation_published_has_time",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "closes_at", "id"], name="policies_consults_by_state"),
            models.Index(fields=["dossier", "-opens_at"], name="policies_consults_by_dossier"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unit_id(self) -> int:
        """The unit that drafts, whose officers work on it; needs the dossier."""
        return self.dossier.unit_id

    def get_absolute_url(self) -> str:
        """The page of the consultation for officers."""
        return reverse("policies:consultation", args=[self.pk])


class ConsultationQuestion(models.Model):
    """One question put to the public; `place` counts from 1."""

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.CASCADE, related_name="questions"
    )
    place = models.PositiveSmallIntegerField()
    text = models.TextField(_("question"))
    hint = models.TextField(_("what helps to answer"), blank=True)

    class Meta:
        ordering = ["consultation", "place"]
        verbose_name = _("question of a consultation")
        verbose_name_plural = _("questions of consultations")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "place"],
                name="policies_question_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="policies_question_asks", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.text[:80]}"


class ConsultationChange(models.Model):
    """One change of the dates of an opened consultation, with its reason; nothing is shortened silently."""

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    before_at = models.DateTimeField(_("would have closed"), null=True, blank=True)
    after_at = models.DateTimeField(_("closes now"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["consultation", "at", "id"]
        verbose_name = _("change of a consultation")
        verbose_name_plural = _("changes of consultations")
        constraints = [
            models.CheckConstraint(name="policies_change_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="policies_change_only_longer",
                condition=~Q(kind="extended") | Q(after_at__gt=F("before_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.kind}"
