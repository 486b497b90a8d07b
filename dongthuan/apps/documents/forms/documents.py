"""What people fill in about documents."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.documents.forms.annexes import MOST_TEXT, annex_forms, lost_tables, read_for_form
from dongthuan.apps.documents.lifecycle import DocumentKind, DocumentState, UrgencyMark
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import LONGEST_SUBJECT, DocumentContent
from dongthuan.apps.documents.queries.issuers import OWN_SEAL
from dongthuan.apps.documents.typed import Typed, as_typed
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Annex, Kind, Table, Urgency
from dongthuan.docgen.official_record import annexes_from_plain, blocks_from_plain

FIRST_YEAR, LAST_YEAR = 1900, 2199
_RECIPIENT = re.compile(r"(?P<name>.*?)\s*\((?P<purpose>[^()]*)\)")
_ARCHIVE = re.compile(r"lưu\s*:\s*(.+)", re.IGNORECASE)


class FilterForm(forms.Form):
    """Which documents to list."""

    q = Line(label=_("Words or number"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.order_by("name"), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    mine = forms.BooleanField(label=_("Awaiting my signature"), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name, choices in (("kind", DocumentKind.choices), ("state", DocumentState.choices)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all")), *choices]
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = str(_("all"))


class VersionForm(forms.Form):
    """Which version somebody had in front of him."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """Why something is undone."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class _AuthorityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice of signatures, by what is printed and who signs."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the lines above the name, and the name."""
        return f"{' / '.join(obj.capacity_lines)} · {obj.officer.full_name}"


class SubmitForm(VersionForm):
    """Whose signature is sought."""

    proposed = _AuthorityChoice(
        label=_("Whose signature"),
        queryset=SigningAuthority.objects.none(),
        required=False,
        empty_label=_("whoever may sign it"),
    )

    def __init__(self, *given: Any, possible: Sequence[SigningAuthority] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self.fields["proposed"], possible)


class SignForm(VersionForm):
    """Under which of his authorities somebody signs."""

    authority = _AuthorityChoice(
        label=_("Sign as"), queryset=SigningAuthority.objects.none(), empty_label=None
    )

    def __init__(self, *given: Any, possible: Sequence[SigningAuthority] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self.fields["authority"], possible)
        if possible:
            self.fields["authority"].initial = possible[0].pk


def _offer(field: forms.Field, possible: Sequence[SigningAuthority]) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    rows = SigningAuthority.objects.filter(pk__in=[one.pk for one in possible])
    field.queryset = rows.select_related("officer")


class DocumentForm(forms.Form):
    """A document as one writes it down, with its tables and annexes."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    unit = forms.ModelChoiceField(label=_("Unit that draws it up"), queryset=Unit.objects.none())
    issuer = forms.ModelChoiceField(
        label=_("Issued by"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("the usual one of the unit"),
        help_text=_("Under whose head and number it goes out."),
    )
    subject = Line(
        label=_("What it is about"),
        max_length=LONGEST_SUBJECT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Without the name of the kind, which stands above it"),
    )
    addressees = Passage(
        label=_("Addressees"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line."),
    )
    body = Passage(
        label=_("Body of the document"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "typed-text"}),
        help_text=_(
            "One paragraph a line. Grounds and the headings “I. …”, “1. …”, “a) …” are recognised; begin a "
            "line with # for a heading, &gt; for a ground, \\ for a plain paragraph. A table is a line "
            "“[Table: its caption]” and below it a line a row, cells between bars: | No | Task |; the first "
            "row is its head."
        ),
    )
    drop_tables = forms.BooleanField(label=_("Leave out the tables whose line I deleted"), required=False)
    recipients = Passage(
        label=_("Recipients"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, with the purpose in brackets"),
    )
    archive = Line(label=_("Archive line"), max_length=120, required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("none")), *UrgencyMark.choices], required=False
    )
    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *given: Any,
        units: QuerySet[Unit],
        on: date,
        document: OfficialDocument | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.tables: list[Table] = []
        self.stored_annexes: tuple[Annex, ...] = ()
        if document is not None:
            stored = blocks_from_plain(document.body)
            self.tables = [block for block in stored if isinstance(block, Table)]
            self.stored_annexes = annexes_from_plain(document.annexes)
        self.annex_forms = annex_forms(self.stored_annexes, self.data if self.is_bound else None)
        if not self.tables:
            del self.fields["drop_tables"]
        rows = Unit.objects.filter(start_on__lte=on, kind__in=OWN_SEAL).order_by("name")
        for name, queryset in (("unit", units), ("issuer", rows)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        self.typed = Typed((), ())

    def clean_body(self) -> str:
        """Read the text; a table that it no longer names is not lost by oversight."""
        text = str(self.cleaned_data["body"])
        self.typed = read_for_form(text, self.tables)
        return text

    def is_valid(self) -> bool:
        """Say whether the document and all its annexes are well formed."""
        are_valid = [one.is_valid() for one in self.annex_forms if one.is_bound]
        return super().is_valid() and all(are_valid)

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes as filled in; as stored where none were sent along."""
        if not any(one.is_bound for one in self.annex_forms):
            return self.stored_annexes
        return tuple(found for one in self.annex_forms if (found := one.annex))

    def clean(self) -> dict[str, Any]:
        """Ask before tables are left out, and see that the issuer stands above the unit."""
        data = super().clean() or {}
        if self.typed.left_out and not data.get("drop_tables"):
            self.add_error("body", lost_tables(self.typed))
        unit, issuer = data.get("unit"), data.get("issuer")
        if unit and issuer and not _stands_above(issuer, unit):
            self.add_error("issuer", _("A unit writes under its own head or that of a unit above it."))
        return data

    @property
    def content(self) -> DocumentContent:
        """What was filled in, for the operations."""
        data = self.cleaned_data
        recipients, archive = read_recipients(data["recipients"])
        return DocumentContent(
            kind=Kind(data["kind"]),
            unit=data["unit"],
            subject=data["subject"],
            body=self.typed.blocks,
            addressees=read_addressees(data["addressees"]),
            recipients=recipients,
            archive=data["archive"] or archive or "VT",
            annexes=self.annexes,
            issuer=data["issuer"],
            urgency=Urgency(data["urgency"]),
        )


def _stands_above(issuer: Unit, unit: Unit) -> bool:
    above: Unit | None = unit
    while above is not None and above.pk != issuer.pk:
        above = above.parent
    return above is not None


def read_addressees(text: str) -> tuple[str, ...]:
    """Return the addressees of a text, one a line, without dashes and stops."""
    lines = (line.strip().lstrip("-–").strip().rstrip(";.,").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def read_recipients(text: str) -> tuple[tuple[Recipient, ...], str]:
    """Return the recipients of a text, one a line or parted by ";", and the archive if it names one."""
    found, archive = [], ""
    for line in read_addressees(text.replace(";", "\n")):
        if kept := _ARCHIVE.fullmatch(line):
            archive = kept[1]
        elif purposed := _RECIPIENT.fullmatch(line):
            found.append(Recipient(purposed["name"], purposed["purpose"].strip()))
        else:
            found.append(Recipient(line))
    return tuple(found), archive


def initial_of(document: OfficialDocument) -> dict[str, Any]:
    """Return the form as it stands for a document."""
    recipients = [
        f"{one['name']} ({one['purpose']})" if one["purpose"] else one["name"] for one in document.recipients
    ]
    return {
        "kind": document.kind,
        "unit": document.unit_id,
        "issuer": document.issuer_id,
        "subject": document.subject,
        "addressees": "\n".join(document.addressees),
        "body": as_typed(blocks_from_plain(document.body)),
        "recipients": "\n".join(recipients),
        "archive": document.archive,
        "urgency": document.urgency,
        "version": document.version,
    }
