"""Forms about the reader's heads."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefusalForm(forms.Form):
    """Why a candidate is not adopted."""

    reason = forms.CharField(label=_("reason"), max_length=500)


class AnsweredForm(forms.Form):
    """For which share of the items, in hundredths, the machine says a polarity."""

    answered = forms.IntegerField(label=_("share of items answered"), min_value=50, max_value=100)
