"""Text with tables as officers type it, read for a form; and an annex as one writes it down."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.documents import typed_tables as faults
from dongthuan.apps.documents.typed import Typed, as_typed, read_typed
from dongthuan.docgen.official import Annex, Table

MOST_ANNEXES = 20
MOST_TEXT = 1_000_000
LONGEST_TITLE = 500
_WORDS: dict[type[faults.CannotBeTyped], tuple[Any, tuple[str, ...]]] = {
    faults.NoSuchTable: (
        _("There is no table %(number)s; its line was kept from another document."),
        ("number",),
    ),
    faults.NoRows: (
        _("“%(line)s” opens a new table, and no row stands below. A row is typed as: | No | Task |"),
        ("line",),
    ),
    faults.UnevenRow: (
        _("The row “%(row)s” has %(cells)s cells, the head of its table %(columns)s."),
        ("row", "cells", "columns"),
    ),
    faults.TooLongToType: (
        _(
            "Table %(number)s is too long to be typed over; change it where it came from. "
            "For a new table put a line “[Table: …]” above its rows."
        ),
        ("number",),
    ),
    faults.TooWide: (_("A table has 1 to %(most)s columns."), ("most",)),
}


def read_for_form(text: str, tables: Sequence[Table]) -> Typed:
    """Return what a text means; raises ValidationError where a table in it cannot be understood."""
    try:
        return read_typed(text, tables)
    except faults.CannotBeTyped as fault:
        words, names = _WORDS[type(fault)]
        params = dict(zip(names, fault.args, strict=True))
        raise forms.ValidationError(words, params=params) from None


def lost_tables(typed: Typed) -> forms.ValidationError:
    """Return what to say when lines of tables are gone and nobody said that they should be."""
    numbers = ", ".join(str(number) for number in typed.left_out)
    return forms.ValidationError(
        _(
            "The line of table %(numbers)s is gone. Put it back in its square brackets, or tick "
            "below that the table is to be left out."
        ),
        params={"numbers": numbers},
    )


class AnnexForm(forms.Form):
    """An annex; one without title and text is none."""

    title = Line(label=_("Title of the annex"), max_length=LONGEST_TITLE, required=False)
    body = Passage(
        label=_("Text and tables of the annex"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "typed-text typed-annex"}),
    )
    is_landscape = forms.BooleanField(label=_("On turned pages, for wide tables"), required=False)
    drop_tables = forms.BooleanField(label=_("Leave out the tables whose line I deleted"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, stored: Annex | None, number: int) -> None:
        super().__init__(data, prefix=f"annex-{number}", initial=_initial(stored) if stored else {})
        self.number, self.is_stored = number, stored is not None
        self.tables = [block for block in stored.blocks if isinstance(block, Table)] if stored else []
        if not self.tables:
            del self.fields["drop_tables"]
        self.typed = Typed((), ())

    def clean_body(self) -> str:
        """Read the text."""
        text = str(self.cleaned_data["body"])
        self.typed = read_for_form(text, self.tables)
        return text

    def clean(self) -> dict[str, Any]:
        """See that an annex has both title and text, and that no table is lost by oversight."""
        data = super().clean() or {}
        if self.typed.left_out and not data.get("drop_tables") and "body" not in self.errors:
            self.add_error("body", lost_tables(self.typed))
        elif self.typed.blocks and not data.get("title"):
            self.add_error("title", _("Give the annex a title, or leave its text out too."))
        elif data.get("title") and not self.typed.blocks and "body" not in self.errors:
            self.add_error("body", _("Write the text or a table of the annex, or leave its title out too."))
        return data

    @property
    def annex(self) -> Annex | None:
        """What was filled in; None for an annex that was left empty."""
        if not self.typed.blocks:
            return None
        data = self.cleaned_data
        return Annex(data["title"], self.typed.blocks, bool(data["is_landscape"]))


def _initial(stored: Annex) -> dict[str, Any]:
    return {"title": stored.title, "body": as_typed(stored.blocks), "is_landscape": stored.is_landscape}


def annex_forms(stored: Sequence[Annex], data: Mapping[str, Any] | None) -> list[AnnexForm]:
    """Return a form for each annex and an empty one for one more; bound where annexes were sent along."""
    sent = sum(f"annex-{number}-title" in data for number in range(1, MOST_ANNEXES + 1)) if data else 0
    count = max(sent, min(len(stored) + 1, MOST_ANNEXES), len(stored))
    return [
        AnnexForm(
            data if sent else None,
            stored=stored[number - 1] if number <= len(stored) else None,
            number=number,
        )
        for number in range(1, count + 1)
    ]
