"""What is done with a request before it is answered: classified by two, consent asked, cost stated."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.requests_lifecycle import ConsentAnswer, Openness

PERSON = settings.AUTH_USER_MODEL


class Classification(models.Model):
    """What the creating unit says of the information, and what the contact point found on checking it.

    restrictions: keys of the law's list; citations: as they are quoted, frozen on the day. is_agreed:
    null = not checked yet. The two officers are never the same. The latest agreed one stands.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="classifications")
    openness = models.CharField(_("the information is"), max_length=12, choices=Openness.choices)
    restrictions = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    citations = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    parts = models.TextField(_("parts that may not be given"), blank=True)
    note = models.TextField(_("note of the unit"), blank=True)
    classified_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    classified_at = models.DateTimeField()
    is_agreed = models.BooleanField(_("agreed"), null=True, blank=True)
    check_note = models.TextField(_("note of the check"), blank=True)
    checked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-classified_at", "-id"]
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        constraints = [
            models.CheckConstraint(
                name="disclosure_classified_by_two",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("classified_by")),
            ),
            models.CheckConstraint(
                name="disclosure_checked_has_result",
                condition=Q(is_agreed__isnull=True, checked_by__isnull=True, checked_at__isnull=True)
                | Q(is_agreed__isnull=False, checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_restricted_names_law",
                condition=Q(openness="open") | Q(restrictions__len__gt=0),
            ),
            models.CheckConstraint(
                name="disclosure_returned_has_note", condition=~Q(is_agreed=False) | ~Q(check_note="")
            ),
        ]

    def __str__(self) -> str:
        return self.get_openness_display()


class Consent(models.Model):
    """Whether a person or organisation concerned consents to the information being given.

    answered_at: when the answer came; null = awaited. overridden_at: the head decided without consent.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="consents")
    party = models.CharField(_("person or organisation concerned"), max_length=300)
    contact = models.CharField(_("where they are reached"), max_length=300, blank=True)
    restriction = models.CharField(max_length=80)
    citation = models.CharField(max_length=500, blank=True)
    scope = models.TextField(_("information that is meant"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        _("answer of the party"), max_length=8, choices=ConsentAnswer.choices, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("note on the answer"), blank=True)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    overridden_at = models.DateTimeField(null=True, blank=True)
    overridden_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    override_reason = models.TextField(_("why it is given without consent"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("consent of others")
        verbose_name_plural = _("consents of others")
        constraints = [
            models.CheckConstraint(
                name="disclosure_consent_answered_has_time",
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_consent_overridden_with_reason",
                condition=Q(overridden_at__isnull=True, overridden_by__isnull=True)
                | Q(overridden_at__isnull=False, overridden_by__isnull=False) & ~Q(override_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.party

    @property
    def is_settled(self) -> bool:
        """Whether nothing is waited for any more."""
        return bool(self.answer) or self.overridden_at is not None

    @property
    def lets_give(self) -> bool:
        """Whether the information may be given as far as this party is concerned."""
        return self.answer == ConsentAnswer.YES or self.overridden_at is not None


class CostStatement(models.Model):
    """What the requester pays before the information is given, in whole đồng; there is no fee.

    percent: the share of the actual cost that is asked for (less than 100 where the law lowers it).
    paid_at: null = not paid. replaced_at: another statement stands in its place.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="costs")
    total_vnd = models.PositiveBigIntegerField(_("to be paid"))
    percent = models.PositiveSmallIntegerField(_("share of the actual cost"), default=100)
    note = models.CharField(_("note on the cost"), max_length=500, blank=True)
    pay_by = models.DateField(_("to be paid by"))
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    paid_noted_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    receipt = models.CharField(_("number of the receipt"), max_length=80, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-stated_at", "-id"]
        verbose_name = _("statement of cost")
        verbose_name_plural = _("statements of cost")
        constraints = [
            models.CheckConstraint(
                name="disclosure_cost_percent_is_a_share", condition=Q(percent__gte=1, percent__lte=100)
            ),
            models.CheckConstraint(
                name="disclosure_cost_paid_is_noted",
                condition=Q(paid_at__isnull=True, paid_noted_by__isnull=True)
                | Q(paid_at__isnull=False, paid_noted_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(replaced_at__isnull=True),
                name="disclosure_one_cost_stands",
            ),
        ]

    def __str__(self) -> str:
        return str(self.total_vnd)


class CostItem(models.Model):
    """One line of a statement. is_free: named, but nothing is asked for it."""

    statement = models.ForeignKey(CostStatement, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(_("what for"), max_length=300)
    quantity = models.PositiveIntegerField(_("quantity"))
    measure = models.CharField(_("measure"), max_length=40)
    price_vnd = models.PositiveBigIntegerField(_("price each"))
    is_free = models.BooleanField(_("free of charge"), default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("line of a cost")
        verbose_name_plural = _("lines of a cost")
        constraints = [
            models.CheckConstraint(name="disclosure_cost_item_has_quantity", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount_vnd(self) -> int:
        """What the line costs before any share is taken."""
        return 0 if self.is_free else self.quantity * self.price_vnd
