"""The register of what must be public: each item, what happened to it, notices that it is wrong."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.publications_lifecycle import (
    InformationState,
    LinkState,
    NoticeOutcome,
    PublicationEventKind,
)

_OFFICER = settings.AUTH_USER_MODEL
SEES_ALL = frozenset({Role.LEGAL_OFFICER, Role.SYSTEM})
SEES_ALL_AT_THE_TOP = frozenset({Role.LEADER, Role.COORDINATOR, Role.INFORMATION_OFFICER})


def sees_whole_register(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer sees what every unit entered, also what is not public."""
    if any(role in SEES_ALL for role, _unit in officer.held_roles()):
        return True
    return not SEES_ALL_AT_THE_TOP.isdisjoint(officer.held_at_the_top())


class PublicInformationQuerySet(models.QuerySet["PublicInformation"]):
    """What one asks of the register."""

    def visible_to(self, officer: Actor) -> "PublicInformationQuerySet":
        """Return what the officer may read: the same as the rule of `disclosure.read_information`."""
        if sees_whole_register(officer):
            return self.all()
        if not officer.held_roles():
            return self.none()
        own = Q(unit_id__in=[unit for _role, unit in officer.held_roles()])
        return self.filter(own | ~Q(state=InformationState.DRAFT))

    def public(self, *, on: date) -> "PublicInformationQuerySet":
        """Return what the public may see on a day: made public, begun, not over."""
        shown = self.filter(state=InformationState.PUBLISHED, shown_from__lte=on)
        return shown.filter(Q(shown_until=None) | Q(shown_until__gte=on))

    def matching(self, words: str) -> "PublicInformationQuerySet":
        """Return those that hold the words, with or without marks."""
        folded = fold(words)
        if not folded:
            return self
        found = SearchVector("folded", config="simple")
        return self.annotate(found=found).filter(
            Q(found=SearchQuery(folded, config="simple")) | Q(folded__contains=folded)
        )

    def dead(self) -> "PublicInformationQuerySet":
        """Return the public ones whose address does not answer."""
        return self.filter(state=InformationState.PUBLISHED, link_state=LinkState.DEAD)

    def without_limit(self) -> "PublicInformationQuerySet":
        """Return the drafts for which no limit runs because the law's figure is not known."""
        return self.filter(state=InformationState.DRAFT, limit_unknown_at__isnull=False, clock=None)

    def late(self, *, at: datetime) -> "PublicInformationQuerySet":
        """Return the drafts that should have been made public already."""
        return self.filter(state=InformationState.DRAFT, clock__state="running", clock__due_at__lte=at)


