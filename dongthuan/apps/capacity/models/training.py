"""Training: needs, the yearly plan, its courses and sessions, who was invited and came, certificates."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.capacity.lifecycle import CourseState, InvitationState, Level, NeedState, PlanState, Skill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.common.roles import Actor

_OFFICER = settings.AUTH_USER_MODEL
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_MONTHS = 600


class TrainingPlanQuerySet(models.QuerySet["TrainingPlan"]):
    """What one asks of training plans."""

    def visible_to(self, officer: Actor) -> "TrainingPlanQuerySet":
        """Return the plans the officer may read: those of the agency and its Office, and of the own unit."""
        if oversees(officer):
            return self.all()
        held = [unit for _role, unit in officer.held_roles()]
        if not held:
            return self.none()
        top = Q(unit__parent__isnull=True) | Q(unit__kind="office", unit__parent__parent__isnull=True)
        return self.filter(top | Q(unit_id__in=held))


class TrainingPlan(models.Model):
    """The courses of one unit in one year; the Office plans for all."""

    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="training_plans", verbose_name=_("planned by")
    )
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[TrainingPlanQuerySet] = TrainingPlanQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-year", "unit__name"]
        verbose_name = _("training plan")
        verbose_name_plural = _("training plans")
        constraints = [
            models.UniqueConstraint(fields=["year", "unit"], name="capacity_one_plan_a_year"),
            models.CheckConstraint(
                name="capacity_year_is_plausible", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the plan."""
        return reverse("capacity:plan", args=[self.pk])


