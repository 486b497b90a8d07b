"""What one asks of the list of sources, and what one writes down about a source."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.monitoring.intake.addresses import BadAddress
from dongthuan.apps.monitoring.intake.entries import Unreadable
from dongthuan.apps.monitoring.intake.letters import canonical_place
from dongthuan.apps.monitoring.intake.pages import compiled
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.operations.sources import LEAST_MINUTES, MOST_MINUTES, SourceContent
from dongthuan.apps.monitoring.queries.sources import SourceFilter
from dongthuan.apps.monitoring.queries.sources_health import WORDS

LARGEST_LIST = 2_000_000


class SourceFilterForm(forms.Form):
    """The filters of the list of sources."""

    q = Line(label=_("Words"), required=False, max_length=200)
    outlet_class = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", _("all")), *Source.OutletClass.choices]
    )
    health = forms.ChoiceField(label=_("Health"), required=False, choices=[("", _("all")), *WORDS.items()])

    @property
    def wanted(self) -> SourceFilter:
        """What was asked, for `queries.sources.source_rows`."""
        data = self.cleaned_data
        return SourceFilter(data["q"], data["outlet_class"], data["health"])


class SourceForm(forms.Form):
    """A source as an officer writes it down."""

    url = Line(
        label=_("Address"),
        max_length=1_000,
        help_text=_("of a feed, a news sitemap or a page that lists news; or who sends a newsletter"),
    )
    name = Line(
        label=_("Name"), max_length=160, required=False, help_text=_("empty: what the feed calls itself")
    )
    outlet = Line(
        label=_("Outlet"), max_length=160, required=False, help_text=_("the newspaper or agency that speaks")
    )
    outlet_class = forms.ChoiceField(label=_("Class"), choices=Source.OutletClass.choices)
    category = Line(label=_("Category"), max_length=160, required=False)
    selector = Line(
        label=_("Selector of links"),
        max_length=300,
        required=False,
        help_text=_("CSS, for a page without a feed: what finds each piece of news, such as article h3 a"),
    )
    interval_minutes = forms.IntegerField(
        label=_("Read every (minutes)"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=15
    )

    wants_full_text = forms.BooleanField(
        label=_("Read the whole article, for the analysis only"), required=False
    )

    def clean_url(self) -> str:
        """Return the address as it is kept."""
        try:
            return canonical_place(self.cleaned_data["url"])
        except BadAddress:
            raise forms.ValidationError(
                _("Give an address that begins with http:// or https://, or the mail address of a sender.")
            ) from None

    def clean_selector(self) -> str:
        """Return the selector, if it can be understood."""
        selector: str = self.cleaned_data["selector"]
        if selector:
            try:
                compiled(selector)
            except Unreadable:
                raise forms.ValidationError(_("This selector cannot be understood.")) from None
        return selector

    def content(self, source: Source | None, *, kind: str, title: str, is_verified: bool) -> SourceContent:
        """Return what was written, completed by what was found at the address."""
        data = self.cleaned_data
        return SourceContent(
            name=data["name"] or title or data["url"],
            url=data["url"],
            outlet=data["outlet"],
            outlet_class=data["outlet_class"],
            kind=kind,
            selector=data["selector"],
            category=data["category"],
            wants_full_text=data["wants_full_text"],
            interval_minutes=data["interval_minutes"],
            is_verified=is_verified,
            is_illustrative=source.is_illustrative if source else False,
        )


def initial_of(source: Source) -> dict[str, Any]:
    """Return a source's fields as the form shows them."""
    names = (
        "url",
        "name",
        "outlet",
        "outlet_class",
        "category",
        "selector",
        "interval_minutes",
        "wants_full_text",
    )
    return {name: getattr(source, name) for name in names} | {"url": source.place}


class ListForm(forms.Form):
    """An OPML file with a list of sources."""

    file = forms.FileField(label=_("OPML file"))

    def clean_file(self) -> "UploadedFile[bytes]":
        """Return the file, if it is of a reasonable size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_LIST:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file


class GroundForm(forms.Form):
    """Why a source is paused or removed."""

    ground = Line(label=_("Reason"), max_length=300, required=False)
