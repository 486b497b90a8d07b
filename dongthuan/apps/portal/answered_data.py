"""Answered requests as open data: their columns, none of which tells who asked."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.disclosure.models.answered import AnsweredSummary
from dongthuan.apps.portal.openness_data import DataColumn

COLUMNS: tuple[DataColumn[AnsweredSummary], ...] = (
    DataColumn("id", _("name of the item, which never changes"), lambda row, _page: row.slug),
    DataColumn("question", _("what was asked, in the words of an officer"), lambda row, _page: row.question),
    DataColumn("answer", _("what was answered, in the words of an officer"), lambda row, _page: row.answer),
    DataColumn("outcome", _("provided, partly (in part) or refused"), lambda row, _page: row.request.state),
    DataColumn(
        "answered_on",
        _("day of the answer (ISO 8601)"),
        lambda row, _page: local_day(row.request.settled_at).isoformat() if row.request.settled_at else "",
    ),
    DataColumn("unit", _("contact point that answered"), lambda row, _page: row.request.unit.name),
    DataColumn("files", _("number of files"), lambda row, _page: str(len(row.files.all()))),
    DataColumn("page", _("page of the item on this portal"), lambda row, page: page(row)),
    DataColumn("changed_at", _("last change (ISO 8601)"), lambda row, _page: row.changed_at.isoformat()),
)
