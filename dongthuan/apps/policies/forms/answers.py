"""What officers fill in when they answer comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.policies.answers_lifecycle import Decision
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.operations.answers import AnswerContent
from dongthuan.apps.press.forms.register_fields import VersionForm


class AnswerForm(VersionForm):
    """The answer to one group."""

    decision = forms.ChoiceField(label=_("Decision on the comments"), choices=Decision.choices)
    reason = Passage(label=_("Reason of the answer, as the public reads it"))
    changed = Passage(
        label=_("What is changed in the draft"),
        required=False,
        help_text=_("Which article reads how now. Needed unless nothing is taken up."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def content(self) -> AnswerContent:
        """Return what was filled in."""
        given = self.cleaned_data
        return AnswerContent(Decision(given["decision"]), given["reason"], given["changed"])


class ResponseDateForm(VersionForm):
    """By when the answers are out, where no limit of law is known."""

    due_on = Day(label=_("Answers are out by"))
    basis = Line(label=_("What this date rests on"), max_length=500)


class PublishForm(VersionForm):
    """Publication of all answers."""

    ground = Line(
        label=_("Why now, where no text was adopted"),
        max_length=500,
        required=False,
        help_text=_("Leave it empty where the dossier names the adopted text."),
    )


def initial_of(answer: Answer | None) -> dict[str, Any]:
    """Return what stands in an answer, for its form."""
    if answer is None:
        return {"version": 0}
    names = ("decision", "reason", "changed", "version")
    return {name: getattr(answer, name) for name in names}
