"""Answers to groups of comments, and which authors were told of theirs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.answers_lifecycle import AnswerState, Decision

_OFFICER = settings.AUTH_USER_MODEL


class AnswerQuerySet(models.QuerySet["Answer"]):
    """What one asks of answers."""

    def checked(self) -> "AnswerQuerySet":
        """Return those that count."""
        return self.filter(state=AnswerState.CHECKED)

    def public(self) -> "AnswerQuerySet":
        """Return those that the public may read: checked ones of consultations whose results are out."""
        return self.checked().filter(consultation__state="published")


class Answer(models.Model):
    """What the drafting unit answers to one group, once for all its comments.

    changed: which words of the draft were changed for it, or will be; "" only where nothing was accepted.
    A trigger makes it a draft again where a comment moves into or out of its group.
    """

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.PROTECT, related_name="answers"
    )
    group = models.OneToOneField("policies.CommentGroup", on_delete=models.PROTECT, related_name="answer")
    decision = models.CharField(_("decision on the comments"), max_length=8, choices=Decision.choices)
    reason = models.TextField(_("reason of the answer"))
    changed = models.TextField(_("what is changed in the draft"), blank=True)
    state = models.CharField(
        _("state of the answer"), max_length=7, choices=AnswerState.choices, default=AnswerState.DRAFT
    )
    drafted_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("answer drafted by")
    )
    drafted_at = models.DateTimeField(_("answer drafted"))
    checked_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("answer checked"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["consultation", "id"]
        verbose_name = _("answer to comments")
        verbose_name_plural = _("answers to comments")
        constraints = [
            models.CheckConstraint(name="policies_answer_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="policies_answer_says_what_changed", condition=Q(decision="not") | ~Q(changed="")
            ),
            models.CheckConstraint(
                name="policies_answer_checked_by_another",
                condition=Q(state="draft", checked_by__isnull=True)
                | (
                    Q(state="checked", checked_by__isnull=False, checked_at__isnull=False)
                    & ~Q(checked_by=F("drafted_by"))
                ),
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state"], name="policies_answers_by_state")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.decision}"


class AnswerTold(models.Model):
    """That the author of one comment, who left a mail address for it, was told of the answer; once."""

    comment = models.OneToOneField(
        "policies.Comment", on_delete=models.CASCADE, primary_key=True, related_name="told"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("author told of the answer")
        verbose_name_plural = _("authors told of the answer")

    def __str__(self) -> str:
        return str(self.comment_id)
