"""How an export is read: a person names its columns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.monitoring.intake.export_dates import Order
from dongthuan.apps.monitoring.intake.exports import ENCODINGS, FIELDS, Found, Mapping

COLUMNS = (
    ("title", _("Title"), _("Leave it out for comments: their text is the title.")),
    ("text", _("Text"), ""),
    ("url", _("Address"), ""),
    ("published", _("Published"), ""),
    ("outlet", _("Outlet or channel"), _("Never a column with names of persons: who wrote is not kept.")),
    ("key", _("Number of the comment"), _("Needed where many rows have the same address.")),
)
ENCODING_NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1258": "Windows 1258",
    "cp1252": "Windows 1252",
}
SEPARATOR_NAMES = [(",", _("comma")), (";", _("semicolon")), ("\t", _("tab")), ("|", "|")]
ORDER_NAMES = [
    ("", _("choose")),
    (Order.DAY_FIRST.value, _("05/03/2026 is the fifth of March")),
    (Order.MONTH_FIRST.value, _("05/03/2026 is the third of May")),
    (Order.ISO.value, _("2026-03-05, or seconds")),
]


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV or JSON lines, at most 50 MB."), allow_empty_file=True
    )


class MappingForm(forms.Form):
    """What each column means."""

    encoding = forms.ChoiceField(label=_("Encoding"), choices=[(e, ENCODING_NAMES[e]) for e in ENCODINGS])
    separator = forms.ChoiceField(label=_("Between the columns stands a"), choices=SEPARATOR_NAMES)
    order = forms.ChoiceField(label=_("How dates are meant"), choices=ORDER_NAMES)
    source = Line(
        label=_("Kept under the name"),
        max_length=160,
        help_text=_("Of rows whose outlet is not named; not the name of a person."),
    )
    page_url = forms.URLField(
        label=_("Address of the page"),
        required=False,
        max_length=900,
        assume_scheme="https",
        help_text=_("For comments without an address of their own: that of the video or post."),
    )
    save_as = Line(
        label=_("Keep this mapping as"), required=False, max_length=120, help_text=_("For the next file.")
    )

    def __init__(self, *args: Any, found: Found, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = found
        names = [("", "–"), *((name, name) for name in found.header if name)]
        for name, label, help_text in COLUMNS:
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=names, required=False, help_text=help_text
            )
        if found.form == "jsonl":
            del self.fields["separator"]
        self.order_fields([*(f"column_{name}" for name in FIELDS)])

    def clean(self) -> dict[str, Any]:
        """Ask for what no item can be without."""
        data = super().clean() or {}
        if not data.get("column_title") and not data.get("column_text"):
            self.add_error("column_text", _now("Choose the column of the text or of the title."))
        if not data.get("column_published"):
            self.add_error(
                "column_published", _now("Choose the column of the date: undated rows are refused.")
            )
        if not data.get("column_url") and not data.get("page_url"):
            self.add_error("page_url", _now("Choose the column of the address, or give that of the page."))
        if not data.get("column_url") and not data.get("column_key"):
            self.add_error("column_key", _now("Rows without an address need a number each is known by."))
        return data

    def mapping(self) -> Mapping:
        """Return what was chosen."""
        data = self.cleaned_data
        return Mapping(
            form=self.found.form,
            encoding=data["encoding"],
            separator=data.get("separator", ","),
            columns={name: data[f"column_{name}"] for name in FIELDS},
            order=Order(data["order"]),
            source=data["source"],
            page_url=data["page_url"],
        )


def initial_of(mapping: Mapping) -> dict[str, Any]:
    """Return what the form shows of a mapping."""
    shown = {name: getattr(mapping, name) for name in ("encoding", "separator", "source", "page_url")}
    columns = {f"column_{name}": column for name, column in mapping.columns.items()}
    return shown | columns | {"order": mapping.order.value}


def fitting(columns: dict[str, str], header: Sequence[str]) -> bool:
    """Say whether all named columns are in a file."""
    return all(name in header for name in columns.values() if name)
