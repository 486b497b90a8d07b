"""What officers fill in about staff, their skills and what units need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity.lifecycle import Duty, Engagement, Language, Level, Skill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.operations.staff import MemberContent
from dongthuan.apps.common.forms import Day
from dongthuan.apps.common.forms import Line as LineField
from dongthuan.apps.press.forms.register_fields import LongSelect, StepReasonForm, VersionForm
from dongthuan.apps.units.models import Unit

_ALL = ("", _("all"))


def choose_kept_units(form: forms.Form, units: Any) -> None:
    """Let a form offer these units."""
    field = form.fields["unit"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = units


class UnitFilter(forms.Form):
    """A filter that begins with the unit."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all")
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_kept_units(self, Unit.objects.order_by("name"))


class MembersForm(UnitFilter):
    """The filters of the list of staff."""

    q = LineField(label=_("Name or post holds"), required=False)
    duty = forms.ChoiceField(label=_("Duty in communication"), required=False, choices=[_ALL, *Duty.choices])
    engagement = forms.ChoiceField(
        label=_("Share of work"), required=False, choices=[_ALL, *Engagement.choices]
    )
    skill = forms.ChoiceField(label=_("Skill"), required=False, choices=[_ALL, *Skill.choices])
    level = forms.TypedChoiceField(
        label=_("At least level"), required=False, coerce=int, choices=[_ALL, *Level.choices]
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[_ALL, *Language.choices])
    only = forms.ChoiceField(
        label=_("Only those"),
        required=False,
        choices=[
            _ALL,
            ("trained", _("with a certificate that holds")),
            ("untrained", _("without such a certificate")),
            ("ended", _("who no longer do it")),
        ],
    )


class MapForm(forms.Form):
    """The filter of the map."""

    only = forms.ChoiceField(
        label=_("Units"),
        required=False,
        choices=[
            _ALL,
            ("untrained", _("without a trained officer")),
            ("nobody", _("without communications staff")),
        ],
    )


class MemberForm(VersionForm):
    """A person who does communication."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), widget=LongSelect)
    full_name = LineField(label=_("Full name"), max_length=120)
    post = LineField(label=_("Post"), max_length=160)
    officer = forms.ModelChoiceField(
        label=_("Account"),
        queryset=Officer.objects.none(),
        required=False,
        widget=LongSelect,
        help_text=_("With an account the person sees the own courses and certificates and is told of them."),
    )
    engagement = forms.ChoiceField(label=_("Share of work"), choices=Engagement.choices)
    duties = forms.MultipleChoiceField(
        label=_("Duties in communication"), choices=Duty.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages beside Vietnamese"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    phone = LineField(
        label=_("Work telephone"),
        max_length=30,
        required=False,
        help_text=_("Only of the office: it stands in the list for the authority."),
    )
    official_email = forms.EmailField(label=_("Official e-mail"), max_length=254, required=False)
    start_on = Day(label=_("Does it since"))

    def __init__(self, *given: Any, units: Any, accounts: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_kept_units(self, units)
        officers = self.fields["officer"]
        assert isinstance(officers, forms.ModelChoiceField)
        officers.queryset = accounts

    def content(self) -> MemberContent:
        """What was filled in, for the operation."""
        return MemberContent(**super().given())

    @staticmethod
    def initial_of(member: Member) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(member, name) for name in MemberContent.__slots__} | {"version": member.version}


class EndForm(StepReasonForm):
    """From when somebody no longer does communication, and why."""

    end_on = Day(label=_("First day no longer"))
    field_order = ("end_on",)


class LevelsForm(VersionForm):
    """One level for each skill."""

    none = _("not yet")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for skill in Skill:
            self.fields[skill.value] = forms.TypedChoiceField(
                label=skill.label,
                required=False,
                choices=[("", self.none), *Level.choices],
                coerce=int,
                empty_value=None,
            )

    def levels(self) -> dict[str, int | None]:
        """Return the levels by skill, None = not chosen."""
        return {skill.value: self.cleaned_data.get(skill.value) for skill in Skill}

    def given(self) -> dict[str, Any]:
        """Return the levels, with the version seen."""
        return {"levels": self.levels(), "version": self.seen}


class NeededForm(LevelsForm):
    """One level needed of each skill."""

    none = _("not needed")


class NeedForm(forms.Form):
    """A need of training. The person's page says whose."""

    skill = forms.ChoiceField(label=_("Skill"), choices=Skill.choices)
    level = forms.TypedChoiceField(label=_("Level to reach"), coerce=int, choices=Level.choices, initial=2)
    words = LineField(label=_("Why it is needed"), max_length=500, required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data


class WhoseLevelsForm(forms.Form):
    """For which unit and duty levels are said."""

    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        widget=LongSelect,
        empty_label=_("every unit without its own"),
    )
    duty = forms.ChoiceField(
        label=_("Who must have it"),
        required=False,
        choices=[("", _("one person of the unit at least")), *Duty.choices],
    )

    def __init__(self, *given: Any, units: Any, is_for_all: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_kept_units(self, units)
        self.fields["unit"].required = not is_for_all
