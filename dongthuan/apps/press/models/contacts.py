"""Lists of whom a release is mailed to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet


class ContactList(models.Model):
    """A named list of journalists and press agencies."""

    name = models.CharField(_("name of the list"), max_length=160, unique=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="contact_lists", verbose_name=_("unit")
    )
    note = models.CharField(_("what for"), max_length=500, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact list")
        verbose_name_plural = _("contact lists")

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """One member of a list: a journalist at the work address, or an outlet at its first official one."""

    contact_list = models.ForeignKey(ContactList, on_delete=models.CASCADE, related_name="contacts")
    journalist = models.ForeignKey(
        Journalist, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    outlet = models.ForeignKey(
        Outlet, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["contact_list", "id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                name="press_contact_is_one",
                condition=Q(journalist__isnull=False, outlet__isnull=True)
                | Q(journalist__isnull=True, outlet__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["contact_list", "journalist"],
                condition=Q(journalist__isnull=False),
                name="press_journalist_once_a_list",
            ),
            models.UniqueConstraint(
                fields=["contact_list", "outlet"],
                condition=Q(outlet__isnull=False),
                name="press_outlet_once_a_list",
            ),
        ]

    def __str__(self) -> str:
        return str(self.journalist or self.outlet)
