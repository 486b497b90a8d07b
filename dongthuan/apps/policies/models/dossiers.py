"""Dossiers of draft policies: what is drafted, by whom, and at which stage it stands."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.policies.dossiers_lifecycle import DossierState, DraftKind, Stage, Yes

_OFFICER = settings.AUTH_USER_MODEL


class PolicyDossierQuerySet(models.QuerySet["PolicyDossier"]):
    """What one asks of dossiers."""

    def visible_to(self, officer: Actor) -> "PolicyDossierQuerySet":
        """Return the dossiers this officer may read: the same as the rule of `policies.read_dossier`."""
        held = officer.held_roles()
        if oversees(officer) or any(role == Role.LEGAL_OFFICER for role, _unit in held):
            return self.all()
        if not held:
            return self.none()
        units = [unit for _role, unit in held]
        asked = PolicyDossier.asked_units.through.objects.filter(unit_id__in=units).values("policydossier_id")
        owned = PolicyDossier.objects.filter(communication_acts__owner_id=officer.pk).values("pk")
        return self.filter(
            Q(unit_id__in=units) | Q(drafter_id=officer.pk) | Q(pk__in=asked) | Q(pk__in=owned)
        )

    def open(self) -> "PolicyDossierQuerySet":
        """Return those that are worked on."""
        return self.filter(state=DossierState.OPEN)

    def light(self) -> "PolicyDossierQuerySet":
        """Leave the long texts in the database, for lists."""
        return self.defer("summary", "purpose", "folded", "stopped_reason")


class PolicyDossier(models.Model):
    """One draft policy. number: of the draft or the file, as the office writes it; "" = none yet.

    summary: in plain language, as the public reads it. unit: drafts it (cơ quan chủ trì soạn thảo).
    asked_units: asked for an internal opinion. stage_since: since when it stands there; the whole way is
    in `StageEntry`. adopted_*: the text that came of it. folded: what the search reads.
    """

    title = models.CharField(_("title of the draft"), max_length=300)
    kind = models.CharField(_("kind of text"), max_length=16, choices=DraftKind.choices)
    number = models.CharField(_("number of the draft"), max_length=60, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="policy_dossiers", verbose_name=_("drafted by")
    )
    drafter = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        related_name="policy_dossiers",
        verbose_name=_("drafting officer"),
    )
    asked_units = models.ManyToManyField(
        "units.Unit", related_name="+", blank=True, verbose_name=_("units asked for an opinion")
    )
    topics = models.ManyToManyField(
        "monitoring.Topic", related_name="+", blank=True, verbose_name=_("topics watched")
    )
    purpose = models.TextField(_("why it is drafted"), blank=True)
    summary = models.TextField(_("summary in plain language"), blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.PROPOSAL)
    stage_since = models.DateTimeField(_("at this stage since"))
    state = models.CharField(
        _("state of the dossier"), max_length=8, choices=DossierState.choices, default=DossierState.OPEN
    )
    stopped_reason = models.TextField(_("why it was given up"), blank=True)
    adopted_symbol = models.CharField(_("number of the adopted text"), max_length=60, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_url = models.URLField(_("where the adopted text is"), max_length=500, blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    created_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("opened"))
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[PolicyDossierQuerySet] = PolicyDossierQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("policy dossier")
        verbose_name_plural = _("policy dossiers")
        constraints = [
            models.CheckConstraint(name="policies_dossier_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="policies_dossier_stopped_with_reason",
                condition=~Q(state="stopped") | ~Q(stopped_reason=""),
            ),
            models.CheckConstraint(
                name="policies_dossier_closed_at_the_end",
                condition=~Q(state="closed") | Q(stage="evaluation"),
            ),
            models.CheckConstraint(
                name="policies_dossier_adopted_has_text",
                condition=~Q(stage__in=["adoption", "enforcement", "evaluation"])
                | (~Q(adopted_symbol="") & Q(adopted_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "stage", "-created_at"], name="policies_dossiers_by_stage"),
            models.Index(fields=["unit", "state", "-created_at"], name="policies_dossiers_by_unit"),
            GinIndex(SearchVector("folded", config="simple"), name="policies_dossiers_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is worked on."""
        return self.state == DossierState.OPEN

    def get_absolute_url(self) -> str:
        """The page of the dossier."""
        return reverse("policies:dossier", args=[self.pk])


class StageEntry(models.Model):
    """One stay of a dossier at a stage. note: the reason where a step went back or passed a stage over."""

    dossier = models.ForeignKey("policies.PolicyDossier", on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    entered_at = models.DateTimeField(_("entered the stage"))
    left_at = models.DateTimeField(_("left the stage"), null=True, blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["dossier", "entered_at", "id"]
        verbose_name = _("stay at a stage")
        verbose_name_plural = _("stays at stages")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(left_at__isnull=True), name="policies_stage_one_at_a_time"
            ),
            models.CheckConstraint(
                name="policies_stage_left_after_entered",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=models.F("entered_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.stage}"


class CriterionAnswer(models.Model):
    """Whether a draft meets one criterion of Decision 407, with the reason and who says so.

    key: of `law/communication_criteria.yaml`.
    """

    dossier = models.ForeignKey("policies.PolicyDossier", on_delete=models.CASCADE, related_name="criteria")
    key = models.CharField(max_length=40)
    answer = models.CharField(_("answer"), max_length=8, choices=Yes.choices, default=Yes.UNKNOWN)
    reason = models.TextField(_("reason"), blank=True)
    answered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        ordering = ["dossier", "key"]
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key"], name="policies_criterion_once"),
            models.CheckConstraint(
                name="policies_criterion_says_why", condition=Q(answer="unknown") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key} {self.answer}"


class CriterionWording(models.Model):
    """The wording of a criterion that the shipped data lack: entered by one officer, confirmed by another.

    Only a confirmed wording counts; the newest confirmed one of a key is in force.
    """

    key = models.CharField(max_length=40)
    text = models.TextField(_("wording of the criterion"))
    source = models.CharField(_("where it is written"), max_length=500)
    entered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered on"))
    confirmed_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        ordering = ["key", "-id"]
        verbose_name = _("wording of a criterion")
        verbose_name_plural = _("wordings of criteria")
        constraints = [
            models.CheckConstraint(
                name="policies_wording_says_something", condition=~Q(text="") & ~Q(source="")
            ),
            models.CheckConstraint(
                name="policies_wording_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=models.F("entered_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.entered_at:%Y-%m-%d}"
