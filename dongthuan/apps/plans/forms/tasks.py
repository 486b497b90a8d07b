"""Is what was typed about a task well formed?"""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.plans.forms.directives import VersionForm
from dongthuan.apps.plans.lifecycle import BudgetLine, Level
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.tasks import COLUMNS, FIXED, TaskContent
from dongthuan.apps.plans.queries.statistics import PLACES
from dongthuan.apps.units.models import Unit

MOST_VND = 10**15
_NONE = [("", "–")]


def _rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class TaskForm(VersionForm):
    """A row of a plan in the columns of a yearly plan, with roles, money, measure and weight."""

    ref = Line(label=_("Reference"), max_length=60, required=False)
    content = Passage(label=_("Content, task"), widget=_rows(4))
    message = Passage(label=_("Aim, message"), required=False, widget=_rows(2))
    audience = Line(label=_("Audience"), max_length=500, required=False)
    channel = Line(label=_("Form, channel"), max_length=500, required=False)
    product = Line(label=_("Product"), max_length=1000, required=False)
    start_on = Day(label=_("Begins on"), required=False)
    due_on = Day(
        label=_("To be done by"),
        required=False,
        help_text=_("The last day on which it is in time. “Before 31 March” means 30 March."),
    )
    report_due_on = Day(label=_("To be reported by"), required=False)
    lead_unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())
    is_for_each_unit = forms.BooleanField(
        label=_("One for each unit"),
        required=False,
        help_text=_(
            "The lead unit watches over it; each unit gets a row of its own when the plan is cascaded."
        ),
    )
    coordinating_units = forms.ModelMultipleChoiceField(
        label=_("Coordinating units"), queryset=Unit.objects.none(), required=False
    )
    approving_unit = forms.ModelChoiceField(
        label=_("Approving unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Left open, the unit of the plan approves."),
    )
    owner = forms.ModelChoiceField(
        label=_("Answerable"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("the unit names one"),
    )
    budget_line = forms.ChoiceField(
        label=_("Budget line"), choices=[*_NONE, *BudgetLine.choices], required=False
    )
    budget_vnd = forms.IntegerField(label=_("Amount (VND)"), min_value=0, max_value=MOST_VND, required=False)
    budget_source = Line(label=_("Source of money"), max_length=200, required=False)
    indicator = Line(label=_("Indicator, result"), max_length=500, required=False)
    level = forms.ChoiceField(label=_("What it measures"), choices=[*_NONE, *Level.choices], required=False)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=_("How much it counts in the progress of the plan, 1 to 100."),
    )
    note = Passage(label=_("Note"), required=False, widget=_rows(2))

    def __init__(self, *args: Any, task: Task, on: date, **options: Any) -> None:
        options.setdefault("initial", initial_of(task))
        super().__init__(*args, **options)
        units = _units_for(task, on)
        for name in ("lead_unit", "coordinating_units", "approving_unit"):
            self._choices(name, units)
        self._choices("owner", _owners_for(task))
        fixed = FIXED if task.parent_id else ("lead_unit", "is_for_each_unit") if _is_given(task) else ()
        for name in fixed:
            self.fields[name].disabled = True

    def clean_coordinating_units(self) -> list[Unit]:
        """Return the units as a list."""
        return list(self.cleaned_data["coordinating_units"])

    def content_given(self) -> TaskContent:
        """Return what was typed, as the operation wants it; the lead does not coordinate with itself."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        data["coordinating_units"] = [
            unit for unit in data["coordinating_units"] if unit != data["lead_unit"]
        ]
        return TaskContent(**data)

    def _choices(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class TaskFilterForm(forms.Form):
    """A filter of tasks; empty fields let everything pass."""

    text = Line(label=_("Words"), max_length=100, required=False)
    plan = forms.ModelChoiceField(label=_("Plan"), queryset=Plan.objects.none(), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False)
    part = forms.ChoiceField(
        label=_("The unit"), choices=[("", _("leads")), ("helps", _("coordinates"))], required=False
    )
    owner = forms.ModelChoiceField(label=_("Answerable"), queryset=Officer.objects.none(), required=False)
    due_from = Day(label=_("Due from"), required=False)
    due_to = Day(label=_("Due until"), required=False)
    state = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    counted = forms.ChoiceField(
        choices=[("", ""), *((place, place) for place in PLACES)], required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, plans: QuerySet[Plan], units: QuerySet[Unit], owners: QuerySet[Officer], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for name, rows in (("plan", plans), ("unit", units), ("owner", owners)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class ReasonForm(VersionForm):
    """A reason for a step back, and the version the officer saw."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=_rows(3))


