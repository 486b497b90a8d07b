"""Lines to take: messages, questions and answers that are approved, valid for a time, and used."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.desk_lifecycle import LineKind, LineState


class LineQuerySet(models.QuerySet["Line"]):
    """What one asks of lines to take."""

    def visible_to(self, officer: Actor) -> "LineQuerySet":
        """Return the lines this officer may read: all, for who does not know them speaks otherwise."""
        return self.all() if officer.held_roles() else self.none()

    def in_force(self, *, on: date) -> "LineQuerySet":
        """Return the approved lines that may be used on the day `on`."""
        return self.filter(state=LineState.APPROVED, valid_from__lte=on, valid_until__gt=on)

    def outlived(self, *, on: date) -> "LineQuerySet":
        """Return the approved lines whose days are over."""
        return self.filter(state=LineState.APPROVED, valid_until__lte=on)


class Line(models.Model):
    """One line. question: only of a question and answer. valid_until: the first day on which it is over.

    sources: where its facts come from, a line each. owner: who keeps it true.
    record_type, record_key: the matter it was drawn up for; "" = none. Approved, it counts as used there.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="lines_to_take")
    title = models.CharField(_("title of the line"), max_length=300)
    kind = models.CharField(_("kind of line"), max_length=8, choices=LineKind.choices)
    question = models.TextField(_("question"), blank=True)
    text = models.TextField(_("what is said"))
    topics = ArrayField(models.CharField(max_length=80), verbose_name=_("topics"), default=list, blank=True)
    sources = models.TextField(_("where the facts come from"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="lines_owned",
        verbose_name=_("keeps it true"),
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    state = models.CharField(
        _("state of the line"), max_length=10, choices=LineState.choices, default=LineState.DRAFT
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why it was withdrawn"), blank=True)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[LineQuerySet] = LineQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("line to take")
        verbose_name_plural = _("lines to take")
        constraints = [
            models.CheckConstraint(
                name="press_line_ends_after_start", condition=Q(valid_until__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="press_line_two_pairs_of_eyes",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
            ),
            models.CheckConstraint(
                name="press_line_approved_by_somebody",
                condition=~Q(state__in=["approved", "expired"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="press_line_withdrawn_with_reason", condition=~Q(state="withdrawn") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="press_line_question_where_asked", condition=~Q(kind="qa") | ~Q(question="")
            ),
            models.CheckConstraint(name="press_line_says_something", condition=~Q(title="") & ~Q(text="")),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="press_lines_latest"),
            models.Index(fields=["state", "valid_until"], name="press_lines_by_end"),
            models.Index(fields=["record_type", "record_key"], name="press_lines_by_record"),
            GinIndex(fields=["topics"], name="press_lines_by_topic"),
            GinIndex(SearchVector("folded", config="simple"), name="press_lines_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the line."""
        return reverse("press:line", args=[self.pk])


class LineUse(models.Model):
    """One record in which a line was used; record_type, record_key as in the audit record."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="uses")
    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    line_version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("use of a line")
        verbose_name_plural = _("uses of lines")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "record_type", "record_key"], name="press_line_used_once_in"
            )
        ]
        indexes = [models.Index(fields=["record_type", "record_key"], name="press_uses_by_record")]

    def __str__(self) -> str:
        return self.title
