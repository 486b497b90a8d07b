"""Press agencies: what they are, who governs them, and how to reach them officially."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.press.lifecycle import Frequency, OutletKind

LANGUAGES = [
    ("vi", _("Vietnamese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("ru", _("Russian")),
    ("xx", _("Another language")),
]


class OutletQuerySet(models.QuerySet["Outlet"]):
    """What one asks of outlets."""

    def active(self) -> "OutletQuerySet":
        """Return the outlets that still exist."""
        return self.filter(is_active=True)

    def matching(self, words: str) -> "OutletQuerySet":
        """Return those whose name or governing body holds the words, accents apart."""
        folded = fold(words)
        if not folded:
            return self
        found = SearchVector("folded", config="simple")
        asked = Q(found=SearchQuery(folded, config="simple")) | Q(folded__contains=folded)
        return self.annotate(found=found).filter(asked)


class Outlet(models.Model):
    """One press agency. emails, official_channels: as it publishes them; what is not there is not guessed.

    licence_no: of its press licence, "" = not known. folded: what the search looks in.
    """

    name = models.CharField(_("name of the press agency"), max_length=200)
    kind = models.CharField(_("kind of press"), max_length=12, choices=OutletKind.choices)
    frequency = models.CharField(_("frequency"), max_length=12, choices=Frequency.choices, blank=True)
    governing_body = models.CharField(_("governing body"), max_length=250, blank=True)
    licence_no = models.CharField(_("licence number"), max_length=80, blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    emails = ArrayField(
        models.EmailField(max_length=254), verbose_name=_("official e-mail"), default=list, blank=True
    )
    official_channels = ArrayField(
        models.CharField(max_length=500), verbose_name=_("official channels"), default=list, blank=True
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="vi")
    note = models.TextField(_("note"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed"))

    objects: ClassVar[OutletQuerySet] = OutletQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = [
            models.CheckConstraint(name="press_outlet_is_named", condition=~Q(name="")),
            models.UniqueConstraint(Lower("name"), name="press_outlet_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "name"], name="press_outlets_by_kind"),
            GinIndex(SearchVector("folded", config="simple"), name="press_outlets_by_words"),
        ]

    def __str__(self) -> str:
        return self.name
