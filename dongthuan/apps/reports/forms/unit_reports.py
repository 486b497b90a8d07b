"""Is what a unit typed well formed? The form has as many paragraphs as the draft, and one more a part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.reports.filling import shortened
from dongthuan.apps.reports.forms.figures import StatedFigure
from dongthuan.apps.reports.models.unit_reports import ReportFigure, ReportText
from dongthuan.apps.reports.operations.unit_reports import FigureContent, TextContent
from dongthuan.apps.reports.outline import Outline

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class TextRow:
    """The fields of one paragraph. text: the stored one, None for the empty one at the end of a part."""

    text: ReportText | None
    words: forms.BoundField
    task: forms.BoundField


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The fields of one stated figure."""

    label: str
    unit: str
    value: forms.BoundField
    note: forms.BoundField


@dataclass(frozen=True, slots=True)
class PartRows:
    """A part of the form with its paragraphs."""

    part: str
    title: str
    hint: str
    rows: list[TextRow]


class ReportForm(forms.Form):
    """A unit's report: every paragraph with its task, every stated figure with its note."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        asked: Outline,
        texts: Iterable[ReportText],
        figures: Mapping[str, ReportFigure],
        tasks: Iterable[Task],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asked, self.texts = asked, list(texts)
        choices = [("", _("no task")), *((str(task.pk), _named(task)) for task in tasks)]
        for text in self.texts:
            # A paragraph that has its task offers only that one: a page of a hundred long lists is slow.
            own = [choices[0], (str(text.task_id), _named(text.task))] if text.task else choices
            self._add(f"t{text.pk}", own, text.text, text.task_id)
        for section in asked.sections:
            self._add(f"n{section.part}", choices, "", None)
        for figure in asked.figures:
            stored = figures.get(figure.key)
            self._add_figure(figure.key, figure.label, stored)

    def _add(self, name: str, choices: list[Any], text: str, task: int | None) -> None:
        rows = max(2, min(len(text) // 90 + 1, 12))
        self.fields[f"{name}-text"] = Passage(
            label=_("Paragraph"),
            required=False,
            max_length=LONGEST_TEXT,
            initial=text,
            widget=forms.Textarea(attrs={"rows": rows}),
        )
        self.fields[f"{name}-task"] = forms.ChoiceField(
            label=_("Task it tells of"), required=False, choices=choices, initial=str(task or "")
        )

    def _add_figure(self, key: str, label: str, stored: ReportFigure | None) -> None:
        self.fields[f"f-{key}"] = StatedFigure(
            label=label, required=False, initial=stored.value if stored else None
        )
        self.fields[f"f-{key}-note"] = Line(
            label=_("Note"), required=False, max_length=500, initial=stored.note if stored else ""
        )

    def parts(self) -> list[PartRows]:
        """Return the parts in the order of the form, each with an empty paragraph at its end."""
        return [
            PartRows(
                section.part,
                section.title,
                section.hint,
                [
                    *(self._row(f"t{text.pk}", text) for text in self.texts if text.part == section.part),
                    self._row(f"n{section.part}", None),
                ],
            )
            for section in self.asked.sections
        ]

    def _row(self, name: str, text: ReportText | None) -> TextRow:
        return TextRow(text, self[f"{name}-text"], self[f"{name}-task"])

    def figure_rows(self) -> list[FigureRow]:
        """Return the stated figures in order."""
        return [
            FigureRow(one.label, one.unit, self[f"f-{one.key}"], self[f"f-{one.key}-note"])
            for one in self.asked.figures
        ]

    def text_content(self) -> list[TextContent]:
        """Return the paragraphs as the operation wants them, part by part."""
        found: list[TextContent] = []
        for section in self.asked.sections:
            of_part = [text for text in self.texts if text.part == section.part]
            found += [self._content(f"t{text.pk}", section.part, text) for text in of_part]
            found.append(self._content(f"n{section.part}", section.part, None))
        return found

    def _content(self, name: str, part: str, stored: ReportText | None) -> TextContent:
        """Return a paragraph as typed; one that the browser did not send at all stays as it is stored."""
        if stored is not None and f"{name}-text" not in self.data:
            return TextContent(stored.pk, part, stored.text, stored.task_id)
        task = self.cleaned_data[f"{name}-task"]
        key = stored.pk if stored is not None else None
        return TextContent(key, part, self.cleaned_data[f"{name}-text"], int(task) if task else None)

    def figure_content(self) -> dict[str, FigureContent]:
        """Return the stated figures as the operation wants them."""
        return {
            one.key: FigureContent(self.cleaned_data[f"f-{one.key}"], self.cleaned_data[f"f-{one.key}-note"])
            for one in self.asked.figures
        }


def _named(task: Task) -> str:
    return f"{task.ref} {shortened(task.content, 90)}".strip()
