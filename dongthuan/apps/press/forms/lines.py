"""What people fill in about lines to take."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.press.desk_lifecycle import LineKind, LineState
from dongthuan.apps.press.forms.register_fields import Lines, VersionForm
from dongthuan.apps.press.models.lines import Line as LineRow
from dongthuan.apps.press.operations.lines import LONGEST, LineContent
from dongthuan.apps.units.models import Unit


class LineFilterForm(forms.Form):
    """The filters of the library, as they stand in its address."""

    q = Line(label=_("Line holds"), required=False, max_length=200)
    topic = Line(label=_("Topic"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("in force today")), ("all", _("all")), *LineState.choices],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *LineKind.choices])


class LineForm(VersionForm):
    """A line as one writes it down."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LineKind.choices)
    title = Line(label=_("Title"), max_length=300)
    question = Passage(
        label=_("Question"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for a question and answer."),
    )
    text = Passage(label=_("What is said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))
    topics = Lines(label=_("Topics"), longest=80, help_text=_("One a line."))
    sources = Passage(
        label=_("Where the facts come from"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Documents with number and day, one a line."),
    )
    valid_from = Day(label=_("Valid from"))
    valid_until = Day(label=_("Valid until"), help_text=_("The first day on which it is no longer used."))
    owner = forms.ModelChoiceField(label=_("Keeps it true"), queryset=Officer.objects.none())
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    def __init__(
        self, *given: Any, units: QuerySet[Unit], officers: QuerySet[Officer], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        for name, rows in (("unit", units), ("owner", officers)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    @property
    def content(self) -> LineContent:
        """What was filled in, for the operation."""
        told = self.given()
        return LineContent(**told | {"kind": LineKind(told["kind"])})


def initial_of(line: LineRow) -> dict[str, Any]:
    """Return what stands in a line, for its form."""
    told = {name: getattr(line, name) for name in LineForm.base_fields if name != "version"}
    return told | {"version": line.version}


def initial_of_new(*, unit: Unit | None, owner: Officer, on: date) -> dict[str, Any]:
    """Return what a new line begins with: three months, kept by whoever writes it."""
    month, year = (on.month + 2) % 12 + 1, on.year + (on.month + 2) // 12
    return {"unit": unit, "owner": owner.pk, "valid_from": on, "valid_until": date(year, month, 1)}
