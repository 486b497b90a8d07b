"""What a reader who wants mail fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.portal.guarded_forms import GuardedForm
from dongthuan.apps.portal.lifecycle import Rhythm, SubscriptionKind


class SubscriptionForm(GuardedForm):
    """An address, what to tell of, and how often."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    kinds = forms.MultipleChoiceField(
        label=_("What you want to be told of"),
        choices=SubscriptionKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, initial=Rhythm.DAILY, widget=forms.RadioSelect
    )
