"""Partners, whom one reaches there, and agreements with them; nothing that marks a person."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.partners.lifecycle import AgreementState, AskBefore, PartnerKind

_OFFICER = settings.AUTH_USER_MODEL
Horizons = Mapping[int, date]  # for each choice of asking before: the last end for which it is time to ask


class PartnerQuerySet(models.QuerySet["Partner"]):
    """What one asks of partners."""

    def visible_to(self, officer: Actor) -> "PartnerQuerySet":
        """Return the partners the officer may read: the same as the rule of `partners.read`."""
        if oversees(officer):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in officer.held_roles()])

    def active(self) -> "PartnerQuerySet":
        """Return those with whom one still works."""
        return self.filter(closed_at__isnull=True)

    def matching(self, words: str) -> "PartnerQuerySet":
        """Return those whose name, field or contacts hold the words, accents apart."""
        folded = fold(words)
        if not folded:
            return self
        found = SearchVector("folded", config="simple")
        asked = Q(found=SearchQuery(folded, config="simple")) | Q(folded__contains=folded)
        return self.annotate(found=found).filter(asked)


class Partner(models.Model):
    """An organisation or a collaborator that a unit works with. closed_at: None = still.

    outlet: the press agency that it is, None = none. folded: what the search looks in.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="partners", verbose_name=_("kept by the unit")
    )
    kind = models.CharField(_("kind of partner"), max_length=12, choices=PartnerKind.choices)
    name = models.CharField(_("name"), max_length=200)
    field = models.CharField(_("field"), max_length=200, blank=True)
    outlet = models.ForeignKey(
        "press.Outlet", on_delete=models.SET_NULL, null=True, blank=True, related_name="partners"
    )
    note = models.TextField(_("note"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_reason = models.CharField(_("why closed"), max_length=500, blank=True)
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects: ClassVar[PartnerQuerySet] = PartnerQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(name="partners_partner_is_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="partners_closed_with_reason",
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
            ),
            models.UniqueConstraint(fields=["unit", "name"], name="partners_once_a_unit"),
        ]
        indexes = [GinIndex(SearchVector("folded", config="simple"), name="partners_by_words")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the partner."""
        return reverse("partners:partner", args=[self.pk])


class Contact(models.Model):
    """One person whom one reaches at a partner, by work data only; position: in the order typed."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("full name"), max_length=120)
    post = models.CharField(_("post"), max_length=160, blank=True)
    phone = models.CharField(_("work telephone"), max_length=30, blank=True)
    email = models.CharField(_("work e-mail"), max_length=254, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("contact of a partner")
        verbose_name_plural = _("contacts of partners")
        constraints = [models.CheckConstraint(name="partners_contact_is_named", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """What one asks of agreements."""

    def visible_to(self, officer: Actor) -> "AgreementQuerySet":
        """Return the agreements the officer may read: those with the partners he or she may read."""
        return self.filter(partner__in=Partner.objects.visible_to(officer))

    def running(self, *, on: date) -> "AgreementQuerySet":
        """Return those that hold on a day, or are yet to begin."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), ended_on__isnull=True)

    def ended(self, *, on: date) -> "AgreementQuerySet":
        """Return those that ran out before a day."""
        return self.filter(until__lt=on, ended_on__isnull=True)

    def ending_soon(self, horizons: Horizons, *, on: date) -> "AgreementQuerySet":
        """Return those that still run and whose renewal is to be asked about by now."""
        near = Q(pk__in=[])
        for ask_before, last in horizons.items():
            near |= Q(ask_before=ask_before, until__lte=last)
        return self.running(on=on).filter(near)


class Agreement(models.Model):
    """What was agreed with a partner. until: its last day, None = without an end.

    ended_on: the day on which it was ended early, with end_reason; None = it was not.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("number"), max_length=80, blank=True)
    signed_on = models.DateField(_("signed on"))
    start_on = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    our_duties = models.TextField(_("our duties"), blank=True)
    their_duties = models.TextField(_("the partner's duties"), blank=True)
    file = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ask_before = models.PositiveSmallIntegerField(
        _("renewal is asked about"), choices=AskBefore.choices, default=AskBefore.FORTY
    )
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    end_reason = models.CharField(_("why ended early"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-start_on", "-id"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                name="partners_agreement_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("start_on")),
            ),
            models.CheckConstraint(
                name="partners_ended_early_with_reason",
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=Q(ended_on__isnull=True), name="partners_agreements_ending"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the agreement."""
        return reverse("partners:agreement", args=[self.pk])

    @property
    def unit_id(self) -> int:
        """The unit that keeps the partner, and so the agreement."""
        return self.partner.unit_id

    def state(self, *, on: date) -> AgreementState:
        """Return whether it holds on a day."""
        if self.ended_on is not None:
            return AgreementState.ENDED_EARLY
        if self.until is not None and self.until < on:
            return AgreementState.ENDED
        return AgreementState.RUNNING

    def is_ending_soon(self, horizons: Horizons, *, on: date) -> bool:
        """Say whether it still runs and its renewal is to be asked about by now."""
        if self.until is None or self.state(on=on) != AgreementState.RUNNING:
            return False
        return self.until <= horizons[self.ask_before]
