"""Is what was typed about the annual report well formed?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage


class _Version(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class PrepareForm(_Version):
    """Part II of the form."""

    difficulties = Passage(label=_("Difficulties"), required=False, max_length=20_000)
    proposals = Passage(label=_("Proposals"), required=False, max_length=20_000)


class TakeBackForm(_Version):
    """Why the record of sending was a mistake."""

    reason = Line(label=_("Reason"), max_length=300)


class SendForm(_Version):
    """When and how the e-document went out."""

    sent_at = Moment(label=_("Sent to the ministry at"))
    note = Line(
        label=_("How it was sent"), max_length=300, help_text=_("As “national document axis, no. 12/BC”.")
    )
