"""Workbooks of large consultations: drawn once in the background, kept with their hash."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.answers_lifecycle import DrawingState, WorkbookKind


class KeptWorkbookQuerySet(models.QuerySet["KeptWorkbook"]):
    """What one asks of kept workbooks."""

    def under_way(self) -> "KeptWorkbookQuerySet":
        """Return those that wait to be drawn or are being drawn."""
        return self.filter(state__in=[DrawingState.WAITING, DrawingState.DRAWING])

    def ready(self) -> "KeptWorkbookQuerySet":
        """Return those that can be handed out."""
        return self.filter(state=DrawingState.READY)


class KeptWorkbook(models.Model):
    """One workbook of a consultation as its data stood at `data_at`; anew where `fingerprint` is another.

    row_count of row_total: how far the drawing is. moved_at: when it last went on, so that one that hangs is
    begun again. filters: which comments it lists, as they stand in the address. is_exact: nothing changed
    while it was drawn; only such a one is handed to the public.
    size: in bytes; sha256: of them.
    """

    consultation = models.ForeignKey("policies.Consultation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=WorkbookKind.choices)
    language = models.CharField(max_length=5)
    filters = models.CharField(max_length=1000, blank=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(
        _("state of the workbook"),
        max_length=8,
        choices=DrawingState.choices,
        default=DrawingState.WAITING,
    )
    row_count = models.PositiveIntegerField(default=0)
    row_total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    data_at = models.DateTimeField(_("data as of"), null=True, blank=True)
    is_exact = models.BooleanField(default=False)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects: ClassVar[KeptWorkbookQuerySet] = KeptWorkbookQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["consultation", "kind", "-id"]
        verbose_name = _("kept workbook")
        verbose_name_plural = _("kept workbooks")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "kind", "language", "filters", "fingerprint"],
                name="policies_workbook_once",
            ),
            models.CheckConstraint(
                name="policies_workbook_ready_has_hash",
                condition=~models.Q(state="ready")
                | (~models.Q(sha256="") & models.Q(data_at__isnull=False, size__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.kind}"


class KeptWorkbookContent(models.Model):
    """The bytes, in a table of their own so that nothing else reads them."""

    workbook = models.OneToOneField(
        "policies.KeptWorkbook", on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    data = models.BinaryField()

    class Meta:
        verbose_name = _("content of a kept workbook")
        verbose_name_plural = _("contents of kept workbooks")

    def __str__(self) -> str:
        return str(self.workbook_id)
