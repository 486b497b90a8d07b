"""Facts that a matter asks from the unit in charge, and what the unit answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.matters.lifecycle import VerificationState
from dongthuan.apps.matters.models.matters import Matter

_OFFICER = settings.AUTH_USER_MODEL


class VerificationQuerySet(models.QuerySet["Verification"]):
    """What one asks of verifications."""

    def waiting(self) -> "VerificationQuerySet":
        """Return those the unit has not answered."""
        return self.filter(state=VerificationState.ASKED)


class Verification(models.Model):
    """One question of fact to a unit, with the instant by which the answer is needed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="verifications")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="verifications", verbose_name=_("unit asked")
    )
    question = models.TextField(_("what must be established"))
    due_at = models.DateTimeField(_("needed by"))
    state = models.CharField(
        _("state"), max_length=10, choices=VerificationState.choices, default=VerificationState.ASKED
    )
    answer = models.TextField(_("what the unit established"), blank=True)
    answered_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closing_reason = models.CharField(_("why asked again or withdrawn"), max_length=500, blank=True)
    asked_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[VerificationQuerySet] = VerificationQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["matter", "asked_at", "id"]
        verbose_name = _("verification of facts")
        verbose_name_plural = _("verifications of facts")
        constraints = [
            models.CheckConstraint(
                name="matters_answered_has_answer",
                condition=(Q(state="answered", answered_at__isnull=False) & ~Q(answer=""))
                | (~Q(state="answered") & Q(answered_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="matters_withdrawn_has_reason", condition=~Q(state="withdrawn") | ~Q(closing_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="matters_verifications_due"),
            models.Index(fields=["unit", "state"], name="matters_verifications_of_unit"),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    def get_absolute_url(self) -> str:
        """Its place on the page of the matter."""
        return f"{reverse('matters:matter', args=[self.matter_id])}#xac-minh-{self.pk}"


class VerificationAnswer(models.Model):
    """An answer as it was when it was given; an answer given again does not wipe out the earlier one."""

    verification = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="answers")
    answer = models.TextField()
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["verification", "at", "id"]
        verbose_name = _("answer to a verification")
        verbose_name_plural = _("answers to verifications")

    def __str__(self) -> str:
        return self.answer[:80]
