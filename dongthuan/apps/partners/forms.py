"""What officers fill in about partners, agreements and workbooks of contacts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.partners.lifecycle import AgreementState, AskBefore, PartnerKind
from dongthuan.apps.partners.models import Agreement, Contact, Partner
from dongthuan.apps.partners.operations.agreements import AgreementContent
from dongthuan.apps.partners.operations.partners import ContactContent, PartnerContent
from dongthuan.apps.press.forms.register_fields import LongSelect, StepReasonForm, VersionForm
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit

LARGEST_FILE = 20_000_000
MOST_CONTACTS = 200


class Contacts(Passage):
    """Contacts, one a line: full name; post; telephone; e-mail."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=40_000, **options)

    def clean(self, value: Any) -> Any:
        """Return the contacts; refuse a line that is none."""
        lines = [line for line in super().clean(value).splitlines() if line.strip(" ;\t")]
        if len(lines) > MOST_CONTACTS:
            raise forms.ValidationError(_now("At most %(most)s lines.") % {"most": MOST_CONTACTS})
        return [self._contact(line) for line in lines]

    def _contact(self, line: str) -> ContactContent:
        parts = [" ".join(part.split()) for part in line.split(";")]
        name, post, phone, email = (parts + [""] * 4)[:4]
        is_fit = bool(name) and len(parts) < 5 and len(name) <= 120 and len(post) <= 160 and len(phone) <= 30
        try:
            if email:
                validate_email(email)
        except forms.ValidationError:
            is_fit = False
        if not is_fit:
            words = _now("“%(line)s”: write full name; post; telephone; e-mail, with ; between them.")
            raise forms.ValidationError(words % {"line": line[:80]})
        return ContactContent(name, post, phone, email)

    @staticmethod
    def written(contacts: Iterable[Contact]) -> str:
        """Return contacts as they are typed."""
        rows = ([one.name, one.post, one.phone, one.email] for one in contacts)
        return "\n".join("; ".join(part.replace(";", ",") for part in row).rstrip("; ") for row in rows)


class PartnerForm(VersionForm):
    """A partner."""

    kind = forms.ChoiceField(label=_("Kind of partner"), choices=PartnerKind.choices)
    name = Line(label=_("Name of the partner"), max_length=200)
    field = Line(label=_("Field of work"), max_length=200, required=False)
    unit = forms.ModelChoiceField(
        label=_("Kept by the unit"), queryset=Unit.objects.none(), widget=LongSelect
    )
    outlet = forms.ModelChoiceField(
        label=_("Press agency that it is"),
        queryset=Outlet.objects.none(),
        required=False,
        widget=LongSelect,
        empty_label=_("none of them"),
        help_text=_("Then its page shows what it asked and did with us."),
    )
    contacts = Contacts(
        label=_("Whom one reaches"),
        help_text=_("One a line: full name; post; telephone; e-mail. Work data only."),
    )
    note = Passage(
        label=_("Note on the partner"),
        required=False,
        max_length=4_000,
        help_text=_("Nothing that judges a person."),
    )

    def __init__(self, *given: Any, units: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name, rows in (("unit", units), ("outlet", Outlet.objects.active().order_by("name"))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def content(self) -> PartnerContent:
        """What was filled in."""
        return PartnerContent(**self.given())

    @staticmethod
    def initial_of(row: Partner) -> dict[str, Any]:
        """What the form begins with."""
        names = ("kind", "name", "field", "unit", "outlet", "note", "version")
        contacts = Contacts.written(row.contacts.all())
        return {name: getattr(row, name) for name in names} | {"contacts": contacts}


class AgreementForm(VersionForm):
    """An agreement."""

    title = Line(label=_("What is agreed"), max_length=300)
    number = Line(label=_("Number of the agreement"), max_length=80, required=False)
    signed_on = Day(label=_("Signed on"))
    start_on = Day(label=_("Holds from"))
    until = Day(label=_("Holds until"), required=False, help_text=_("Empty: without an end."))
    ask_before = forms.TypedChoiceField(
        label=_("Ask whether to renew it"), coerce=int, choices=AskBefore.choices
    )
    our_duties = Passage(label=_("What we do"), required=False)
    their_duties = Passage(label=_("What the partner does"), required=False)
    file = forms.FileField(
        label=_("Signed file"),
        required=False,
        help_text=_("At most 20 MB; it takes the place of the former."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data.get("file")
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(_now("The file is larger than 20 MB."))
        return file

    def content(self) -> AgreementContent:
        """What was filled in."""
        given = self.given()
        file = given.pop("file")
        return AgreementContent(**given, file=(file.read(), file.name) if file else None)

    @staticmethod
    def initial_of(row: Agreement) -> dict[str, Any]:
        """What the form begins with."""
        when = ("signed_on", "start_on", "until", "ask_before")
        names = ("title", "number", *when, "our_duties", "their_duties", "version")
        return {name: getattr(row, name) for name in names}


class EndForm(StepReasonForm):
    """When and why an agreement is ended early."""

    ended_on = Day(label=_("Ended on"))


class SheetForm(forms.Form):
    """A workbook of contacts for the partners of a unit."""

    unit = forms.ModelChoiceField(
        label=_("Kept by the unit"), queryset=Unit.objects.none(), widget=LongSelect
    )
    file = forms.FileField(
        label=_("Workbook (XLSX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_(
            "Headings: Partner, Field, Full name, Post, Telephone, E-mail; below them one contact a row."
        ),
    )

    def __init__(self, *given: Any, units: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_now("The file is larger than 20 MB."))
        return file


class FilterForm(forms.Form):
    """The filters of the list of partners."""

    q = Line(label=_("Name, field or contact holds"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of partner"), required=False, choices=[("", _("all")), *PartnerKind.choices]
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.order_by("name"), empty_label=_("all")
    )
    press = forms.BooleanField(label=_("press agencies only"), required=False)
    closed = forms.BooleanField(label=_("those closed"), required=False)


class AgreementFilterForm(forms.Form):
    """The filters of the list of agreements."""

    q = Line(label=_("Title, number or partner holds"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *AgreementState.choices]
    )
    soon = forms.BooleanField(label=_("soon to end"), required=False)
