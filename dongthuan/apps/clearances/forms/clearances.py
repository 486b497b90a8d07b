"""What one says of a part: a comment, a reason, and which text was on the screen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clearances.lifecycle import Decision
from dongthuan.apps.common.forms import Passage


class DecideForm(forms.Form):
    """One decision; the hash says for which text."""

    decision = forms.ChoiceField(
        choices=[(Decision.APPROVED.value, ""), (Decision.RETURNED.value, "")], widget=forms.HiddenInput
    )
    text_hash = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    comment = Passage(
        label=_("Remarks; needed for a return"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = Passage(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class OutsideForm(forms.Form):
    """What somebody outside decides."""

    decision = forms.ChoiceField(choices=[(Decision.APPROVED.value, ""), (Decision.RETURNED.value, "")])
    comment = Passage(
        label=_("Remarks; needed for a return"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
