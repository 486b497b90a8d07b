"""What officers fill in about state-funded tasks of science."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.operations.science import ScienceContent
from dongthuan.apps.press.forms.register_fields import Address, VersionForm, choose_units
from dongthuan.apps.units.models import Unit

STANDINGS = [
    ("", _("all")),
    ("counting", _("in the target")),
    ("told", _("communicated")),
    ("untold", _("not yet communicated")),
    ("outside", _("state secret, outside the target")),
]


class ScienceFilterForm(forms.Form):
    """The filters of the list."""

    q = Line(label=_("Title or code holds"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all")
    )
    standing = forms.ChoiceField(label=_("Communicated"), required=False, choices=STANDINGS)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.order_by("name")


class ScienceForm(VersionForm):
    """One state-funded task."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    code = Line(label=_("Code"), max_length=60)
    year = forms.IntegerField(label=_("Year of approval"), min_value=2000, max_value=2100)
    title = Line(label=_("Title"), max_length=500, required=False)
    is_outside = forms.BooleanField(
        label=_("State secret, outside the target"),
        required=False,
        help_text=_("Then enter the code and year alone: no title, no evidence."),
    )
    told_on = Day(label=_("Communicated on"), required=False)
    evidence = Address(
        label=_("Where one sees it"),
        max_length=1000,
        required=False,
        help_text=_("The address of the news item, page or programme."),
    )

    def __init__(self, *given: Any, task: ScienceTask | None = None, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        if task is not None:
            self.fields["unit"].disabled = True
            self.fields["unit"].queryset = Unit.objects.filter(pk=task.unit_id)  # type: ignore[attr-defined]  # a choice of models

    def content(self) -> ScienceContent:
        """Return what was filled in, for the operation."""
        return ScienceContent(**super().given())


class SheetForm(forms.Form):
    """A workbook with the unit's list."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    file = forms.FileField(
        label=_("Workbook (XLSX)"),
        help_text=_(
            "First row: Code, Title, Year, Secret (x), Communicated on, Evidence. A code listed already is "
            "changed."
        ),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
