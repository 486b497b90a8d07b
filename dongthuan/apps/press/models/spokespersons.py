"""Who speaks for the agency by office: heads and regular spokespersons."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.press.lifecycle import SpokespersonKind


class SpokespersonQuerySet(models.QuerySet["Spokesperson"]):
    """What one asks of spokespersons."""

    def in_force(self, *, on: date) -> "SpokespersonQuerySet":
        """Return those in office on the day `on`."""
        return self.filter(Q(end_on__isnull=True) | Q(end_on__gt=on), start_on__lte=on)

    def heads(self) -> "SpokespersonQuerySet":
        """Return the heads."""
        return self.filter(kind=SpokespersonKind.HEAD)

    def published(self, *, at: datetime) -> "SpokespersonQuerySet":
        """Return those whose details were public at an instant."""
        return self.filter(published_at__lte=at)


class Spokesperson(models.Model):
    """A head, or a person assigned as regular spokesperson, of one unit; the second day is the first after.

    officer: the account, None = has none here. decided_at: when the decision was signed, from which the
    24 hours run. phone, official_email: work details, which the law makes public. clock: P01.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="spokespersons", verbose_name=_("speaks for")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spokesperson_of",
        verbose_name=_("officer"),
    )
    kind = models.CharField(_("speaks as"), max_length=8, choices=SpokespersonKind.choices)
    full_name = models.CharField(_("full name"), max_length=120)
    post = models.CharField(_("post"), max_length=160)
    phone = models.CharField(_("work telephone"), max_length=30, blank=True)
    official_email = models.EmailField(_("official e-mail"), max_length=254, blank=True)
    decision_no = models.CharField(_("decision number"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decision signed"), null=True, blank=True)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)
    published_url = models.CharField(_("where it is public"), max_length=500, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[SpokespersonQuerySet] = SpokespersonQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["unit", "kind", "-start_on", "id"]
        verbose_name = _("spokesperson")
        verbose_name_plural = _("spokespersons")
        constraints = [
            models.CheckConstraint(
                name="press_spokesperson_ends_after_start",
                condition=Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
            ),
            models.CheckConstraint(
                name="press_nobody_records_oneself", condition=~Q(officer=F("recorded_by"))
            ),
            models.CheckConstraint(
                name="press_regular_has_decision",
                condition=~Q(kind="regular") | (~Q(decision_no="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="press_public_details_are_whole",
                condition=Q(published_at__isnull=True)
                | (~Q(full_name="") & ~Q(post="") & ~Q(phone="") & ~Q(official_email="")),
            ),
            ExclusionConstraint(
                name="press_one_head_at_a_time",
                condition=Q(kind="head"),
                expressions=[
                    ("unit", RangeOperators.EQUAL),
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
            models.Index(fields=["officer", "start_on"], name="press_spokespersons_officer"),
            models.Index(fields=["unit", "start_on"], name="press_spokespersons_unit"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """The page of it."""
        return reverse("press:spokesperson", args=[self.pk])
