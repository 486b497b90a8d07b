"""What stands around tasks: filled-in models of work, successions of directives, pardons, feeds, imports."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.plans.models.directives import Directive, Plan
from dongthuan.apps.plans.models.tasks import Task


class PlanSheet(models.Model):
    """A model of work filled in for a plan: OASIS, evaluation levels, the OECD self-check.

    template: the key of a template shipped as data; answers: field key to text, as that template names them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sheets")
    template = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "template"]
        verbose_name = _("sheet of a plan")
        verbose_name_plural = _("sheets of plans")
        constraints = [models.UniqueConstraint(fields=["plan", "template"], name="plans_sheet_once_a_plan")]

    def __str__(self) -> str:
        return self.template


class DirectiveChange(models.Model):
    """A later directive amends, replaces or revokes an earlier one; what became of its tasks is noted."""

    class Kind(models.TextChoices):
        """What the later one does to the earlier one."""

        AMENDED = "amended", _("amends")
        REPLACED = "replaced", _("replaces")
        REVOKED = "revoked", _("revokes")

    earlier = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="changed_by")
    later = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="changes_made"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    moved_count = models.PositiveIntegerField(default=0)
    closed_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("change of a directive")
        verbose_name_plural = _("changes of directives")
        constraints = [
            models.CheckConstraint(
                name="plans_change_names_the_later",
                condition=models.Q(kind="revoked") | models.Q(later__isnull=False),
            ),
            models.CheckConstraint(name="plans_change_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.kind}"


class CalendarFeed(models.Model):
    """The secret address of an officer's own calendar of tasks; a new one makes the old one worthless."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.officer_id)


class ConflictPardon(models.Model):
    """A person says that two tasks, or the days of one, do not contradict each other, and why.

    It holds while the days stay as they were: dues are the days that were looked at, as text.
    """

    first = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=20)
    dues = models.CharField(max_length=80)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("pardon of a conflict")
        verbose_name_plural = _("pardons of conflicts")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "kind", "dues"],
                nulls_distinct=False,
                name="plans_pardon_once",
            ),
            models.CheckConstraint(name="plans_pardon_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id} {self.second_id}"


class SheetImport(models.Model):
    """A workbook as it was read for a plan, kept between its preview and the press of the button.

    rows: the cells of each row as text, by column key. plan_version: the plan as the preview saw it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sheet_imports")
    file_name = models.CharField(_("file"), max_length=255)
    rows = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    plan_version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("import of a sheet")
        verbose_name_plural = _("imports of sheets")

    def __str__(self) -> str:
        return self.file_name
