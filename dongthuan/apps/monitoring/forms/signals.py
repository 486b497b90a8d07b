"""What one may look for among signals, and how one closes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.monitoring.lifecycle import SignalState
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.signals import officers_to_assign


class SignalFilterForm(forms.Form):
    """A filter of signals; empty fields let everything pass."""

    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.all(), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *SignalState.choices]
    )


class CloseSignalForm(forms.Form):
    """How a signal turned out."""

    was_real = forms.TypedChoiceField(
        label=_("Was it real?"),
        choices=[("1", _("Yes, something was happening")), ("0", _("No, a false alarm"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = Passage(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AssignSignalForm(forms.Form):
    """To whom a signal is given."""

    to = forms.ModelChoiceField(label=_("Officer"), queryset=officers_to_assign())
    note = Line(label=_("What to do"), required=False, max_length=300)


class AnswerSignalForm(forms.Form):
    """What was found and what is done."""

    text = Passage(
        label=_("What was found and what is done"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
