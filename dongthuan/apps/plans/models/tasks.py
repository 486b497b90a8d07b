"""Tasks of a plan: what, who, until when, how far, on what evidence."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, BudgetLine, Level, TaskState
from dongthuan.apps.plans.models.directives import Duty, Plan
from dongthuan.apps.units.models import Unit

NO_DAY = date(9999, 12, 31)
DUE_ORDER = Coalesce("due_on", models.Value(NO_DAY))


class TaskQuerySet(models.QuerySet["Task"]):
    """What one asks of tasks."""

    def visible_to(self, officer: Actor) -> "TaskQuerySet":
        """Return the tasks this officer may read: the same as the rule of `plans.read_task`."""
        if oversees(officer):
            return self.all()
        own = [unit for _role, unit in officer.held_roles()]
        helped = Task.coordinating_units.through.objects.filter(unit_id__in=own).values("task_id")
        return self.filter(
            models.Q(lead_unit_id__in=own)
            | models.Q(approving_unit_id__in=own)
            | models.Q(plan__unit_id__in=own)
            | models.Q(pk__in=helped)
        )

    def open(self) -> "TaskQuerySet":
        """Return the tasks that were given and are neither done nor fallen away."""
        return self.filter(state__in=OPEN_TASKS)

    def given(self) -> "TaskQuerySet":
        """Return the tasks that count: neither drafts nor fallen away."""
        return self.exclude(state__in=[TaskState.DRAFT, TaskState.CANCELLED])

    def uncarried(self) -> "TaskQuerySet":
        """Leave out tasks that a row in the plan of their own lead unit carries: each counts once."""
        rows = Task.objects.filter(parent=models.OuterRef("pk"), lead_unit=models.OuterRef("lead_unit"))
        return self.exclude(models.Exists(rows.exclude(state=TaskState.CANCELLED)), is_for_each_unit=False)

    def overdue(self, *, on: date) -> "TaskQuerySet":
        """Return the open tasks whose last day has passed."""
        return self.open().filter(due_on__lt=on)


class Task(models.Model):
    """One row of a plan. due_on: the last day on which it can be done in time; None = no day was set.

    progress_percent: as the unit reports it, 0 to 100; what the machine computes is in `queries`.
    reason: of the last refusal, return, reopening or falling away.
    is_for_each_unit: the plan's own unit leads, and cascading makes one child for each unit.
    due_words: the words from which a machine read the day; "" once a person has confirmed it.
    done_at: when that was handed in which was then approved, so that a late approval makes nobody late.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField()
    ref = models.CharField(_("reference"), max_length=60, blank=True)
    content = models.TextField(_("content"))
    message = models.TextField(_("aim, message"), blank=True)
    audience = models.CharField(_("audience"), max_length=500, blank=True)
    channel = models.CharField(_("form, channel"), max_length=500, blank=True)
    product = models.CharField(_("product"), max_length=1000, blank=True)
    start_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    report_due_on = models.DateField(_("to be reported by"), null=True, blank=True)
    lead_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="tasks_led", verbose_name=_("lead unit")
    )
    coordinating_units = models.ManyToManyField(
        "units.Unit", blank=True, related_name="tasks_helped", verbose_name=_("coordinating units")
    )
    approving_unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_approved",
        verbose_name=_("approving unit"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_owned",
        verbose_name=_("answerable"),
    )
    budget_line = models.CharField(_("budget line"), max_length=20, choices=BudgetLine.choices, blank=True)
    budget_vnd = models.PositiveBigIntegerField(_("amount (VND)"), null=True, blank=True)
    budget_source = models.CharField(_("source of money"), max_length=200, blank=True)
    indicator = models.CharField(_("indicator, result"), max_length=500, blank=True)
    level = models.CharField(_("what it measures"), max_length=10, choices=Level.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_for_each_unit = models.BooleanField(_("one for each unit"), default=False)
    due_words = models.CharField(_("words of the deadline"), max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=TaskState.choices, default=TaskState.DRAFT)
    progress_percent = models.PositiveSmallIntegerField(_("reported progress"), default=0)
    reason = models.TextField(_("reason"), blank=True)
    assigned_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["plan", "position", "id"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(
                name="plans_task_ends_after_start",
                condition=models.Q(start_on__isnull=True)
                | models.Q(due_on__isnull=True)
                | models.Q(due_on__gte=models.F("start_on")),
            ),
            models.CheckConstraint(
                name="plans_task_done_has_time",
                condition=~models.Q(state="done") | models.Q(done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_task_progress_is_percent", condition=models.Q(progress_percent__lte=100)
            ),
            models.CheckConstraint(
                name="plans_task_lost_has_reason",
                condition=~models.Q(state__in=["refused", "cancelled"]) | ~models.Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["lead_unit", "state", "due_on"], name="plans_task_by_unit"),
            models.Index(fields=["state", "due_on"], name="plans_task_by_due"),
            models.Index(fields=["owner", "state", "due_on"], name="plans_task_by_owner"),
            models.Index(DUE_ORDER, "id", name="plans_task_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.content[:80]}".strip()

    @property
    def giver(self) -> Unit:
        """The unit that put the task before its lead: for a row in a unit's plan, that of the plan above."""
        return self.parent.plan.unit if self.parent is not None else self.plan.unit


class ProgressReport(models.Model):
    """What a unit said of a task at one moment."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="progress_reports")
    percent = models.PositiveSmallIntegerField(_("progress"))
    text = models.TextField(_("what was done"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("report of progress")
        verbose_name_plural = _("reports of progress")
        constraints = [
            models.CheckConstraint(name="plans_report_is_percent", condition=models.Q(percent__lte=100))
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class Evidence(models.Model):
    """What shows that a task was done: a link, a file, or a published item; exactly one of them."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="evidence")
    url = models.URLField(_("link"), max_length=2000, blank=True)
    attachment = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(
        "monitoring.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("what it shows"), max_length=500, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.words or self.url


class AnswerLink(models.Model):
    """A link by which somebody without a sign-in accepts or refuses one task, once, until it expires.

    token_hash: SHA-256 of what stands in the address; the token itself stands only in the letter.
    message: the letter that carried it; None once that was let go.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="answer_links")
    token_hash = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(_("sent to"), max_length=254)
    message = models.ForeignKey(
        "notices.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("link to answer by")
        verbose_name_plural = _("links to answer by")

    def __str__(self) -> str:
        return f"{self.task_id} {self.recipient}"
