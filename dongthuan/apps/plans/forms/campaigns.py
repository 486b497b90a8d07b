"""The form that a template describes."""

from typing import Any

from django import forms

from dongthuan.apps.common.forms import Passage
from dongthuan.apps.plans.campaigns import Template

LONGEST_ANSWER = 4_000


class SheetForm(forms.Form):
    """One field for each of the template; the version of the sheet that the officer saw."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, template: Template, **options: Any) -> None:
        super().__init__(*args, **options)
        self._template = template
        for field in template.fields:
            self.fields[self._name(field.key)] = (
                forms.ChoiceField(
                    label=field.label,
                    help_text=field.hint,
                    required=False,
                    choices=[("", "–"), *((choice, choice) for choice in field.choices)],
                )
                if field.choices
                else Passage(
                    label=field.label,
                    help_text=field.hint,
                    required=False,
                    max_length=LONGEST_ANSWER,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
            )

    @staticmethod
    def _name(key: str) -> str:
        return f"answer_{key}"

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the headings with their fields."""
        return [
            (group.title, [self[self._name(field.key)] for field in group.fields])
            for group in self._template.groups
        ]

    def answers(self) -> dict[str, str]:
        """Return what was filled in, by the template's keys."""
        return {field.key: self.cleaned_data[self._name(field.key)] for field in self._template.fields}

    @classmethod
    def initial_of(cls, answers: dict[str, str], version: int) -> dict[str, object]:
        """Return what the form shows at first."""
        return {"version": version, **{cls._name(key): text for key, text in answers.items()}}
