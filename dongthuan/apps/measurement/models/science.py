"""State-funded science and technology tasks, and by what each was communicated (Decision 1169)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor

_OFFICER = settings.AUTH_USER_MODEL


class ScienceTaskQuerySet(models.QuerySet["ScienceTask"]):
    """What one asks of tasks of science."""

    def visible_to(self, officer: Actor) -> "ScienceTaskQuerySet":
        """Return the tasks the officer may read: the same as the rule of `measurement.read_science_task`."""
        if oversees(officer):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in officer.held_roles()])

    def counting(self) -> "ScienceTaskQuerySet":
        """Return those the target asks about: state secrets are outside it."""
        return self.filter(is_outside=False)

    def told(self) -> "ScienceTaskQuerySet":
        """Return those with evidence that the public was told."""
        return self.exclude(told_on=None)


class ScienceTask(models.Model):
    """One state-funded task of science. is_outside: a state secret; then only its code stands here.

    told_on, evidence: when the public was told, and where one sees it.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="science_tasks")
    code = models.CharField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(_("year of approval"))
    is_outside = models.BooleanField(_("state secret, outside the target"), default=False)
    told_on = models.DateField(_("communicated on"), null=True, blank=True)
    evidence = models.URLField(_("evidence"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects: ClassVar[ScienceTaskQuerySet] = ScienceTaskQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-year", "unit__name", "code"]
        verbose_name = _("state-funded task of science")
        verbose_name_plural = _("state-funded tasks of science")
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="measurement_science_code_once"),
            models.CheckConstraint(name="measurement_science_has_code", condition=~Q(code="")),
            models.CheckConstraint(
                name="measurement_told_with_evidence",
                condition=Q(told_on__isnull=True, evidence="") | (Q(told_on__isnull=False) & ~Q(evidence="")),
            ),
            models.CheckConstraint(
                name="measurement_secret_says_nothing",
                condition=Q(is_outside=False) | Q(title="", evidence="", told_on__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="measurement_science_by_year")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()
