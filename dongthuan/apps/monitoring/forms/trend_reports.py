"""What people fill in about trend reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Passage
from dongthuan.apps.monitoring.forms.briefs import VersionForm
from dongthuan.apps.monitoring.models.trend_reports import TrendReport


class CompileReportForm(forms.Form):
    """Which week or month is to be reported."""

    period = forms.ChoiceField(label=_("Period"), choices=TrendReport.Period.choices)
    day = Day(label=_("A day of it"))


class WriteReportForm(VersionForm):
    """What officers say about the figures."""

    note = Passage(
        label=_("Assessment"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the figures mean; one paragraph a line."),
    )
    proposals = Passage(
        label=_("Proposals"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One proposal a line; name the unit that is to act."),
    )
