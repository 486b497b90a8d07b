"""The agency, its units, and how one unit came out of others."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitQuerySet(models.QuerySet["Unit"]):
    """What one asks of units."""

    def standing(self, *, on: date) -> "UnitQuerySet":
        """Return the units that exist on the day `on`."""
        return self.filter(start_on__lte=on).filter(models.Q(end_on__isnull=True) | models.Q(end_on__gt=on))

    def agency(self) -> "UnitQuerySet":
        """Return the agency itself: the unit without a parent."""
        return self.filter(parent__isnull=True)


class Unit(models.Model):
    """A unit of the agency, between two dates (the second is the first day after)."""

    class Kind(models.TextChoices):
        """What sort of unit."""

        AGENCY = "agency", _("The agency")
        OFFICE = "office", _("Office")
        DEPARTMENT = "department", _("Department")
        INSTITUTE = "institute", _("Institute")
        CENTRE = "centre", _("Centre")
        OTHER = "other", _("Other")

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent unit"),
    )
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name=_("predecessors")
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    objects: ClassVar[models.Manager["Unit"]] = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="units_ends_after_start",
                condition=models.Q(end_on__isnull=True) | models.Q(end_on__gt=models.F("start_on")),
            ),
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(parent__isnull=True), name="units_one_agency"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_the_top(self) -> bool:
        """Whether this is the agency itself, or the Office that stands directly below it."""
        if self.parent is None:
            return True
        return self.kind == self.Kind.OFFICE and self.parent.parent_id is None

    @property
    def label(self) -> str:
        """The short name where there is one, else the name."""
        return self.short_name or self.name


class Agency(models.Model):
    """What documents and pages say about the agency as a whole; one row.

    kind: how rules of law tell agencies apart (the fact `agency_kind` of `dongthuan.law`).
    """

    class Kind(models.TextChoices):
        """What sort of agency before the law."""

        MINISTRY = "ministry", _("Ministry or ministerial-level agency")
        GOVERNMENT_ATTACHED = "government-attached", _("Agency attached to the Government")
        PROVINCE = "province", _("Provincial people's committee")
        COMMUNE = "commune", _("Communal people's committee")
        OTHER = "other", _("Other agency")

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, primary_key=True, verbose_name=_("unit"))
    parent_name = models.CharField(_("superior body, as printed"), max_length=250, blank=True)
    document_code = models.CharField(_("code in document numbers"), max_length=30)
    place = models.CharField(_("place, as printed"), max_length=80)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    kind = models.CharField(_("kind of agency"), max_length=20, choices=Kind.choices, default=Kind.OTHER)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.unit.name
