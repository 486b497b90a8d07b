"""Press conferences, briefings and meetings: planned, notified, held; who came, who asked, who answered."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.press.lifecycle import (
    OPEN_CONFERENCES,
    AccreditationState,
    ConferenceKind,
    ConferenceState,
    Duty,
    StandingCapacity,
)
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson

_OFFICER = settings.AUTH_USER_MODEL


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """What one asks of conferences."""

    def held(self) -> "ConferenceQuerySet":
        """Return those that took place."""
        return self.filter(state=ConferenceState.HELD)

    def coming(self, *, at: datetime) -> "ConferenceQuerySet":
        """Return those that are yet to begin and not called off, the next first."""
        open_ones = self.filter(state__in=OPEN_CONFERENCES, starts_at__gte=at)
        return open_ones.order_by("starts_at", "id")

    def coming_or_called_off(self, *, at: datetime) -> "ConferenceQuerySet":
        """Return those that are yet to begin, the next first; called off ones stay until their day."""
        shown = self.filter(state__in=[*OPEN_CONFERENCES, ConferenceState.CANCELLED], starts_at__gte=at)
        return shown.order_by("starts_at", "id")

    def public(self) -> "ConferenceQuerySet":
        """Return those that the calendar of the press room may show: announced, not only planned.

        Its written notice announces one, or an invitation where no notice is a duty. One that was announced
        and then moved stays, under its new time.
        """
        invited = Q(needs_notice=False) & Exists(Invitation.objects.filter(conference=OuterRef("pk")))
        announced = (
            Q(state=ConferenceState.HELD)
            | Q(notice_sent_at__isnull=False)
            | Q(moved_at__isnull=False)
            | invited
        )
        return self.filter(announced, is_public=True).exclude(state=ConferenceState.REFUSED)


class Conference(models.Model):
    """One meeting with the press; `ends_at` is planned. content, lawful_basis: as the notice must say them.

    needs_notice: whether a written notice was a duty when it was planned. notice_document, clock: the
    notice and its limit, P21. moved_at: when an announced one was last moved. is_proactive: the agency
    offered the information itself.
    record_type, record_key: the matter it belongs to; "" = none.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="conferences", verbose_name=_("held by")
    )
    kind = models.CharField(_("kind of conference"), max_length=14, choices=ConferenceKind.choices)
    title = models.CharField(_("title of the conference"), max_length=300)
    chair_name = models.CharField(_("chaired by"), max_length=120)
    chair_post = models.CharField(_("post of the chair"), max_length=160, blank=True)
    place = models.CharField(_("place"), max_length=300)
    online_url = models.CharField(_("address for those online"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends, planned"))
    content = models.TextField(_("content"))
    agenda = models.TextField(_("agenda"), blank=True)
    lawful_basis = models.TextField(_("documents that prove the content lawful"), blank=True)
    needs_notice = models.BooleanField(_("written notice is a duty"), default=False)
    notice_document = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invitation_document = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    minutes_document = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    notice_sent_at = models.DateTimeField(_("notice sent"), null=True, blank=True)
    moved_at = models.DateTimeField(_("moved"), null=True, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refusal_reason = models.TextField(_("reason of the refusal"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ConferenceState.choices, default=ConferenceState.PLANNED
    )
    end_reason = models.TextField(_("why called off, or held without notice"), blank=True)
    is_proactive = models.BooleanField(_("information offered by the agency itself"), default=False)
    is_public = models.BooleanField(_("shown in the press room"), default=True)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ConferenceQuerySet] = ConferenceQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        constraints = [
            models.CheckConstraint(
                name="press_conference_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="press_refused_conference_has_reason",
                condition=~Q(state="refused") | (Q(refused_at__isnull=False) & ~Q(refusal_reason="")),
            ),
            models.CheckConstraint(
                name="press_notified_conference_has_notice",
                condition=~Q(state__in=["notified", "refused"]) | Q(notice_sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="press_cancelled_conference_has_reason",
                condition=~Q(state="cancelled") | ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="press_held_unnoticed_has_reason",
                condition=~Q(state="held", needs_notice=True, notice_sent_at__isnull=True)
                | ~Q(end_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="press_conferences_by_time"),
            models.Index(fields=["kind", "state", "starts_at"], name="press_conferences_by_kind"),
            models.Index(fields=["record_type", "record_key"], name="press_conferences_by_record"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the conference."""
        return reverse("press:conference", args=[self.pk])


class Invitation(models.Model):
    """One outlet invited to a conference."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="invitations")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="invitations")
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["conference", "outlet__name"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["conference", "outlet"], name="press_outlet_invited_once")
        ]

    def __str__(self) -> str:
        return str(self.outlet)


class Accreditation(models.Model):
    """One journalist at one conference, with the names as given; whether let in, and whether present."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="accreditations")
    journalist = models.ForeignKey(
        Journalist, on_delete=models.SET_NULL, null=True, blank=True, related_name="accreditations"
    )
    full_name = models.CharField(_("full name"), max_length=120)
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="accreditations"
    )
    outlet_name = models.CharField(_("press agency, as given"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AccreditationState.choices, default=AccreditationState.ASKED
    )
    ground = models.CharField(_("ground of the refusal"), max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    attended_at = models.DateTimeField(_("came"), null=True, blank=True)

    class Meta:
        ordering = ["conference", "outlet_name", "full_name", "id"]
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        constraints = [
            models.CheckConstraint(
                name="press_accreditation_decided",
                condition=Q(state="asked", decided_at__isnull=True, ground="")
                | Q(state="accredited", decided_at__isnull=False, ground="")
                | (Q(state="refused", decided_at__isnull=False) & ~Q(ground="")),
            ),
            models.CheckConstraint(
                name="press_only_the_accredited_came",
                condition=Q(attended_at__isnull=True) | Q(state="accredited"),
            ),
            models.UniqueConstraint(
                fields=["conference", "journalist"],
                condition=Q(journalist__isnull=False),
                name="press_accredited_once",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class QuestionAsked(models.Model):
    """One question at a conference and the answer, with the speaker's standing as it was at that instant.

    capacity "" = no live mandate: not the agency's official view. is_owed: the answer was promised for later.
    matter_confirmed_by: who said that it is the matter of a mandate that names one by title alone.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="questions")
    asked_at = models.DateTimeField()
    asker = models.CharField(_("asked by"), max_length=120)
    outlet_name = models.CharField(_("press agency, as given"), max_length=200, blank=True)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)
    is_owed = models.BooleanField(_("promised for later"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    speaker_name = models.CharField(_("answered by"), max_length=120, blank=True)
    speaker_post = models.CharField(_("post"), max_length=160, blank=True)
    capacity = models.CharField(_("speaks as"), max_length=10, choices=StandingCapacity.choices, blank=True)
    spokesperson = models.ForeignKey(
        Spokesperson, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_at_conferences"
    )
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_at_conferences"
    )
    matter_confirmed_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["conference", "asked_at", "id"]
        verbose_name = _("question at a conference")
        verbose_name_plural = _("questions at conferences")
        constraints = [
            models.CheckConstraint(
                name="press_answer_is_whole",
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(speaker_name="")),
            ),
            models.CheckConstraint(
                name="press_official_answer_has_standing",
                condition=Q(capacity="", spokesperson__isnull=True, mandate__isnull=True)
                | Q(capacity__in=["head", "regular"], spokesperson__isnull=False)
                | Q(capacity="authorised", mandate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]


class DutySetting(models.Model):
    """What the legal officer settled about a duty that the law words by kind of agency; the last counts."""

    duty = models.CharField(_("duty"), max_length=10, choices=Duty.choices)
    is_ours = models.BooleanField(_("our agency has this duty"))
    note = models.TextField(_("legal officer's note"))
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["duty", "-at", "-id"]
        verbose_name = _("setting of a duty")
        verbose_name_plural = _("settings of duties")
        constraints = [models.CheckConstraint(name="press_duty_has_note", condition=~Q(note=""))]
        indexes = [models.Index(fields=["duty", "-at", "-id"], name="press_duties_latest")]

    def __str__(self) -> str:
        return self.duty


class PeriodicInformation(models.Model):
    """That the monthly information was given (Decree 244/2026, article 6(2)a): when, in which form, where."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"))
    title = models.CharField(_("what was given"), max_length=300)
    url = models.CharField(_("where it can be seen"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = _("periodic information")
        verbose_name_plural = _("periodic information, all")
        indexes = [models.Index(fields=["-given_at", "-id"], name="press_periodic_latest")]

    def __str__(self) -> str:
        return self.title
