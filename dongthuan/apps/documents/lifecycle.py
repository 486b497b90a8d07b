"""Kinds and states of official documents, the steps between states, and the capacities in which one signs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.docgen.letterhead import SigningMode


class DocumentKind(models.TextChoices):
    """The kinds we draw; the values are those of `docgen.official.Kind`."""

    PLAN = "KH", _("Plan (KH)")
    REPORT = "BC", _("Report (BC)")
    DISPATCH = "CV", _("Dispatch")
    NOTICE = "TB", _("Notice (TB)")
    INVITATION = "GM", _("Invitation (GM)")
    DECISION = "QĐ", _("Decision")
    MINUTES = "BB", _("Minutes (BB)")
    RELEASE = "TC", _("Press release (TC)")
    AUTHORISATION = "GUQ", _("Authorisation (GUQ)")
    CONTRACT = "HĐ", _("Contract")


class UrgencyMark(models.TextChoices):
    """The stamps of urgency; the values are those of `docgen.official.Urgency`."""

    URGENT = "KHẨN", _("Urgent")
    VERY_URGENT = "THƯỢNG KHẨN", _("Very urgent")
    AT_ONCE = "HỎA TỐC", _("Express")


# What may go out without a number: a press release usually does; every other kind has one (article 8).
MAY_GO_WITHOUT = (DocumentKind.RELEASE.value,)


class DocumentState(models.TextChoices):
    """A document is drawn up, submitted, returned or signed by another person, and sent out."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting signature")
    RETURNED = "returned", _("Returned")
    SIGNED = "signed", _("Signed")
    ISSUED = "issued", _("Issued")
    CANCELLED = "cancelled", _("Cancelled")


# What was issued is undone by another document, never by a click.
DOCUMENT_NEXT: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.SUBMITTED, DocumentState.CANCELLED}),
    DocumentState.SUBMITTED: frozenset({DocumentState.DRAFT, DocumentState.RETURNED, DocumentState.SIGNED}),
    DocumentState.RETURNED: frozenset({DocumentState.SUBMITTED, DocumentState.CANCELLED}),
    DocumentState.SIGNED: frozenset({DocumentState.ISSUED, DocumentState.CANCELLED}),
    DocumentState.ISSUED: frozenset(),
    DocumentState.CANCELLED: frozenset(),
}
OPEN_STATES = frozenset({DocumentState.DRAFT, DocumentState.RETURNED})
NUMBERED_STATES = frozenset({DocumentState.SIGNED, DocumentState.ISSUED})


class Capacity(models.TextChoices):
    """In what capacity one signs (Decree 30/2020/NĐ-CP, article 13)."""

    HEAD = "head", _("Head of the agency")
    DEPUTY = "KT", _("KT.: a deputy in place of the head")
    COLLECTIVE = "TM", _("TM.: in the name of the collective")
    BY_ORDER = "TL", _("TL.: by order, as the working rules say")
    BY_MANDATE = "TUQ", _("TUQ.: by written mandate, for a time and a matter")


PREFIXES: dict[Capacity, SigningMode] = {
    Capacity.HEAD: SigningMode.HEAD,
    Capacity.DEPUTY: SigningMode.DEPUTY,
    Capacity.COLLECTIVE: SigningMode.COLLECTIVE,
    Capacity.BY_ORDER: SigningMode.BY_ORDER,
    Capacity.BY_MANDATE: SigningMode.BY_AUTHORITY,
}
