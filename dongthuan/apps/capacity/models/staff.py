"""Who does communication in a unit, what they can do, and what their unit needs."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.capacity.lifecycle import Duty, Engagement, Language, Level, Skill
from dongthuan.apps.common.roles import Actor

_OFFICER = settings.AUTH_USER_MODEL


class MemberQuerySet(models.QuerySet["Member"]):
    """What one asks of staff."""

    def visible_to(self, officer: Actor) -> "MemberQuerySet":
        """Return the staff the officer may read: the same as the rule of `capacity.read_member`."""
        if oversees(officer):
            return self.all()
        units = [unit for _role, unit in officer.held_roles()]
        return self.filter(Q(unit_id__in=units) | Q(officer_id=officer.pk))

    def present(self, *, on: date) -> "MemberQuerySet":
        """Return those who do communication on a day."""
        return self.filter(start_on__lte=on).filter(Q(end_on__isnull=True) | Q(end_on__gt=on))


class Member(models.Model):
    """Somebody who does communication in a unit between two dates (the second is the first day after).

    Work details only; phone and official_email stand in the list that the authority asks for.
    officer: the account, None = has none here.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="communicators", verbose_name=_("unit")
    )
    officer = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communicates_as",
        verbose_name=_("account"),
    )
    full_name = models.CharField(_("full name"), max_length=120)
    post = models.CharField(_("post"), max_length=160)
    phone = models.CharField(_("work telephone"), max_length=30, blank=True)
    official_email = models.EmailField(_("official e-mail"), max_length=254, blank=True)
    engagement = models.CharField(_("share of work"), max_length=5, choices=Engagement.choices)
    duties = ArrayField(
        models.CharField(max_length=12, choices=Duty.choices), verbose_name=_("duties"), default=list
    )
    languages = ArrayField(
        models.CharField(max_length=3, choices=Language.choices),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["full_name", "id"]
        verbose_name = _("communications officer")
        verbose_name_plural = _("communications staff")
        constraints = [
            models.CheckConstraint(
                name="capacity_member_ends_after_start",
                condition=Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
            ),
            models.CheckConstraint(name="capacity_member_has_name", condition=~Q(full_name="")),
            models.UniqueConstraint(
                fields=["unit", "officer"],
                condition=Q(end_on__isnull=True, officer__isnull=False),
                name="capacity_member_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["full_name", "id"], name="capacity_members_by_name"),
            models.Index(fields=["unit", "end_on"], name="capacity_members_by_unit"),
            GinIndex(fields=["duties"], name="capacity_members_duties"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Return the page of the person."""
        return reverse("capacity:member", args=[self.pk])

    @property
    def duty_words(self) -> str:
        """The duties in words."""
        return ", ".join(str(Duty(one).label) for one in self.duties)

    @property
    def language_words(self) -> str:
        """The languages in words."""
        return ", ".join(str(Language(one).label) for one in self.languages)


class SkillHeldQuerySet(models.QuerySet["SkillHeld"]):
    """What one asks of levels."""

    def counting(self, *, on: date) -> "SkillHeldQuerySet":
        """Return the levels that count on a day: assessed ones, and those of certificates that hold."""
        holds = Q(certificate__revoked_at__isnull=True, certificate__issued_on__lte=on) & (
            Q(certificate__expires_on__isnull=True) | Q(certificate__expires_on__gt=on)
        )
        return self.filter(Q(certificate__isnull=True) | holds)


class SkillHeld(models.Model):
    """How well somebody can do something: as the head assessed it, or by a certificate while that holds."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(_("skill"), max_length=12, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    certificate = models.OneToOneField(
        "capacity.Certificate", on_delete=models.CASCADE, null=True, blank=True, related_name="skill"
    )
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[SkillHeldQuerySet] = SkillHeldQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["member", "skill", "-level", "id"]
        verbose_name = _("skill held")
        verbose_name_plural = _("skills held")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "skill"],
                condition=Q(certificate__isnull=True),
                name="capacity_assessed_once",
            ),
            models.CheckConstraint(name="capacity_level_is_known", condition=Q(level__gte=1, level__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"


class SkillNeed(models.Model):
    """Which level a unit needs of a skill, in one person at least; unit: None = every unit without its own.

    duty: "" = somebody of the unit must have it; else everybody there who has that duty must.
    level: None = this unit needs none, whatever holds for every unit.
    """

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="skill_needs",
        verbose_name=_("unit"),
    )
    duty = models.CharField(_("duty"), max_length=12, choices=Duty.choices, blank=True)
    skill = models.CharField(_("skill"), max_length=12, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level needed"), choices=Level.choices, null=True, blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["unit", "duty", "skill"]
        verbose_name = _("level needed")
        verbose_name_plural = _("levels needed")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "duty", "skill"], nulls_distinct=False, name="capacity_needed_once"
            ),
            models.CheckConstraint(
                name="capacity_needed_level_is_known",
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=3),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"
