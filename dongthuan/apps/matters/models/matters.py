"""Matters: one thread from what was noticed to what came of it, with its grade, clause and clock."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.matters.lifecycle import Clause, Grade, MatterState

_OFFICER = settings.AUTH_USER_MODEL
SEES_EVERY_MATTER = frozenset({Role.SPOKESPERSON, Role.LEGAL_OFFICER})


class MatterQuerySet(models.QuerySet["Matter"]):
    """What one asks of matters."""

    def visible_to(self, officer: Actor) -> "MatterQuerySet":
        """Return the matters this officer may read: the same as the rule of `matters.read`."""
        held = officer.held_roles()
        if oversees(officer) or any(role in SEES_EVERY_MATTER for role, _unit in held):
            return self.all()
        units = [unit for _role, unit in held]
        asked = MatterUnit.objects.filter(matter=OuterRef("pk"), unit_id__in=units)
        return self.filter(Q(unit_id__in=units) | Q(Exists(asked)))

    def open(self) -> "MatterQuerySet":
        """Return those that are under way."""
        return self.filter(state=MatterState.OPEN)

    def counted(self) -> "MatterQuerySet":
        """Return those that are cases of their own: what goes on in another matter is counted there."""
        return self.exclude(state=MatterState.MERGED)

    def family_of(self, matter: "Matter") -> "MatterQuerySet":
        """Return a matter with those that go on in it."""
        return self.filter(Q(pk=matter.pk) | Q(merged_into=matter.pk))

    def linked_to(self, record: models.Model) -> "MatterQuerySet":
        """Return the matters on which a record hangs."""
        links = MatterLink.objects.filter(
            matter=OuterRef("pk"), record_type=record._meta.label_lower, record_key=str(record.pk)
        )
        return self.filter(Exists(links))


class Matter(models.Model):
    """One matter. clause: under which the agency must speak, "" = none; then t0 is empty too.

    t0_at: from when the limit runs; t0_recorded_at: when that was written down. clock: None where the
    clause has no figure. first_statement_at: when the agency first spoke officially on it.
    topic: what monitoring counts for its mood. lesson: what closing it taught. folded: for the search.
    merged_into: the matter it goes on in; its own records and clock stay its own and are shown there.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("what it is about"), blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="matters", verbose_name=_("unit in charge")
    )
    owner = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="matters_owned",
        verbose_name=_("who answers for it"),
    )
    topic = models.ForeignKey(
        "monitoring.Topic",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name=_("topic"),
    )
    grade = models.CharField(_("grade"), max_length=10, choices=Grade.choices)
    grade_reason = models.CharField(_("why this grade"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=MatterState.choices, default=MatterState.OPEN)
    clause = models.CharField(_("clause"), max_length=6, choices=Clause.choices, blank=True)
    t0_at = models.DateTimeField(_("t0"), null=True, blank=True)
    t0_reason = models.CharField(_("why this t0"), max_length=500, blank=True)
    t0_recorded_at = models.DateTimeField(_("t0 recorded"), null=True, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    first_statement_at = models.DateTimeField(_("first statement"), null=True, blank=True)
    lesson = models.TextField(_("lesson"), blank=True)
    closed_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_at = models.DateTimeField(null=True, blank=True)
    merge_reason = models.CharField(max_length=500, blank=True)
    opened_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[MatterQuerySet] = MatterQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = pgettext_lazy("matters", "matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="matters_number_once"),
            models.CheckConstraint(name="matters_grade_has_reason", condition=~Q(grade_reason="")),
            models.CheckConstraint(
                name="matters_clause_has_t0_and_reason",
                condition=Q(clause="", t0_at__isnull=True, t0_recorded_at__isnull=True, t0_reason="")
                | (~Q(clause="") & Q(t0_at__isnull=False, t0_recorded_at__isnull=False) & ~Q(t0_reason="")),
            ),
            models.CheckConstraint(
                name="matters_t0_is_not_ahead",
                condition=Q(t0_at__isnull=True) | Q(t0_at__lte=models.F("t0_recorded_at")),
            ),
            models.CheckConstraint(
                name="matters_closed_has_lesson",
                condition=Q(state__in=["open", "merged"], closed_at__isnull=True, closed_by__isnull=True)
                | (Q(state="closed", closed_at__isnull=False, closed_by__isnull=False) & ~Q(lesson="")),
            ),
            models.CheckConstraint(
                name="matters_merged_points_on",
                condition=(Q(state__in=["open", "closed"], merged_into__isnull=True, merged_at__isnull=True))
                | (
                    Q(state="merged", merged_into__isnull=False, merged_at__isnull=False)
                    & Q(merged_by__isnull=False)
                    & ~Q(merge_reason="")
                    & ~Q(merged_into=models.F("id"))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="matters_latest"),
            models.Index(fields=["state", "-opened_at", "-id"], name="matters_by_state"),
            models.Index(fields=["unit", "-opened_at", "-id"], name="matters_of_unit"),
            models.Index(fields=["clause", "t0_at"], name="matters_by_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.title}"

    @property
    def reference(self) -> str:
        """Its number and year, as 12/2026."""
        return f"{self.number}/{self.year}"

    @property
    def family_keys(self) -> list[str]:
        """The keys, as records name them, of the matter and of those that go on in it."""
        keys = Matter.objects.filter(merged_into=self.pk).order_by("pk").values_list("pk", flat=True)
        return [str(self.pk), *map(str, keys)]

    def get_absolute_url(self) -> str:
        """The page of the matter."""
        return reverse("matters:matter", args=[self.pk])


class MatterSeries(models.Model):
    """The last number given in a year; locked while a matter takes the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last_number}"


class MatterLink(models.Model):
    """A record that hangs on a matter, with its title and address as they were."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="links")
    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=500)
    url = models.CharField(_("address"), max_length=500, blank=True)
    linked_at = models.DateTimeField()
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["matter", "linked_at", "id"]
        verbose_name = _("link of a matter")
        verbose_name_plural = _("links of matters")
        constraints = [
            models.UniqueConstraint(fields=["matter", "record_type", "record_key"], name="matters_link_once")
        ]
        indexes = [models.Index(fields=["record_type", "record_key"], name="matters_by_record")]

    def __str__(self) -> str:
        return self.title


class MatterUnit(models.Model):
    """A unit that has a part in a matter of another: it was asked for facts, and may read the matter."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("unit with a part in a matter")
        verbose_name_plural = _("units with a part in a matter")
        constraints = [models.UniqueConstraint(fields=["matter", "unit"], name="matters_unit_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.unit_id}"


class GradeChange(models.Model):
    """A matter was graded anew, with the reason; `before` is "" at the opening."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="grade_changes")
    before = models.CharField(max_length=10, choices=Grade.choices, blank=True)
    after = models.CharField(max_length=10, choices=Grade.choices)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["matter", "at", "id"]
        verbose_name = _("change of grade")
        verbose_name_plural = _("changes of grade")
        constraints = [
            models.CheckConstraint(name="matters_regrading_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="matters_regrading_changes", condition=~Q(before=models.F("after"))),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ClauseChange(models.Model):
    """Clause and t0 as set or changed: both stamps of each, and the reason; `before` is "" at first."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="clause_changes")
    before = models.CharField(max_length=6, choices=Clause.choices, blank=True)
    t0_before = models.DateTimeField(null=True, blank=True)
    t0_recorded_before = models.DateTimeField(null=True, blank=True)
    after = models.CharField(max_length=6, choices=Clause.choices, blank=True)
    t0_after = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["matter", "at", "id"]
        verbose_name = _("change of clause or t0")
        verbose_name_plural = _("changes of clause or t0")
        constraints = [models.CheckConstraint(name="matters_reclausing_has_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
