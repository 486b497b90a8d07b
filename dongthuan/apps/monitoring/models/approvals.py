"""What is compiled by the machine, edited by people, and approved by another: briefs and trend reports."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import BriefState


class Approvable(models.Model):
    """The way from draft to approval; what was approved is frozen with its hash."""

    state = models.CharField(_("state"), max_length=10, choices=BriefState.choices, default=BriefState.DRAFT)
    compiler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    return_reason = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    frozen_content = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="monitoring_%(class)s_two_pairs_of_eyes",
                condition=models.Q(approver__isnull=True)
                | (~models.Q(approver=models.F("compiler")) & ~models.Q(approver=models.F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="monitoring_approved_%(class)s_is_frozen",
                condition=~models.Q(state="approved")
                | (
                    models.Q(approver__isnull=False)
                    & models.Q(approved_at__isnull=False)
                    & ~models.Q(content_hash="")
                ),
            ),
        ]
