"""What officers fill in about drafts, comments, meetings and groups."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.policies.comments_lifecycle import (
    ENTERED,
    AuthorKind,
    CommentSource,
    CommentState,
    ProvisionKind,
    Stance,
)
from dongthuan.apps.policies.models.comments import MeetingRecord
from dongthuan.apps.policies.models.consultations import ConsultationQuestion
from dongthuan.apps.policies.models.drafts import Provision
from dongthuan.apps.press.forms.register_fields import LongSelect, VersionForm

_ALL = [("", _("all"))]
PLACES = [*_ALL, ("whole", _("the whole draft")), ("orphan", _("its provision is no more"))]

SOURCES = [*_ALL, *CommentSource.choices]
WAYS = [(source.value, source.label) for source in CommentSource if source in ENTERED]


class UploadForm(forms.Form):
    """A version of the draft as a file."""

    file = forms.FileField(
        label=_("Draft as a file"),
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        help_text=_("Word (.docx), PDF with text, or .txt; at most 20 MB. You check it before it is shown."),
    )
    note = Passage(label=_("What changed in this version"), max_length=4_000, required=False)


class ProvisionForm(VersionForm):
    """One provision as it should be."""

    kind = forms.ChoiceField(label=_("Kind of provision"), choices=ProvisionKind.choices)
    number = Line(label=_("Number"), max_length=20, required=False)
    heading = Line(label=_("Heading"), max_length=1_000, required=False)
    text = Passage(label=_("Words of the provision"), max_length=200_000, required=False)


class SplitForm(VersionForm):
    """Where to cut a provision."""

    line = forms.IntegerField(label=_("Cut before line number"), min_value=1, max_value=10_000)


class CommentFilter(forms.Form):
    """The filters of the list of comments, as they stand in its address."""

    q = Line(label=_("Words in the comment"), required=False, max_length=200)
    provision = forms.ModelChoiceField(
        label=_("Article"), required=False, queryset=Provision.objects.none(), empty_label=_("all"),
        widget=LongSelect,
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Speaks of"), required=False, choices=PLACES)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*_ALL, *CommentState.choices])
    source = forms.ChoiceField(
        label=_("Way it came"), required=False, choices=[*_ALL, *CommentSource.choices]
    )
    author_kind = forms.ChoiceField(label=_("By whom"), required=False, choices=[*_ALL, *AuthorKind.choices])
    stance = forms.ChoiceField(label=_("For or against"), required=False, choices=[*_ALL, *Stance.choices])

    group = forms.IntegerField(
        label=_("Number of the group"), required=False, min_value=1, max_value=2**62, widget=forms.TextInput
    )

    def __init__(self, *given: Any, articles: QuerySet[Provision], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["provision"].queryset = articles  # type: ignore[attr-defined]  # a field of choice has one


class EnterForm(forms.Form):
    """A comment that came on paper, by e-mail or at a meeting."""

    text = Passage(label=_("Words of the comment"), max_length=20_000)
    author_kind = forms.ChoiceField(label=_("By whom"), choices=AuthorKind.choices)
    author_name = Line(
        label=_("Name as shown to the public"),
        required=False,
        help_text=_("Empty: the author stays unnamed."),
    )
    source = forms.ChoiceField(label=_("Way it came"), choices=WAYS)
    received_at = Moment(label=_("Received"))
    meeting = forms.ModelChoiceField(
        label=_("Meeting"), queryset=MeetingRecord.objects.none(), required=False, empty_label=_("none")
    )
    provision = forms.ModelChoiceField(
        label=_("On the provision"), queryset=Provision.objects.none(), required=False,
        empty_label=_("the whole draft"), widget=LongSelect,
    )  # fmt: skip
    question = forms.ModelChoiceField(
        label=_("In answer to"), queryset=ConsultationQuestion.objects.none(), required=False,
        empty_label=_("no question"),
    )  # fmt: skip

    def __init__(self, *given: Any, choices: dict[str, QuerySet[Any]], **options: Any) -> None:
        super().__init__(*given, **options)
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a field of choice has one


_MINUTES_HINT = _("PDF, Word or a picture of the signed minutes; at most 20 MB.")


class MeetingForm(forms.Form):
    """A meeting where comments were heard."""

    title = Line(label=_("Name of the meeting"), max_length=300)
    place = Line(label=_("Place of the meeting"), max_length=300)
    held_at = Moment(label=_("Held"))
    participant_count = forms.IntegerField(label=_("Participants"), min_value=0, max_value=100_000)
    organisations = Passage(label=_("Organisations present"), max_length=4_000, required=False)
    minutes = forms.FileField(
        label=_("Minutes as a file"), required=False, max_length=255, help_text=_MINUTES_HINT
    )

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, without the file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "minutes"}


class MinutesForm(VersionForm):
    """The minutes of a meeting that was written down before."""

    minutes = forms.FileField(label=_("Minutes as a file"), max_length=255, help_text=_MINUTES_HINT)


def file_of(form: forms.Form, name: str) -> Any:
    """Return the bytes and the name of an uploaded file; None where none was given."""
    file = form.cleaned_data.get(name)
    return (file.read(), file.name or "") if file else None


class ReasonForm(VersionForm):
    """Why something is done; the author or the record reads it."""

    reason = Passage(label=_("Reason"), max_length=4_000)


class DecideForm(VersionForm):
    """A decision on an objection."""

    stays_hidden = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("It stays hidden")), ("0", _("It is shown again"))],
        coerce=lambda value: value == "1",
    )
    reason = Passage(label=_("Reason"), max_length=4_000)


class AttachForm(VersionForm):
    """Where an orphan belongs."""

    provision = forms.ModelChoiceField(
        label=_("To the provision"), queryset=Provision.objects.none(), widget=LongSelect
    )
    reason = Passage(label=_("Reason"), max_length=4_000)


class IdentityForm(forms.Form):
    """Why identities are taken out of the house."""

    reason = Passage(label=_("Reason; it is kept with your name"), max_length=2_000)


class JoinForm(forms.Form):
    """Another group that says the same."""

    other = forms.IntegerField(label=_("Number of the other group"), min_value=1, max_value=2**62)
    reason = Line(label=_("Reason"), max_length=500, required=False)


class TitleForm(VersionForm):
    """What a group says, in a line."""

    title = Line(label=_("What the group says, in a line"), max_length=300)
