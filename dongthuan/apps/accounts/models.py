"""Officers, and the roles they hold in a unit between dates."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Role

SYSTEM_NAME = "he-thong"


class NoDay(Exception):
    """The officer was asked for roles before anyone said on which day: call `officer.on(day)` first."""


class Officer(AbstractUser):
    """Somebody who works with the product; what he or she may do follows from the roles held on a day."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are one string
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=120)
    post = models.CharField(_("post"), max_length=160, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name = _("officer")
        verbose_name_plural = _("officers")

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """The full name, as Django asks for it."""
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese name."""
        return self.full_name.split()[-1] if self.full_name else self.username

    def on(self, day: date) -> Self:
        """Return this officer as of `day`; rules ask for the roles held on that day."""
        self._day = day
        self._held: frozenset[tuple[Role, int]] | None = None
        self._on_top: frozenset[Role] = frozenset()
        return self

    @property
    def day(self) -> date:
        """The day as of which the officer acts; raises NoDay if none was set."""
        try:
            return self._day
        except AttributeError:
            raise NoDay(self.username) from None

    def held_roles(self) -> frozenset[tuple[Role, int]]:
        """Return the (role, unit key) pairs in force on the officer's day; one query, then kept."""
        day = self.day
        if self._held is None:
            rows = list(self.roles.in_force(on=day).select_related("unit__parent")) if self.is_active else []
            self._held = frozenset((Role(row.role), row.unit_id) for row in rows)
            self._on_top = frozenset(Role(row.role) for row in rows if row.unit.is_at_the_top)
        return self._held

    def held_at_the_top(self) -> frozenset[Role]:
        """Return the roles in force in the agency itself or in its Office; read with `held_roles`."""
        self.held_roles()
        return self._on_top


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    """What one asks of roles."""

    def in_force(self, *, on: date) -> "RoleHeldQuerySet":
        """Return the roles in force on the day `on`."""
        return self.filter(start_on__lte=on).filter(models.Q(end_on__isnull=True) | models.Q(end_on__gt=on))


class RoleHeld(models.Model):
    """One role of one officer in one unit, between two dates (the second is the first day after)."""

    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="roles", verbose_name=_("officer")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="roles", verbose_name=_("unit")
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        ordering = ["officer", "role"]
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        constraints = [
            models.CheckConstraint(
                name="accounts_role_ends_after_start",
                condition=models.Q(end_on__isnull=True) | models.Q(end_on__gte=models.F("start_on")),
            ),
            models.UniqueConstraint(
                fields=["officer", "role", "unit"],
                condition=models.Q(end_on__isnull=True),
                name="accounts_role_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit_id}"


class AbsenceKind(models.TextChoices):
    """Why one is away, as far as colleagues need to know: nothing private is written down."""

    LEAVE = "leave", _("On leave")
    TRIP = "trip", _("On a business trip")
    COURSE = "course", _("On a course")
    OTHER = "other", _("For another reason")


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """What one asks of absences."""

    def standing(self) -> "AbsenceQuerySet":
        """Return those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date) -> "AbsenceQuerySet":
        """Return those that stand and hold the day."""
        return self.standing().filter(start_on__lte=day, end_on__gt=day)

    def touching(self, start_on: date, end_on: date) -> "AbsenceQuerySet":
        """Return those that stand and share a day with a span; `end_on` is the first day after it."""
        return self.standing().filter(start_on__lt=end_on, end_on__gt=start_on)


class Absence(models.Model):
    """An officer is away between two dates (the second is the first day back), and who stands in.

    stand_in: None = nobody. withdrawn_*: taken back before it began; one that began is ended by its date.
    """

    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="absences", verbose_name=_("officer")
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("back on"))
    stand_in = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in",
        verbose_name=_("stand-in"),
    )
    kind = models.CharField(_("why"), max_length=8, choices=AbsenceKind.choices, default=AbsenceKind.LEAVE)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["start_on", "id"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                name="accounts_absence_ends_after_start", condition=models.Q(end_on__gt=models.F("start_on"))
            ),
            models.CheckConstraint(
                name="accounts_nobody_stands_in_for_oneself",
                condition=models.Q(stand_in__isnull=True) | ~models.Q(stand_in=models.F("officer")),
            ),
            models.CheckConstraint(
                name="accounts_absence_withdrawn_by_somebody",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            ExclusionConstraint(
                name="accounts_away_once_at_a_time",
                condition=models.Q(withdrawn_at__isnull=True),
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "start_on",
                            "end_on",
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["end_on", "start_on"], name="accounts_absences_by_day"),
            models.Index(fields=["stand_in", "end_on"], name="accounts_absences_stand_in"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.start_on}–{self.last_on}"

    @property
    def last_on(self) -> date:
        """The last day away."""
        return self.end_on - timedelta(days=1)


class KeptCount(models.Model):
    """A row of Django's cache in the database: how often sign-in failed, by name and by network address.

    Written by `django.core.cache` alone (CACHES in the settings), so that all processes and hosts count
    together; purged by it too.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of failed sign-ins")
        verbose_name_plural = _("counts of failed sign-ins")

    def __str__(self) -> str:
        return self.cache_key
