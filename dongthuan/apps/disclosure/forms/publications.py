"""What officers fill in about the register and the law's lists."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.rulebook import VERIFIED
from dongthuan.apps.common.forms import Day, Line, Moment, Passage
from dongthuan.apps.disclosure.law_wording import titled
from dongthuan.apps.disclosure.models.law_lists import KINDS
from dongthuan.apps.disclosure.models.publications import PublicInformation, PublicInformationQuerySet
from dongthuan.apps.disclosure.operations.law_lists import EntryContent
from dongthuan.apps.disclosure.operations.publications import ItemContent
from dongthuan.apps.disclosure.operations.publications_notices import NoticeContent
from dongthuan.apps.disclosure.publications_lifecycle import InformationState, NoticeOutcome
from dongthuan.apps.disclosure.queries.law_lists import sorted_by
from dongthuan.apps.press.forms.register_fields import (
    Address,
    LongSelect,
    ReasonForm,
    StepForm,
    VersionForm,
    choose_units,
)
from dongthuan.apps.units.models import Unit
from dongthuan.law.openness import Kind, Listing

ONLY = [
    ("", _("all")),
    ("late", _("past the limit for making public")),
    ("dead", _("address does not answer")),
    ("ended", _("period over")),
    ("outdated", _("group out of date")),
    ("notices", _("said to be wrong, not answered")),
    ("provisional", _("sorted provisionally")),
]
_SHORT = 90


def group_choices(listing: Listing) -> list[tuple[str, str]]:
    """Return the entries of a list as choices: the point of the law, and what it is in short."""
    return [(entry.key, f"{entry.key}) {shortened(titled(entry))}") for entry in listing.entries]


def shortened(words: str) -> str:
    """Return words of a bounded length."""
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]}…"


class ItemFilterForm(forms.Form):
    """The filters of the register."""

    q = Line(label=_("Name or number holds"), required=False, max_length=200)
    group = forms.ChoiceField(label=_("Group of the law"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all")
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *InformationState.choices]
    )
    only = forms.ChoiceField(label=_("Only those"), required=False, choices=ONLY)

    def __init__(self, *given: Any, on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.order_by("name")
        groups = self.fields["group"]
        assert isinstance(groups, forms.ChoiceField)
        groups.choices = [("", _("all")), *group_choices(sorted_by(Kind.GROUP, on)[0])]


class ItemForm(VersionForm):
    """An item as one enters it; its lists are those of the law on `on`."""

    unit = forms.ModelChoiceField(label=_("Responsible unit"), queryset=Unit.objects.none())
    title = Line(label=_("Name of the document or information"), max_length=500)
    symbol = Line(label=_("Number, symbol"), max_length=120, required=False)
    created_on = Day(
        label=_("Made on"), help_text=_("Its limit, and the law that lists it, follow from this day.")
    )
    group = forms.ChoiceField(label=_("Group of the law"))
    form = forms.ChoiceField(label=_("Form of publication"))
    link = Address(label=_("Access link"), required=False)
    summary = Passage(label=_("Summary"), required=False, max_length=4_000)
    shown_until = Day(label=_("Public until"), required=False, help_text=_("Empty: as long as it is of use."))

    replaces = forms.ModelChoiceField(
        label=_("Replaces the earlier version"),
        required=False,
        queryset=PublicInformation.objects.none(),
        empty_label=_("no earlier version"),
        help_text=_("The public then reads both, each with a link to the other."),
        widget=LongSelect,
    )

    def __init__(
        self, *given: Any, on: date, older: PublicInformationQuerySet | None = None, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        replaces = self.fields["replaces"]
        assert isinstance(replaces, forms.ModelChoiceField)
        replaces.queryset = older if older is not None else PublicInformation.objects.none()
        for name, kind in (("group", Kind.GROUP), ("form", Kind.FORM)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            entries = sorted_by(kind, on)[0]
            numbered = group_choices(entries)
            named = [(entry.key, titled(entry)) for entry in entries.entries]
            field.choices = [("", "–"), *(numbered if kind is Kind.GROUP else named)]

    def content(self) -> ItemContent:
        """What was filled in, for the operation."""
        return ItemContent(**self.given())


class PublishForm(StepForm):
    """From which day it is public."""

    shown_from = Day(label=_("Public from"), required=False, help_text=_("Empty: from today."))


class WithdrawForm(StepForm, ReasonForm):
    """Why it is no longer public."""


class FileForm(forms.Form):
    """The file of an item."""

    file = forms.FileField(label=_("The file itself"))

    def given(self) -> dict[str, Any]:
        """Return the file, for the operation."""
        file = self.cleaned_data["file"]
        return {"data": file.read(), "name": file.name}


class NoticeForm(forms.Form):
    """What a citizen says is wrong."""

    said = Passage(label=_("What is said to be wrong"), max_length=4_000)
    contact = Line(
        label=_("Where to answer"),
        required=False,
        max_length=254,
        help_text=_("An e-mail address or telephone number; it is let go once answered."),
    )
    received_at = Moment(label=_("Received"), required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        return {"content": NoticeContent(**self.cleaned_data)}


class AnswerForm(forms.Form):
    """The outcome of a check and the answer."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=NoticeOutcome.choices)
    answer = Passage(label=_("Answer"), max_length=4_000)


class SortForm(forms.Form):
    """Which item of the register a notice is about."""

    item = forms.ModelChoiceField(
        label=_("Item of the register"), queryset=PublicInformation.objects.none(), widget=LongSelect
    )

    def __init__(self, *given: Any, items: PublicInformationQuerySet, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = items


class PeriodForm(forms.Form):
    """After how many months without a new item a group is out of date."""

    group = forms.CharField(widget=forms.HiddenInput, max_length=40)
    months = forms.IntegerField(label=_("Months"), required=False, min_value=1, max_value=600)


class ImportForm(forms.Form):
    """An existing list as a workbook or a CSV file."""

    file = forms.FileField(label=_("Workbook (.xlsx) or CSV file"))
    unit = forms.ModelChoiceField(label=_("Unit of rows that name none"), queryset=Unit.objects.none())

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)


class EntryForm(forms.Form):
    """One entry of a list of the law, as read there."""

    kind = forms.ChoiceField(label=_("List"), choices=KINDS)
    key = Line(label=_("Key"), max_length=40, help_text=_("The point of the law, such as a or b."))
    title = Passage(label=_("Text of the entry"), max_length=2_000)
    title_en = Passage(label=_("In English"), required=False, max_length=2_000)
    instrument = Line(label=_("Instrument"), max_length=300)
    article = Line(label=_("Article"), max_length=120)
    source = Line(label=_("Source"), max_length=500)
    verified = forms.ChoiceField(label=_("Compared with the law"), choices=VERIFIED)
    valid_from = Day(label=_("In force from"))
    valid_to = Day(label=_("No longer from"), required=False)
    consent = Line(label=_("Whose consent opens it"), required=False, max_length=300)
    is_closed = forms.BooleanField(label=_("Never accessible"), required=False)
    percent = forms.IntegerField(
        label=_("Share of the cost, per cent"), required=False, min_value=0, max_value=100
    )
    times = forms.IntegerField(label=_("After how many times"), required=False, min_value=1, max_value=100)
    completes = forms.BooleanField(label=_("With this entry the list is whole"), required=False)

    @property
    def content(self) -> EntryContent:
        """What was filled in, for the operation."""
        return EntryContent(**self.cleaned_data)
