"""What people fill in about texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.content.lifecycle import AiLabel, Standing, TextKind
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.correcting import LONGEST_EXPLANATION, CorrectionContent
from dongthuan.apps.content.operations.texts import LONGEST_BODY, TextContent
from dongthuan.apps.press.models.lines import Line as LineRow
from dongthuan.apps.press.models.lines import LineQuerySet
from dongthuan.apps.press.queries import mandates
from dongthuan.apps.units.models import Unit, UnitQuerySet

LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
MARKUP = _(
    "A blank line parts paragraphs. Lines that begin with ## are headings, with - lists, with > quotes; "
    "**bold**; [words](https://…) is a link. Pictures are put in on a page of their own, once the draft is "
    "kept."
)


class VersionForm(forms.Form):
    """Which version somebody had in front of him."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """Which texts to list."""

    q = Line(label=_("Words in the title"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *TextKind.choices])
    standing = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Standing.choices]
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.order_by("name"), required=False, empty_label=_("all")
    )


class TextForm(VersionForm):
    """One text. speakers: who may speak for its unit now."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=TextKind.choices)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    title = Line(label=_("Title"), max_length=300)
    lead = Passage(
        label=_("Lead: who, what, when, where, why"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = Passage(
        label=_("Body"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=MARKUP,
    )
    speaker = forms.ChoiceField(
        label=_("Speaker"),
        required=False,
        help_text=_(
            "Only who may speak for the unit now is offered. The mandate is asked for again on publication."
        ),
    )
    is_matter_confirmed = forms.BooleanField(
        label=_("It is the very matter that the speaker was authorised for"),
        required=False,
        help_text=_("Needed where the speaker is authorised for one matter; your name is kept with it."),
    )
    quote = Passage(
        label=_("Quote of the speaker"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact = Line(label=_("Contact for the press"), required=False, max_length=500)
    is_official = forms.BooleanField(label=_("This is the official view of the agency"), required=False)
    ai_label = forms.ChoiceField(label=_("Artificial intelligence"), required=False, choices=AiLabel.choices)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(
        self, *given: Any, units: UnitQuerySet, speakers: list[mandates.Standing], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.speakers = {speaker_key(one): one for one in speakers}
        unit, speaker = self.fields["unit"], self.fields["speaker"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(speaker, forms.ChoiceField)
        unit.queryset = units
        speaker.choices = [
            ("", _("nobody is named")),
            *((key, _speaker_words(one)) for key, one in self.speakers.items()),
        ]

    @property
    def content(self) -> TextContent:
        """What was filled in, once valid."""
        said = self.cleaned_data
        return TextContent(
            kind=TextKind(said["kind"]),
            unit=said["unit"],
            title=said["title"],
            lead=said["lead"],
            body=said["body"],
            quote=said["quote"],
            speaker=self.speakers.get(said["speaker"]),
            contact=said["contact"],
            is_official=said["is_official"],
            language=said["language"],
            ai_label=AiLabel(said["ai_label"]),
            is_matter_confirmed=said["is_matter_confirmed"],
        )


def speaker_key(standing: mandates.Standing) -> str:
    """Return what names a standing in a form."""
    if standing.spokesperson is not None:
        return f"s{standing.spokesperson}"
    return f"m{standing.mandate}"


def _speaker_words(standing: mandates.Standing) -> str:
    words = f"{standing.name}, {standing.post}"
    return f"{words} – {standing.matter_title}" if standing.matter_title else words


def initial_of(text: Text) -> dict[str, Any]:
    """Return what a form begins with for a text."""
    names = ("kind", "unit", "title", "lead", "body", "quote", "contact", "is_official", "ai_label")
    speaker = f"s{text.spokesperson_id}" if text.spokesperson_id else f"m{text.mandate_id}"
    begun = {name: getattr(text, name) for name in names}
    begun["is_matter_confirmed"] = text.matter_confirmed_by_id is not None
    return begun | {"speaker": speaker, "language": text.language, "version": text.version}


class MomentForm(VersionForm):
    """When: the end of an embargo, or the time of publication."""

    moment = Moment(label=_("Day and time"))


class EmbargoForm(VersionForm):
    """Until when a text is held back; empty: not any more."""

    moment = Moment(label=_("Day and time"), required=False)


class PublishForm(VersionForm):
    """Publish; has_looked: a person has looked at what the checks found."""

    has_looked = forms.BooleanField(
        label=_("I have looked at each point that the checks found"), required=False
    )


class ScheduleForm(MomentForm):
    """Publish later; has_looked as above."""

    has_looked = forms.BooleanField(
        label=_("I have looked at each point that the checks found"), required=False
    )


class UseLineForm(forms.Form):
    """Which line to take a text follows."""

    line = forms.ModelChoiceField(
        label=_("Line to take"), queryset=LineRow.objects.none(), empty_label=_("choose")
    )

    def __init__(self, *given: Any, lines: LineQuerySet, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = lines


class WithdrawForm(VersionForm):
    """Why a text is withdrawn, and whether it can still be read."""

    reason = Passage(
        label=_("Reason, as shown to everybody"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    keeps_words = forms.BooleanField(
        label=_("The words can still be read below the banner"), required=False, initial=True
    )


class CorrectionForm(VersionForm):
    """How a text shall read, and what was wrong."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput, required=False)
    explanation = Passage(
        label=_("What was wrong, and what is right; everybody reads this"),
        max_length=LONGEST_EXPLANATION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    title = Line(label=_("Title"), max_length=300)
    lead = Passage(label=_("Lead"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    body = Passage(
        label=_("Body"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=MARKUP,
    )
    quote = Passage(
        label=_("Quote of the speaker"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_of_pictures = forms.BooleanField(
        label=_("Pictures are to be changed; I do that on the next page"), required=False
    )

    @property
    def content(self) -> CorrectionContent:
        """What was filled in, once valid."""
        names = ("title", "lead", "body", "quote", "explanation", "is_of_pictures")
        return CorrectionContent(**{name: self.cleaned_data[name] for name in names})


def initial_correction(text: Text, correction: CorrectionNotice | None) -> dict[str, Any]:
    """Return what the form of a correction begins with: the words as they stand, or the draft of it."""
    source = correction or text
    begun = {name: getattr(source, name) for name in ("title", "lead", "body", "quote")}
    begun["explanation"] = correction.explanation if correction else ""
    return begun | {"version": correction.version if correction else 0}
