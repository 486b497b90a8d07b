"""Is what was typed about a synthesis well formed?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Passage
from dongthuan.apps.reports.forms.rounds import VersionForm
from dongthuan.apps.reports.lifecycle import Part

LONGEST_TEXT = 30_000


class ParagraphForm(VersionForm):
    """A paragraph as rewritten; whether figures that fall away were meant to."""

    text = Passage(label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 9}))
    is_loss_meant = forms.BooleanField(
        label=_("Yes, these figures are to fall away from this paragraph"), required=False
    )


class NewParagraphForm(forms.Form):
    """A paragraph of the Office's own."""

    part = forms.ChoiceField(label=_("Part"), choices=Part.choices)
    text = Passage(label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5}))


class PutForm(VersionForm):
    """Take a paragraph out or back in."""

    is_removed = forms.BooleanField(required=False)


class SettleForm(VersionForm):
    """Take the newer text, or keep the edited one."""

    is_taken = forms.BooleanField(required=False)
