"""A commune that cannot determine whether what it gave is right asks the body that made the information."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.disclosure.models.requests_outcomes import SuppliedCorrection

PERSON = settings.AUTH_USER_MODEL


class CreatorInquiry(models.Model):
    """One question to the body that made the information; the next one only once this is answered.

    letter: number and day of our letter. clock: until when that body answers; limit_unknown_at: since when
    the law's figure is asked for. answer: what it answered; answered_at: when the answer reached us.
    """

    correction = models.ForeignKey(SuppliedCorrection, on_delete=models.CASCADE, related_name="inquiries")
    body = models.CharField(_("body that made the information"), max_length=300)
    letter = models.CharField(_("number and day of the letter"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    limit_unknown_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer of that body"), blank=True)
    answered_at = models.DateTimeField(_("answer received"), null=True, blank=True)
    answer_noted_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("question to the body that made the information")
        verbose_name_plural = _("questions to the bodies that made the information")
        constraints = [
            models.CheckConstraint(name="disclosure_creator_is_named", condition=~Q(body="")),
            models.CheckConstraint(
                name="disclosure_creator_answered_whole",
                condition=Q(answered_at__isnull=True, answer="", answer_noted_by__isnull=True)
                | Q(answered_at__gte=F("asked_at"), answer_noted_by__isnull=False) & ~Q(answer=""),
            ),
            models.UniqueConstraint(
                fields=["correction"],
                condition=Q(answered_at__isnull=True),
                name="disclosure_one_creator_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.body
