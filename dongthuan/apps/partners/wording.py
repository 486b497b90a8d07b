"""What a refused act says, and what is wrong with a row of a workbook."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.partners.contact_rows import NoTable
from dongthuan.apps.partners.operations import agreements, importing, partners
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason

_SENTENCES: dict[type[Exception], str | Promise] = {
    partners.NameTaken: _("The unit keeps a partner of that name already: look for it in the list."),
    partners.IsClosed: _("The partner is closed: take it up again first."),
    partners.IsOpen: _("The partner is not closed."),
    agreements.EndsBeforeStart: _("The last day lies before the first: mend one of them."),
    agreements.SignedAhead: _("It cannot be signed after today: mend the day."),
    agreements.EndedAlready: _("The agreement was ended early: undo that first."),
    agreements.NotEnded: _("The agreement was not ended early."),
    agreements.EndOutside: _("Choose a day from its first to today, and not after its last."),
    importing.NothingToTakeIn: _("No row brings anything new; nothing was taken in."),
    SecretMark: _(
        "This bears a mark of state secrecy and was not kept; state secrets never enter this system."
    ),
    ChangedMeanwhile: _(
        "Somebody else changed this meanwhile. Look at it again; sending once more saves yours."
    ),
    NoReason: _("A ground or reason must be given."),
}
_TABLES = {
    "file": _("This is no workbook that can be read: save it as .xlsx without a password and try again."),
    "header": _("No row of headings was found: it needs the columns Partner and Full name at least."),
    "rows": _("There are more than 500 rows: take them in by parts."),
}
REFUSED = (*_SENTENCES, FileRefused, NoTable)

ROWS = {
    "new": _("new partner"),
    "added": _("new contact"),
    "same": _("known already"),
    "bad": _("left out"),
}
PROBLEMS = {
    "": "",
    "no-partner": _("no partner is named"),
    "no-name": _("whom one reaches has no name"),
    "too-long": _("a text is too long"),
    "closed": _("the partner is closed"),
    "email": _("the e-mail address is none"),
}


def sentence_of(refusal: Exception) -> str | Promise:
    """Return what was refused, and what to do."""
    if isinstance(refusal, FileRefused):
        return str(refusal)
    if isinstance(refusal, NoTable):
        return _TABLES[refusal.fault]
    return _SENTENCES[next(kind for kind in _SENTENCES if isinstance(refusal, kind))]
