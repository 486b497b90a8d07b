"""What stands around the tasks of a plan: filled-in models of work, and how directives follow one another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.plans.models.directives import Directive, Plan


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
