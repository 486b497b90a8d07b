"""Is what was typed the address of a record that may hang on a matter?"""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.queries.records import found_at


class LinkForm(forms.Form):
    """The address of the page of a task, item, line, document …; cleaned it is the record."""

    address = Line(
        label=_("Address of its page"),
        max_length=500,
        help_text=_("Open the task, item, line or document in another tab and copy its address here."),
    )

    def __init__(self, *args: Any, seen_by: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen_by = seen_by

    def clean_address(self) -> Model:
        """Return the record behind the address; refuse what the officer may not see."""
        record = found_at(self.cleaned_data["address"], seen_by=self.seen_by)
        if record is None:
            raise forms.ValidationError(
                _("No record of this system has that address, or you may not see it.")
            )
        return record
