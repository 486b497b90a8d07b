"""Lines of money, promises of it, and each movement of a sum, never rewritten. All sums in whole đồng."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.budgets.lifecycle import CommitmentState, Control, LineState, MovementKind
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.lifecycle import BudgetLine

_OFFICER = settings.AUTH_USER_MODEL
FIRST_YEAR, LAST_YEAR = 2000, 2100


class LineQuerySet(models.QuerySet["Line"]):
    """What one asks of lines."""

    def visible_to(self, officer: Actor) -> "LineQuerySet":
        """Return the lines the officer may read: the same as the rule of `budgets.read_line`."""
        if oversees(officer):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in officer.held_roles()])

    def overdrawn(self) -> "LineQuerySet":
        """Return the lines of which more was promised and paid than allocated."""
        return self.filter(allocated_vnd__lt=F("committed_vnd") + F("paid_vnd"))


class Line(models.Model):
    """Money of one unit, year and source for one kind of work.

    estimate_vnd: asked for; allocated_vnd: given; committed_vnd: promised and not yet paid; paid_vnd. Each is
    the sum of the line's movements, kept in their transaction. carried_from: the line of the year before.
    """

    year = models.PositiveSmallIntegerField(_("budget year"))
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="budget_lines", verbose_name=_("unit")
    )
    source = models.CharField(_("source of money"), max_length=200)
    kind = models.CharField(_("budget line"), max_length=20, choices=BudgetLine.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    control = models.CharField(
        _("when it is exceeded"), max_length=10, choices=Control.choices, default=Control.STOP
    )
    estimate_vnd = models.PositiveBigIntegerField(_("estimate"), default=0)
    allocated_vnd = models.PositiveBigIntegerField(_("allocated"), default=0)
    committed_vnd = models.PositiveBigIntegerField(_("committed"), default=0)
    paid_vnd = models.PositiveBigIntegerField(_("paid"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=LineState.choices, default=LineState.OPEN)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects: ClassVar[LineQuerySet] = LineQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-year", "unit__name", "source", "kind", "name", "id"]
        verbose_name = _("line of money")
        verbose_name_plural = _("lines of money")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "source", "kind", "name"], name="budgets_line_stands_once"
            ),
            models.CheckConstraint(
                name="budgets_stop_holds",
                condition=~Q(control="stop") | Q(allocated_vnd__gte=F("committed_vnd") + F("paid_vnd")),
            ),
            models.CheckConstraint(
                name="budgets_year_is_plausible", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(name="budgets_line_has_source", condition=~Q(source="")),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="budgets_lines_by_year")]

    def __str__(self) -> str:
        return f"{self.name or self.get_kind_display()} · {self.source} · {self.year}"

    def get_absolute_url(self) -> str:
        """Return the page of the line."""
        return reverse("budgets:line", args=[self.pk])

    @property
    def available_vnd(self) -> int:
        """What is left of the allocation; below nothing where the line is overdrawn."""
        return self.allocated_vnd - self.committed_vnd - self.paid_vnd


class Commitment(models.Model):
    """A promise to pay from a line. over_reason: why it went beyond what was left.

    amount_vnd: promised; paid_vnd: paid less recovered; released_vnd: given back. ceiling: key of the
    law's ceiling it was held against, with quantity; "" = none. carried_from: the same promise, a year ago.
    keeper: the record of an app above by which alone it is paid ("commissions.order:12"); "" = none.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="commitments")
    task = models.ForeignKey(
        "plans.Task", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    title = models.CharField(_("what for"), max_length=300)
    payee = models.CharField(_("to whom"), max_length=200, blank=True)
    ground = models.CharField(_("decision, contract"), max_length=200, blank=True)
    committed_on = models.DateField(_("committed on"))
    amount_vnd = models.PositiveBigIntegerField(_("amount (VND)"))
    paid_vnd = models.PositiveBigIntegerField(_("paid"), default=0)
    released_vnd = models.PositiveBigIntegerField(_("given back"), default=0)
    recovered_vnd = models.PositiveBigIntegerField(_("recovered"), default=0)
    ceiling = models.CharField(_("ceiling of the law"), max_length=80, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    keeper = models.CharField(max_length=80, blank=True)
    over_reason = models.CharField(_("why beyond what is left"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-committed_on", "-id"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(name="budgets_commitment_is_some", condition=Q(amount_vnd__gt=0)),
            models.CheckConstraint(name="budgets_commitment_says_what", condition=~Q(title="")),
            models.CheckConstraint(
                name="budgets_never_above_promised",
                condition=Q(amount_vnd__gte=F("paid_vnd") + F("released_vnd") + F("recovered_vnd")),
            ),
        ]
        indexes = [models.Index(fields=["line", "state"], name="budgets_commitments_by_line")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the commitment."""
        return reverse("budgets:commitment", args=[self.pk])

    @property
    def open_vnd(self) -> int:
        """What is still to be paid: neither paid, nor given back, nor paid and recovered."""
        return self.amount_vnd - self.paid_vnd - self.released_vnd - self.recovered_vnd


class Movement(models.Model):
    """One change of a line's sums. amount_vnd: below nothing only where an estimate or allocation is cut."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="movements")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="movements"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MovementKind.choices)
    amount_vnd = models.BigIntegerField(_("amount (VND)"))
    on = models.DateField(_("day"))
    words = models.CharField(_("ground"), max_length=500, blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("movement of money")
        verbose_name_plural = _("movements of money")
        constraints = [
            models.CheckConstraint(
                name="budgets_movement_is_some",
                condition=Q(amount_vnd__gt=0) | Q(amount_vnd__lt=0, kind__in=["estimated", "allocated"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount_vnd}"
