"""Inquiries of the press: who asks what, until when, and the one officer who answers for it."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.press.desk_lifecycle import (
    OPEN_INQUIRIES,
    Basis,
    InquiryChannel,
    InquiryState,
    Outcome,
    SentHow,
)

READS_ALL = frozenset({Role.SPOKESPERSON, Role.LEGAL_OFFICER})


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """What one asks of inquiries."""

    def visible_to(self, officer: Actor) -> "InquiryQuerySet":
        """Return the inquiries this officer may read: the same as the rule of `press.read_inquiry`."""
        held = officer.held_roles()
        if oversees(officer) or any(role in READS_ALL for role, _unit in held):
            return self.all()
        own = Q(unit_id__in=[unit for _role, unit in held])
        return self.filter(own | Q(owner_id=officer.pk)) if held else self.none()

    def open(self) -> "InquiryQuerySet":
        """Return those that still want an answer."""
        return self.filter(state__in=OPEN_INQUIRIES)

    def with_deadline(self) -> "InquiryQuerySet":
        """Add `governing_at`: the earlier of the journalist's deadline and that of law; null = neither."""
        statutory = models.Case(
            models.When(clock__state__in=["running", "paused", "done"], then=F("clock__due_at"))
        )
        return self.annotate(
            statutory_at=statutory, governing_at=Least(F("journalist_deadline_at"), statutory)
        )

    def overdue(self, *, at: datetime) -> "InquiryQuerySet":
        """Return the open ones whose governing deadline has passed."""
        return self.open().with_deadline().due(until=at)

    def due(self, *, until: datetime, after: datetime | None = None) -> "InquiryQuerySet":
        """Return those, with their deadline added before, whose deadline comes in a span of time."""
        wanted = Q(governing_at__lte=until)
        return self.filter(wanted if after is None else wanted & Q(governing_at__gt=after))

    def light(self) -> "InquiryQuerySet":
        """Leave the long texts in the database, for lists."""
        return self.defer("questions", "folded", "refusal_reason", "closed_reason")


