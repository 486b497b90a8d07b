"""The registers of outgoing documents: one for each issuer, year and kind, without a gap."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.documents.lifecycle import MAY_GO_WITHOUT, DocumentKind


class Register(models.Model):
    """One series of numbers.

    first_number: above 1 where a book on paper is carried on. last_number: the last one given.
    """

    issuer = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="registers", verbose_name=_("issued by")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=3, choices=DocumentKind.choices)
    first_number = models.PositiveIntegerField(_("first number"), default=1)
    last_number = models.PositiveIntegerField(_("last number given"), default=0)

    class Meta:
        ordering = ["-year", "kind"]
        verbose_name = _("register of outgoing documents")
        verbose_name_plural = _("registers of outgoing documents")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "kind"], name="documents_one_register"),
            models.CheckConstraint(
                name="documents_register_counts_up",
                condition=models.Q(first_number__gte=1)
                & models.Q(last_number__gte=models.F("first_number") - 1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class Unnumbered(models.Model):
    """An issuer sends documents of a kind out without number; nothing of it stands in a register."""

    issuer = models.ForeignKey(
        "units.Unit", on_delete=models.CASCADE, related_name="+", verbose_name=_("issued by")
    )
    kind = models.CharField(_("kind"), max_length=3, choices=DocumentKind.choices)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kind without number")
        verbose_name_plural = _("kinds without number")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind"], name="documents_unnumbered_once"),
            models.CheckConstraint(
                name="documents_only_these_go_without", condition=models.Q(kind__in=MAY_GO_WITHOUT)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_id} {self.kind}"


class RegisterEntry(models.Model):
    """One number of a register and the document that has it; given at signing, kept for ever."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("number"))
    document = models.OneToOneField(
        "documents.OfficialDocument", on_delete=models.PROTECT, related_name="register_entry"
    )
    registered_at = models.DateTimeField(_("registered"))

    class Meta:
        ordering = ["-registered_at", "-id"]
        verbose_name = _("entry of the register")
        verbose_name_plural = _("entries of the register")
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="documents_number_once"),
            models.CheckConstraint(name="documents_numbers_from_one", condition=models.Q(number__gte=1)),
        ]
        indexes = [models.Index(fields=["-registered_at", "-id"], name="documents_register_latest")]

    def __str__(self) -> str:
        return f"{self.register} {self.number}"
