"""Directives as they were handed in, and the plans drawn from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.lifecycle import Change, Origin, State, TaskState


class Directive(models.Model):
    """One directive or plan as it was handed in: its head, its text, how it was read."""

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="directives", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind of document"), max_length=10, blank=True)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    agency_name = models.CharField(_("issued by"), max_length=300, blank=True)
    signatory_mode = models.CharField(max_length=20, blank=True)
    signatory_title = models.CharField(max_length=300, blank=True)
    signatory_name = models.CharField(_("signed by"), max_length=120, blank=True)
    recipients = models.JSONField(_("recipients"), default=list)
    warnings = models.JSONField(_("to be looked at"), default=list)
    text = models.TextField(_("text"))
    file_name = models.CharField(_("file"), max_length=255)
    file_kind = models.CharField(max_length=8)
    encoding = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    reader_version = models.CharField(max_length=40)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("handed in"))

    class Meta:
        ordering = ["-read_at"]
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="plans_file_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip() or self.title[:80]


class DirectiveFile(models.Model):
    """The bytes that were handed in, in a table of their own so that lists stay light."""

    directive = models.OneToOneField(
        Directive, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a directive")
        verbose_name_plural = _("files of directives")

    def __str__(self) -> str:
        return str(self.directive_id)


class Clause(models.Model):
    """A clause of a directive, in its tree."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    ref = models.CharField(_("reference"), max_length=60)
    role = models.CharField(max_length=12)
    label = models.CharField(max_length=40, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["directive", "position"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["directive", "position"], name="plans_clause_has_its_place")
        ]

    def __str__(self) -> str:
        return self.ref


class CitedDocument(models.Model):
    """A legal document that a directive cites."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveIntegerField()
    canonical = models.CharField(_("document"), max_length=200)
    kind = models.CharField(max_length=10)
    issued_on = models.DateField(_("issued on"), null=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)

    class Meta:
        ordering = ["directive", "position"]
        verbose_name = _("cited document")
        verbose_name_plural = _("cited documents")

    def __str__(self) -> str:
        return self.canonical


def _gives_to(units: list[int]) -> models.Q:
    given = [state for state in TaskState if state not in (TaskState.DRAFT, TaskState.CANCELLED)]
    return models.Q(tasks__lead_unit_id__in=units, tasks__state__in=given)


class PlanQuerySet(models.QuerySet["Plan"]):
    """What one asks of plans."""

    def visible_to(self, officer: Actor) -> "PlanQuerySet":
        """Return the plans this officer may read: the same as the rule of `plans.read`."""
        if oversees(officer):
            return self.all()
        own = [unit for _role, unit in officer.held_roles()]
        has_part = models.Q(
            pk__in=Plan.objects.filter(unit_id__in=own, parent__isnull=False).values("parent")
        )
        has_task = models.Q(pk__in=Plan.objects.filter(_gives_to(own)).values("pk"))
        in_force = models.Q(state__in=[State.ISSUED, State.CLOSED])
        return self.filter(models.Q(unit_id__in=own) | (in_force & (has_part | has_task)))

    def standing(self) -> "PlanQuerySet":
        """Return the plans that were not discarded."""
        return self.exclude(state=State.DISCARDED)


class Plan(models.Model):
    """What a unit will do: from a directive, as its part of a plan above (`parent`), or of its own.

    directive: None where it rests on no document that was handed in. version grows with each change.
    """

    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="plans", verbose_name=_("unit")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="unit_plans"
    )
    cloned_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="clones"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=1000)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.READ)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("begun"))
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    closed_reason = models.TextField(_("why it was closed"), blank=True)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["directive"],
                condition=~models.Q(state="discarded") & models.Q(parent__isnull=True),
                name="plans_one_standing_plan",
            ),
            models.UniqueConstraint(
                fields=["parent", "unit"],
                condition=~models.Q(state="discarded"),
                name="plans_one_part_a_unit",
            ),
            models.CheckConstraint(
                name="plans_draft_was_saved_by_someone",
                condition=~models.Q(state="draft") | models.Q(saved_at__isnull=False, saved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """One thing to be done. inferred_from: the clause that names the doers where the duty itself does not."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="duties")
    position = models.PositiveIntegerField()
    ref = models.CharField(_("reference"), max_length=60)
    text = models.TextField(_("text"))
    inferred_from = models.CharField(max_length=60, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.MACHINE)
    is_removed = models.BooleanField(default=False)
    citations = models.ManyToManyField(CitedDocument, related_name="duties", blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "ref"], condition=models.Q(is_removed=False), name="plans_duty_has_own_ref"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class DutyActor(models.Model):
    """Who does a duty, or helps; the unit where the name is that of one."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="actors")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=200)
    is_partner = models.BooleanField(_("coordinates"), default=False)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="duties_named"
    )

    class Meta:
        ordering = ["duty", "position"]
        verbose_name = _("doer of a duty")
        verbose_name_plural = _("doers of duties")

    def __str__(self) -> str:
        return self.name


class DutyChange(models.Model):
    """One correction by hand and what stood before it, so that it can be undone; the last first."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Change.choices)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of a duty")
        verbose_name_plural = _("changes of duties")

    def __str__(self) -> str:
        return f"{self.kind} {self.duty_id}"
