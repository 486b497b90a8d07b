"""Requests for information: who asks for what, until when, and what happened; identity stands apart."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.requests_lifecycle import (
    IN_HAND,
    OPEN_REQUESTS,
    PUBLIC_EVENTS,
    Complexity,
    EventKind,
    ProvisionForm,
    RequestChannel,
    RequesterKind,
    RequestState,
)

READS_ALL = frozenset({Role.LEGAL_OFFICER, Role.SYSTEM})
READS_ALL_AT_THE_TOP = frozenset({Role.LEADER, Role.COORDINATOR, Role.INFORMATION_OFFICER})
READS_THERE = frozenset({Role.LEADER, Role.COORDINATOR, Role.INFORMATION_OFFICER})
READS_OF_SOURCE = READS_THERE | {Role.UNIT_OFFICER}


def reads_every_request(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer reads the requests of all units; an administrator does not."""
    if any(role in READS_ALL for role, _unit in officer.held_roles()):
        return True
    return not READS_ALL_AT_THE_TOP.isdisjoint(officer.held_at_the_top())


class RequestQuerySet(models.QuerySet["InformationRequest"]):
    """What one asks of requests for information."""

    def visible_to(self, officer: Actor) -> "RequestQuerySet":
        """Return the requests this officer may read: the same as the rule of `disclosure.read_request`."""
        if reads_every_request(officer):
            return self.all()
        held = officer.held_roles()
        there = [unit for role, unit in held if role in READS_THERE]
        source = [unit for role, unit in held if role in READS_OF_SOURCE]
        wanted = Q(unit_id__in=there) | Q(source_unit_id__in=source) | Q(owner_id=officer.pk)
        return self.filter(wanted) if held else self.none()

    def open(self) -> "RequestQuerySet":
        """Return those that are not settled."""
        return self.filter(state__in=OPEN_REQUESTS)

    def in_hand(self) -> "RequestQuerySet":
        """Return the valid ones that still want an answer."""
        return self.filter(state__in=IN_HAND)

    def without_limit(self) -> "RequestQuerySet":
        """Return the valid ones for which no limit runs because none is known."""
        return self.in_hand().filter(clock=None, limit_unknown_at__isnull=False)

    def overdue(self, *, at: datetime) -> "RequestQuerySet":
        """Return the open ones whose limit for the answer has passed."""
        return self.open().filter(clock__state="running", clock__due_at__lte=at)

    def due(self, *, until: datetime, after: datetime) -> "RequestQuerySet":
        """Return the open ones whose limit comes in a span of time."""
        running = self.open().filter(clock__state="running")
        return running.filter(clock__due_at__gt=after, clock__due_at__lte=until)

    def light(self) -> "RequestQuerySet":
        """Leave the long texts in the database, for lists."""
        return self.defer("documents_named", "reason", "folded", "closed_reason")


