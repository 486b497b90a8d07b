"""What people fill in about answers: the draft, who clears it, how it went out, what a difference means."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.choices import OfficerChoice
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.press.desk_lifecycle import FlagState, SentHow
from dongthuan.apps.press.forms.register_fields import VersionForm
from dongthuan.apps.press.operations.answers import LONGEST_ANSWER, NEEDED, AnswerContent
from dongthuan.apps.press.operations.answers_flags import DECISIONS

USUAL_TIME = timedelta(hours=2)
PARTS = (Part.FACTS, Part.UNIT, Part.LEGAL, Part.SECRECY, Part.LEADER)


class AnswerForm(VersionForm):
    """A draft, and in whose name it goes out."""

    text = Passage(label=_("Answer"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 14}))
    speaker = forms.TypedChoiceField(label=_("In the name of"), required=False, coerce=int, empty_value=None)
    is_matter_confirmed = forms.BooleanField(
        label=_("It is the very matter that the speaker was authorised for"),
        required=False,
        help_text=_("Needed where the speaker is authorised for one matter; your name is kept with it."),
    )
    is_unofficial = forms.BooleanField(
        label=_("Goes out as not the official view"),
        required=False,
        help_text=_("Where nobody with a live mandate speaks: it then says so, everywhere it is shown."),
    )

    def __init__(self, *given: Any, speakers: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["speaker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("nobody named yet")), *speakers]

    @property
    def content(self) -> AnswerContent:
        """What was filled in, for the operation."""
        speaker = self.cleaned_data["speaker"]
        named = Officer.objects.filter(pk=speaker).first() if speaker else None
        told = self.cleaned_data
        return AnswerContent(told["text"], named, not told["is_unofficial"], told["is_matter_confirmed"])


class ClearanceForm(VersionForm):
    """Who clears the draft, each for one part, and until when."""

    due_at = Moment(label=_("Until"))
    facts = OfficerChoice(label=_("Facts"), queryset=Officer.objects.none(), required=False)
    unit = OfficerChoice(label=_("Professional unit"), queryset=Officer.objects.none(), required=False)
    legal = OfficerChoice(label=_("Legal check"), queryset=Officer.objects.none(), required=False)
    secrecy = OfficerChoice(label=_("State secrecy"), queryset=Officer.objects.none(), required=False)
    leader = OfficerChoice(label=_("Leader"), queryset=Officer.objects.none(), required=False)
    stand_in = OfficerChoice(
        label=_("Stands in for the leader"), queryset=Officer.objects.none(), required=False
    )

    def __init__(self, *given: Any, readers: QuerySet[Officer], at: datetime, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["due_at"].initial = at + USUAL_TIME
        for name in (*(part.value for part in PARTS), "stand_in"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset, field.empty_label = readers, _("not asked")
            field.required = name in NEEDED
            if field.required:
                field.empty_label = _("choose")

    @property
    def steps(self) -> list[StepAsked]:
        """Who is asked for what, for the operation."""
        told = self.cleaned_data
        return [
            StepAsked(
                part,
                told[part.value],
                told["due_at"],
                stand_in=told["stand_in"] if part is Part.LEADER else None,
            )
            for part in PARTS
            if told[part.value]
        ]


class SendForm(VersionForm):
    """How and when an answer went out."""

    how = forms.ChoiceField(label=_("How it went out"), choices=SentHow.choices)
    sent_at = Moment(label=_("When it went out"), required=False, help_text=_("Empty: now."))


class FlagForm(forms.Form):
    """What a person says of a possible contradiction."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(state.value, state.label) for state in DECISIONS],
        widget=forms.RadioSelect,
    )
    reason = Line(label=_("Reason"), max_length=1000)

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, for the operation."""
        return {
            "decision": FlagState(self.cleaned_data["decision"]),
            "reason": self.cleaned_data["reason"],
        }
