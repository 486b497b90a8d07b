"""Clearances: one text as it stood, who wrote it, and who answers for which part of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision, Part
from dongthuan.apps.common.roles import Actor

_OFFICER = settings.AUTH_USER_MODEL


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    """What one asks of clearances."""

    def visible_to(self, officer: Actor) -> "ClearanceQuerySet":
        """Return the clearances this officer may read: the same as the rule of `clearances.read`."""
        if oversees(officer):
            return self.all()
        asked = ClearanceStep.objects.filter(clearance=OuterRef("pk")).asked_of(officer)
        wrote = Clearance.authors.through.objects.filter(clearance_id=OuterRef("pk"), officer_id=officer.pk)
        own = Q(unit_id__in=[unit for _role, unit in officer.held_roles()])
        return self.filter(own | Q(requested_by=officer.pk) | Exists(asked) | Exists(wrote))

    def of_record(self, record: models.Model) -> "ClearanceQuerySet":
        """Return the clearances of one record, the newest first."""
        named = self.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
        return named.order_by("-id")


class Clearance(models.Model):
    """One text put before those who answer for it; the text never changes, a changed one begins anew.

    text_hash: SHA-256 of the text (`queries.hash_of`). authors: whoever wrote or edited it; the database
    lets none of them decide. url: the page of the record. answerable: who answers for what the text is
    about, told when it is requested and not kept.
    """

    answerable: frozenset[int] = frozenset()

    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=500)
    url = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="clearances", verbose_name=_("unit")
    )
    text = models.TextField(_("text"))
    text_hash = models.CharField(max_length=64)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("authors"))
    state = models.CharField(
        _("state"), max_length=10, choices=ClearanceState.choices, default=ClearanceState.OPEN
    )
    requested_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"))
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[ClearanceQuerySet] = ClearanceQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-id"]
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_key"],
                condition=Q(state="open"),
                name="clearances_one_open_a_record",
            ),
            models.CheckConstraint(
                name="clearances_end_is_whole",
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="clearances_text_is_hashed", condition=~Q(text="") & ~Q(text_hash="")
            ),
        ]
        indexes = [
            models.Index(fields=["record_type", "record_key", "-id"], name="clearances_by_record"),
            models.Index(fields=["unit", "state", "-id"], name="clearances_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("clearances:clearance", args=[self.pk])


class ClearancePicture(models.Model):
    """A picture put before those who clear a text, with the words beside it; the database lets it stand."""

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="pictures")
    attachment = models.ForeignKey("files.Attachment", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=500, blank=True)
    caption = models.CharField(max_length=600, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["clearance", "number"]
        verbose_name = _("picture put for clearance")
        verbose_name_plural = _("pictures put for clearance")
        constraints = [
            models.UniqueConstraint(fields=["clearance", "number"], name="clearances_picture_number"),
        ]

    def __str__(self) -> str:
        return f"{self.clearance_id}/{self.number}"


class ClearanceStepQuerySet(models.QuerySet["ClearanceStep"]):
    """What one asks of the parts of clearances."""

    def asked_of(self, officer: Actor) -> "ClearanceStepQuerySet":
        """Return the parts asked of an officer, also as stand-in."""
        return self.filter(Q(officer_id=officer.pk) | Q(stand_in_id=officer.pk))

    def undecided(self) -> "ClearanceStepQuerySet":
        """Return the parts still waited for."""
        return self.filter(decision="", clearance__state=ClearanceState.OPEN)


class ClearanceStep(models.Model):
    """One part somebody answers for: an officer of ours, or somebody outside who gets a link.

    stand_in: may decide once the officer handed the part over, left, or the time has passed.
    former_*: what stood here before a leader's override; it stays to be seen.
    decided_name: who decided where it was not an officer.
    """

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="steps")
    part = models.CharField(_("part"), max_length=8, choices=Part.choices)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    officer = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clearance_steps",
        verbose_name=_("who clears"),
    )
    stand_in = models.ForeignKey(
        _OFFICER,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clearance_steps_as_stand_in",
        verbose_name=_("stand-in"),
    )
    outside_name = models.CharField(_("name outside"), max_length=120, blank=True)
    outside_email = models.EmailField(_("e-mail outside"), max_length=254, blank=True)
    due_at = models.DateTimeField(_("due"))
    handed_over_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    decided_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    former_decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    former_comment = models.TextField(blank=True)
    former_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    former_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ClearanceStepQuerySet] = ClearanceStepQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["clearance", "id"]
        verbose_name = _("part of a clearance")
        verbose_name_plural = _("parts of clearances")
        constraints = [
            models.CheckConstraint(
                name="clearances_somebody_is_asked",
                condition=Q(officer__isnull=False, outside_name="")
                | (Q(officer__isnull=True) & ~Q(outside_name="") & ~Q(outside_email="")),
            ),
            models.CheckConstraint(
                name="clearances_decision_is_whole",
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="clearances_said_why",
                condition=~Q(decision__in=["returned", "overridden"]) | ~Q(comment=""),
            ),
            models.CheckConstraint(
                name="clearances_secrecy_is_never_overridden",
                condition=~Q(part="secrecy", decision="overridden"),
            ),
            models.UniqueConstraint(
                fields=["clearance", "part", "officer"],
                condition=Q(officer__isnull=False),
                name="clearances_part_once_an_officer",
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "decision", "due_at"], name="clearances_steps_officer"),
            models.Index(fields=["stand_in", "decision", "due_at"], name="clearances_steps_stand_in"),
            models.Index(fields=["due_at"], condition=Q(decision=""), name="clearances_steps_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} · {self.clearance_id}"


class OutsideLink(models.Model):
    """A link by which somebody without a sign-in decides one part, once; only the token's hash is kept."""

    step = models.ForeignKey(ClearanceStep, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        "notices.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("link to clear by")
        verbose_name_plural = _("links to clear by")

    def __str__(self) -> str:
        return f"{self.step_id} · {self.name}"