class Inquiry(models.Model):
    """One inquiry. number: within its year. journalist, outlet: as registered; the names stand as given.

    received_at: when it reached us, recorded_at: when it was written down. clock: the limit of law that
    runs, null = none has a figure. owner: the one accountable; accepted_at null = only offered.
    parent: what it follows up. same_as: the inquiry whose answer serves this one too.
    record_type, record_key: the matter it belongs to, set from above; mandates for that matter count.
    tracking_hash: of the code of the portal; the code itself is nowhere kept.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="inquiries", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    journalist = models.ForeignKey(
        "press.Journalist", on_delete=models.SET_NULL, null=True, blank=True, related_name="inquiries"
    )
    outlet = models.ForeignKey(
        "press.Outlet", on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    journalist_name = models.CharField(_("journalist"), max_length=120, blank=True)
    outlet_name = models.CharField(_("press agency"), max_length=200, blank=True)
    email = models.CharField(_("e-mail of the journalist"), max_length=254, blank=True)
    phone = models.CharField(_("telephone of the journalist"), max_length=30, blank=True)
    channel = models.CharField(_("came"), max_length=10, choices=InquiryChannel.choices)
    basis = models.CharField(
        _("sort of request"), max_length=10, choices=Basis.choices, default=Basis.REQUEST
    )
    topic = models.CharField(_("about"), max_length=300)
    questions = models.TextField(_("questions"))
    received_at = models.DateTimeField(_("received"))
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    journalist_deadline_at = models.DateTimeField(_("the journalist's deadline"), null=True, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries_owned",
        verbose_name=_("answers for it"),
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="same_questions"
    )
    state = models.CharField(
        _("state of the inquiry"), max_length=10, choices=InquiryState.choices, default=InquiryState.RECEIVED
    )
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    tracking_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    refusal_ground = models.CharField(_("ground of the refusal"), max_length=60, blank=True)
    refusal_citation = models.CharField(_("article cited"), max_length=500, blank=True)
    refusal_reason = models.TextField(_("reason of the refusal"), blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_how = models.CharField(_("refusal sent by"), max_length=10, choices=SentHow.choices, blank=True)
    closed_reason = models.TextField(_("why it was closed"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("closed as"), max_length=10, choices=Outcome.choices, blank=True)
    repeats = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[InquiryQuerySet] = InquiryQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("inquiry of the press")
        verbose_name_plural = _("inquiries of the press")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="press_inquiry_numbered_once"),
            models.CheckConstraint(
                name="press_inquiry_says_something", condition=~Q(topic="") & ~Q(questions="")
            ),
            models.CheckConstraint(
                name="press_inquiry_refused_on_a_ground",
                condition=~Q(state="refused")
                | (
                    Q(refused_at__isnull=False, refused_by__isnull=False)
                    & ~Q(refusal_ground="")
                    & ~Q(refusal_reason="")
                    & ~Q(refusal_citation="")
                ),
            ),
            models.CheckConstraint(
                name="press_inquiry_answered_has_time",
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="press_inquiry_closed_with_reason", condition=~Q(state="closed") | ~Q(closed_reason="")
            ),
            models.CheckConstraint(
                name="press_inquiry_repeats_one",
                condition=Q(outcome="duplicate", repeats__isnull=False) & ~Q(repeats=F("id"))
                | Q(repeats__isnull=True) & ~Q(outcome="duplicate"),
            ),
            models.CheckConstraint(
                name="press_inquiry_worked_on_by_one",
                condition=~Q(state__in=["assigned", "drafting", "clearing"]) | Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="press_inquiry_is_not_its_own",
                condition=(Q(parent__isnull=True) | ~Q(parent=F("id")))
                & (Q(same_as__isnull=True) | ~Q(same_as=F("id"))),
            ),
            models.CheckConstraint(
                name="press_inquiry_recorded_after", condition=Q(recorded_at__gte=F("received_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="press_inquiries_latest"),
            models.Index(fields=["state", "-received_at", "-id"], name="press_inquiries_by_state"),
            models.Index(fields=["unit", "state", "-received_at"], name="press_inquiries_by_unit"),
            models.Index(fields=["owner", "state"], name="press_inquiries_by_owner"),
            models.Index(fields=["record_type", "record_key"], name="press_inquiries_by_record"),
            models.Index(fields=["email", "-received_at"], name="press_inquiries_by_mail"),
            models.Index(fields=["answered_at"], name="press_inquiries_answered"),
            GinIndex(SearchVector("folded", config="simple"), name="press_inquiries_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.topic}"

    @property
    def symbol(self) -> str:
        """The number as it is spoken of, as "012/2026"."""
        return f"{self.number:03d}/{self.year}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return self.state in OPEN_INQUIRIES

    def get_absolute_url(self) -> str:
        """The page of the inquiry."""
        return reverse("press:inquiry", args=[self.pk])


class Door(models.TextChoices):
    """By which form of the portal somebody outside comes in; each has a budget of its own."""

    PRESS = "press", _("questions to the press office")
    REQUEST = "request", _("requests for information")
    NOTICE = "notice", _("notices that published information is wrong")


class PortalKnock(models.Model):
    """One attempt from outside to send a form; address and network are only kept as hashes, for a day.

    stamp_hash: of the page it was sent from, so that one page sends one question; "" = not told.
    """

    door = models.CharField(max_length=8, choices=Door.choices, default=Door.PRESS)
    address_hash = models.CharField(max_length=64)
    network_hash = models.CharField(max_length=64, blank=True)
    stamp_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt from outside")
        verbose_name_plural = _("attempts from outside")
        indexes = [
            models.Index(fields=["address_hash", "at"], name="press_knocks_by_address"),
            models.Index(fields=["network_hash", "at"], name="press_knocks_by_network"),
            models.Index(fields=["at", "door"], name="press_knocks_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["stamp_hash"], condition=~models.Q(stamp_hash=""), name="press_knock_once_a_page"
            )
        ]

    def __str__(self) -> str:
        return self.address_hash[:8]


class PortalRefusal(models.Model):
    """How many attempts from outside were turned away on a day, and why; nothing of who sent them."""

    class Reason(models.TextChoices):
        """Why an attempt was turned away."""

        ADDRESS = "address", _("too many from one address")
        NETWORK = "network", _("too many from one network")
        WAIT = "wait", _("sent before the waiting time was over")
        USED = "used", _("the same page sent twice")

    on = models.DateField()
    door = models.CharField(max_length=8, choices=Door.choices, default=Door.PRESS)
    reason = models.CharField(max_length=8, choices=Reason.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-on", "reason"]
        verbose_name = _("attempts turned away")
        verbose_name_plural = _("attempts turned away")
        constraints = [
            models.UniqueConstraint(fields=["on", "door", "reason"], name="press_refusal_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}: {self.count}"
