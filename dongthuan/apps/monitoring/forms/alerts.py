"""Is what was typed about a rule of alerts well formed?"""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Line, Moment
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.models.alerts import (
    LEAST_CHANCE,
    MOST_CHANCE,
    WITH_LINE,
    AlertKind,
    AlertRule,
)
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.alert_rules import RuleContent

LONGEST_MINUTES = 7 * 24 * 60
TOLD = [role for role in Role if role != Role.SYSTEM]


def _whole(label: Any, least: int, most: int, initial: int, help_text: Any = "") -> forms.IntegerField:
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return forms.IntegerField(label=label, initial=initial, validators=limits, help_text=help_text)


def _hour(label: Any, initial: str, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, initial=initial, widget=widget, help_text=help_text)


class AlertRuleForm(forms.Form):
    """A rule as an officer writes it down."""

    name = Line(label=_("Name"), max_length=160)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.watched())
    kind = forms.ChoiceField(label=_("Listens for"), choices=AlertKind.choices, initial=AlertKind.NEGATIVE)
    false_alarms_per_week = forms.FloatField(
        label=_("False alarms allowed a week"),
        initial=1,
        localize=True,
        validators=[MinValueValidator(0.05), MaxValueValidator(7)],
        help_text=_("Fewer means that only stronger signals are shown. Not used where a line is set."),
    )
    minimum_count = _whole(_("Fewest items for an alert"), 1, 10_000, 4)
    line = forms.IntegerField(
        label=_("Line: items of 24 hours"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text=_("Only where the rule listens for a line: negative items, or those or copies of a story."),
    )
    chance_percent = forms.IntegerField(
        label=_("Chance from which it warns (percent)"),
        required=False,
        validators=[MinValueValidator(LEAST_CHANCE), MaxValueValidator(MOST_CHANCE)],
        help_text=_("Only where the rule listens for early warnings; 20 is what the page of warnings marks."),
    )
    quiet_from = _hour(_("Quiet from"), "22:00")
    quiet_to = _hour(
        _("Quiet until"), "06:00", _("Alerts of these hours are told at their end. Equal: never quiet.")
    )
    cool_down_hours = _whole(_("Hours without a second alert"), 0, 24 * 14, 6)
    acknowledge_minutes = _whole(
        _("Minutes to take it up"),
        5,
        LONGEST_MINUTES,
        60,
        _("Then the heads of the unit that answers for the topic are told."),
    )
    escalate_minutes = _whole(_("Further minutes until the Office is told"), 5, LONGEST_MINUTES, 120)
    recipients = forms.ModelMultipleChoiceField(
        label=_("Officers who are told"),
        queryset=Officer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People without an account are added on the page of the rule, by mail address."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, rule: AlertRule | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        at_work = Officer.objects.filter(is_active=True, roles__end_on=None, roles__role__in=TOLD)
        recipients = self.fields["recipients"]
        assert isinstance(recipients, forms.ModelMultipleChoiceField)
        recipients.queryset = at_work.distinct().order_by("full_name")
        if rule is not None:
            topics = self.fields["topic"]
            assert isinstance(topics, forms.ModelChoiceField)
            topics.queryset = Topic.objects.filter(pk=rule.topic_id) | Topic.objects.watched()

    def clean(self) -> dict[str, Any]:
        """Ask for the line or the chance where the rule listens for one."""
        data = super().clean() or {}
        if data.get("kind") in WITH_LINE and not data.get("line"):
            self.add_error("line", _now("Give the number of items from which you want to be told."))
        if data.get("kind") == AlertKind.WARNING and not data.get("chance_percent"):
            self.add_error("chance_percent", _now("Give the chance from which you want to be told."))
        return data

    def content(self) -> RuleContent:
        """Return what was typed, as the operation wants it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        data["kind"] = AlertKind(data["kind"])
        data["recipients"] = tuple(data["recipients"])
        return RuleContent(**data)


def initial_of(rule: AlertRule) -> dict[str, Any]:
    """Return what the form shows of a stored rule."""
    kept = (name for name in AlertRuleForm.base_fields if name != "recipients")
    return {name: getattr(rule, name) for name in kept} | {"recipients": rule.recipients.all()}


class PauseForm(forms.Form):
    """Until when a rule is silent."""

    until = Moment(label=_("Pause until"))


class AddressForm(forms.Form):
    """Somebody without an account."""

    name = Line(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Mail address"), max_length=254)
