"""Forms for people without an account: a trap for machines, and a signed stamp of when the page was shown."""

from datetime import datetime, timedelta

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common import clock

LEAST_WAIT = timedelta(seconds=4)  # nobody reads and fills the form faster
LONGEST_WAIT = timedelta(hours=12)
STAMP = signing.TimestampSigner(salt="portal.inquiry")


class GuardedForm(forms.Form):
    """What every form carries that is open to people without an account."""

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


def shown_at(stamp: str) -> datetime:
    """Return the instant at which a signed stamp was made. Raises signing.BadSignature."""
    return datetime.fromisoformat(STAMP.unsign(stamp))


def new_stamp(at: datetime) -> str:
    """Return a signed stamp of the instant at which a form is shown."""
    return STAMP.sign(at.isoformat())
