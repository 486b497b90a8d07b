"""What somebody looks for on the portal."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.http import QueryDict
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.portal.lifecycle import EntryKind
from dongthuan.apps.portal.queries.search import Question

NEWEST, FITTING = "moi", "sat"


class PortalSearchForm(forms.Form):
    """Words, kind, days and order; whatever is not understood is left out, and the rest is looked for."""

    q = Line(label=_("Words to look for"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Everything")), *EntryKind.choices], required=False
    )
    start_on = Day(label=_("From"), required=False)
    end_on = Day(label=_("To"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[(FITTING, _("The most fitting first")), (NEWEST, _("The newest first"))],
        required=False,
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, auto_id="look_%s")
        self.fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off"}

    def asked(self) -> Question:
        """Return the question; call it on a bound form."""
        self.is_valid()
        given = self.cleaned_data
        last: date | None = given.get("end_on")
        return Question(
            words=given.get("q", ""),
            kind=given.get("kind", ""),
            from_at=_midnight(given.get("start_on")),
            until_at=_midnight(last + timedelta(days=1) if last else None),
            by_rank=given.get("sort") != NEWEST,
        )


def _midnight(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time.min)) if day else None
