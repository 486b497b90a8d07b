"""Official documents: what was drawn up, its way to the signature, and the content frozen by it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.lifecycle import MAY_GO_WITHOUT, DocumentKind, DocumentState, UrgencyMark
from dongthuan.apps.documents.models.authorities import SigningAuthority

_OFFICER = settings.AUTH_USER_MODEL


class OfficialDocumentQuerySet(models.QuerySet["OfficialDocument"]):
    """What one asks of documents."""

    def visible_to(self, officer: Actor) -> "OfficialDocumentQuerySet":
        """Return the documents this officer may read: the same as the rule of `documents.read`."""
        if oversees(officer):
            return self.all()
        own = Q(unit_id__in=[unit for _role, unit in officer.held_roles()]) | Q(signed_by=officer.pk)
        return self.filter(own | Q(Exists(_reaching(officer)), state=DocumentState.SUBMITTED))

    def awaiting(self, officer: Actor) -> "OfficialDocumentQuerySet":
        """Return the submitted documents that this officer may sign on his day: not his own ones."""
        own = Q(author=officer.pk) | Q(submitted_by=officer.pk)
        edited = Exists(
            OfficialDocument.editors.through.objects.filter(
                officialdocument_id=OuterRef("pk"), officer_id=officer.pk
            )
        )
        waiting = self.filter(Exists(_reaching(officer)), state=DocumentState.SUBMITTED)
        return waiting.exclude(own).exclude(edited)

    def light(self) -> "OfficialDocumentQuerySet":
        """Leave the long texts in the database, for lists."""
        return self.defer("body", "annexes", "addressees", "recipients", "folded")


def _reaching(officer: Actor) -> models.QuerySet[SigningAuthority]:
    """Return the officer's authorities in force that reach the outer document."""
    held = SigningAuthority.objects.in_force(on=officer.day).filter(officer_id=officer.pk)
    kinds = Q(kinds=[]) | Q(kinds__contains=[OuterRef("kind")])
    return held.filter(kinds, unit_id=OuterRef("issuer_id"))


class OfficialDocument(models.Model):
    """One document. unit: who draws it up; issuer: under whose head and number it goes out.

    body, annexes: blocks as `blocks.py` writes them. record_type, record_key: what it was drawn up from.
    year: of the register once signed, before that the year it was drawn up in. symbol: "12/KH-VHL".
    A signed press release may have neither number nor symbol; signed_on says whether one is signed.
    version grows with each change. folded: what the search looks in.
    """

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="documents_drawn_up",
        verbose_name=_("drawn up by"),
    )
    issuer = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="documents_issued", verbose_name=_("issued by")
    )
    kind = models.CharField(_("kind"), max_length=3, choices=DocumentKind.choices)
    subject = models.CharField(_("subject"), max_length=2000)
    addressees = models.JSONField(_("addressees"), default=list)
    recipients = models.JSONField(_("recipients"), default=list)
    archive = models.CharField(_("archive"), max_length=120, default="VT")
    urgency = models.CharField(_("urgency"), max_length=12, choices=UrgencyMark.choices, blank=True)
    body = models.JSONField(_("body"), default=list)
    annexes = models.JSONField(_("annexes"), default=list)
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    folded = models.TextField(blank=True)
    author = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn up by")
    )
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(_("drawn up"))
    changed_at = models.DateTimeField(_("changed"))
    submitted_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    proposed = models.ForeignKey(
        SigningAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed signature"),
    )
    return_reason = models.TextField(blank=True)
    authority = models.ForeignKey(
        SigningAuthority, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    signed_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("number and symbol"), max_length=80, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    issued_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    objects: ClassVar[OfficialDocumentQuerySet] = OfficialDocumentQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        constraints = [
            models.CheckConstraint(
                name="documents_two_pairs_of_eyes",
                condition=Q(signed_by__isnull=True)
                | (~Q(signed_by=models.F("author")) & ~Q(signed_by=models.F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="documents_signed_is_whole",
                condition=(
                    Q(number__isnull=True, signed_by__isnull=True, signed_on__isnull=True)
                    & Q(content_hash="", symbol="", state__in=["draft", "submitted", "returned", "cancelled"])
                )
                | (
                    Q(signed_by__isnull=False, signed_on__isnull=False, signed_at__isnull=False)
                    & Q(authority__isnull=False, state__in=["signed", "issued", "cancelled"])
                    & ~Q(content_hash="")
                    & (
                        (Q(number__gte=1) & ~Q(symbol=""))
                        | Q(number__isnull=True, symbol="", kind__in=MAY_GO_WITHOUT)
                    )
                ),
            ),
            models.CheckConstraint(
                name="documents_undone_with_reason",
                condition=(~Q(state="cancelled") | ~Q(cancel_reason=""))
                & (~Q(state="returned") | ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="documents_issued_by_somebody",
                condition=~Q(state="issued") | Q(issued_by__isnull=False, issued_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="documents_latest"),
            models.Index(fields=["unit", "-changed_at", "-id"], name="documents_latest_of_unit"),
            models.Index(fields=["state", "issuer", "kind"], name="documents_by_state"),
            models.Index(fields=["record_type", "record_key"], name="documents_by_record"),
            GinIndex(SearchVector("folded", config="simple"), name="documents_by_words"),
        ]

    def __str__(self) -> str:
        return self.symbol or self.subject[:80]


class FrozenContent(models.Model):
    """What was signed, word by word, to be drawn the same in ten years; the database refuses changes."""

    document = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, primary_key=True, related_name="frozen"
    )
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("signed content")
        verbose_name_plural = _("signed contents")

    def __str__(self) -> str:
        return self.sha256[:12]
