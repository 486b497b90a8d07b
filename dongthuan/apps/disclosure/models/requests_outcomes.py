"""How a request ended: given, withheld, refused; corrected afterwards; complained about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.requests_lifecycle import (
    ComplaintLevel,
    ComplaintOutcome,
    CorrectionBasis,
    CorrectionOutcome,
    ProvisionForm,
)

PERSON = settings.AUTH_USER_MODEL


class Provision(models.Model):
    """What was given, once. Its files are attachments of this row; what was withheld are its parts."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="provisions")
    given = models.TextField(_("what was given"))
    form = models.CharField(_("form given"), max_length=12, choices=ProvisionForm.choices)
    is_whole = models.BooleanField(_("in full"))
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = _("provision of information")
        verbose_name_plural = _("provisions of information")
        constraints = [models.CheckConstraint(name="disclosure_provision_says_what", condition=~Q(given=""))]

    def __str__(self) -> str:
        return self.given[:120]


class WithheldPart(models.Model):
    """One part that was not given, with its ground and article. restriction: a key of the law's list."""

    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="withheld")
    part = models.CharField(_("part withheld"), max_length=500)
    restriction = models.CharField(max_length=80)
    citation = models.CharField(_("article cited"), max_length=500)
    reason = models.TextField(_("reason of withholding"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("part withheld")
        verbose_name_plural = _("parts withheld")
        constraints = [
            models.CheckConstraint(
                name="disclosure_withheld_on_a_ground",
                condition=~Q(restriction="") & ~Q(citation="") & ~Q(reason="") & ~Q(part=""),
            )
        ]

    def __str__(self) -> str:
        return self.part


class Refusal(models.Model):
    """Why a request was refused: a ground that the law lists, its article, the reason. Never a machine's."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="refusals")
    ground = models.CharField(_("ground of the refusal"), max_length=80)
    restriction = models.CharField(max_length=80, blank=True)
    citation = models.CharField(_("article cited"), max_length=500)
    reason = models.TextField(_("reason of the refusal"))
    refused_at = models.DateTimeField()
    refused_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-refused_at", "-id"]
        verbose_name = _("refusal of information")
        verbose_name_plural = _("refusals of information")
        constraints = [
            models.CheckConstraint(
                name="disclosure_refused_on_a_ground",
                condition=~Q(ground="") & ~Q(citation="") & ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.citation


class SuppliedCorrection(models.Model):
    """Supplied information that was, or is said to be, wrong, with the limit of law for putting it right.

    clock: of the step that runs now. ask_clock: at a commune, until when it asks the body that made the
    information, if it cannot determine the matter itself.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="corrections")
    basis = models.CharField(_("who found it"), max_length=8, choices=CorrectionBasis.choices)
    wrong = models.TextField(_("what is wrong"))
    raised_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ask_clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    limit_unknown_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        _("what came of it"), max_length=10, choices=CorrectionOutcome.choices, blank=True
    )
    answer = models.TextField(_("what was answered"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("correction of supplied information")
        verbose_name_plural = _("corrections of supplied information")
        constraints = [
            models.CheckConstraint(name="disclosure_correction_says_what", condition=~Q(wrong="")),
            models.CheckConstraint(
                name="disclosure_correction_answered_has_outcome",
                condition=Q(outcome="", answered_at__isnull=True)
                | ~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.wrong[:120]


class Complaint(models.Model):
    """One remedy that was taken against how a request was handled. body: who decides on it."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="complaints")
    level = models.CharField(_("remedy"), max_length=12, choices=ComplaintLevel.choices)
    about = models.TextField(_("what it is about"))
    body = models.CharField(_("who decides"), max_length=300, blank=True)
    filed_at = models.DateTimeField(_("filed"))
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=14, choices=ComplaintOutcome.choices, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_noted_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["filed_at", "id"]
        verbose_name = _("complaint about a request")
        verbose_name_plural = _("complaints about requests")
        constraints = [
            models.CheckConstraint(name="disclosure_complaint_says_what", condition=~Q(about="")),
            models.CheckConstraint(
                name="disclosure_complaint_decided_has_outcome",
                condition=Q(outcome="", decided_at__isnull=True)
                | ~Q(outcome="") & ~Q(decision="") & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.about[:120]
