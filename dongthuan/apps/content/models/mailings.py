"""Mailings of a text to lists of contacts: one mail for one address, never two."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.content.models.revisions import TextRevision


class Mailing(models.Model):
    """One sending of one version to one list. subject, body: as every recipient gets them."""

    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="mailings")
    contact_list = models.ForeignKey(
        "press.ContactList", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    list_name = models.CharField(_("list"), max_length=160)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField()
    queued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.list_name}"


class Delivery(models.Model):
    """One mail to one address of one version; unique over all mailings, so that nobody gets it twice.

    A row is committed as "sending" before it is handed over, and never handed over again by a machine.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="deliveries")
    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("address"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    message_id = models.CharField(max_length=200)
    next_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=20, blank=True)
    error = models.CharField(max_length=1000, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["mailing", "id"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["revision", "address"], name="content_one_mail_an_address"),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="queued"), name="content_mail_next"),
            models.Index(fields=["taken_at"], condition=Q(state="sending"), name="content_mail_in_hand"),
            models.Index(fields=["mailing", "state", "id"], name="content_mail_of_mailing"),
            models.Index(fields=["message_id"], name="content_mail_by_message"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} · {self.pk}"
