"""Files from which words are removed before they are given: the original, the marks, the confirmed copy."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.redaction_lifecycle import RedactionState
from dongthuan.docgen.raster import Region

PERSON = settings.AUTH_USER_MODEL


class Redaction(models.Model):
    """One file of a request. Its attachments are the original, kept within, and the copy once confirmed.

    original_sha256, result_sha256: of the bytes; result_sha256: "" until it is confirmed.
    is_raster: its pages are pictures, so places are painted over instead of words taken out.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="redactions")
    name = models.CharField(_("file"), max_length=255)
    state = models.CharField(
        _("state of the redaction"),
        max_length=10,
        choices=RedactionState.choices,
        default=RedactionState.DRAFT,
    )
    is_raster = models.BooleanField(_("pages are pictures"), default=False)
    original_sha256 = models.CharField(max_length=64)
    result_sha256 = models.CharField(max_length=64, blank=True)
    note = models.CharField(_("note to whoever marks"), max_length=1000, blank=True)
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at", "-id"]
        verbose_name = _("redaction of a file")
        verbose_name_plural = _("redactions of files")
        constraints = [
            models.CheckConstraint(
                name="disclosure_redaction_by_two",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="disclosure_redaction_confirmed_whole",
                condition=~Q(state="confirmed")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, proposed_by__isnull=False)
                & ~Q(result_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the redaction."""
        return reverse("disclosure:redaction", args=[self.pk])


class RedactionMark(models.Model):
    """Words to be removed wherever they stand in the file, with the restriction of law and the reason.

    Of a scan instead one place: page from 1, left, top, right, bottom in hundredths of a percent of the page.
    """

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="marks")
    words = models.TextField(_("words to remove"), blank=True)
    page = models.PositiveSmallIntegerField(_("page"), null=True, blank=True)
    left = models.PositiveSmallIntegerField(null=True, blank=True)
    top = models.PositiveSmallIntegerField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    bottom = models.PositiveSmallIntegerField(null=True, blank=True)
    restriction = models.CharField(max_length=80)
    citation = models.CharField(_("article cited"), max_length=500)
    reason = models.CharField(_("reason of withholding"), max_length=1000)
    count = models.PositiveIntegerField(_("places"), default=0)

    class Meta:
        ordering = ["id"]
        verbose_name = _("mark of a redaction")
        verbose_name_plural = _("marks of a redaction")
        constraints = [
            models.CheckConstraint(
                name="disclosure_mark_on_a_ground",
                condition=~Q(restriction="") & ~Q(citation="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="disclosure_mark_is_words_or_place",
                condition=~Q(words="") & Q(page__isnull=True, left__isnull=True, right__isnull=True)
                | Q(words="", page__gte=1, left__lt=F("right"), top__lt=F("bottom"))
                & Q(right__lte=10_000, bottom__lte=10_000),
            ),
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def region(self) -> Region | None:
        """The place it covers on a scan, None where it is words."""
        sides = (self.page, self.left, self.top, self.right, self.bottom)
        given = [side for side in sides if side is not None]
        return Region(*given) if len(given) == len(sides) else None

    @property
    def label(self) -> str:
        """What stands in the place of the words."""
        return f"[đã che theo {self.citation.partition(':')[0].strip()}]"
