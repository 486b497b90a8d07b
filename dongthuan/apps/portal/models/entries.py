"""What the search of the portal finds: words and keys, never the words to show."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.portal.lifecycle import EntryKind


class PublicEntry(models.Model):
    """One published thing in the index. Titles and texts are read anew from its app for every page.

    So nothing that was withdrawn or hidden can be shown from here. record_key: of the record in its app.
    mark: the version that was indexed. search: each word without marks, and after "=" as it is spelt.
    title: the same for the title alone, small enough to be read fast.
    """

    kind = models.CharField(_("kind"), max_length=14, choices=EntryKind.choices)
    record_key = models.BigIntegerField()
    mark = models.CharField(max_length=80)
    published_at = models.DateTimeField(_("published"))
    search = SearchVectorField()
    title = SearchVectorField(default="")

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("public entry")
        verbose_name_plural = _("public entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_key"], name="portal_one_entry_a_record"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="portal_entries_by_words"),
            GinIndex(fields=["title"], name="portal_entries_by_title"),
            models.Index(fields=["-published_at", "-id"], name="portal_entries_newest"),
            models.Index(fields=["kind", "-published_at", "-id"], name="portal_entries_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_key}"