class InformationRequest(models.Model):
    """One request. unit: the contact point; source_unit: who made the information; number: of its year.

    received_at: when it reached us; valid_at: when it was valid, from which limits run; null = not yet.
    complexity: as decided, `undecided` until then. clock, notice_clock: the limits for the answer and for
    the notice of the time it takes; null = none. limit_unknown_at: since when the law's figure is asked
    for. person_hash: keyed, of who asks; words_hash: of what is asked; both only to find the same again.
    tracking_hash: of the code; the code itself is nowhere kept. purged_at: personal data is gone.
    """

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="information_requests",
        verbose_name=_("contact point"),
    )
    source_unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="information_asked",
        verbose_name=_("unit that made the information"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_owned",
        verbose_name=_("handles it"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    channel = models.CharField(_("channel"), max_length=10, choices=RequestChannel.choices)
    complexity = models.CharField(
        _("case"), max_length=10, choices=Complexity.choices, default=Complexity.UNDECIDED
    )
    state = models.CharField(
        _("state of the request"), max_length=12, choices=RequestState.choices, default=RequestState.RECEIVED
    )
    requester_kind = models.CharField(
        _("who asks"), max_length=12, choices=RequesterKind.choices, default=RequesterKind.INDIVIDUAL
    )
    requester_name = models.CharField(_("full name"), max_length=200, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=300, blank=True)
    proxy_name = models.CharField(_("representative"), max_length=200, blank=True)
    address = models.CharField(_("address of residence"), max_length=500, blank=True)
    phone = models.CharField(_("telephone or fax"), max_length=60, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    content = models.TextField(_("information asked for"))
    documents_named = models.TextField(_("documents named"), blank=True)
    form_wanted = models.CharField(
        _("form wanted"), max_length=12, choices=ProvisionForm.choices, default=ProvisionForm.EMAIL
    )
    form_details = models.CharField(_("more about the form"), max_length=300, blank=True)
    reason = models.TextField(_("reason and purpose"), blank=True)
    received_at = models.DateTimeField(_("received"))
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_at = models.DateTimeField(_("valid since"), null=True, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    notice_clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    limit_unknown_at = models.DateTimeField(_("limit unknown since"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    closed_reason = models.TextField(_("why it ended"), blank=True)
    person_hash = models.CharField(max_length=64, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    tracking_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[RequestQuerySet] = RequestQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="disclosure_request_numbered_once"),
            models.CheckConstraint(name="disclosure_request_says_something", condition=~Q(content="")),
            models.CheckConstraint(
                name="disclosure_request_recorded_after", condition=Q(recorded_at__gte=F("received_at"))
            ),
            models.CheckConstraint(
                name="disclosure_request_valid_after",
                condition=Q(valid_at__isnull=True) | Q(valid_at__gte=F("received_at")),
            ),
            models.CheckConstraint(
                name="disclosure_request_worked_on_is_valid",
                condition=Q(state__in=["received", "guiding", "withdrawn", "lapsed"])
                | Q(valid_at__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_request_settled_has_time",
                condition=Q(
                    state__in=["provided", "partly", "refused", "withdrawn", "lapsed"],
                    settled_at__isnull=False,
                )
                | Q(settled_at__isnull=True)
                & ~Q(state__in=["provided", "partly", "refused", "withdrawn", "lapsed"]),
            ),
            models.CheckConstraint(
                name="disclosure_request_purged_is_bare",
                condition=Q(purged_at__isnull=True)
                | Q(requester_name="", address="", phone="", email="", proxy_name="", person_hash=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="disclosure_requests_latest"),
            models.Index(fields=["state", "-received_at", "-id"], name="disclosure_requests_by_state"),
            models.Index(fields=["unit", "state"], name="disclosure_requests_by_unit"),
            models.Index(fields=["source_unit", "state"], name="disclosure_requests_by_source"),
            models.Index(fields=["owner", "state"], name="disclosure_requests_by_owner"),
            models.Index(fields=["person_hash", "words_hash"], name="disclosure_requests_again"),
            models.Index(fields=["settled_at"], name="disclosure_requests_settled"),
            GinIndex(SearchVector("folded", config="simple"), name="disclosure_requests_words"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {' '.join(self.content.split())[:120]}"

    @property
    def symbol(self) -> str:
        """The number as it is spoken of, as "012/2026"."""
        return f"{self.number:03d}/{self.year}"

    @property
    def is_open(self) -> bool:
        """Whether it is not settled."""
        return self.state in OPEN_REQUESTS

    @property
    def asked_by(self) -> str:
        """Who asks, as the register writes it; "" once personal data is gone."""
        return self.requester_name or self.organisation_name

    def get_absolute_url(self) -> str:
        """The page of the request."""
        return reverse("disclosure:request", args=[self.pk])


class RequesterIdentity(models.Model):
    """The number of the paper that proves who asks, in a table of its own: it is shown masked.

    purge_on: the first day on which it may go; null = the rule is not known, so it is kept.
    """

    request = models.OneToOneField(
        InformationRequest, on_delete=models.CASCADE, primary_key=True, related_name="identity"
    )
    paper = models.CharField(_("kind of paper"), max_length=60, blank=True)
    number = models.CharField(_("number of the paper"), max_length=40)
    issued = models.CharField(_("issued on, by"), max_length=200, blank=True)
    purge_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("identity of a requester")
        verbose_name_plural = _("identities of requesters")

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """The number with all but its last three characters hidden."""
        return "•" * max(len(self.number) - 3, 3) + self.number[-3:] if len(self.number) > 3 else "•••"


class MissingContent(models.Model):
    """One thing that a request lacks, as told to the requester. key: of the law's list; "" = in own words."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="missing")
    key = models.CharField(max_length=60, blank=True)
    words = models.CharField(_("what is missing"), max_length=500)
    told_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("missing part of a request")
        verbose_name_plural = _("missing parts of requests")
        constraints = [
            models.CheckConstraint(name="disclosure_missing_says_what", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words


class RequestEvent(models.Model):
    """What happened to a request, once. words: what is added to its kind. It is never rewritten."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("event of a request")
        verbose_name_plural = _("events of requests")
        indexes = [models.Index(fields=["request", "at", "id"], name="disclosure_events_of_request")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_public(self) -> bool:
        """Whether the requester may read of it on the page of the code."""
        return self.kind in PUBLIC_EVENTS
