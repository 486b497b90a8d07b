"""What officers changed in the working calendar; the shipped calendar is never edited."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.deciding import (
    DecidedQuerySet,
    TwoPairsOfEyes,
    decided_by_another,
    rejected_has_reason,
)


class CalendarChange(TwoPairsOfEyes):
    """One act on the calendar: some days, or a switch; proposed by one officer, signed off by another.

    ground: the document that says so. with_unconfirmed: whether days off that nobody has seen in force
    count; None = this act does not touch that. settled_through: the last year whose days off are
    announced; None = not touched.
    """

    class Kind(models.TextChoices):
        """What sort of act."""

        DAY = "day", _("A day off or worked")
        SWAP = "swap", _("A day off swapped for a day worked")
        IMPORT = "import", _("Days from a calendar file")
        UNCONFIRMED = "unconfirmed", _("Whether unconfirmed days off count")
        SETTLED = "settled", _("The year is announced")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    ground = models.CharField(_("document"), max_length=300)
    with_unconfirmed = models.BooleanField(null=True, blank=True)
    settled_through = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[DecidedQuerySet["CalendarChange"]] = DecidedQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("change of the calendar")
        verbose_name_plural = _("changes of the calendar")
        constraints = [
            decided_by_another("clocks_calendar_decided_by_another"),
            rejected_has_reason("clocks_calendar_rejected_has_reason"),
            models.CheckConstraint(name="clocks_calendar_has_ground", condition=~models.Q(ground="")),
        ]
        indexes = [models.Index(fields=["state", "decided_at"], name="clocks_calendar_by_state")]

    def __str__(self) -> str:
        return self.ground


class CalendarDay(models.Model):
    """One day that a change makes a day off or a working day; the latest signed off holds."""

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("worked"))
    swapped_with = models.DateField(_("swapped with"), null=True, blank=True)
    ground = models.CharField(_("what it is"), max_length=300)
    is_confirmed = models.BooleanField(_("confirmed"), default=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        constraints = [
            models.UniqueConstraint(fields=["change", "day"], name="clocks_calendar_day_once"),
            models.CheckConstraint(
                name="clocks_calendar_swap_of_two",
                condition=models.Q(swapped_with__isnull=True) | ~models.Q(swapped_with=models.F("day")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.ground}"