class ApproveForm(VersionForm):
    """The version that the officer saw, and whether the legal clocks of the task end with it."""

    ends_clocks = forms.BooleanField(label=_("Its legal clocks are done too"), required=False)


class ApproveOwnForm(ReasonForm):
    """The same with a reason, for whoever worked on the task."""

    ends_clocks = forms.BooleanField(label=_("Its legal clocks are done too"), required=False)


class ReassignForm(ReasonForm):
    """Another unit, or the same one where the Office insists, and why."""

    unit = forms.ModelChoiceField(label=_("To the unit"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.help_text = _("Choose the same unit to insist on it.")
        self.order_fields(["unit", "reason", "version"])


class ProgressForm(forms.Form):
    """How far a task is, and in words what was done."""

    percent = forms.IntegerField(label=_("Progress (%)"), min_value=0, max_value=100)
    text = Passage(label=_("What was done"), max_length=4000, required=False, widget=_rows(3))


class EvidenceForm(forms.Form):
    """A link or a file, one of them."""

    url = forms.URLField(
        label=_("Link"), max_length=2000, required=False, assume_scheme="https",
        help_text=_("An article, a page of the portal, a published item."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or a file"),
        max_length=255,
        required=False,
        help_text=_(
            "At most 20 MB. No machine reads pictures and scans: make sure yourself that nothing in them is "
            "classified."
        ),
    )
    words = Line(label=_("What it shows"), max_length=500, required=False)

    def clean_url(self) -> str:
        """Take web addresses only."""
        url: str = self.cleaned_data["url"].replace("\x00", "")
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Give an address that begins with https://."))
        if "@" in urlsplit(url).netloc:
            raise forms.ValidationError(_("Give the address without a name and password in it."))
        return url

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of link and file."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("url")) == bool(data.get("file")) and not self.errors:
            raise forms.ValidationError(_("Give either a link or a file."))
        return data


class LinkForm(forms.Form):
    """To whom a link to answer by is sent."""

    recipient = forms.EmailField(label=_("Mail address of whoever answers"), max_length=254)


class AnswerForm(forms.Form):
    """What is pressed on the page of a link; a refusal needs a reason."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    reason = Passage(label=_("Reason, if you refuse"), max_length=2000, required=False, widget=_rows(3))


class UnitsForm(forms.Form):
    """The units to which a plan is cascaded."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = units


def initial_of(task: Task) -> dict[str, object]:
    """Return what a row's form shows at first."""
    shown: dict[str, object] = {name: getattr(task, name) for name in COLUMNS if task.lead_unit_id}
    shown["version"] = task.version
    shown["coordinating_units"] = list(task.coordinating_units.all()) if task.pk else []
    return shown


def _units_for(task: Task, on: date) -> QuerySet[Unit]:
    standing = Unit.objects.filter(start_on__lte=on).exclude(end_on__lte=on)
    kept = [key for key in (task.lead_unit_id, task.approving_unit_id) if key]
    return (standing | Unit.objects.filter(pk__in=kept)).distinct().order_by("name")


def _owners_for(task: Task) -> QuerySet[Officer]:
    officers = Officer.objects.filter(is_active=True, roles__end_on__isnull=True).exclude(
        roles__role="system"
    )
    if task.lead_unit_id and (task.parent_id or _is_given(task)):
        officers = officers.filter(roles__unit_id=task.lead_unit_id)
    return officers.distinct().order_by("full_name")


def _is_given(task: Task) -> bool:
    return bool(task.pk) and task.state != "draft"
