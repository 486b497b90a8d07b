"""Comments of the public on a draft: their words, where they stand, what became of them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.comments_lifecycle import (
    AuthorKind,
    CarryKind,
    CommentSource,
    CommentState,
    Joined,
)

_OFFICER = settings.AUTH_USER_MODEL


class CommentQuerySet(models.QuerySet["Comment"]):
    """What one asks of comments."""

    def visible(self) -> "CommentQuerySet":
        """Return those that are shown; for the public, go through `queries.public.public_comments`."""
        return self.filter(state=CommentState.VISIBLE)

    def ungrouped(self) -> "CommentQuerySet":
        """Return those that the machine has not put into a group yet."""
        return self.filter(group__isnull=True)

    def light(self) -> "CommentQuerySet":
        """Leave in the database what lists do not show."""
        return self.defer("folded", "previous_hash", "network_hash")


class Comment(models.Model):
    """One comment. number: within its consultation, from 1, without gaps: the chain of receipts.

    draft_version, provision, question: what the author had before the eyes and spoke of; neither provision
    nor question = of the whole. provision_now: where it stands in the newest version; null with `is_orphan`
    = its provision is no more. author_name: "" = the author wants to stay unnamed. text_key: of the words
    without case and punctuation: equal ones are the same comment. network_hash: keyed hash of where it came
    from, only to see floods, let go after some days. receipt_hash: SHA-256 over the receipt before it.
    """

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.PROTECT, related_name="comments"
    )
    number = models.PositiveIntegerField(_("number of the comment"))
    draft_version = models.ForeignKey(
        "policies.DraftVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    provision = models.ForeignKey(
        "policies.Provision", on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    provision_now = models.ForeignKey(
        "policies.Provision", on_delete=models.PROTECT, null=True, blank=True, related_name="comments_now"
    )
    is_orphan = models.BooleanField(_("its provision is no more"), default=False)
    question = models.ForeignKey(
        "policies.ConsultationQuestion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
    )
    author_kind = models.CharField(_("who comments"), max_length=12, choices=AuthorKind.choices)
    author_name = models.CharField(_("name as shown"), max_length=200, blank=True)
    source = models.CharField(_("came in"), max_length=8, choices=CommentSource.choices)
    meeting = models.ForeignKey(
        "policies.MeetingRecord", on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    entered_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("words of the comment"))
    folded = models.TextField(blank=True)
    text_key = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("comment received"))
    created_at = models.DateTimeField(_("comment recorded"))
    network_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        _("state of the comment"), max_length=8, choices=CommentState.choices, default=CommentState.AWAITING
    )
    group = models.ForeignKey(
        "policies.CommentGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    joined = models.CharField(_("why in this group"), max_length=5, choices=Joined.choices, blank=True)
    previous_hash = models.CharField(max_length=64)
    receipt_hash = models.CharField(_("receipt"), max_length=64)
    code_hash = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["consultation", "-number"]
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="policies_comment_number_once"),
            models.UniqueConstraint(
                fields=["consultation", "receipt_hash"], name="policies_comment_receipt_once"
            ),
            models.CheckConstraint(name="policies_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="policies_comment_one_target",
                condition=Q(provision__isnull=True) | Q(question__isnull=True),
            ),
            models.CheckConstraint(
                name="policies_comment_orphan_stands_nowhere",
                condition=Q(is_orphan=False) | Q(provision_now__isnull=True),
            ),
            models.CheckConstraint(
                name="policies_comment_entered_by_whom",
                condition=~Q(source__in=["paper", "meeting", "email"]) | Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="policies_comment_meeting_named",
                condition=~Q(source="meeting") | Q(meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="policies_comment_received_first", condition=Q(received_at__lte=F("created_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "state", "-number"], name="policies_comments_by_state"),
            models.Index(
                fields=["consultation", "provision_now", "-number"], name="policies_comments_by_place"
            ),
            models.Index(fields=["group", "-number"], name="policies_comments_by_group"),
            # All that pages count is in it, so that nothing of the long rows is read for a figure.
            models.Index(
                fields=["consultation", "state", "author_kind", "provision_now"],
                include=["group", "is_orphan"],
                name="policies_comments_counted",
            ),
            models.Index(
                fields=["consultation", "id"],
                name="policies_comments_ungrouped",
                condition=Q(group__isnull=True),
            ),
            models.Index(
                fields=["network_hash", "created_at"],
                name="policies_comments_by_network",
                condition=~Q(network_hash=""),
            ),
            GinIndex(SearchVector("folded", config="simple"), name="policies_comments_words"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} / {self.number}"

    @property
    def stands_at(self) -> str:
        """Key of what it speaks of, by which groups are kept apart: a provision, a question, the whole."""
        if self.provision is not None:
            return f"p:{self.provision.key}"
        return f"q:{self.question_id}" if self.question_id else "w"

    def get_absolute_url(self) -> str:
        """The page of the comment for officers."""
        return reverse("policies:comment", args=[self.pk])


class CommentContact(models.Model):
    """How to reach the author: kept apart from the words, masked on pages, let go with the consultation."""

    comment = models.OneToOneField(
        "policies.Comment", on_delete=models.CASCADE, primary_key=True, related_name="contact"
    )
    name = models.CharField(_("name as given"), max_length=200, blank=True)
    email = models.CharField(_("e-mail of the author"), max_length=254, blank=True)
    phone = models.CharField(_("telephone of the author"), max_length=30, blank=True)
    address = models.CharField(_("address of the author"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contact of an author")
        verbose_name_plural = _("contacts of authors")

    def __str__(self) -> str:
        return str(self.comment_id)


class MeetingRecord(models.Model):
    """One meeting where comments were heard; the minutes are a file, the comments are entered from it.

    minutes_public_*: another officer than the one who wrote the meeting down decided that all may read them.
    """

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.PROTECT, related_name="meetings"
    )
    title = models.CharField(_("name of the meeting"), max_length=300)
    place = models.CharField(_("place of the meeting"), max_length=300)
    held_at = models.DateTimeField(_("meeting held"))
    participant_count = models.PositiveIntegerField(_("participants"))
    organisations = models.TextField(_("organisations present"), blank=True)
    minutes = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes_public_at = models.DateTimeField(_("minutes made public"), null=True, blank=True)
    minutes_public_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["consultation", "-held_at", "-id"]
        verbose_name = _("meeting of a consultation")
        verbose_name_plural = _("meetings of consultations")
        constraints = [
            models.CheckConstraint(name="policies_meeting_says_where", condition=~Q(title="") & ~Q(place="")),
            models.CheckConstraint(
                name="policies_minutes_public_by_another",
                condition=Q(minutes_public_at__isnull=True)
                | (
                    Q(minutes__isnull=False, minutes_public_by__isnull=False)
                    & ~Q(minutes_public_by=F("entered_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Carry(models.Model):
    """Where a comment stands in a later version, and why; never changed silently.

    to_provision: null = orphan. by: the officer who published the version or put the comment there.
    """

    comment = models.ForeignKey("policies.Comment", on_delete=models.CASCADE, related_name="carries")
    to_version = models.ForeignKey("policies.DraftVersion", on_delete=models.CASCADE, related_name="carries")
    from_provision = models.ForeignKey(
        "policies.Provision", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_provision = models.ForeignKey(
        "policies.Provision", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=CarryKind.choices)
    reason = models.TextField(_("reason of putting it there"), blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["comment", "at", "id"]
        verbose_name = _("carry of a comment")
        verbose_name_plural = _("carries of comments")
        constraints = [
            models.CheckConstraint(
                name="policies_carry_orphan_has_no_place",
                condition=Q(kind="orphan", to_provision__isnull=True)
                | (~Q(kind="orphan") & Q(to_provision__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["to_version", "kind"], name="policies_carries_by_kind")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.kind}"


class Moderation(models.Model):
    """One hiding of a comment with its reason, the author's appeal, and what another officer decided.

    The author reads the reason with the code of the receipt. lifted_*: shown again without an appeal.
    mail, outcome_mail: to an author who left an address; null = none was sent, or it was let go since.
    """

    comment = models.ForeignKey("policies.Comment", on_delete=models.PROTECT, related_name="moderations")
    reason = models.TextField(_("reason of hiding"))
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("hidden at"))
    appeal = models.TextField(_("what the author objects"), blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_upheld = models.BooleanField(_("stays hidden"), null=True, blank=True)
    decision = models.TextField(_("reason of the decision"), blank=True)
    lifted_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.TextField(blank=True)
    mail = models.ForeignKey(
        "notices.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome_mail = models.ForeignKey(
        "notices.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["comment", "-at", "-id"]
        verbose_name = _("hiding of a comment")
        verbose_name_plural = _("hidings of comments")
        constraints = [
            models.CheckConstraint(name="policies_hiding_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="policies_appeal_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")),
            ),
            models.CheckConstraint(
                name="policies_appeal_decided_whole",
                condition=Q(decided_at__isnull=True)
                | (Q(decided_by__isnull=False, is_upheld__isnull=False) & ~Q(decision="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["appealed_at"],
                name="policies_appeals_waiting",
                condition=Q(appealed_at__isnull=False, decided_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.at:%Y-%m-%d}"

    @property
    def waits_since(self) -> datetime | None:
        """Since when an appeal waits for a decision; None = none does."""
        return self.appealed_at if self.decided_at is None else None


class CommentRefusal(models.Model):
    """How many comments from outside were not taken in an hour, and why: nothing is lost silently."""

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.CASCADE, related_name="refusals"
    )
    hour = models.DateTimeField()
    reason = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("comments not taken")
        verbose_name_plural = _("comments not taken")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "hour", "reason"], name="policies_refusals_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.reason} {self.count}"
