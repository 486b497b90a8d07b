"""What the pages say about documents: refusals, acts, and the names of files."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dongthuan.analysis.text import fold
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import authorities, documents, registers, signing
from dongthuan.apps.documents.rules import Act
from dongthuan.apps.files.secrecy import SecretMark

REFUSALS: dict[type[Exception], Any] = {
    documents.ChangedMeanwhile: gettext_lazy(
        "Somebody else saved this document meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    documents.NotInThatState: gettext_lazy("The document is in another state by now."),
    documents.NoSubject: gettext_lazy("Say what the document is about."),
    documents.TooLong: gettext_lazy("The document is too long; put tables into a file of their own."),
    SecretMark: gettext_lazy(
        "The text carries a mark of state secrecy. Classified documents are not drawn up here; "
        "nothing was stored."
    ),
    signing.NoReason: gettext_lazy("Say why."),
    signing.NothingToSign: gettext_lazy("The document has no text yet."),
    signing.NoAddressee: gettext_lazy("A dispatch needs an addressee."),
    signing.NotForThis: gettext_lazy(
        "That authority does not reach this document, or its holder wrote it; choose another signature."
    ),
    signing.NoAuthority: gettext_lazy(
        "You hold no signing authority in force today for documents of this issuer and kind, so nothing was "
        "signed. A leader, the Office or an administrator can record one under “Signing authorities”."
    ),
    authorities.SelfGrant: gettext_lazy("Nobody records an authority for himself; ask a colleague to do it."),
    authorities.NoSuchSigner: gettext_lazy("This account is closed."),
    authorities.EndsBeforeStart: gettext_lazy("It cannot end before it began."),
    authorities.NoPrincipal: gettext_lazy(
        "Name the office on whose behalf is signed; only the head signs in his own name: leave it empty then."
    ),
    authorities.NoGround: gettext_lazy(
        "TL. rests on the working rules and TUQ. on a written mandate: give number and day of that document."
    ),
    authorities.NoLimit: gettext_lazy("A mandate (TUQ.) needs a last day and a matter."),
    authorities.NotFromTheHead: gettext_lazy(
        "A mandate (TUQ.) comes from the head of the same issuer, in force on its first day; "
        "it is not passed on."
    ),
    authorities.AlreadyEnded: gettext_lazy("It has ended by then."),
    registers.AlwaysNumbered: gettext_lazy("Documents of this kind always have a number."),
    registers.AlreadyBegun: gettext_lazy("Numbers were given from this register; its beginning stands."),
    registers.NumberOutOfRange: gettext_lazy("Begin with a number from 1 to 99999."),
}
ACTS: dict[str, Any] = {
    Act.DRAW_UP.value: gettext_lazy("Drawn up"),
    Act.EDIT.value: gettext_lazy("Rewritten"),
    Act.SUBMIT.value: gettext_lazy("Submitted for signature"),
    Act.SEND_BACK.value: pgettext_lazy("document", "Returned"),
    Act.SIGN.value: gettext_lazy("Signed and numbered"),
    Act.ISSUE.value: gettext_lazy("Sent out"),
    Act.CANCEL.value: gettext_lazy("Given up"),
    Act.CANCEL_SIGNED.value: gettext_lazy("Cancelled, the number stays used"),
}
WITHDRAWN = gettext_lazy("Taken back")
LONGEST_SLUG = 60


def sentence(refusal: Exception) -> str:
    """Return what to tell about a refusal, and what to do."""
    if isinstance(refusal, SecretMark):
        mark = {"mark": str(refusal)}
        return str(_("The text carries the mark “%(mark)s”.") % mark) + f" {REFUSALS[type(refusal)]}"
    return str(REFUSALS[type(refusal)])


def file_name(document: OfficialDocument, form: str) -> str:
    """Return the name of a document's file in plain letters: 07-KH-VHL-truyen-thong.pdf."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(document.subject)).strip("-")[:LONGEST_SLUG].rstrip("-")
    tail = f"-{words}.{form}" if words else f".{form}"
    if document.signed_on is not None and not document.symbol:
        return f"{document.kind}-{document.signed_on:%Y-%m-%d}{tail}"
    if document.symbol:
        number, _stroke, code = document.symbol.partition("/")
        plain = re.sub(r"[^a-z0-9]+", "-", fold(code)).strip("-").upper()
        return f"{number}-{plain}-{document.year}{tail}"
    kind = re.sub(r"[^a-z0-9]+", "", fold(document.kind)).upper()
    return f"du-thao-{kind}{tail}"
