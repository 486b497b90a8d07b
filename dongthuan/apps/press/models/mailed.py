"""Mail that the system sent to a journalist or a press agency about a record of the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.notices.models import Message


class MailedOut(models.Model):
    """One mail about a record; part: the round of a request to correct, 0 = the whole.

    Address, state and faults stand in the message, in the outbox of notices, and go when that goes.
    """

    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    part = models.PositiveSmallIntegerField(default=0)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("mail to the press")
        verbose_name_plural = _("mails to the press")
        indexes = [models.Index(fields=["record_type", "record_key"], name="press_mailed_by_record")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}"
