"""Rules of law that officers entered or corrected; the shipped packs are never edited."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.clocks import LIMIT_UNITS
from dongthuan.apps.clocks.models.deciding import (
    DecidedQuerySet,
    TwoPairsOfEyes,
    decided_by_another,
    rejected_has_reason,
)
from dongthuan.law import model as law

ROLLS = [
    (law.Roll.NONE.value, _("ends on that day all the same")),
    (law.Roll.NEXT_WORKING_DAY.value, _("ends on the next working day")),
]
DIRECTIONS = [
    (law.Direction.AFTER.value, _("runs after the event")),
    (law.Direction.BEFORE.value, _("counts back from the event")),
]
VERIFIED = [
    (law.Verified.V1.value, _("read in the legal text")),
    (law.Verified.V2.value, _("read in a secondary source")),
    (law.Verified.B.value, _("background knowledge, not verified")),
    (law.Verified.NO.value, _("known to be missing")),
]


class RuleVersion(TwoPairsOfEyes):
    """One rule as an officer entered it: every field of `law.model.Rule`, who proposed and who decided.

    Approved, it stands in place of what else is known under its key and conditions, between its dates.
    supersedes: the officer's rule that it corrects; None = a shipped one, or none.
    """

    key = models.CharField(_("key"), max_length=120)
    alias = models.CharField(_("short name"), max_length=20, blank=True)
    title = models.CharField(_("limit for"), max_length=500)
    amount = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=15, choices=LIMIT_UNITS, blank=True)
    start_event = models.CharField(_("runs from (t0)"), max_length=500)
    roll = models.CharField(_("if the last day is a day off"), max_length=20, choices=ROLLS)
    direction = models.CharField(_("direction"), max_length=10, choices=DIRECTIONS)
    cap = models.PositiveIntegerField(_("longest extension"), null=True, blank=True)
    cap_unit = models.CharField(_("extension counted in"), max_length=15, choices=LIMIT_UNITS, blank=True)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    complexity = models.CharField(_("case"), max_length=40, blank=True)
    agency_kind = models.CharField(_("kind of agency"), max_length=40, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("no longer from"), null=True, blank=True)
    instrument = models.CharField(_("instrument"), max_length=300)
    article = models.CharField(_("article"), max_length=120)
    source = models.CharField(_("source"), max_length=500)
    verified = models.CharField(_("compared with the law"), max_length=2, choices=VERIFIED)
    verified_by = models.CharField(_("compared by"), max_length=160, blank=True)
    verified_on = models.DateField(_("compared on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    ground = models.CharField(_("why"), max_length=500)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects: ClassVar[DecidedQuerySet["RuleVersion"]] = DecidedQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("rule of law")
        verbose_name_plural = _("rules of law")
        constraints = [
            decided_by_another("clocks_rule_decided_by_another"),
            rejected_has_reason("clocks_rule_rejected_has_reason"),
            models.CheckConstraint(
                name="clocks_rule_ends_after_start",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="clocks_rule_cap_has_unit",
                condition=models.Q(cap__isnull=True, cap_unit="")
                | models.Q(cap__isnull=False) & ~models.Q(cap_unit=""),
            ),
        ]
        indexes = [
            models.Index(fields=["key", "valid_from"], name="clocks_rule_by_key"),
            models.Index(fields=["state", "decided_at"], name="clocks_rule_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.alias or self.key} · {self.title}"
