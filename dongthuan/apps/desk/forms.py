"""Is what was typed on a page of the desk well formed?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.common.paging import LARGEST_KEY


class ItemSearchForm(forms.Form):
    """Words that a collected item holds."""

    words = Line(label=_("Words in the title or lead"), max_length=200, required=False)


class ItemChoiceForm(forms.Form):
    """A collected item, and in words what it shows; without words its title."""

    item = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    shows = Line(max_length=500, required=False)
