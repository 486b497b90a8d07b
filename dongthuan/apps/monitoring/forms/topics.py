"""Is what was typed about a topic well formed?"""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.topics import TopicContent
from dongthuan.apps.units.models import Unit

MOST_LINES = 200


class Lines(Passage):
    """Several short texts, one a line; blank lines and repeats drop out."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(max_length=40_000, **options)
        self.longest = longest

    def clean(self, value: Any) -> Any:
        """Return the lines as a tuple."""
        text = super().clean(value)
        lines = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Give at most %(n)d lines.") % {"n": MOST_LINES})
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(_("A line holds at most %(n)d letters.") % {"n": self.longest})
        return lines


class TopicForm(forms.Form):
    """A topic as an officer writes it down."""

    name = Line(label=_("Name"), max_length=160)
    goal = Passage(
        label=_("Goal"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the agency wants for this topic; favourable and unfavourable are measured by it."),
    )
    phrases = Lines(
        label=_("Phrases"),
        longest=120,
        required=False,
        help_text=_(
            "One a line. A phrase without marks finds both spellings; with marks, only the exact one."
        ),
    )
    excluded_phrases = Lines(label=_("Phrases that rule out"), longest=120, required=False)
    favourable_examples = Lines(
        label=_("Favourable examples"), longest=300, required=False, help_text=_("Sentences, one a line.")
    )
    unfavourable_examples = Lines(
        label=_("Unfavourable examples"), longest=300, required=False, help_text=_("Sentences, one a line.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit that answers for it"), queryset=Unit.objects.filter(end_on=None), required=False
    )
    minimum_count = forms.IntegerField(
        label=_("Fewest items for a signal"),
        initial=4,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    false_alarms_per_week = forms.FloatField(
        label=_("False alarms allowed a week"),
        initial=1,
        localize=True,
        validators=[MinValueValidator(0.05), MaxValueValidator(7)],
        help_text=_("Fewer means that only stronger signals are shown."),
    )
    is_active = forms.BooleanField(label=_("Watched"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, topic: Topic | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.topic = topic

    def clean_name(self) -> str:
        """Refuse a name that another topic has."""
        name = str(self.cleaned_data["name"])
        if self.topic is None and Topic.objects.filter(slug=self.slug_of(name)).exists():
            raise forms.ValidationError(_("Another topic has this name."))
        return name

    @staticmethod
    def slug_of(name: str) -> str:
        """Return the code made of a name."""
        return slugify(fold(name))[:60] or "chu-de"

    def content(self) -> TopicContent:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        topic = self.topic
        return TopicContent(
            slug=topic.slug if topic else self.slug_of(data["name"]),
            name=data["name"],
            kind=topic.kind if topic else Topic.Kind.POLICY,
            goal=data["goal"],
            phrases=data["phrases"],
            excluded_phrases=data["excluded_phrases"],
            favourable_examples=data["favourable_examples"],
            unfavourable_examples=data["unfavourable_examples"],
            unit=data["unit"],
            is_active=data["is_active"],
            minimum_count=data["minimum_count"],
            false_alarms_per_week=data["false_alarms_per_week"],
            is_illustrative=bool(topic and topic.is_illustrative),
        )


def initial_of(topic: Topic) -> dict[str, Any]:
    """Return what the form shows of a stored topic."""
    listed = ("phrases", "excluded_phrases", "favourable_examples", "unfavourable_examples")
    plain = ("name", "goal", "unit", "minimum_count", "false_alarms_per_week", "is_active", "version")
    return {name: "\n".join(getattr(topic, name)) for name in listed} | {
        name: getattr(topic, name) for name in plain
    }
