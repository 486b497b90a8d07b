"""What one may look for among signals, and how one closes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Passage
from dongthuan.apps.monitoring.lifecycle import SignalState
from dongthuan.apps.monitoring.models.topics import Topic


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
