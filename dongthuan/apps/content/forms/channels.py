"""What a person confirms about a post, and to whom a text is mailed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.content.channels import Channel
from dongthuan.apps.content.queries.mailings import lists_open
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.contacts import ContactList


class PostForm(forms.Form):
    """The address of a post and the ticked checklist of its channel."""

    official_channel = forms.ModelChoiceField(
        label=_("Which of our pages"),
        queryset=OfficialChannel.objects.none(),
        required=False,
        empty_label=_("choose"),
    )
    url = Line(label=_("Address of the post"), max_length=1000)
    ticked = forms.MultipleChoiceField(
        label=_("Checklist"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *given: Any, channel: Channel, **options: Any) -> None:
        super().__init__(*given, **options)
        pages, ticked = self.fields["official_channel"], self.fields["ticked"]
        assert isinstance(pages, forms.ModelChoiceField)
        assert isinstance(ticked, forms.MultipleChoiceField)
        pages.queryset = OfficialChannel.objects.filter(is_active=True, platform=channel.platform)
        ticked.choices = list(channel.checklist)


class ListForm(forms.Form):
    """Which list."""

    contact_list = forms.ModelChoiceField(
        label=_("List of contacts"), queryset=ContactList.objects.none(), empty_label=_("choose")
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["contact_list"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = lists_open()
