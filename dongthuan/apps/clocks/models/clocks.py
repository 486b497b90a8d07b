"""Clocks of law that run on records, with their pauses and extensions."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.clocks.lifecycle import OPEN, State
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.law import model as law

UNIT_WORDS = {
    law.Unit.HOURS: _("hours"),
    law.Unit.WORKING_DAYS: _("working days"),
    law.Unit.DAYS: _("days"),
    law.Unit.MONTHS: _("months"),
    law.Unit.IMMEDIATE: _("at once"),
    law.Unit.DATE: _("a fixed day of the year"),
}
LIMIT_UNITS = [(unit.value, words) for unit, words in UNIT_WORDS.items()]


# The speaker and the contact point of the agency answer for limits that run in any unit.
SERVES_ALL = frozenset({Role.SPOKESPERSON, Role.INFORMATION_OFFICER})


class ClockQuerySet(models.QuerySet["Clock"]):
    """What one asks of clocks."""

    def visible_to(self, officer: Actor) -> "ClockQuerySet":
        """Return the clocks this officer may read: the same as the rule of `clocks.read`."""
        held = officer.held_roles()
        if oversees(officer) or any(role == Role.LEGAL_OFFICER for role, _unit in held):
            return self.all()
        if not SERVES_ALL.isdisjoint(officer.held_at_the_top()):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in held])

    def open(self) -> "ClockQuerySet":
        """Return the clocks that run or stand still."""
        return self.filter(state__in=OPEN)

    def overdue(self, *, at: datetime) -> "ClockQuerySet":
        """Return the running clocks whose limit has passed."""
        return self.filter(state=State.RUNNING, due_at__lt=at)

    def of_record(self, record: models.Model) -> "ClockQuerySet":
        """Return the clocks of one record."""
        return self.filter(record_type=record._meta.label_lower, record_key=str(record.pk))


class Clock(models.Model):
    """One limit of law that runs on a record, or on a matter that has none.

    record_type, record_key: as in the audit record; "" = opened by hand. name: the rule that was asked
    for, a key or alias of law; rule_key, alias, limit and all up to steps are frozen as they were when
    the date was last computed. due_at: the first instant that is too late. due_on: its last day, also
    that of the hour where it is counted in hours. trouble: why the date could not be computed anew;
    "" = it could. reason: why it was cancelled.
    """

    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="clocks", verbose_name=_("unit")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks_owned",
        verbose_name=_("who answers for the clock"),
    )
    name = models.CharField(max_length=120)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    complexity = models.CharField(_("case"), max_length=40, blank=True)
    agency_kind = models.CharField(_("kind of agency"), max_length=40, blank=True)
    start_at = models.DateTimeField(_("runs from"))
    start_reason = models.CharField(_("what started it"), max_length=500)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RUNNING)
    due_at = models.DateTimeField(_("ends"))
    due_on = models.DateField(_("last day"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    rule_key = models.CharField(_("rule"), max_length=120)
    alias = models.CharField(max_length=20, blank=True)
    rule_title = models.CharField(_("limit for"), max_length=500)
    amount = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    amount_unit = models.CharField(_("counted in"), max_length=15, choices=LIMIT_UNITS)
    cap = models.PositiveIntegerField(_("longest extension"), null=True, blank=True)
    cap_unit = models.CharField(max_length=15, choices=LIMIT_UNITS, blank=True)
    instrument = models.CharField(_("instrument"), max_length=300)
    article = models.CharField(_("article"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    verified = models.CharField(_("compared with the law"), max_length=2)
    verified_by = models.CharField(max_length=160, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    calendar_version = models.CharField(max_length=120)
    is_estimated = models.BooleanField(_("estimated"), default=False)
    steps = models.JSONField(default=list)
    trouble = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ClockQuerySet] = ClockQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints = [
            models.CheckConstraint(
                name="clocks_done_has_time_and_result",
                condition=models.Q(state="done", done_at__isnull=False, is_late__isnull=False)
                | models.Q(done_at__isnull=True, is_late__isnull=True) & ~models.Q(state="done"),
            ),
            models.CheckConstraint(
                name="clocks_done_after_start",
                condition=models.Q(done_at__isnull=True)
                | models.Q(done_at__gte=models.F("start_at"))
                | models.Q(due_at__lt=models.F("start_at")),  # counted back from what is yet to come
            ),
            models.CheckConstraint(
                name="clocks_cancelled_has_reason",
                condition=~models.Q(state="cancelled") | ~models.Q(reason=""),
            ),
            models.CheckConstraint(name="clocks_start_has_reason", condition=~models.Q(start_reason="")),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="clocks_by_state"),
            models.Index(fields=["unit", "state", "due_at", "id"], name="clocks_by_unit"),
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(state__in=["running", "paused"]),
                name="clocks_open_soonest",
            ),
            models.Index(fields=["rule_key", "due_at", "id"], name="clocks_by_rule"),
            models.Index(fields=["record_type", "record_key"], name="clocks_by_record"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the clock."""
        return reverse("clocks:clock", args=[self.pk])


class ClockPause(models.Model):
    """A span in which a clock stands still; end_at None = it still does. Pauses of a clock never overlap."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    start_at = models.DateTimeField(_("from"))
    end_at = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["clock", "start_at"]
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.CheckConstraint(
                name="clocks_pause_ends_after_start",
                condition=models.Q(end_at__isnull=True) | models.Q(end_at__gt=models.F("start_at")),
            ),
            models.CheckConstraint(name="clocks_pause_has_reason", condition=~models.Q(reason="")),
            ExclusionConstraint(
                name="clocks_pauses_apart",
                expressions=[
                    ("clock", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "start_at",
                            "end_at",
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class ClockExtension(models.Model):
    """The one extension of a clock: how much, in which unit, why, until when that moved it."""

    clock = models.OneToOneField(Clock, on_delete=models.CASCADE, primary_key=True, related_name="extension")
    amount = models.PositiveIntegerField(_("amount"))
    unit = models.CharField(_("counted in"), max_length=15, choices=LIMIT_UNITS)
    reason = models.CharField(_("reason"), max_length=500)
    due_before = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.CheckConstraint(name="clocks_extension_has_amount", condition=models.Q(amount__gte=1)),
            models.CheckConstraint(name="clocks_extension_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"