class PublicInformation(models.Model):
    """One item. group, group_instrument: which entry of which act's list; is_provisional: sorted by the
    last list that was known, because that of the day on which it was made is not.

    created_on: when the information was made. form: key of a form of publication. shown_from,
    shown_until: first and last day of publication. kept_until: how long a posting must at least stay.
    clock: until when it must be public; limit_unknown_at: since when the law's figure is asked for.
    link_state, link_reason: of the last look at `link`; link_failures: in a row; look_at: when next.
    """

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="public_information",
        verbose_name=_("responsible unit"),
    )
    title = models.CharField(_("name of the document or information"), max_length=500)
    symbol = models.CharField(_("number, symbol"), max_length=120, blank=True)
    created_on = models.DateField(_("made on"))
    group = models.CharField(_("group of the law"), max_length=40)
    group_instrument = models.CharField(_("instrument of the group"), max_length=300)
    is_provisional = models.BooleanField(_("sorted provisionally"), default=False)
    form = models.CharField(_("form of publication"), max_length=40)
    shown_from = models.DateField(_("public from"), null=True, blank=True)
    shown_until = models.DateField(_("public until"), null=True, blank=True)
    kept_until = models.DateField(null=True, blank=True)
    link = models.CharField(_("access link"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    file = models.ForeignKey(
        "files.Attachment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    slug = models.SlugField(max_length=140, unique=True)
    folded = models.TextField(blank=True)

    state = models.CharField(
        _("state of publication"),
        max_length=10,
        choices=InformationState.choices,
        default=InformationState.DRAFT,
    )
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    limit_unknown_at = models.DateTimeField(null=True, blank=True)
    link_state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.UNCHECKED)
    link_reason = models.CharField(max_length=300, blank=True)
    link_failures = models.PositiveSmallIntegerField(default=0)
    looked_at = models.DateTimeField(_("last look at the address"), null=True, blank=True)
    look_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[PublicInformationQuerySet] = PublicInformationQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-created_on", "-id"]
        verbose_name = _("item of the register")
        verbose_name_plural = _("items of the register")
        constraints = [
            models.CheckConstraint(name="disclosure_item_is_named", condition=~Q(title="")),
            models.CheckConstraint(
                name="disclosure_item_public_since",
                condition=Q(state="draft") | Q(published_at__isnull=False, shown_from__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_item_span",
                condition=Q(shown_until=None) | Q(shown_until__gte=F("shown_from")),
            ),
            models.CheckConstraint(
                name="disclosure_item_withdrawn_says_why",
                condition=~Q(state="withdrawn") | ~Q(ended_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "group"], name="disclosure_items_by_group"),
            models.Index(fields=["unit", "state"], name="disclosure_items_by_unit"),
            models.Index(fields=["look_at"], name="disclosure_items_to_look_at", condition=~Q(link="")),
            GinIndex(SearchVector("folded", config="simple"), name="disclosure_items_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the officers' page."""
        return reverse("disclosure:item", args=[self.pk])

    @property
    def is_dead(self) -> bool:
        """Whether its address does not answer."""
        return bool(self.link) and self.link_state == LinkState.DEAD


class PublicationEvent(models.Model):
    """What happened to an item, once; never rewritten."""

    item = models.ForeignKey(PublicInformation, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=PublicationEventKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("event of an item")
        verbose_name_plural = _("events of items")

    def __str__(self) -> str:
        return self.get_kind_display()


class ErrorNoticeQuerySet(models.QuerySet["ErrorNotice"]):
    """What one asks of notices of errors."""

    def visible_to(self, officer: Actor) -> "ErrorNoticeQuerySet":
        """Return those about what the officer may read; those about no item yet by who sees all of it."""
        seen = Q(item__in=PublicInformation.objects.visible_to(officer))
        return self.filter(seen | Q(item=None) if sees_whole_register(officer) else seen)

    def open(self) -> "ErrorNoticeQuerySet":
        """Return those that are not answered."""
        return self.filter(answered_at=None)


class ErrorNotice(models.Model):
    """A citizen says that published information is wrong.

    item: null = not known yet, an officer finds it; place: which information is meant, as its sender
    wrote it. contact: where to answer, let go once answered. tracking_hash: of the code by which whoever
    wrote on the portal follows it; "" = noted by an officer. The code itself is nowhere kept.
    """

    item = models.ForeignKey(
        PublicInformation, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    place = models.CharField(_("which information is meant"), max_length=500, blank=True)
    said = models.TextField(_("what is said to be wrong"))
    contact = models.CharField(_("where to answer"), max_length=254, blank=True)
    tracking_hash = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(_("received"))
    recorded_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    limit_unknown_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=NoticeOutcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[ErrorNoticeQuerySet] = ErrorNoticeQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("notice of an error")
        verbose_name_plural = _("notices of errors")
        constraints = [
            models.CheckConstraint(name="disclosure_notice_says_what", condition=~Q(said="")),
            models.CheckConstraint(
                name="disclosure_notice_says_where", condition=Q(item__isnull=False) | ~Q(place="")
            ),
            models.CheckConstraint(
                name="disclosure_notice_answered_whole",
                condition=Q(answered_at=None, outcome="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer=""),
            ),
            models.UniqueConstraint(
                fields=["tracking_hash"], condition=~Q(tracking_hash=""), name="disclosure_notice_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.said[:80]

    def get_absolute_url(self) -> str:
        """Return the officers' page."""
        return reverse("disclosure:notice", args=[self.pk])


class GroupPeriod(models.Model):
    """After how many months without a new item a group counts as out of date; officers set it."""

    group = models.CharField(_("group of the law"), max_length=40, unique=True)
    months = models.PositiveSmallIntegerField(_("months"))
    set_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["group"]
        verbose_name = _("period of a group")
        verbose_name_plural = _("periods of groups")

    def __str__(self) -> str:
        return f"{self.group}: {self.months}"
