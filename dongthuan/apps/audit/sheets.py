"""The columns of the audit record as a sheet."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit.models import Entry
from dongthuan.apps.audit.wording import act_in_words, kind_in_words
from dongthuan.apps.common.sheets import Column, Columns


def _details(entry: Entry) -> str:
    return "\n".join(f"{name}: {value}" for name, value in entry.details.items())


ENTRIES: Columns[Entry] = (
    Column(_("Entry"), lambda entry: entry.pk, 10),
    Column(_("When"), lambda entry: entry.at, 18),
    Column(_("Who"), lambda entry: entry.actor.full_name, 28),
    Column(_("Act"), lambda entry: act_in_words(entry.act), 44),
    Column(_("Record"), lambda entry: f"{kind_in_words(entry.record_type)} {entry.record_key}", 30),
    Column(_("Ground"), lambda entry: entry.ground, 40),
    Column(_("Details"), _details, 60),
)
