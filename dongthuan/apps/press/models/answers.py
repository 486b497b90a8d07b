"""Answers to the press: one text to one or many inquiries, and where it may contradict what was said."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.desk_lifecycle import OPEN_ANSWERS, AnswerState, FlagState, SentHow
from dongthuan.apps.press.lifecycle import StandingCapacity
from dongthuan.apps.press.models.inquiries import Inquiry

EMBEDDING_SIZE = 384


class AnswerQuerySet(models.QuerySet["Answer"]):
    """What one asks of answers."""

    def visible_to(self, officer: Actor) -> "AnswerQuerySet":
        """Return the answers to inquiries this officer may read, and what was sent: that is public."""
        if not officer.held_roles():
            return self.none()
        seen = Answer.inquiries.through.objects.filter(
            inquiry__in=Inquiry.objects.visible_to(officer).values("pk")
        )
        return self.filter(Q(state=AnswerState.SENT) | Q(pk__in=seen.values("answer_id")))

    def open(self) -> "AnswerQuerySet":
        """Return those that were neither sent nor given up."""
        return self.filter(state__in=OPEN_ANSWERS)

    def sent(self) -> "AnswerQuerySet":
        """Return those that went out."""
        return self.filter(state=AnswerState.SENT)


class Answer(models.Model):
    """One text for one or many inquiries. unit: whose answer it is; record: the first inquiry.

    speaker: the officer in whose name it goes out. speaker_name, _post, _capacity, _mandate: as it stood
    when it was sent, with the mandate's record, and speaker_matter, the one matter of an authorised person;
    matter_confirmed_by: who said that the answer is on that matter, where the mandate names no
    record. is_official: sent by somebody with a live mandate.
    text_hash: of the text that went out.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="answers")
    inquiries = models.ManyToManyField(Inquiry, related_name="answers")
    text = models.TextField(_("answer"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    speaker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the name of"),
    )
    speaker_name = models.CharField(max_length=120, blank=True)
    speaker_post = models.CharField(max_length=160, blank=True)
    speaker_capacity = models.CharField(max_length=12, choices=StandingCapacity.choices, blank=True)
    speaker_mandate = models.CharField(max_length=120, blank=True)
    speaker_matter = models.CharField(_("authorised for"), max_length=500, blank=True)
    matter_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed that it is the matter of the authorisation"),
    )
    is_official = models.BooleanField(_("official view"), default=True)
    state = models.CharField(
        _("state of the answer"), max_length=10, choices=AnswerState.choices, default=AnswerState.DRAFT
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_how = models.CharField(_("sent by"), max_length=10, choices=SentHow.choices, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text_hash = models.CharField(max_length=64, blank=True)
    drop_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("answer to the press")
        verbose_name_plural = _("answers to the press")
        constraints = [
            models.CheckConstraint(name="press_answer_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="press_answer_sent_is_whole",
                condition=Q(state="sent", sent_at__isnull=False, sent_by__isnull=False)
                & ~Q(text_hash="")
                & ~Q(sent_how="")
                | Q(sent_at__isnull=True, sent_by__isnull=True, text_hash="", sent_how="") & ~Q(state="sent"),
            ),
            models.CheckConstraint(
                name="press_answer_official_has_speaker",
                condition=~Q(state="sent")
                | Q(is_official=False)
                | (~Q(speaker_name="") & ~Q(speaker_capacity="")),
            ),
            models.CheckConstraint(
                name="press_answer_dropped_with_reason", condition=~Q(state="dropped") | ~Q(drop_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-sent_at", "-id"], name="press_answers_by_state"),
            GinIndex(SearchVector("folded", config="simple"), name="press_answers_by_words"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """The page of the answer."""
        return reverse("press:answer", args=[self.pk])


class Meaning(models.Model):
    """What an answer or a line means, as a vector, with the model that made it; one of the two."""

    answer = models.OneToOneField(
        Answer, on_delete=models.CASCADE, null=True, blank=True, related_name="meaning"
    )
    line = models.OneToOneField(
        "press.Line", on_delete=models.CASCADE, null=True, blank=True, related_name="meaning"
    )
    model_id = models.CharField(max_length=120)
    vector = HalfVectorField(dimensions=EMBEDDING_SIZE)

    class Meta:
        verbose_name = _("meaning")
        verbose_name_plural = _("meanings")
        constraints = [
            models.CheckConstraint(
                name="press_meaning_of_one",
                condition=Q(answer__isnull=False, line__isnull=True)
                | Q(answer__isnull=True, line__isnull=False),
            )
        ]
        indexes = [
            HnswIndex(
                name="press_meanings_near",
                fields=["vector"],
                m=12,
                ef_construction=40,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.model_id


class ContradictionFlag(models.Model):
    """A sentence of a draft that may contradict what was said before, until a person decides.

    earlier_answer, earlier_line: where it was said; one of the two. ours, theirs: the words that differ.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="flags")
    earlier_answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    earlier_line = models.ForeignKey(
        "press.Line", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10)
    draft_sentence = models.CharField(max_length=500)
    earlier_sentence = models.CharField(max_length=500)
    ours = models.CharField(max_length=200)
    theirs = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=FlagState.choices, default=FlagState.OPEN)
    reason = models.TextField(_("why both stand"), blank=True)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["found_at", "id"]
        verbose_name = _("possible contradiction")
        verbose_name_plural = _("possible contradictions")
        constraints = [
            models.CheckConstraint(
                name="press_flag_against_one",
                condition=Q(earlier_answer__isnull=False, earlier_line__isnull=True)
                | Q(earlier_answer__isnull=True, earlier_line__isnull=False),
            ),
            models.CheckConstraint(
                name="press_flag_decided_with_reason",
                condition=~Q(state__in=["explained", "no_conflict"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
            ),
            models.UniqueConstraint(
                fields=["answer", "earlier_answer", "earlier_line", "draft_sentence", "earlier_sentence"],
                nulls_distinct=False,
                name="press_flag_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ours} / {self.theirs}"
