"""What officers fill in about needs, plans, courses, attendance and certificates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.budgets.models import Line, LineQuerySet
from dongthuan.apps.capacity.forms.staff import UnitFilter, choose_kept_units
from dongthuan.apps.capacity.lifecycle import Level, NeedState, Skill
from dongthuan.apps.capacity.models.training import FIRST_YEAR, LAST_YEAR, MOST_MONTHS, Course
from dongthuan.apps.capacity.operations.attending import SessionContent
from dongthuan.apps.capacity.operations.courses import CourseContent
from dongthuan.apps.capacity.queries.training import Participant
from dongthuan.apps.common.forms import Day, Moment, Passage
from dongthuan.apps.common.forms import Line as LineField
from dongthuan.apps.common.money import Money
from dongthuan.apps.press.forms.register_fields import LongSelect, StepForm, VersionForm
from dongthuan.apps.units.models import Unit

_ALL = ("", _("all"))
RATINGS = [
    (5, _("5 – very useful")),
    (4, _("4 – useful")),
    (3, _("3 – fair")),
    (2, _("2 – little use")),
    (1, _("1 – of no use")),
]


class NeedsForm(UnitFilter):
    """The filters of the list of needs."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ALL, *NeedState.choices])
    skill = forms.ChoiceField(label=_("Skill"), required=False, choices=[_ALL, *Skill.choices])


class CertificatesForm(UnitFilter):
    """The filters of the list of certificates."""

    skill = forms.ChoiceField(label=_("Skill"), required=False, choices=[_ALL, *Skill.choices])
    only = forms.ChoiceField(
        label=_("Only those"),
        required=False,
        choices=[_ALL, ("holding", _("that hold")), ("expired", _("expired")), ("revoked", _("revoked"))],
    )


class PlanForm(forms.Form):
    """A new training plan."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    unit = forms.ModelChoiceField(label=_("Planned by"), queryset=Unit.objects.none(), widget=LongSelect)
    title = LineField(label=_("Title"), max_length=200)

    def __init__(self, *given: Any, units: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_kept_units(self, units)


class CourseForm(VersionForm):
    """A course."""

    title = LineField(label=_("Title"), max_length=200)
    skill = forms.ChoiceField(label=_("Skill"), choices=Skill.choices)
    level = forms.TypedChoiceField(
        label=_("Level it leads to"), coerce=int, choices=Level.choices, initial=Level.ABLE
    )
    provider = LineField(label=_("Held by"), max_length=200, required=False)
    content = Passage(label=_("Content"), max_length=5000, required=False)
    least_sessions = forms.IntegerField(
        label=_("Sessions one must come to"), min_value=1, max_value=50, initial=1
    )
    pass_percent = forms.IntegerField(
        label=_("Least result of the test (%)"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Leave it empty where there is no test."),
    )
    valid_months = forms.IntegerField(
        label=_("The certificate holds for (months)"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
        help_text=_("Leave it empty where it never expires."),
    )
    estimate_vnd = Money(label=_("Estimate"), required=False)
    line = forms.ModelChoiceField(
        label=_("Line of money"),
        queryset=Line.objects.none(),
        required=False,
        widget=LongSelect,
        help_text=_("The open lines for training of that year."),
    )

    def __init__(self, *given: Any, lines: LineQuerySet, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = lines

    def content_given(self) -> CourseContent:
        """What was filled in, for the operation."""
        return CourseContent(**super().given())

    @staticmethod
    def initial_of(course: Course) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(course, name) for name in CourseContent.__slots__} | {"version": course.version}


class SessionForm(forms.Form):
    """One sitting."""

    start_at = Moment(label=_("Begins"))
    end_at = Moment(label=_("Ends at"))
    place = LineField(label=_("Place"), max_length=200, required=False)
    trainer = LineField(label=_("Trainer"), max_length=200, required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        return {"content": SessionContent(**self.cleaned_data)}


class CertifyForm(StepForm):
    """The day on which certificates are given."""

    issued_on = Day(label=_("Day on the certificates"))


class ResultsForm(StepForm):
    """The result of each participant."""

    tested_on = Day(label=_("Day of the test"))

    def __init__(self, *given: Any, people: Sequence[Participant], **options: Any) -> None:
        super().__init__(*given, **options)
        for one in people:
            self.fields[f"p{one.invitation.pk}"] = forms.IntegerField(
                label=one.invitation.member.full_name,
                min_value=0,
                max_value=100,
                required=False,
                initial=one.invitation.result_percent,
            )

    def given(self) -> dict[str, Any]:
        """Return the results by key of the invitation, with the version seen."""
        results = {int(name[1:]): value for name, value in self.cleaned_data.items() if name[0] == "p"}
        return {"version": self.seen, "results": results, "tested_on": self.cleaned_data["tested_on"]}


class PresentForm(StepForm):
    """Who came to a session."""

    present = forms.TypedMultipleChoiceField(
        label=_("Who came"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, people: Sequence[Participant], **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["present"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [
            (
                one.invitation.pk,
                f"{one.invitation.member.full_name} – {one.invitation.member.unit.label}",
            )
            for one in people
        ]


class CandidatesForm(UnitFilter):
    """Whom one looks for to invite."""

    q = LineField(label=_("Name holds"), required=False)
    only = forms.ChoiceField(
        label=_("Only those"),
        required=False,
        choices=[("need", _("with an open need of this skill")), ("all", _("everybody"))],
    )


class FeedbackForm(forms.Form):
    """How a course was."""

    rating = forms.TypedChoiceField(label=_("How useful was it?"), coerce=int, choices=RATINGS)
    words = LineField(label=_("What should be better?"), max_length=1000, required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data
