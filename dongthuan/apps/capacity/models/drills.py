"""Crisis drills: a simulated incident, who takes part, and what they did. Nothing else reads these rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.capacity.lifecycle import DrillActKind, DrillState
from dongthuan.apps.common.roles import Actor

_OFFICER = settings.AUTH_USER_MODEL


class DrillQuerySet(models.QuerySet["Drill"]):
    """What one asks of drills."""

    def visible_to(self, officer: Actor) -> "DrillQuerySet":
        """Return the drills the officer may read: the same as the rule of `capacity.read_drill`."""
        if oversees(officer):
            return self.all()
        units = [unit for _role, unit in officer.held_roles()]
        own = DrillPart.objects.filter(officer_id=officer.pk).values("drill_id")
        return self.filter(Q(unit_id__in=units) | Q(pk__in=own))


class Drill(models.Model):
    """One playing of a scenario. script: the scenario as it stood when the drill was set up.

    pace: minutes of the scenario that pass in one real minute.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="drills", verbose_name=_("held by")
    )
    title = models.CharField(_("title"), max_length=200)
    scenario = models.CharField(_("scenario of a drill"), max_length=40)
    script = models.JSONField()
    pace = models.PositiveSmallIntegerField(_("pace"), default=1)
    planned_on = models.DateField(_("planned for"))
    state = models.CharField(_("state"), max_length=9, choices=DrillState.choices, default=DrillState.PLANNED)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("why called off"), max_length=500, blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[DrillQuerySet] = DrillQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-planned_on", "-id"]
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        constraints = [
            models.CheckConstraint(name="capacity_pace_is_some", condition=Q(pace__gte=1, pace__lte=60)),
            models.CheckConstraint(
                name="capacity_running_has_begun",
                condition=~Q(state__in=["running", "ended"]) | Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="capacity_ended_has_lessons",
                condition=~Q(state="ended") | (Q(ended_at__isnull=False) & ~Q(lessons="")),
            ),
        ]
        indexes = [models.Index(fields=["-planned_on", "-id"], name="capacity_drills_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the drill."""
        return reverse("capacity:drill", args=[self.pk])


class DrillPart(models.Model):
    """Somebody takes part in a drill."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="parts")
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="drill_parts")

    class Meta:
        ordering = ["officer__full_name"]
        verbose_name = _("participant of a drill")
        verbose_name_plural = _("participants of a drill")
        constraints = [
            models.UniqueConstraint(fields=["drill", "officer"], name="capacity_takes_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.drill_id} {self.officer_id}"


class DrillAct(models.Model):
    """One thing done in a drill. minute: of the scenario, counted from its begin by the pace."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(_("act in the drill"), max_length=12, choices=DrillActKind.choices)
    words = models.TextField(_("words"))
    minute = models.PositiveIntegerField(_("minute"))
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("act of a drill")
        verbose_name_plural = _("acts of a drill")

    def __str__(self) -> str:
        return f"{self.kind} {self.minute}"
