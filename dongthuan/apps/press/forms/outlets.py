"""What people fill in about press agencies and official channels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.press.forms.register_fields import Address, Emails, Lines, VersionForm, choose_units
from dongthuan.apps.press.lifecycle import Frequency, OutletKind, Platform
from dongthuan.apps.press.models.outlets import LANGUAGES
from dongthuan.apps.press.operations.channels import ChannelContent
from dongthuan.apps.press.operations.outlets import OutletContent
from dongthuan.apps.units.models import Unit


class OutletFilterForm(forms.Form):
    """The filters of the list of outlets."""

    q = Line(label=_("Name or governing body holds"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of press"), required=False, choices=[("", _("all")), *OutletKind.choices]
    )
    closed = forms.BooleanField(label=_("those that are no more"), required=False)


class OutletForm(VersionForm):
    """A press agency as one writes it down."""

    name = Line(label=_("Name of the press agency"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of press"), choices=OutletKind.choices)
    frequency = forms.ChoiceField(
        label=_("Frequency"), required=False, choices=[("", _("not said")), *Frequency.choices]
    )
    governing_body = Line(label=_("Governing body"), max_length=250, required=False)
    licence_no = Line(label=_("Licence number"), max_length=80, required=False)
    website = Address(label=_("Website"), required=False)
    emails = Emails(
        label=_("Official e-mail"), longest=254, help_text=_("One a line; releases go to the first.")
    )
    official_channels = Lines(label=_("Official channels"), help_text=_("One address a line."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    note = Passage(label=_("Note"), required=False, max_length=2_000)
    is_active = forms.BooleanField(label=_("It still exists"), required=False, initial=True)

    @property
    def content(self) -> OutletContent:
        """What was filled in, for the operation."""
        return OutletContent(**self.given())


class ChannelForm(VersionForm):
    """An official channel as one writes it down."""

    name = Line(label=_("Name of the channel"), max_length=200)
    platform = forms.ChoiceField(label=_("Platform"), choices=Platform.choices)
    url = Address(label=_("Address of the channel"))
    unit = forms.ModelChoiceField(label=_("Unit that runs it"), queryset=Unit.objects.none())
    ground = Line(
        label=_("Decision that opened it"), max_length=500, required=False, help_text=_("Number and day.")
    )
    is_listed = forms.BooleanField(
        label=_("The portal lists it"),
        required=False,
        help_text=_("Official channels must be listed on the portal (Decree 244/2026, article 5)."),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)

    @property
    def content(self) -> ChannelContent:
        """What was filled in, for the operation."""
        return ChannelContent(**self.given())
