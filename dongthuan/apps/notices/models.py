"""What officers are told: notices on screen, reminders of deadlines, and the mail that carries them."""

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Actor


class NoticeQuerySet(models.QuerySet["Notice"]):
    """What one asks of notices."""

    def visible_to(self, officer: Actor) -> "NoticeQuerySet":
        """Return the notices for this officer; nobody reads another's."""
        return self.filter(recipient_id=officer.pk)

    def unread(self) -> "NoticeQuerySet":
        """Return the notices that still ask for attention."""
        return self.filter(read_at=None, withdrawn_at=None)

    def settled(self) -> "NoticeQuerySet":
        """Return the notices that were read or withdrawn."""
        return self.exclude(read_at=None, withdrawn_at=None)

    def waiting_for_mail(self) -> "NoticeQuerySet":
        """Return the notices that no message has taken up yet."""
        return self.filter(mail=Notice.Mail.WAITING)


class Notice(models.Model):
    """One thing told to one officer, on screen at once and by mail in its time.

    kind: the dotted word of the act it tells of. record_type, record_key: as in the audit record.
    key: with the recipient unique where it is not empty, so that a thing is told once.
    not_before: no mail before this instant. is_by_law: mailed even in quiet hours, because the law's
    limit runs in hours. is_binding: mailed even to those who switched their mail off.
    """

    class Mail(models.TextChoices):
        """What became of the notice in the mail."""

        WAITING = "waiting", _("waits for the mail")
        TAKEN = "taken", _("in a message")
        OFF = "off", _("on screen only: mail is switched off")
        READ = "read", _("not mailed: read on screen before")
        SUPERSEDED = "superseded", _("not mailed: a later reminder stands for it")
        WITHDRAWN = "withdrawn", _("dropped from the mail: settled before")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notices",
        verbose_name=_("recipient"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=200, blank=True)
    queued_at = models.DateTimeField(_("when"))
    not_before = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    is_digest = models.BooleanField(default=True)
    is_by_law = models.BooleanField(default=False)
    is_binding = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=20, choices=Mail.choices, default=Mail.WAITING)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], condition=~models.Q(key=""), name="notices_told_once"
            ),
            models.CheckConstraint(
                name="notices_urgent_or_digest",
                condition=models.Q(is_urgent=True, is_digest=False)
                | models.Q(is_urgent=False, is_digest=True),
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-queued_at", "-id"], name="notices_of_officer"),
            models.Index(
                fields=["recipient", "-queued_at"],
                condition=models.Q(read_at=None, withdrawn_at=None),
                name="notices_unread",
            ),
            models.Index(
                fields=["recipient", "id"], condition=models.Q(mail="waiting"), name="notices_for_mail"
            ),
            models.Index(fields=["record_type", "record_key"], name="notices_by_record"),
            models.Index(fields=["queued_at"], name="notices_by_age"),
        ]

    def __str__(self) -> str:
        return self.title


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """What one asks of reminders."""

    def of_record(self, record: models.Model) -> "ReminderQuerySet":
        """Return the reminders about one record."""
        return self.filter(record_type=record._meta.label_lower, record_key=str(record.pk))


class Reminder(models.Model):
    """One step of urging on, for one record and its due day, to one officer; exactly once.

    purpose: "" or what else of the record falls due, as "report". due_on: a moved deadline begins anew.
    step: the code in `reminding.STEPS`. fires_on: the day on which the step was due to fire.
    """

    class State(models.TextChoices):
        """What became of the step."""

        SENT = "sent", _("told")
        SUPERSEDED = "superseded", _("superseded by a later step")
        WITHDRAWN = "withdrawn", _("withdrawn: settled or moved before it was mailed")

    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True)
    step = models.CharField(_("step"), max_length=20)
    audience = models.CharField(_("told as"), max_length=20)
    due_on = models.DateField(_("due"))
    fires_on = models.DateField(_("planned for"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    notice = models.OneToOneField(
        Notice, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminder"
    )
    at = models.DateTimeField(_("when"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_key", "purpose", "due_on", "step", "recipient"],
                name="notices_reminded_once",
            )
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="notices_reminders_newest")]

    def __str__(self) -> str:
        return f"{self.step} {self.title}"


class Settled(models.Model):
    """That a record was settled, so that reminders read from an older list of open records leave it alone.

    purpose: as in Reminder; "*" = all of the record's deadlines.
    """

    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("settled record")
        verbose_name_plural = _("settled records")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_key", "purpose"], name="notices_settled_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}"


