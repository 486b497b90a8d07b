"""What reading a file tells people, in English sentences; whoever shows them translates."""

from collections.abc import Mapping


def _(sentence: str) -> str:
    """Mark a sentence for the catalogue, no more; Django's own marker would load the settings."""
    return sentence


REFUSALS: Mapping[str, str] = {
    "empty": _("The file is empty."),
    "too-large": _("The file is larger than %(detail)s MB."),
    "too-long": _("The text is longer than %(detail)s characters."),
    "too-many-pages": _("The file has more than %(detail)s pages."),
    "too-slow": _("Reading took longer than %(detail)s seconds and was stopped."),
    "not-text": _("The file is neither Word, PDF nor readable text."),
    "unknown-kind": _("This kind of file is not read; hand in .docx, .pdf or .txt."),
    "old-word": _("This is an old Word file (.doc); save it as .docx and hand it in again."),
    "encrypted": _("The file is locked with a password; remove it and hand the file in again."),
    "damaged": _("The file is damaged or cut off."),
    "zip-bomb": _("The file unpacks to far more than it may; it was not opened."),
    "unsafe": _("The file holds parts that a Word file may not have; it was not opened."),
    "scan": _(
        "This is a scan: a picture of pages without text. Hand in the text version, or one with a text layer."
    ),
    "classified": _(
        "The document is marked %(detail)s. Classified documents are not taken in; nothing was stored."
    ),
    "no-body": _("No body of a document was found in the text."),
}

WARNINGS: Mapping[str, str] = {
    "duplicate-number": _("Number %(detail)s is used twice; here it is called %(ref)s."),
    "number-gap": _("Number %(detail)s is missing before %(ref)s."),
    "stray-link": _("Links that stood alone between the lines were taken out: %(detail)s"),
    "page-number": _("Lines that hold only a page number were taken out: %(detail)s"),
    "page-header": _("Headings repeated at the top of pages were taken out: %(detail)s"),
    "stamp": _("Lines of an electronic signature were taken out: %(detail)s"),
    "no-number": _("No number of the document was found."),
    "no-date": _("No date of issue was found."),
    "no-type": _("The kind of document was not recognised."),
    "no-agency": _("The issuing body was not recognised."),
    "no-duty": _("No duty was recognised."),
    "no-signature": _("No name of a signatory was found."),
    "no-recipients": _("No list of recipients was found."),
    "unplaced": _("This line was put nowhere: %(detail)s"),
    "citation-date": _("One document is cited with different dates: %(detail)s"),
    "annex": _("The file holds an annex or an attached plan; it was read together with the main text."),
    "legacy-encoding": _("The text was written for %(detail)s fonts and has been turned into Unicode."),
    "other-name": _("The name of the file says another kind than its content, which is %(detail)s."),
}
