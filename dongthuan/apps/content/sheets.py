"""The columns of the list of texts as a sheet."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.content.models.texts import Text


def columns(state_of: Callable[[Text], str]) -> Columns[Text]:
    """Return the columns; state_of: where a text stands, in words."""
    return (
        Column(_("Title"), lambda text: text.title, 70),
        Column(_("Kind"), lambda text: text.get_kind_display(), 20),
        Column(_("State"), state_of, 22),
        Column(_("Unit"), lambda text: text.unit.label, 24),
        Column(_("Author"), lambda text: text.author.full_name, 24),
        Column(_("Public since"), lambda text: text.scheduled_at or text.public_at, 18),
        Column(_("Changed"), lambda text: text.changed_at, 18),
    )
