"""Comments as a list: its columns, declared once for the workbook and the text file."""

from django.db.models import QuerySet
from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.common import sheets
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.answers_sheets import answers_sheets
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.queries.comments import comments_listed
from dongthuan.apps.policies.queries.public import public_comments
from dongthuan.docgen.sheet import Sheet

MOST_ROWS = 1_000_000  # a sheet of a workbook holds a few more
COLUMNS: sheets.Columns[Comment] = (
    sheets.Column(gettext_lazy("No."), lambda row: row.number),
    sheets.Column(gettext_lazy("Received"), lambda row: row.received_at),
    sheets.Column(gettext_lazy("By whom"), lambda row: row.get_author_kind_display()),
    sheets.Column(gettext_lazy("Name as shown to the public"), lambda row: row.author_name),
    sheets.Column(
        gettext_lazy("Provision"), lambda row: row.provision_now.path if row.provision_now else "", 24
    ),
    sheets.Column(gettext_lazy("Its provision is no more"), lambda row: row.is_orphan),
    sheets.Column(gettext_lazy("Words of the comment"), lambda row: row.text, 80),
    sheets.Column(gettext_lazy("Way it came"), lambda row: row.get_source_display()),
    sheets.Column(gettext_lazy("State"), lambda row: row.get_state_display()),
    sheets.Column(gettext_lazy("Group"), lambda row: row.group_id),
    sheets.Column(gettext_lazy("Receipt"), lambda row: row.receipt_hash, 40),
)

IDENTITY: sheets.Columns[Comment] = (
    sheets.Column(gettext_lazy("Name as given"), lambda row: _contact(row, "name")),
    sheets.Column(gettext_lazy("E-mail of the author"), lambda row: _contact(row, "email")),
    sheets.Column(gettext_lazy("Telephone of the author"), lambda row: _contact(row, "phone")),
    sheets.Column(gettext_lazy("Address of the author"), lambda row: _contact(row, "address")),
)


def _contact(row: Comment, name: str) -> str:
    return str(getattr(getattr(row, "contact", None), name, ""))


def title_of(*, shows_hidden: bool) -> str:
    """Return what the list is called."""
    return _("Comments, hidden ones included") if shows_hidden else _("Comments shown to the public")


def in_order(rows: QuerySet[Comment], *, shows_hidden: bool) -> QuerySet[Comment]:
    """Return the comments in the order of their numbers, without the hidden and waiting ones if so asked."""
    ordered = rows.order_by("number")
    return ordered if shows_hidden else ordered.filter(pk__in=public_comments().values("pk"))


def list_sheet(
    rows: QuerySet[Comment], *, shows_hidden: bool, form: Form | None = None, with_identity: bool = False
) -> Sheet:
    """Return the list as a sheet, read row by row; with_identity: who wrote it, for whom the rule lets."""
    chosen = in_order(rows, shows_hidden=shows_hidden)
    columns = (*COLUMNS, *IDENTITY) if with_identity else COLUMNS
    chosen = chosen.select_related("contact") if with_identity else chosen
    return sheets.sheet_of(title_of(shows_hidden=shows_hidden), columns, chosen, form=form, most=MOST_ROWS)


def sheets_of(consultation: Consultation, kind: WorkbookKind) -> list[Sheet]:
    """Return the sheets of a workbook of all comments."""
    if kind == WorkbookKind.ANSWERS:
        return answers_sheets(consultation)
    rows = comments_listed(consultation, {})
    return [list_sheet(rows, shows_hidden=kind == WorkbookKind.COMMENTS)]
