"""Is what was typed about a matter well formed?"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.matters.lifecycle import Clause, Form, Grade, MatterState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.statements import Statement
from dongthuan.apps.matters.operations.clauses import Duty
from dongthuan.apps.matters.operations.matters import Grading, MatterContent
from dongthuan.apps.matters.operations.statements import Spoken
from dongthuan.apps.matters.queries.choices import officers_to_choose
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.units.models import Unit

NONE = "none"


class MatterFilterForm(forms.Form):
    """The filters of the list, as they stand in its address."""

    q = Line(label=_("Title or summary holds"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("matters", "under way")), *MatterState.choices, ("all", _("all"))],
    )
    grade = forms.ChoiceField(label=_("Grade"), required=False, choices=[("", _("all")), *Grade.choices])
    clause = forms.ChoiceField(
        label=_("Clause"),
        required=False,
        choices=[("", _("all")), (NONE, _("no duty to speak")), *Clause.choices],
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.order_by("name"), empty_label=_("all")
    )


class GradeFields(forms.Form):
    """How grave it is, and why."""

    grade = forms.ChoiceField(label=_("Grade"), choices=Grade.choices)
    grade_reason = Line(label=_("Why this grade"), max_length=500)

    def grading(self) -> Grading:
        """Return the grade with its reason."""
        return Grading(Grade(self.cleaned_data["grade"]), self.cleaned_data["grade_reason"])


class DutyFields(forms.Form):
    """The clause that binds the agency, and from when its time runs."""

    clause = forms.ChoiceField(
        label=_("Which clause makes the agency speak?"),
        required=False,
        choices=[(NONE, _("None: an ordinary matter")), *Clause.choices],
        widget=forms.RadioSelect,
        initial=NONE,
    )
    t0_at = Moment(
        label=_("The time runs from (t0)"),
        required=False,
        help_text=_("Now, or the instant at which it really happened. Never in the future."),
    )
    t0_reason = Line(
        label=_("Why from then"),
        required=False,
        max_length=500,
        help_text=_("Both times are kept: t0, and when it was written down."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for t0 and its reason where a clause is chosen."""
        data = super().clean() or {}
        if data.get("clause") not in (None, "", NONE):
            if not data.get("t0_at") and "t0_at" not in self.errors:
                self.add_error("t0_at", _("Say from when the time runs."))
            if not data.get("t0_reason") and "t0_reason" not in self.errors:
                self.add_error("t0_reason", _("Say why the time runs from then."))
        return data

    def duty(self) -> Duty | None:
        """Return the duty to speak; None = there is none."""
        data = self.cleaned_data
        if data.get("clause") in (None, "", NONE):
            return None
        return Duty(Clause(data["clause"]), data["t0_at"], data["t0_reason"])


class ContentFields(forms.Form):
    """What a matter is about, and who answers for it."""

    title = Line(label=_("Title"), max_length=300)
    summary = Passage(
        label=_("What it is about"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = forms.ModelChoiceField(label=_("Unit in charge"), queryset=Unit.objects.none())
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        required=False,
        queryset=officers_to_choose(),
        empty_label=_("the unit's officers"),
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        required=False,
        queryset=Topic.objects.watched(),
        empty_label=_("none"),
        help_text=_("How people speak of it is counted from this topic."),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def content(self) -> MatterContent:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        return MatterContent(data["title"], data["unit"], data["summary"], data["owner"], data["topic"])


class OpenForm(DutyFields, GradeFields, ContentFields):
    """A matter to be opened."""

    field_order = (
        "title",
        "grade",
        "grade_reason",
        "clause",
        "t0_at",
        "t0_reason",
        "unit",
        "owner",
        "topic",
        "summary",
    )


class VersionFields(forms.Form):
    """Which version of the record the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class EditForm(ContentFields, VersionFields):
    """A matter written anew."""

    unit_reason = Line(
        label=_("Why another unit takes charge"),
        required=False,
        max_length=500,
        help_text=_(
            "Only where you choose another unit. A clock that runs is started anew for it, from the same t0."
        ),
    )
    field_order = ("title", "unit", "unit_reason", "owner", "topic", "summary")


class MergeForm(VersionFields):
    """The matter in which this one goes on, and why."""

    into = forms.ModelChoiceField(
        label=_("The matter in which it goes on"), queryset=Matter.objects.none(), empty_label=_("choose")
    )
    reason = Line(label=_("Why they are one"), max_length=500)

    def __init__(self, *args: Any, others: QuerySet[Matter], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = others


class StrikeForm(forms.Form):
    """A statement that was written down by mistake, and why."""

    statement = forms.ModelChoiceField(
        label=_("Statement"), queryset=Statement.objects.none(), empty_label=_("choose")
    )
    reason = Line(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, written: QuerySet[Statement], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["statement"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = written


class RegradeForm(GradeFields, VersionFields):
    """Another grade, with the reason."""


class ClauseForm(DutyFields, VersionFields):
    """Another clause or t0, with the reason."""

    reason = Line(label=_("Why it is changed"), max_length=500)


class CloseForm(VersionFields):
    """What the matter taught."""

    lesson = Passage(
        label=_("Lesson"),
        max_length=10_000,
        help_text=_("What to keep, what to do otherwise next time."),
    )


class ReasonForm(VersionFields):
    """Only a reason."""

    reason = Line(label=_("Reason"), max_length=500)


class SpokenForm(forms.Form):
    """A statement that was made outside this system."""

    form = forms.ChoiceField(label=_("Form of the statement"), choices=Form.choices)
    said_at = Moment(label=_("Said at"))
    title = Line(label=_("What was said"), max_length=500)
    speaker = forms.ModelChoiceField(
        label=_("Who spoke"),
        queryset=officers_to_choose(),
        help_text=_("Without a live mandate at that instant it does not count as the official view."),
    )
    url = forms.URLField(
        label=_("Where it can be seen"), required=False, max_length=500, assume_scheme="https"
    )

    def spoken(self) -> Spoken:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        return Spoken(Form(data["form"]), data["said_at"], data["title"], data["speaker"], data["url"])
