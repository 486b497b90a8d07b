"""Documents put before the public with a draft: the submission, the impact report, what else it rests on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.consultations_lifecycle import DocumentKind

_OFFICER = settings.AUTH_USER_MODEL


class ConsultationDocumentQuerySet(models.QuerySet["ConsultationDocument"]):
    """What one asks of documents of consultations."""

    def shown(self) -> "ConsultationDocumentQuerySet":
        """Return those another officer let through and nobody withdrew; for the public: `queries.public`."""
        return self.filter(checked_at__isnull=False, withdrawn_at__isnull=True)


class ConsultationDocument(models.Model):
    """One file of a consultation. checked_*: another officer let it through; before, only officers see it.

    traces: what the file keeps besides its words (tracked changes, comments), as [code, count]. withdrawn_*:
    taken back from the public, who then reads why; the file stays for officers.
    """

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(_("kind of document"), max_length=12, choices=DocumentKind.choices)
    title = models.CharField(_("title of the document"), max_length=300)
    attachment = models.ForeignKey("files.Attachment", on_delete=models.PROTECT, related_name="+")
    traces = models.JSONField(default=list, blank=True)
    added_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    checked_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("let through at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ConsultationDocumentQuerySet] = ConsultationDocumentQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["consultation", "kind", "id"]
        verbose_name = _("document of a consultation")
        verbose_name_plural = _("documents of consultations")
        constraints = [
            models.CheckConstraint(name="policies_document_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="policies_document_checked_by_another",
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("added_by"))),
            ),
            models.CheckConstraint(
                name="policies_document_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True)
                | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
