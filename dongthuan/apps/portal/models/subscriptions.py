"""Subscriptions by mail: who asked and confirmed, what was announced, and each letter, sent at most once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.portal.lifecycle import EntryKind, Rhythm, SubscriptionState


class Subscription(models.Model):
    """One address that asked to be told; gone from here the moment it ends.

    confirm_hash: of the code in the mail that asks; "" once used. told: the last announcement it was told
    of. digest_on: the day of its last digest.
    """

    address = models.CharField(_("mail address"), max_length=254, blank=True)
    address_hash = models.CharField(max_length=64, blank=True)
    wants_texts = models.BooleanField(default=False)
    wants_consultations = models.BooleanField(default=False)
    wants_register = models.BooleanField(default=False)
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm.choices)
    language = models.CharField(max_length=2, default="vi")
    state = models.CharField(
        _("state"), max_length=9, choices=SubscriptionState.choices, default=SubscriptionState.ASKED
    )
    confirm_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    told = models.BigIntegerField(default=0)
    digest_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=Q(state="confirmed"),
                name="portal_one_subscription_an_address",
            ),
            models.CheckConstraint(
                name="portal_ended_subscription_keeps_no_address",
                condition=~Q(state="ended") | Q(address="", address_hash="", ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="portal_confirmed_subscription_has_time",
                condition=~Q(state="confirmed") | (Q(confirmed_at__isnull=False) & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="portal_subscription_wants_something",
                condition=Q(wants_texts=True) | Q(wants_consultations=True) | Q(wants_register=True),
            ),
        ]
        indexes = [
            models.Index(fields=["told", "id"], condition=Q(state="confirmed"), name="portal_to_be_told"),
            models.Index(fields=["address_hash", "asked_at"], name="portal_asked_of_address"),
            models.Index(fields=["confirm_hash"], condition=Q(state="asked"), name="portal_to_be_confirmed"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Announcement(models.Model):
    """One published thing that subscribers are told of: once, also when the index is built anew."""

    kind = models.CharField(max_length=14, choices=EntryKind.choices)
    record_key = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_key"], name="portal_announced_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_key}"


class SubscriberLetter(models.Model):
    """One mail to a subscriber; the address stands in the subscription alone.

    A row is committed as "sending" before it is handed over, and never handed over again by a machine.
    is_asking: the mail that asks for the confirmation, the only one before it.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="letters")
    is_asking = models.BooleanField(default=False)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("letter to a subscriber")
        verbose_name_plural = _("letters to subscribers")
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="queued"), name="portal_letters_next"),
            models.Index(fields=["taken_at"], condition=Q(state="sending"), name="portal_letters_in_hand"),
            models.Index(fields=["queued_at"], name="portal_letters_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.subject}"


class Knock(models.Model):
    """One attempt from outside to subscribe; the network address is only kept as a hash, for a day."""

    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt from outside")
        verbose_name_plural = _("attempts from outside")
        indexes = [
            models.Index(fields=["address_hash", "at"], name="portal_knocks_by_address"),
            models.Index(fields=["at"], name="portal_knocks_by_time"),
        ]

    def __str__(self) -> str:
        return self.address_hash[:8]
