"""Briefings, their questions, and what each reader did: read, confirmed, answered once."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.awareness.lifecycle import BriefingState
from dongthuan.apps.common.roles import Actor, Role

_OFFICER = settings.AUTH_USER_MODEL
MOST_QUESTIONS = 20


class BriefingQuerySet(models.QuerySet["Briefing"]):
    """What one asks of briefings."""

    def visible_to(self, officer: Actor) -> "BriefingQuerySet":
        """Return the briefings the officer may open: the same as the rule of `awareness.read`."""
        if oversees(officer):
            return self.all()
        held = officer.held_roles()
        read = Reading.objects.filter(officer_id=officer.pk).values("briefing_id")
        kept = [unit for role, unit in held if role in (Role.LEADER, Role.COORDINATOR)]
        mine = Q(unit_id__in=kept) | Q(pk__in=read, state=BriefingState.SENT)
        if held:
            mine |= Q(is_material=True, state=BriefingState.SENT)
        return self.filter(mine)


class Briefing(models.Model):
    """Something that named groups must read and confirm.

    units, roles: who is asked; none = every unit, every role. Whoever that is on the day of sending is
    written down as a reading. is_material: it stays in the library, open to every officer.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="briefings", verbose_name=_("sent by the unit")
    )
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    video_url = models.CharField(_("address of a film"), max_length=500, blank=True)
    file = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    units = models.ManyToManyField("units.Unit", blank=True, related_name="+")
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list, blank=True)
    due_on = models.DateField(_("to be read by"))
    is_material = models.BooleanField(_("stays in the library"), default=False)
    state = models.CharField(
        _("state"), max_length=9, choices=BriefingState.choices, default=BriefingState.DRAFT
    )
    reason = models.CharField(_("why withdrawn"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[BriefingQuerySet] = BriefingQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        constraints = [
            models.CheckConstraint(
                name="awareness_sent_has_time", condition=Q(state="draft") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(name="awareness_briefing_has_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the briefing."""
        return reverse("awareness:briefing", args=[self.pk])


class Question(models.Model):
    """One question of the short quiz; right: the number of the right choice, from 0."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(_("question"), max_length=300)
    choices = ArrayField(models.CharField(max_length=200))
    right = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        verbose_name = _("question of a quiz")
        verbose_name_plural = _("questions of a quiz")
        constraints = [
            models.UniqueConstraint(fields=["briefing", "number"], name="awareness_question_once"),
        ]

    def __str__(self) -> str:
        return self.words


class ReadingQuerySet(models.QuerySet["Reading"]):
    """What one asks of readings."""

    def awaited(self) -> "ReadingQuerySet":
        """Return those not yet confirmed, of briefings that stand."""
        return self.filter(confirmed_at__isnull=True, briefing__state=BriefingState.SENT)


class Reading(models.Model):
    """One reader of one briefing. told_at: None = the notice is still to be written.

    right_count: of the quiz, None = not answered; answered once.
    """

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="readings")
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="readings")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    answers = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    right_count = models.PositiveSmallIntegerField(_("right answers"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["briefing", "officer__full_name"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["briefing", "officer"], name="awareness_reads_once"),
            models.CheckConstraint(
                name="awareness_answered_once_whole",
                condition=Q(answered_at__isnull=True, right_count__isnull=True)
                | Q(answered_at__isnull=False, right_count__isnull=False, confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "confirmed_at"], name="awareness_readings_mine"),
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="awareness_readings_to_tell"),
        ]

    def __str__(self) -> str:
        return f"{self.briefing_id} {self.officer_id}"

    def is_late(self, *, on: date) -> bool:
        """Say whether it should have been confirmed before a day."""
        return self.confirmed_at is None and self.briefing.due_on < on
