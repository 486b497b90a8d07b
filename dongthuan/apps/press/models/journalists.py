"""Journalists: what their work makes necessary, on a known ground, for a limited time; no marks."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.press.models.outlets import LANGUAGES, Outlet


class JournalistQuerySet(models.QuerySet["Journalist"]):
    """What one asks of journalists."""

    def kept(self, *, on: date) -> "JournalistQuerySet":
        """Return those whose data may still be used on the day `on`."""
        return self.filter(keep_until__gt=on)

    def outlived(self, *, on: date) -> "JournalistQuerySet":
        """Return those whose data must go: `keep_until` is the first day on which they are no longer kept."""
        return self.filter(keep_until__lte=on)

    def matching(self, words: str) -> "JournalistQuerySet":
        """Return those whose name, outlet or beat holds the words, accents apart."""
        folded = fold(words)
        if not folded:
            return self
        found = SearchVector("folded", config="simple")
        asked = Q(found=SearchQuery(folded, config="simple")) | Q(folded__contains=folded)
        return self.annotate(found=found).filter(asked)


class Journalist(models.Model):
    """One journalist: professional data only, and nothing that judges the person.

    source: where the data came from; consent_at: when he or she agreed, None = published by the outlet.
    keep_until: the first day on which the row must be gone; a job lets it go.
    """

    class Source(models.TextChoices):
        """On what ground the data are kept."""

        GIVEN = "given", _("Given by the journalist, who agreed")
        PUBLISHED = "published", _("Published by the press agency")
        INTRODUCED = "introduced", _("Letter of introduction from the press agency")

    full_name = models.CharField(_("full name"), max_length=120)
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="journalists",
        verbose_name=_("press agency"),
    )
    post = models.CharField(_("post"), max_length=160, blank=True)
    beats = ArrayField(models.CharField(max_length=80), verbose_name=_("beats"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="vi")
    email = models.EmailField(_("work e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("work telephone"), max_length=30, blank=True)
    press_card_no = models.CharField(_("press card number"), max_length=40, blank=True)
    source = models.CharField(_("where the data come from"), max_length=12, choices=Source.choices)
    consent_at = models.DateField(_("agreed on"), null=True, blank=True)
    keep_until = models.DateField(_("kept until"))
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed"))

    objects: ClassVar[JournalistQuerySet] = JournalistQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["full_name", "id"]
        verbose_name = _("journalist")
        verbose_name_plural = _("journalists")
        constraints = [
            models.CheckConstraint(name="press_journalist_is_named", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="press_journalist_agreed_where_given",
                condition=~Q(source="given") | Q(consent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["keep_until"], name="press_journalists_limit"),
            models.Index(fields=["email"], name="press_journalists_by_mail"),
            GinIndex(SearchVector("folded", config="simple"), name="press_journalists_by_words"),
        ]

    def __str__(self) -> str:
        return self.full_name
