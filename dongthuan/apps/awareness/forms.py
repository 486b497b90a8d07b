"""What officers fill in about briefings, and how a quiz is typed and answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.awareness.models import MOST_QUESTIONS, Briefing, Question
from dongthuan.apps.awareness.operations.briefings import BriefingContent, QuestionContent
from dongthuan.apps.common.forms import Day, Passage
from dongthuan.apps.common.forms import Line as LineField
from dongthuan.apps.common.roles import Role
from dongthuan.apps.press.forms.register_fields import Address, LongSelect, VersionForm
from dongthuan.apps.units.models import Unit

LARGEST_FILE = 20_000_000
ASKED_ROLES = [(value, label) for value, label in Role.choices if value != Role.SYSTEM]


class Quiz(Passage):
    """Questions with a blank line between them; choices begin with -, the right one with *."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=10_000, **options)

    def clean(self, value: Any) -> Any:
        """Return the questions; refuse what is not one."""
        text = super().clean(value)
        blocks = [block.strip().splitlines() for block in text.replace("\n \n", "\n\n").split("\n\n")]
        found = [self._question(lines) for lines in blocks if any(line.strip() for line in lines)]
        if len(found) > MOST_QUESTIONS:
            raise forms.ValidationError(_now("At most %(most)s questions.") % {"most": MOST_QUESTIONS})
        return found

    def _question(self, lines: Sequence[str]) -> QuestionContent:
        words, *rest = [" ".join(line.split()) for line in lines if line.strip()]
        choices = [line[1:].strip() for line in rest]
        right = [number for number, line in enumerate(rest) if line.startswith("*")]
        is_fit = len(choices) > 1 and len(right) == 1 and all(line[0] in "*-" for line in rest)
        if not is_fit or not all(choices) or len(words) > 300 or any(len(one) > 200 for one in choices):
            raise forms.ValidationError(
                _now("“%(words)s”: write two choices or more, each after -, the right one after *.")
                % {"words": words[:80]}
            )
        return QuestionContent(words, choices, right[0])

    @staticmethod
    def written(questions: Sequence[Question]) -> str:
        """Return questions as they are typed."""
        return "\n\n".join(
            "\n".join(
                [one.words]
                + [f"{'*' if n == one.right else '-'} {choice}" for n, choice in enumerate(one.choices)]
            )
            for one in questions
        )


class BriefingForm(VersionForm):
    """A briefing."""

    unit = forms.ModelChoiceField(
        label=_("Sent by the unit"), queryset=Unit.objects.none(), widget=LongSelect
    )
    title = LineField(label=_("Title"), max_length=200)
    body = Passage(label=_("Content"), required=False)
    file = forms.FileField(label=_("File with it"), required=False, help_text=_("At most 20 MB."))
    video_url = Address(label=_("Address of a film"), required=False)
    units = forms.ModelMultipleChoiceField(
        label=_("Units that must read it"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every unit that you may choose."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles that must read it"),
        choices=ASKED_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every role."),
    )
    due_on = Day(label=_("To be read by"))
    is_material = forms.BooleanField(label=_("Keep it in the library of materials"), required=False)
    questions = Quiz(
        label=_("Short quiz"),
        help_text=_("A question a paragraph; below it the choices, each after -, the right one after *."),
    )

    def __init__(self, *given: Any, units: Any, is_for_all: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        self.own_units = [] if is_for_all else list(units)
        for name in ("unit", "units"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = units

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data.get("file")
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(_now("The file is larger than 20 MB."))
        return file

    def content(self) -> BriefingContent:
        """What was filled in; a head who ticks no unit asks the own ones."""
        given = super().given()
        file, chosen = given.pop("file"), list(given.pop("units"))
        return BriefingContent(
            **given,
            file=(file.read(), file.name) if file else None,
            units=chosen or self.own_units,
        )

    @staticmethod
    def initial_of(row: Briefing) -> dict[str, Any]:
        """What the form begins with."""
        names = ("unit", "title", "body", "video_url", "roles", "due_on", "is_material", "version")
        more = {"units": row.units.all(), "questions": Quiz.written(list(row.questions.all()))}
        return {name: getattr(row, name) for name in names} | more


class QuizForm(forms.Form):
    """The quiz as a reader answers it."""

    def __init__(self, *given: Any, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(*given, **options)
        for one in questions:
            self.fields[f"q{one.number}"] = forms.TypedChoiceField(
                label=one.words, coerce=int, choices=list(enumerate(one.choices)), widget=forms.RadioSelect
            )

    def answers(self) -> list[int]:
        """Return the number of the choice for each question, in order."""
        return [self.cleaned_data[name] for name in self.fields]


class SearchForm(forms.Form):
    """What one looks for in the library."""

    q = LineField(label=_("Title or text holds"), required=False)
