"""Is what was typed about a unit well formed?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.apps.units.operations import UnitContent


class UnitForm(forms.Form):
    """A unit as one writes it down."""

    code = Line(label=_("Code"), max_length=30, help_text=_("Short, as in document numbers: VP, KHTC"))
    name = Line(label=_("Name"), max_length=250)
    short_name = Line(label=_("Short name"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)
    parent = forms.ModelChoiceField(label=_("Belongs to"), queryset=Unit.objects.all(), required=False)
    start_on = Day(label=_("Exists from"))
    predecessors = forms.ModelMultipleChoiceField(
        label=_("Came out of"),
        queryset=Unit.objects.all(),
        required=False,
        help_text=_("The units that this one took over."),
    )

    def __init__(self, *args: object, unit: Unit | None = None, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments pass through
        self.unit = unit
        if unit is not None and unit.parent_id is None:
            self.fields["agency_kind"] = forms.ChoiceField(
                label=_("Kind of agency"),
                choices=Agency.Kind.choices,
                help_text=_("Before the law: some limits depend on it."),
            )

    def clean_code(self) -> str:
        """Refuse a code that another unit has."""
        code = str(self.cleaned_data["code"])
        others = Unit.objects.filter(code__iexact=code)
        if (others.exclude(pk=self.unit.pk) if self.unit else others).exists():
            raise forms.ValidationError(_("Another unit has this code."))
        return code

    def clean_parent(self) -> Unit | None:
        """Only the agency lies below nothing."""
        parent: Unit | None = self.cleaned_data["parent"]
        is_agency = self.unit is not None and self.unit.parent_id is None
        if parent is None and not is_agency:
            raise forms.ValidationError(_("Choose the unit to which it belongs."))
        if parent is not None and is_agency:
            raise forms.ValidationError(_("The agency itself belongs to no unit."))
        return parent

    def content(self) -> UnitContent:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        return UnitContent(
            code=data["code"],
            name=data["name"],
            short_name=data["short_name"],
            kind=data["kind"],
            parent=data["parent"],
            start_on=data["start_on"],
            predecessors=tuple(data["predecessors"]),
            is_illustrative=bool(self.unit and self.unit.is_illustrative),
            agency_kind=data.get("agency_kind", ""),
        )


class EndForm(forms.Form):
    """The day on which something is no more."""

    end_on = Day(label=_("Ends on (the first day it is no more)"))
