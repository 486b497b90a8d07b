"""Is what was typed about a clock well formed?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.models.clocks import LIMIT_UNITS
from dongthuan.apps.clocks.wording import CHANNELS, COMPLEXITIES
from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import Facts


class ClockFilterForm(forms.Form):
    """The filters of the list, as they stand in its address."""

    q = Line(label=_("Title holds"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("running or paused")), *State.choices, ("all", _("all"))],
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.order_by("name"), empty_label=_("all")
    )
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    is_overdue = forms.BooleanField(label=_("overdue only"), required=False)

    def __init__(self, data: Any, *, rules: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *rules]


class OpenForm(forms.Form):
    """A clock opened by hand."""

    name = forms.ChoiceField(
        label=_("Rule"),
        help_text=_("Which instrument holds follows from the day on which the clock starts."),
    )
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("not said")), *CHANNELS.items()]
    )
    complexity = forms.ChoiceField(
        label=_("Case"), required=False, choices=[("", _("not said")), *COMPLEXITIES.items()]
    )
    start_at = Moment(label=_("Runs from (t0)"), help_text=_("When it happened, not when it is typed."))
    start_reason = Line(
        label=_("What started it"), max_length=500, help_text=_("As “received a valid request, no. 12”.")
    )
    title = Line(label=_("Title"), max_length=300)
    unit = forms.ModelChoiceField(label=_("Unit that answers for it"), queryset=Unit.objects.none())
    owner = forms.ModelChoiceField(
        label=_("Officer who answers for it"),
        required=False,
        queryset=Officer.objects.filter(is_active=True, roles__isnull=False).exclude(roles__role="system"),
        empty_label=_("the unit's officers"),
    )

    def __init__(self, *args: Any, rules: list[tuple[str, str]], units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names, own = self.fields["name"], self.fields["unit"]
        assert isinstance(names, forms.ChoiceField)
        assert isinstance(own, forms.ModelChoiceField)
        names.choices = [("", "—"), *rules]
        own.queryset = units
        owners = self.fields["owner"]
        assert isinstance(owners, forms.ModelChoiceField)
        assert owners.queryset is not None
        owners.queryset = owners.queryset.distinct()

    def given(self) -> dict[str, Any]:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        same = ("name", "unit", "start_at", "start_reason", "title", "owner")
        return {key: data[key] for key in same} | {"facts": Facts(data["channel"], data["complexity"])}


class VersionForm(forms.Form):
    """Which version of the clock the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def given(self) -> dict[str, Any]:
        """Return what was typed, but for the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PauseForm(VersionForm):
    """Why a clock stands still, and since when."""

    reason = Line(label=_("Reason"), max_length=500)
    start_at = Moment(label=_("Since"), required=False, help_text=_("Empty: from now on."))


class ResumeForm(VersionForm):
    """When a clock goes on."""

    end_at = Moment(label=_("Goes on from"), required=False, help_text=_("Empty: from now on."))


class ExtendForm(VersionForm):
    """How much longer, in the unit of the law, and why."""

    amount = forms.IntegerField(label=_("How much longer"), min_value=1, max_value=10_000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=LIMIT_UNITS[:4])
    reason = Line(label=_("Reason"), max_length=500)


class FinishForm(VersionForm):
    """When it was done."""

    done_at = Moment(label=_("Done at"), required=False, help_text=_("Empty: now."))


class CancelForm(VersionForm):
    """Why a clock falls away."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
