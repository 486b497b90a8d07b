"""Words for what drafts, comments and groups keep as codes: refusals, warnings of the reader, changes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.revisions import Change
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.policies.operations import (
    comments,
    consultations_documents,
    drafts,
    grouping_acts,
    meetings,
    versions,
)
from dongthuan.docgen.reading.limits import CannotRead

REFUSALS: Mapping[type[Exception], Promise] = {
    versions.ChangedMeanwhile: _(
        "Somebody else changed this meanwhile. Look at how it stands now, then do it again."
    ),
    versions.NoReason: _("Give a reason; it is kept."),
    versions.NoWords: _("Fill in what must be said; nothing was kept."),
    versions.NotInThatState: _("It stands elsewhere now; this step is not possible."),
    SecretMark: _("The text bears a mark of state secrecy. Nothing was kept; use the means for secrets."),
    comments.NotNow: _("The consultation did not take comments at that time."),
    comments.TooLong: _("A comment has at most 20,000 characters; hand a longer one in as a file."),
    comments.NotOfThisDraft: _("A newer version was published meanwhile: choose the provision there."),
    comments.TooManyFromThere: _("Many comments came from this network within an hour. Try again later."),
    drafts.AnotherIsBeingChecked: _("A version is being checked already: publish or drop it first."),
    drafts.NothingToPublish: _("The version has no provision yet."),
    drafts.NoSuchPiece: _("The provision cannot be corrected so; look at how the draft stands now."),
    meetings.NoMinutes: _("The meeting has no minutes yet: give their file first."),
    consultations_documents.TooManyDocuments: _(
        "A consultation has at most 40 documents: put several into one file."
    ),
    grouping_acts.NotTogether: _("Choose some comments of one group, or two groups of one consultation."),
    CannotRead: _("The file cannot be read: give a .docx, .txt or PDF with text, without password."),
}
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, FileRefused)
WARNINGS: Mapping[str, Promise] = {
    "no-articles": _("No article was found: the draft is shown as %(detail)s paragraphs."),
    "missing-number": _("%(ref)s: number %(detail)s is missing before it."),
    "out-of-order": _("%(ref)s: its number is smaller than the one before."),
    "duplicate-number": _("%(ref)s: the number %(detail)s was used before."),
    "restart": _("%(ref)s: the numbers begin anew here."),
    "open-quote": _("A quotation is not closed: %(detail)s"),
    "too-many": _("The draft has %(detail)s provisions; only the first 5,000 are kept."),
    "tracked-changes": _(
        "%(detail)s tracked changes in the file: the text as if all were accepted is shown."
    ),
    "footnotes": _("%(detail)s footnotes were read: each stands with the provision it hangs on."),
    "loose-footnotes": _(
        "%(detail)s footnotes hang on no provision (a heading, a signature): they are not shown."
    ),
    "remarks": _("%(detail)s comments of authors are in the file: they were not read and are not shown."),
    "tables": _("%(detail)s rows of tables are shown as lines: look whether they stand right."),
    "legacy-encoding": _("The file used an old set of letters (%(detail)s) and was converted."),
}
CHANGES: Mapping[Change, Promise] = {
    Change.SAME: _("Unchanged"),
    Change.CHANGED: _("Words changed"),
    Change.MOVED: _("Moved, the same words"),
    Change.RENUMBERED: _("Another number, the same words"),
    Change.NEW: _("New provision"),
    Change.REMOVED: _("Left out"),
}


def sentence_of(refusal: Exception) -> str:
    """Return a refusal in one sentence."""
    for kind, words in REFUSALS.items():
        if isinstance(refusal, kind):
            return str(words)
    return str(refusal)


def warning_sentences(warnings: list[list[str]]) -> list[str]:
    """Return what the reader found odd, a sentence each."""
    return [str(WARNINGS[code]) % {"ref": ref, "detail": detail} for code, ref, detail in warnings]
