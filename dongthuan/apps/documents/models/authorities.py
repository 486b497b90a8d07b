"""Who may sign whose documents, in what capacity, between which days, on what ground."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.documents.lifecycle import PREFIXES, Capacity, DocumentKind


def _in_force(on: date, prefix: str = "") -> Q:
    ends = Q(**{f"{prefix}end_on__isnull": True}) | Q(**{f"{prefix}end_on__gt": on})
    return Q(**{f"{prefix}start_on__lte": on}) & ends


class SigningAuthorityQuerySet(models.QuerySet["SigningAuthority"]):
    """What one asks of signing authorities."""

    def in_force(self, *, on: date) -> "SigningAuthorityQuerySet":
        """Return those in force on the day `on`; a mandate lapses with the authority it came from."""
        source = Q(delegated_from__isnull=True) | _in_force(on, "delegated_from__")
        return self.filter(_in_force(on) & source, officer__is_active=True)

    def covering(self, *, issuer_id: int, kind: str) -> "SigningAuthorityQuerySet":
        """Return those that reach documents of an issuer and a kind."""
        return self.filter(Q(kinds=[]) | Q(kinds__contains=[kind]), unit_id=issuer_id)


class SigningAuthority(models.Model):
    """The right of one officer to sign documents of one issuer; its second day is the first day after it.

    title, principal: as printed; the principal is empty exactly when the head signs.
    kinds: the kinds it reaches; [] = all. matter: what it is limited to. ground: what it rests on.
    delegated_from: the head's authority a mandate (TUQ.) comes from; a mandate is never passed on.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="signing_authorities",
        verbose_name=_("officer"),
    )
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="signing_authorities",
        verbose_name=_("signs documents of"),
    )
    capacity = models.CharField(_("capacity"), max_length=4, choices=Capacity.choices)
    title = models.CharField(_("title, as printed"), max_length=160)
    principal = models.CharField(_("on behalf of, as printed"), max_length=160, blank=True)
    kinds = ArrayField(models.CharField(max_length=3, choices=DocumentKind.choices), default=list, blank=True)
    matter = models.CharField(_("matter"), max_length=500, blank=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True)
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("recorded"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)

    objects: ClassVar[SigningAuthorityQuerySet] = SigningAuthorityQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["unit", "capacity", "-start_on", "id"]
        verbose_name = _("signing authority")
        verbose_name_plural = _("signing authorities")
        constraints = [
            models.CheckConstraint(
                name="documents_authority_ends_after_start",
                condition=Q(end_on__isnull=True) | Q(end_on__gte=models.F("start_on")),
            ),
            models.CheckConstraint(
                name="documents_only_the_head_signs_for_himself",
                condition=(Q(capacity="head") & Q(principal="")) | (~Q(capacity="head") & ~Q(principal="")),
            ),
            models.CheckConstraint(
                name="documents_order_has_ground", condition=~Q(capacity="TL") | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="documents_mandate_is_limited",
                condition=~Q(capacity="TUQ")
                | (Q(end_on__isnull=False, delegated_from__isnull=False) & ~Q(ground="") & ~Q(matter="")),
            ),
            models.CheckConstraint(
                name="documents_nobody_grants_to_oneself",
                condition=~Q(officer=models.F("granted_by")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "start_on"], name="documents_authority_of_unit")]

    def __str__(self) -> str:
        return " ".join(self.capacity_lines)

    @property
    def capacity_lines(self) -> tuple[str, ...]:
        """The lines printed above the name, in capitals."""
        own = self.title.upper()
        prefix = PREFIXES[Capacity(self.capacity)]
        return (f"{prefix} {self.principal.upper()}", own) if self.principal else (own,)

    def is_in_force(self, *, on: date) -> bool:
        """Say whether it is in force on the day `on`, its source apart."""
        return self.start_on <= on and (self.end_on is None or self.end_on > on)
