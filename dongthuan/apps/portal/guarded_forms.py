"""Forms for people without an account: a trap for machines, and a signed stamp of when the page was shown."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common import clock
from dongthuan.apps.portal.forms import LEAST_WAIT, LONGEST_WAIT, STAMP, shown_at


class GuardedForm(forms.Form):
    """What every public form carries: see `forms.InquiryForm`, whose rules these are."""

    website = forms.CharField(required=False, max_length=200)  # people do not see it; machines fill it
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def clean_website(self) -> str:
        """Refuse what only a machine fills in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def clean_stamp(self) -> str:
        """Refuse a form sent faster than one can read it, or kept open too long."""
        stamp = str(self.cleaned_data["stamp"])
        try:
            STAMP.unsign(stamp, max_age=LONGEST_WAIT)
        except signing.BadSignature:
            raise forms.ValidationError(_("The page was open too long. Send it once more.")) from None
        if clock.now() - shown_at(stamp) < LEAST_WAIT:
            raise forms.ValidationError(_("That was very fast. Wait some seconds, then send it once more."))
        return stamp
