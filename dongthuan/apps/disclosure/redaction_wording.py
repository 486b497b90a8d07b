"""What an officer is told when a file or a mark is not taken."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.disclosure.operations.requests import NoSuchStep
from dongthuan.apps.disclosure.operations.requests_classifying import SamePerson
from dongthuan.apps.disclosure.requests_law import NotListed
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction_data import CannotRedact

REFUSED = (
    CannotRead,
    CannotRedact,
    ChangedMeanwhile,
    FileRefused,
    NoReason,
    NoSuchStep,
    NotListed,
    SamePerson,
    SecretMark,
)
CODES: dict[str, Any] = {
    "macros": gettext_lazy("The file holds macros. Save it without them and choose it again."),
    "encrypted": gettext_lazy("The file is behind a password. Take the password away and choose it again."),
    "zip-bomb": gettext_lazy("The file unpacks to far more than it should and is refused. Save it anew."),
    "scan": gettext_lazy(
        "The pages are pictures: a machine cannot see the words in them. Cover them on paper and scan anew."
    ),
    "old-word": gettext_lazy("This is the old form of Word. Save it as .docx and choose it again."),
    "too-short": gettext_lazy(
        "These words are too short to be told from others: {detail}. Mark more of them."
    ),
    "not-found": gettext_lazy(
        "These words do not stand in the file: {detail}. Copy them from the text shown."
    ),
    "still-there": gettext_lazy("The words are still in the copy, so it is not given: {detail}."),
    "too-many": gettext_lazy("These are too many marks for one file. Split the file."),
    "too-small": gettext_lazy("A place on page {detail} is too small to cover a word. Make it larger."),
    "too-many-pages": gettext_lazy("The file has more than {detail} pages. Split it."),
    "picture-large": gettext_lazy("The picture has more than {detail} million points. Make it smaller."),
    "not-drawable": gettext_lazy("The copy could not be drawn. Save the file as text and choose it again."),
    "damaged": gettext_lazy("The file is damaged and cannot be opened. Save it anew and try again."),
}
OTHERS: dict[type[Exception], Any] = {
    ChangedMeanwhile: gettext_lazy("Somebody else changed it meanwhile. Look at it as it stands now."),
    NoReason: gettext_lazy("A reason must be given."),
    NoSuchStep: gettext_lazy("This can no longer be done as it stands now."),
    NotListed: gettext_lazy("Choose a restriction that the law lists, or cite the article."),
    SamePerson: gettext_lazy("Whoever proposed the marks cannot confirm them: a second person must look."),
    SecretMark: gettext_lazy("The file or text bears a mark of state secrecy and is not kept here."),
}


def sentence_of(refusal: Exception) -> str:
    """Return what the officer is told, with what to do."""
    if isinstance(refusal, CannotRead | CannotRedact):
        known = CODES.get(refusal.code)
        return (
            str(known).format(detail=refusal.detail)
            if known
            else _("This file cannot be read here. Use DOCX, PDF or TXT.")
        )
    return str(OTHERS.get(type(refusal), refusal))
