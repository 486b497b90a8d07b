"""What an officer may wish about notices, and what one may look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.notices import hours
from dongthuan.apps.notices.bounces import LARGEST, Bounce, NotABounce, OnlyDelayed, read_bounce
from dongthuan.apps.notices.models import Message, Reminder
from dongthuan.apps.notices.operations import Wishes
from dongthuan.apps.notices.reminding import STEP_WORDS
from dongthuan.apps.notices.wording import GROUPS, OTHER

EVERYTHING = ("", _("All"))
IN_QUIET_HOURS = _("The digest would never be sent: leave the hour after it outside the quiet hours.")


class NoticeFilterForm(forms.Form):
    """Which of one's notices to show."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[EVERYTHING, *((look.code, look.label) for look in (*GROUPS.values(), OTHER))],
    )
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Not read yet")), ("all", _("All notices"))]
    )


class PreferenceForm(forms.Form):
    """How an officer wishes to be told."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Days off are quiet all day. Twice the same time: no quiet hours by night."),
    )
    digest_hour = forms.TypedChoiceField(
        label=_("Digest from"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text=_("One mail a working day with all that is new."),
    )
    is_mail_on = forms.BooleanField(
        label=_("Send me mail"),
        required=False,
        help_text=_(
            "Switched off, notices stand on screen only. What is overdue in your own duty, and what the "
            "law wants answered within hours, is mailed all the same."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse quiet hours that leave no time for the digest."""
        data = super().clean() or {}
        if not self.errors and not hours.is_reachable(self.wishes()):
            self.add_error("digest_hour", IN_QUIET_HOURS)
        return data

    def wishes(self) -> Wishes:
        """Return what was typed."""
        return Wishes(**{name: self.cleaned_data[name] for name in Wishes.__slots__})


class BounceForm(forms.Form):
    """A mail that came back, as the mail program saves it."""

    mail = forms.FileField(
        label=_("The mail that came back, saved as a file (.eml)"),
        help_text=_("Of the file only the reason is kept."),
        widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}),
    )

    def clean_mail(self) -> Bounce:
        """Read what the mail server says."""
        upload = self.cleaned_data["mail"]
        try:
            return read_bounce(upload.read() if upload.size <= LARGEST else b"")
        except NotABounce:
            words = _("This is no report of a mail server that a mail was not delivered.")
        except OnlyDelayed:
            words = _("The mail server says it still tries to deliver; nothing has come back for good.")
        raise forms.ValidationError(words)


class MessageFilterForm(forms.Form):
    """A filter of messages; empty fields let everything pass."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[EVERYTHING, *Message.State.choices])
    recipient = Line(label=_("Recipient or address"), max_length=120, required=False)
    start_on = Day(label=_("From"), required=False)


class ReminderFilterForm(forms.Form):
    """A filter of reminders; empty fields let everything pass."""

    words = Line(label=_("Words of the title"), max_length=120, required=False)
    step = forms.ChoiceField(label=_("Step"), required=False, choices=[EVERYTHING, *STEP_WORDS.items()])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[EVERYTHING, *Reminder.State.choices])
    start_on = Day(label=_("From"), required=False)
