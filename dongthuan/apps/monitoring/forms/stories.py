"""What one asks of the list of stories, and how one changes a story."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.overview import watched_topics
from dongthuan.apps.monitoring.queries.stories import StoryFilter

LARGEST_KEY = 2**63 - 1
_AGES = {"1": timedelta(days=1), "7": timedelta(days=7), "30": timedelta(days=30), "365": timedelta(days=365)}


class StoryFilterForm(forms.Form):
    """The filters of the list of stories."""

    q = Line(label=_("Words"), required=False, max_length=200)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("latest", _("Latest")), ("largest", _("Largest")), ("rising", _("Rising"))],
    )
    age = forms.ChoiceField(
        label=_("With items of"),
        required=False,
        choices=[
            ("", _("any time")),
            ("1", _("Last 24 hours")),
            ("7", _("Last 7 days")),
            ("30", _("Last 30 days")),
            ("365", _("Last 12 months")),
        ],
    )
    topic = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int, empty_value=None)
    mood = forms.ChoiceField(
        label=_("Mood"),
        required=False,
        choices=[("", _("all")), ("negative", _("mostly negative")), ("positive", _("mostly positive"))],
    )
    fewest = forms.TypedChoiceField(
        label=_("Size"),
        required=False,
        coerce=int,
        choices=[
            (1, _("all")),
            (2, _("2 items or more")),
            (5, _("5 items or more")),
            (20, _("20 items or more")),
        ],
    )
    touched = forms.BooleanField(label=_("changed by people only"), required=False)

    def __init__(self, data: Any, *, at: datetime) -> None:
        super().__init__({"sort": "latest", "fewest": "2", **data.dict()})
        self.at = at
        field = self.fields["topic"]
        assert isinstance(field, forms.TypedChoiceField)
        topics = [topic for topic in watched_topics() if topic.kind != Topic.Kind.EVERYTHING]
        field.choices = [("", _("all")), *((topic.pk, topic.name) for topic in topics)]

    @property
    def wanted(self) -> StoryFilter:
        """What was asked, for `queries.stories.filtered_stories`."""
        data = self.cleaned_data
        age = _AGES.get(data["age"])
        return StoryFilter(
            words=data["q"],
            topic=data["topic"],
            since=self.at - age if age else None,
            fewest=data["fewest"] or 2,
            mood=data["mood"],
            is_touched=data["touched"],
        )


class TitleForm(forms.Form):
    """A new headline."""

    title = Line(label=_("Headline"), max_length=500)


class Keys(forms.TypedMultipleChoiceField):
    """Numbers of rows, whatever they are; the operation looks which of them belong to its record."""

    def valid_value(self, value: Any) -> bool:
        """Say whether it is a number that a row could have."""
        text = str(value)
        return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_KEY


class SplitForm(forms.Form):
    """The items that leave for a story of their own."""

    items = Keys(coerce=int)
    title = Line(label=_("Headline of the new story"), required=False, max_length=500)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="split_%s")  # beside the headline's own form on the same page


class MergeForm(forms.Form):
    """The story that is merged into this one."""

    other = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
