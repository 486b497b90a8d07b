"""What one filed version changed against another: paragraphs and figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from dongthuan.apps.reports.freezing import FrozenReport, FrozenText
from dongthuan.apps.reports.measures import MEASURES
from dongthuan.apps.reports.tokens import plain_number


@dataclass(frozen=True, slots=True)
class TextChange:
    """A paragraph that differs; old or new is "" where it was added or taken out."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A figure that differs, as it is written."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions."""

    texts: list[TextChange]
    values: list[ValueChange]

    def __bool__(self) -> bool:
        return bool(self.texts or self.values)


def changes_between(old: FrozenReport, new: FrozenReport, titles: Mapping[str, str]) -> Changes:
    """Return what `new` changed; paragraphs are recognised by their key, so moving one is no change."""
    before, after = _by_key(old), _by_key(new)
    texts = [
        TextChange(titles.get(text.part, ""), before[key].text if key in before else "", text.text)
        for key, text in after.items()
        if key not in before or before[key].text != text.text
    ]
    texts += [
        TextChange(titles.get(text.part, ""), text.text, "")
        for key, text in before.items()
        if key not in after
    ]
    return Changes(texts, [*_measured(old, new), *_stated(old, new)])


def _by_key(report: FrozenReport) -> dict[int, FrozenText]:
    return {text.id: text for text in report.texts}


def _measured(old: FrozenReport, new: FrozenReport) -> list[ValueChange]:
    return [
        ValueChange(
            one.printed,
            plain_number(old.measures.get(one.key, 0)),
            plain_number(new.measures.get(one.key, 0)),
        )
        for one in MEASURES
        if old.measures.get(one.key, 0) != new.measures.get(one.key, 0)
    ]


def _stated(old: FrozenReport, new: FrozenReport) -> list[ValueChange]:
    before = {figure.key: figure.value for figure in old.figures}
    return [
        ValueChange(one.label, plain_number(before.get(one.key)), plain_number(one.value))
        for one in new.figures
        if before.get(one.key) != one.value
    ]
