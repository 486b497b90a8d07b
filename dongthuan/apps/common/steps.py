"""What can be done on the page of one record: offered by state and rule, taken, told, or refused in words.

An app declares its steps once, by the last part of their address; the page draws what `offered` returns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise

from dongthuan.apps.common import clock
from dongthuan.apps.common.access import Rule, require

Show = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its act, form, operation, the words of its button, of its success and of its hint.

    operation: takes the record by the name of the table's `subject`, what the form's `given()` returns, and
    `by` and `at`. is_open: whether the record's state lets it be taken. initial: what the form begins with.
    """

    act: Any
    form: type[forms.Form]
    operation: Callable[..., object]
    icon: str
    label: str | Promise
    done: str | Promise
    is_open: Callable[[Any], bool]
    hint: str | Promise = ""
    is_grave: bool = False
    initial: Callable[[Any], dict[str, Any]] = field(default=lambda _row: {})


@dataclass(frozen=True, slots=True)
class Offered:
    """One step as the page offers it (`common/steps.html`). is_bare: its button needs nothing filled in."""

    slug: str
    step: Step
    form: forms.Form
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one kind of record. subject: how the operations call it; sentence: a refusal in words.

    The requests are an officer's: `request.user` is who acts.
    """

    subject: str
    table: Mapping[str, Step]
    access: Mapping[Any, Rule]
    refused: tuple[type[Exception], ...]
    sentence: Callable[[Exception], str | Promise]

    def offered(self, request: Any, row: Any, bound: Mapping[str, forms.Form]) -> list[Offered]:
        """Return the steps that state and rules let this officer take; bound: forms that were refused."""
        return [
            Offered(slug, step, bound.get(slug) or self._blank(slug, step, row))
            for slug, step in self.table.items()
            if step.is_open(row) and self.access[step.act](request.user, row)
        ]

    def take(self, request: Any, slug: str, row: Any, show: Show) -> HttpResponse:
        """Take one step and go on to what it made or back to the record.

        show: draws the page again with what was typed, where form or operation refused.
        """
        step = self.table.get(slug)
        if step is None:
            raise Http404
        require(self.access, step.act, request.user, row)
        form = step.form(request.POST, request.FILES, auto_id=f"{slug}_%s")
        made = self._done(request, step, form, row) if form.is_valid() else None
        if made is None:
            return show(request, row, {slug: form}, status=400)
        messages.success(request, str(step.done))
        return redirect(made if hasattr(made, "get_absolute_url") else row)

    def _done(self, request: Any, step: Step, form: Any, row: Any) -> Any:
        """Return what the operation made, True for nothing, None where it refused."""
        try:
            given = {self.subject: row} | form.given()
            made = step.operation(**given, by=request.user, at=clock.now())
        except self.refused as refusal:
            form.add_error(None, str(self.sentence(refusal)))
            if (version := getattr(refusal, "version", None)) is not None:
                see_again(form, version)
            return None
        return True if made is None else made

    @staticmethod
    def _blank(slug: str, step: Step, row: Any) -> forms.Form:
        return step.form(
            auto_id=f"{slug}_%s", initial={"version": getattr(row, "version", 0)} | step.initial(row)
        )


def see_again(form: forms.Form, version: int) -> None:
    """Let a form stand for the stored version: what was typed is kept, and saving again replaces it."""
    if isinstance(form.data, QueryDict):
        posted = form.data.copy()
        posted["version"] = str(version)
        form.data = posted
