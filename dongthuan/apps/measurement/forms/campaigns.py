"""What officers fill in about campaigns, their objectives and results."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.measurement.lifecycle import CampaignState, Measure
from dongthuan.apps.measurement.models.campaigns import Campaign, Objective
from dongthuan.apps.measurement.operations.campaigns import (
    CampaignContent,
    Closing,
    ObjectiveContent,
    ResultContent,
)
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.plans.lifecycle import Level
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.press.forms.register_fields import (
    LongSelect,
    LongSelectMultiple,
    VersionForm,
    choose_units,
)
from dongthuan.apps.units.models import Unit

MOST_CHOICES = 500
_LIMIT = Decimal(10**15)


class Value(forms.DecimalField):
    """A number of at most two decimals, as people type it: 12,5 or 12.5."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_digits=18, decimal_places=2, min_value=-_LIMIT, max_value=_LIMIT, localize=True, **options
        )
        self.widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """Take a decimal comma for what it is."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


class FilterForm(forms.Form):
    """The filters of the list of campaigns."""

    q = Line(label=_("Title or aim holds"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all")
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *CampaignState.choices]
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.order_by("name")


class CampaignForm(VersionForm):
    """A campaign: what for, to whom, when, and what belongs to it."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    title = Line(label=_("Title"), max_length=300)
    aim = Passage(label=_("Aim"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    audience = Line(label=_("Audience"), max_length=500, required=False)
    messages = Passage(
        label=_("Messages"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Items are then looked at for whether they carry one of them."),
    )
    start_on = Day(label=_("Begins on"))
    end_on = Day(label=_("Ends on"))
    plan = forms.ModelChoiceField(
        label=_("Plan"), queryset=Plan.objects.none(), required=False, widget=LongSelect
    )
    tasks = forms.ModelMultipleChoiceField(
        label=_("Tasks"), queryset=Task.objects.none(), required=False, widget=LongSelectMultiple
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=LongSelectMultiple,
        help_text=_("Mentions and their polarity are counted on these."),
    )
    texts = forms.ModelMultipleChoiceField(
        label=_("Published texts"),
        queryset=Text.objects.none(),
        required=False,
        widget=LongSelectMultiple,
        help_text=_("Their readings on the portal and their mails are counted."),
    )

    def __init__(self, *given: Any, by: Officer, campaign: Campaign | None = None, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        if campaign is not None:
            self.fields["unit"].disabled = True
            self.fields["unit"].queryset = Unit.objects.filter(pk=campaign.unit_id)  # type: ignore[attr-defined]  # a choice of models
        offered = {
            "plan": Plan.objects.visible_to(by).order_by("-year", "title"),
            "tasks": Task.objects.visible_to(by).given().select_related("plan").order_by("-plan__year", "pk"),
            "topics": Topic.objects.filter(is_active=True).order_by("name"),
            "texts": Text.objects.visible_to(by).light().exclude(public_at=None).order_by("-public_at"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice of models

    def clean(self) -> dict[str, Any]:
        """Refuse a campaign that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_on"), cleaned.get("end_on")
        if start and end and end < start:
            self.add_error("end_on", _("The end lies before the beginning."))
        return cleaned

    def content(self) -> CampaignContent:
        """Return what was filled in, for the operation."""
        filled = super().given()
        filled |= {name: tuple(filled[name]) for name in ("tasks", "topics", "texts")}
        return CampaignContent(**filled)


class ObjectiveForm(VersionForm):
    """One objective with baseline and target."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.OUTCOME)
    statement = Line(
        label=_("What is to be reached"),
        max_length=500,
        help_text=_("Such as: farmers of the province know how to report an earthquake."),
    )
    measure = forms.ChoiceField(label=_("Measured by"), choices=Measure.choices, initial=Measure.HAND)
    unit_of_measure = Line(label=_("Counted in"), max_length=60, required=False)
    baseline = Value(label=_("Baseline"))
    baseline_source = Line(label=_("Source of the baseline"), max_length=300)
    target = Value(label=_("Target"))
    reason = Line(
        label=_("Reason, once the objectives are frozen"),
        max_length=500,
        required=False,
        help_text=_("It is shown beside the objective."),
    )

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version seen."""
        return {"content": ObjectiveContent(**super().given()), "version": self.seen}


class ResultForm(forms.Form):
    """A value of an objective."""

    objective = forms.ModelChoiceField(
        label=_("Objective"), queryset=Objective.objects.none(), widget=LongSelect
    )
    value = Value(label=_("Value"))
    on = Day(label=_("Day"))
    source = Line(label=_("Source"), max_length=300)
    words = Line(label=_("Note"), max_length=500, required=False)

    def __init__(self, *given: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["objective"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = campaign.objectives.filter(measure=Measure.HAND)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {"content": ResultContent(**self.cleaned_data)}


class CloseForm(VersionForm):
    """What a campaign ends with."""

    lesson = Passage(label=_("What was learned"), widget=forms.Textarea(attrs={"rows": 4}))
    next_time = Passage(label=_("What will be done differently"), widget=forms.Textarea(attrs={"rows": 3}))
    unmeasured = Passage(
        label=_("Why an objective has no result"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version seen."""
        return {"content": Closing(**super().given()), "version": self.seen}


class CheckForm(forms.Form):
    """What a person says of one item."""

    item = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    is_carried = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda told: told == "yes"
    )