class Course(models.Model):
    """A course that leads to one level of one skill.

    pass_percent: the least result of the test, None = no test. least_sessions: how many sessions one must
    have come to. valid_months: how long its certificate holds, None = for ever. line: pays for it.
    """

    plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(_("title"), max_length=200)
    skill = models.CharField(_("skill"), max_length=12, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level it leads to"), choices=Level.choices)
    provider = models.CharField(_("held by"), max_length=200, blank=True)
    content = models.TextField(_("content"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(_("least result of the test (%)"), null=True, blank=True)
    least_sessions = models.PositiveSmallIntegerField(_("sessions one must come to"), default=1)
    valid_months = models.PositiveSmallIntegerField(
        _("the certificate holds for (months)"), null=True, blank=True
    )
    line = models.ForeignKey(
        "budgets.Line",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("line of money"),
    )
    estimate_vnd = models.PositiveBigIntegerField(_("estimate (VND)"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=CourseState.choices, default=CourseState.OPEN)
    reason = models.CharField(_("why called off"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "title", "id"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                name="capacity_pass_is_a_percentage",
                condition=Q(pass_percent__isnull=True) | Q(pass_percent__lte=100),
            ),
            models.CheckConstraint(
                name="capacity_validity_is_some",
                condition=Q(valid_months__isnull=True)
                | Q(valid_months__gte=1, valid_months__lte=MOST_MONTHS),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the course."""
        return reverse("capacity:course", args=[self.pk])

    @property
    def unit_id(self) -> int:
        """The unit that holds it, as rules of access ask."""
        return self.plan.unit_id


class Session(models.Model):
    """One sitting of a course; two of one course never at the same time."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    start_at = models.DateTimeField(_("begins"))
    end_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    trainer = models.CharField(_("trainer"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["start_at", "id"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                name="capacity_session_ends_after_start", condition=Q(end_at__gt=F("start_at"))
            ),
            ExclusionConstraint(
                name="capacity_one_session_at_a_time",
                expressions=[
                    ("course", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "start_at",
                            "end_at",
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{localtime(self.start_at):%d/%m/%Y %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the page of the course."""
        return reverse("capacity:course", args=[self.course_id])

    @property
    def unit_id(self) -> int:
        """The unit that holds it, as rules of access ask."""
        return self.course.unit_id


class NeedQuerySet(models.QuerySet["TrainingNeed"]):
    """What one asks of training needs."""

    def visible_to(self, officer: Actor) -> "NeedQuerySet":
        """Return the needs of staff whom the officer may read."""
        return self.filter(member__in=Member.objects.visible_to(officer))


class TrainingNeed(models.Model):
    """That somebody should reach a level of a skill, and why. course: the one that answers it."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="needs")
    skill = models.CharField(_("skill"), max_length=12, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level to reach"), choices=Level.choices)
    words = models.CharField(_("why it is needed"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=NeedState.choices, default=NeedState.OPEN)
    reason = models.CharField(_("why dropped"), max_length=500, blank=True)
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, blank=True, related_name="needs")
    stated_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-stated_at", "-id"]
        verbose_name = _("training need")
        verbose_name_plural = _("training needs")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "skill"],
                condition=Q(state__in=["open", "planned"]),
                name="capacity_needs_it_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="capacity_needs_by_state")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.skill}"

    def get_absolute_url(self) -> str:
        """Return the page of the person who needs it."""
        return reverse("capacity:member", args=[self.member_id])


class Invitation(models.Model):
    """Somebody is to come to a course; result_percent: of the test, None = not taken."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="invitations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invitations")
    state = models.CharField(
        _("state"), max_length=9, choices=InvitationState.choices, default=InvitationState.INVITED
    )
    reason = models.CharField(_("why withdrawn"), max_length=500, blank=True)
    result_percent = models.PositiveSmallIntegerField(_("result of the test (%)"), null=True, blank=True)
    tested_on = models.DateField(_("day of the test"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    invited_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["member__full_name", "id"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["course", "member"], name="capacity_invited_once"),
            models.CheckConstraint(
                name="capacity_result_is_a_percentage",
                condition=Q(result_percent__isnull=True) | Q(result_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.member_id}"

    def get_absolute_url(self) -> str:
        """Return the page of the course."""
        return reverse("capacity:course", args=[self.course_id])


class Attendance(models.Model):
    """Somebody invited came to a session; no row = did not come, or nobody has noted it yet."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="attendances")
    noted_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "invitation"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["session", "invitation"], name="capacity_came_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.invitation_id}"


class Feedback(models.Model):
    """What one who came says of a course; shown without the name."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="feedback")
    rating = models.PositiveSmallIntegerField(_("how useful it was"))
    words = models.CharField(_("what should be better"), max_length=1000, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-given_at"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback, plural")
        constraints = [
            models.CheckConstraint(
                name="capacity_rating_is_known", condition=Q(rating__gte=1, rating__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return str(self.rating)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """What one asks of certificates."""

    def visible_to(self, officer: Actor) -> "CertificateQuerySet":
        """Return the certificates of staff whom the officer may read."""
        return self.filter(invitation__member__in=Member.objects.visible_to(officer))

    def holding(self, *, on: date) -> "CertificateQuerySet":
        """Return those that hold on a day."""
        lasts = Q(expires_on__isnull=True) | Q(expires_on__gt=on)
        return self.filter(lasts, revoked_at__isnull=True, issued_on__lte=on)


class Certificate(models.Model):
    """That somebody finished a course. expires_on: the first day it no longer holds, None = never."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("number"), max_length=60, unique=True)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.CharField(_("why revoked"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    issued_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    objects: ClassVar[CertificateQuerySet] = CertificateQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-issued_on", "-id"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                name="capacity_certificate_holds_a_while",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("issued_on")),
            ),
            models.CheckConstraint(
                name="capacity_revoked_with_reason",
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="capacity_certificates_expiry")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the page of the certificate."""
        return reverse("capacity:certificate", args=[self.pk])

    @property
    def unit_id(self) -> int:
        """The unit that held the course, as rules of access ask."""
        return self.invitation.course.unit_id

    def holds(self, *, on: date) -> bool:
        """Say whether it holds on a day."""
        return self.revoked_at is None and (self.expires_on is None or self.expires_on > on)


def first_and_last(course: Course) -> tuple[datetime, datetime] | None:
    """Return when the first session of a course begins and the last ends; None = it has no session."""
    found = course.sessions.aggregate(first=models.Min("start_at"), last=models.Max("end_at"))
    return (found["first"], found["last"]) if found["first"] is not None else None
