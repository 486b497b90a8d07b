"""Mail that came in: kept whole and shown, whoever wrote it, until an officer decides."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.press.desk_lifecycle import MailKind, MailSource, MailState
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.journalists import Journalist

READS_MAIL = frozenset({Role.SPOKESPERSON, Role.COORDINATOR})
READS_MAIL_AT_THE_TOP = frozenset({Role.UNIT_OFFICER})


def reads_the_box(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer reads all mail of the press desk, which is the agency's."""
    if oversees(officer) or not READS_MAIL_AT_THE_TOP.isdisjoint(officer.held_at_the_top()):
        return True
    return any(role in READS_MAIL for role, _unit in officer.held_roles())


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    """What one asks of incoming mail."""

    def visible_to(self, officer: Actor) -> "IncomingMailQuerySet":
        """Return the mail this officer may read: the same as the rule of `press.read_mail`."""
        if reads_the_box(officer):
            return self.all()
        return self.filter(taken_by_id=officer.pk) if officer.held_roles() else self.none()

    def waiting(self) -> "IncomingMailQuerySet":
        """Return what nobody has decided on."""
        return self.filter(state=MailState.QUARANTINED)


class IncomingMail(models.Model):
    """One mail. raw_hash: SHA-256 of its bytes, so that it is taken in once. faults: what was broken in it.

    journalist: whose registered address it bears, null = unknown: it is quarantined and shown all the same.
    is_secret: it bore a mark of state secrecy; then nothing of it is kept but that it came, and its hash.
    """

    raw_hash = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=6, choices=MailSource.choices)
    kind = models.CharField(_("kind of mail"), max_length=10, choices=MailKind.choices)
    state = models.CharField(
        _("state of the mail"), max_length=12, choices=MailState.choices, default=MailState.QUARANTINED
    )
    from_name = models.CharField(_("from"), max_length=200, blank=True)
    from_address = models.CharField(_("address"), max_length=254, blank=True)
    subject = models.CharField(_("subject of the mail"), max_length=500, blank=True)
    text = models.TextField(_("text of the mail"), blank=True)
    dated_at = models.DateTimeField(_("written, as it says"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken in"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    faults = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    unkept = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    is_secret = models.BooleanField(default=False)
    journalist = models.ForeignKey(
        Journalist, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="mails"
    )
    discard_reason = models.TextField(_("why it was put aside"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[IncomingMailQuerySet] = IncomingMailQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-taken_at", "-id"]
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        constraints = [
            models.CheckConstraint(
                name="press_mail_attached_to_one",
                condition=Q(state="attached", inquiry__isnull=False)
                | Q(inquiry__isnull=True) & ~Q(state="attached"),
            ),
            models.CheckConstraint(
                name="press_mail_discarded_with_reason",
                condition=~Q(state="discarded") | (~Q(discard_reason="") & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="press_mail_secret_is_empty",
                condition=Q(is_secret=False) | Q(text="", subject="", from_name=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-taken_at", "-id"], name="press_mail_latest"),
            models.Index(fields=["state", "-taken_at", "-id"], name="press_mail_by_state"),
            models.Index(fields=["message_id"], name="press_mail_by_id"),
        ]

    def __str__(self) -> str:
        return self.subject or self.from_address or self.raw_hash[:12]

    @property
    def is_broken(self) -> bool:
        """Whether some of it may be missing or wrong; a missing day alone hides nothing."""
        return bool(set(self.faults) - {"no_date"})

    def get_absolute_url(self) -> str:
        """The page of the mail."""
        return reverse("press:mail", args=[self.pk])


class Mailbox(models.Model):
    """How far a mailbox was read. uid_validity, last_uid: as IMAP counts; the box itself is never changed."""

    name = models.CharField(max_length=300, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    polled_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")

    def __str__(self) -> str:
        return self.name
