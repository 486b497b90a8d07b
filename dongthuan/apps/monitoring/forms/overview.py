"""The overview's choice of period and topic."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.forms import Day
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.spans import Span, last_days, last_hours, of_days

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
LONGEST = timedelta(days=5 * 366)


class OverviewForm(forms.Form):
    """A period, given by name or by its first and last day, and a topic."""

    period = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[
            ("24h", _("Last 24 hours")),
            ("7d", _("Last 7 days")),
            ("30d", _("Last 30 days")),
            ("custom", _("From day to day")),
        ],
    )
    first = Day(label=_("From day"), required=False)
    last = Day(label=_("To day"), required=False)
    topic = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, topics: list[Topic], at: datetime) -> None:
        super().__init__({"period": "7d", **data.dict()})
        self.at = at
        if self.data.get("period") != "custom":
            self.fields["first"].widget = self.fields["last"].widget = forms.HiddenInput()
        self.topics = {topic.pk: topic for topic in topics}
        field = self.fields["topic"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(topic.pk, topic.name) for topic in topics]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, before 2000, or more than five years apart."""
        data = super().clean() or {}
        if data.get("period") != "custom" or self.errors:
            return data
        last = data["last"] = data["last"] or max(local_day(self.at), data["first"] or FIRST_DAY)
        first = data["first"] = data["first"] or last - timedelta(days=29)
        if not FIRST_DAY <= first <= last <= LAST_DAY:
            self.add_error("last", _("The last day must not lie before the first."))
        elif last - first > LONGEST:
            self.add_error("last", _("Choose at most five years."))
        return data

    @property
    def span(self) -> Span:
        """The chosen span; the last seven days where the choice could not be read."""
        period = self.cleaned_data.get("period") if not self.errors else "7d"
        if period == "custom":
            return of_days(self.cleaned_data["first"], self.cleaned_data["last"])
        if period == "24h":
            return last_hours(24, at=self.at)
        return last_days(30 if period == "30d" else 7, at=self.at)

    @property
    def chosen_topic(self) -> Topic | None:
        """The chosen topic, or the first: the one that holds everything. None where there is no topic."""
        chosen = self.topics.get(self.cleaned_data.get("topic") or 0)
        return chosen or next(iter(self.topics.values()), None)
