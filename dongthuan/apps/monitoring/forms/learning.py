"""Forms about the reader's heads."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefusalForm(forms.Form):
    """Why a candidate is not adopted."""

    reason = forms.CharField(label=_("reason"), max_length=500)
