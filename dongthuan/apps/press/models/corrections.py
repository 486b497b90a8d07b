"""Requests to a press agency to correct what it published, round by round, and what came of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.press.lifecycle import ENDED_CORRECTIONS, CorrectionState
from dongthuan.apps.press.models.outlets import Outlet

_OFFICER = settings.AUTH_USER_MODEL


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    """What one asks of requests to correct."""

    def visible_to(self, officer: Actor) -> "CorrectionRequestQuerySet":
        """Return those this officer may read: the same as the rule of `press.read_correction`."""
        held = officer.held_roles()
        everywhere = {Role.LEGAL_OFFICER, Role.SPOKESPERSON}
        if oversees(officer) or any(role in everywhere for role, _unit in held):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in held])

    def open(self) -> "CorrectionRequestQuerySet":
        """Return those that somebody still works on."""
        return self.exclude(state__in=ENDED_CORRECTIONS)


class CorrectionRequest(models.Model):
    """One item that says something false, and our written request to correct it.

    first_sent_at: when the first request went out; None = not yet. escalation: the dispatch to the authority.
    correction_url: where the outlet corrected. record_type, record_key: the matter; "" = none.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="correction_requests", verbose_name=_("unit")
    )
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, related_name="correction_requests", verbose_name=_("press agency")
    )
    item_title = models.CharField(_("title of the item"), max_length=500)
    item_url = models.CharField(_("address of the item"), max_length=500, blank=True)
    item_published_at = models.DateTimeField(_("item published"))
    false_content = models.TextField(_("false content, as published"))
    correct_content = models.TextField(_("correct content"))
    grounds = models.TextField(_("grounds and evidence"))
    asks_apology = models.BooleanField(_("an apology is asked for too"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.DRAFT
    )
    first_sent_at = models.DateTimeField(_("first sent"), null=True, blank=True)
    correction_url = models.CharField(_("where it was corrected"), max_length=500, blank=True)
    escalation_reason = models.TextField(_("why it was put before the authority"), blank=True)
    escalation = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closing_note = models.TextField(_("how it ended"), blank=True)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("drawn up"))
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CorrectionRequestQuerySet] = CorrectionRequestQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("request to correct")
        verbose_name_plural = _("requests to correct")
        constraints = [
            models.CheckConstraint(
                name="press_correction_has_grounds",
                condition=~Q(false_content="") & ~Q(correct_content="") & ~Q(grounds=""),
            ),
            models.CheckConstraint(
                name="press_correction_sent_has_time",
                condition=Q(state__in=["draft", "cancelled"], first_sent_at__isnull=True)
                | (~Q(state__in=["draft", "cancelled"]) & Q(first_sent_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="press_escalated_with_reason",
                condition=~Q(state="escalated") | ~Q(escalation_reason=""),
            ),
            models.CheckConstraint(
                name="press_correction_ends_with_note",
                condition=~Q(state__in=["closed", "cancelled"]) | ~Q(closing_note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="press_corrections_latest"),
            models.Index(fields=["unit", "-created_at", "-id"], name="press_corrections_of_unit"),
            models.Index(fields=["first_sent_at"], name="press_corrections_sent"),
            models.Index(fields=["record_type", "record_key"], name="press_corrections_by_record"),
        ]

    def __str__(self) -> str:
        return self.item_title

    def get_absolute_url(self) -> str:
        """The page of the request."""
        return reverse("press:correction", args=[self.pk])


class CorrectionRound(models.Model):
    """One written request of the series and the outlet's answer. clock: P17, from `received_at` on."""

    class Outcome(models.TextChoices):
        """What the outlet said."""

        CORRECTED = "corrected", _("Corrected by the outlet")
        REFUSED = "refused", _("Refused by the outlet")
        NONE = "none", _("No answer")

    request = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    document = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"))
    received_at = models.DateTimeField(_("received by the outlet"))
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("the outlet's answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ["request", "number"]
        verbose_name = _("round of a request to correct")
        verbose_name_plural = _("rounds of requests to correct")
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="press_round_once"),
            models.CheckConstraint(name="press_rounds_are_few", condition=Q(number__gte=1, number__lte=3)),
            models.CheckConstraint(
                name="press_received_after_sent", condition=Q(received_at__gte=models.F("sent_at"))
            ),
            models.CheckConstraint(
                name="press_round_answered_is_whole",
                condition=Q(outcome__in=["", "none"], answered_at__isnull=True)
                | Q(outcome__in=["corrected", "refused"], answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.number}"