class MessageQuerySet(models.QuerySet["Message"]):
    """What one asks of messages."""

    def troubled(self) -> "MessageQuerySet":
        """Return the messages that did not reach anybody and that nobody has settled."""
        return self.filter(state__in=TROUBLED)


class Message(models.Model):
    """One mail to one officer: built in one transaction with the notices it takes up, then delivered.

    is_outside: it goes to somebody without an account; the recipient is the officer who had it sent.
    digest_on: the day of the daily digest, at most one for an officer; None = an urgent message.
    message_id: the same on every attempt, so that a mail server may drop the second of two.
    claimed_until: until then one worker has it in hand. next_at: no attempt before.
    fault: a code of `letters.FAULTS`; error: what the mail server said.
    """

    class State(models.TextChoices):
        """Where the message stands."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("mailed")
        FILED = "filed", _("kept as a file")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("refused for good")
        NO_ADDRESS = "no_address", _("no mail address")
        GIVEN_UP = "given_up", _("given up")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    to = models.CharField(_("mail address"), max_length=254, blank=True)
    is_outside = models.BooleanField(default=False)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    digest_on = models.DateField(null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    notices = models.ManyToManyField(Notice, related_name="messages")
    queued_at = models.DateTimeField(_("when"))
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fault = models.CharField(max_length=30, blank=True)
    error = models.TextField(_("answer of the mail server"), blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "digest_on"],
                condition=models.Q(digest_on__isnull=False),
                name="notices_one_digest_a_day",
            ),
            models.CheckConstraint(
                name="notices_sent_has_time",
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-queued_at", "-id"], name="notices_messages_newest"),
            models.Index(fields=["state", "-queued_at", "-id"], name="notices_messages_by_state"),
            models.Index(
                fields=["next_at", "id"], condition=models.Q(state="waiting"), name="notices_to_send"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MessageFile(models.Model):
    """A file that goes with a mail, kept byte by byte as long as the mail: what was sent can be shown.

    sha256: of the bytes. reference: what the file is of, as its number and the hash of its register.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    reference = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("file of a mail")
        verbose_name_plural = _("files of mails")
        constraints = [
            models.CheckConstraint(
                name="notices_mailed_file_is_whole", condition=~models.Q(name="") & models.Q(size__gt=0)
            )
        ]

    def __str__(self) -> str:
        return self.name


TROUBLED = (Message.State.FAILED, Message.State.BOUNCED, Message.State.NO_ADDRESS)
SENT_AGAIN = (*TROUBLED, Message.State.FILED)  # once a mail server is set, what lies in files can go out


class Preference(models.Model):
    """How an officer wishes to be told; without a row the defaults hold.

    quiet_from, quiet_to: between them (over midnight where `from` is later) nothing is mailed that may
    wait; equal = no quiet hours by night. Days off are quiet in any case.
    digest_hour: from this hour of a working day the digest is sent.
    """

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="preference"
    )
    quiet_from = models.TimeField(_("quiet from"), default=time(18))
    quiet_to = models.TimeField(_("quiet until"), default=time(7))
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=7, validators=[MaxValueValidator(23)]
    )
    is_mail_on = models.BooleanField(_("send me mail"), default=True)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                name="notices_hour_of_a_day", condition=models.Q(digest_hour__gte=0, digest_hour__lte=23)
            )
        ]

    def __str__(self) -> str:
        return str(self.officer_id)
