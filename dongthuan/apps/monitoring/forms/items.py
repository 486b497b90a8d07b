"""What one asks of the list of items, and what one says about an item."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_aware
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.monitoring.lifecycle import HandlingState, Origin, Polarity, Stance
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.items import ItemFilter
from dongthuan.apps.monitoring.queries.overview import watched_topics
from dongthuan.apps.monitoring.spans import HOUR, Span, of_days

LARGEST_KEY = 2**63 - 1
YEARS = range(2000, 2101)


class Moment(forms.CharField):
    """A day (2026-03-05, 05/03/2026) or an hour of it (2026-03-05T14:00); gives the span it stands for."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "date"})
        super().__init__(max_length=30, required=False, widget=widget, **options)

    def to_python(self, value: Any) -> Span | None:  # type: ignore[override]  # a field may give any type
        """Return the day or hour as a span, None where nothing was typed."""
        text = super().to_python(value) or ""
        if not text:
            return None
        try:
            day = parse_date(text) or datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  # a day
        except ValueError:
            return self._hour(text)
        return of_days(self._in_reach(day), day)

    def _hour(self, text: str) -> Span:
        try:
            at = parse_datetime(text)
        except ValueError:
            at = None
        if at is None or is_aware(at):
            raise forms.ValidationError(_("Write a day such as 05/03/2026."))
        self._in_reach(at.date())
        start = at.replace(minute=0, second=0, microsecond=0, tzinfo=get_current_timezone())
        return Span(start, start + HOUR)

    def _in_reach(self, day: date) -> date:
        if day.year not in YEARS:
            raise forms.ValidationError(_("Write a day between 2000 and 2100."))
        return day

    def run_validators(self, value: Any) -> None:
        """Validate nothing more: `to_python` was strict."""


def _choices(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("all")), *choices])


class ItemFilterForm(forms.Form):
    """The filters of the list of items, as they stand in its address."""

    q = Line(label=_("Words"), required=False, max_length=200)
    since = Moment(label=_("From day"))
    until = Moment(label=_("To day"))
    topic = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int, empty_value=None)
    polarity = _choices(_("Polarity"), Polarity.choices)
    stance = _choices(_("Stance to the topic's goal"), Stance.choices)
    origin = _choices(_("Label by"), Origin.choices)
    handling = _choices(_("Handling"), HandlingState.choices)
    copies = _choices(_("Copies"), [("no", _("originals only")), ("only", _("copies only"))])
    outlet_class = _choices(_("Kind of outlet"), Source.OutletClass.choices)
    source = forms.TypedChoiceField(label=_("Source"), required=False, coerce=int, empty_value=None)
    story = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput, label=_("Story")
    )

    FIRST = ("q", "polarity", "topic", "since", "until")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self._offer("topic", [(topic.pk, topic.name) for topic in watched_topics()])
        names = Source.objects.order_by("outlet", "name").values_list("pk", "outlet", "name")
        self._offer("source", [(key, _source_name(outlet, name)) for key, outlet, name in names])
        for name in ("since", "until"):
            if "T" in (data.get(name) or ""):
                self.fields[name].widget = forms.TextInput(attrs={"type": "datetime-local", "step": "3600"})
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search", "data-search": ""})

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("all")), *choices]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The fields that always show."""
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The fields that unfold."""
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    @property
    def has_more_set(self) -> bool:
        """Whether one of the fields that unfold is in use."""
        return any(field.value() for field in self.more_fields)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until.end <= since.start:
            self.add_error("until", _("The last day must not lie before the first."))
        return data

    @property
    def wanted(self) -> ItemFilter:
        """What was asked, for `queries.items.filtered`."""
        data = self.cleaned_data
        same = (
            "topic",
            "stance",
            "polarity",
            "origin",
            "handling",
            "copies",
            "outlet_class",
            "source",
            "story",
        )
        return ItemFilter(
            words=data["q"],
            start=data["since"].start if data["since"] else None,
            end=data["until"].end if data["until"] else None,
            **{name: data[name] for name in same},
        )


def _source_name(outlet: str, name: str) -> str:
    return name if outlet in name else f"{outlet} – {name}"


class LabelForm(forms.Form):
    """The polarity that a person gives an item."""

    polarity = forms.TypedChoiceField(choices=Polarity.choices, coerce=Polarity)


class RelevanceForm(forms.Form):
    """Whether an item concerns the agency's matters."""

    concerns = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])


class BelongingForm(forms.Form):
    """Whether an item speaks of a topic."""

    topic = forms.ModelChoiceField(Topic.objects.watched().exclude(kind=Topic.Kind.EVERYTHING))
    belongs = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])


class HandlingForm(forms.Form):
    """What is being done about an item."""

    handling = forms.TypedChoiceField(
        label=_("Handling"), choices=HandlingState.choices, coerce=HandlingState
    )
