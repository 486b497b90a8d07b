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
from django.utils.timezone import localtime

from dongthuan.apps.common import clock
from dongthuan.apps.common.access import Rule, require
from dongthuan.apps.common.forms import Moment

Show = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its act, form, operation, the words of its button, of its success and of its hint.

    operation: takes the record by the name of the table's `subject`, what the form's `given()` returns, and
    `by` and `at`. is_open: whether the record's state lets it be taken. initial: what the form begins with.
    options: what the form is made with, of officer and record; asks: what the rule is asked about, where
    that is not the record itself.
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
    options: Callable[[Any, Any], dict[str, Any]] = field(default=lambda _by, _row: {})
    asks: Callable[[Any, Any], Any] = field(default=lambda _by, row: row)


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
        found = []
        for slug, step in self.table.items():
            if step.is_open(row) and self.access[step.act](request.user, step.asks(request.user, row)):
                form = bound.get(slug) or _blank(slug, step, row, request.user)
                found.append(Offered(slug, step, form, is_bare=not form.visible_fields()))
        return found

    def take(self, request: Any, slug: str, row: Any, show: Show) -> HttpResponse:
        """Take one step and go on to what it made or back to the record.

        show: draws the page again with what was typed, where form or operation refused.
        """
        step = self.table.get(slug)
        if step is None:
            raise Http404
        require(self.access, step.act, request.user, step.asks(request.user, row))
        options = step.options(request.user, row)
        form: Any = step.form(request.POST, request.FILES, auto_id=f"{slug}_%s", **options)

        def act() -> object:
            given = {self.subject: row} | form.given()
            return step.operation(**given, by=request.user, at=clock.now())

        made = attempt(form, act, refused=self.refused, sentence=self.sentence)
        if made is None:
            return show(request, row, {slug: form}, status=400)
        messages.success(request, str(step.done))
        return redirect(made if hasattr(made, "get_absolute_url") else row)


def attempt(
    form: forms.Form,
    act: Callable[[], Any],
    *,
    refused: tuple[type[Exception], ...],
    sentence: Callable[[Exception], str | Promise],
) -> Any:
    """Do what a valid form asks for: what it made, True for nothing; None where form or act refused.

    The form then says why. Where somebody was quicker it keeps what was typed and stands for what is stored.
    """
    if not form.is_valid():
        return None
    try:
        made = act()
    except refused as refusal:
        form.add_error(None, str(sentence(refusal)))
        if (version := getattr(refusal, "version", None)) is not None:
            see_again(form, version)
        return None
    return True if made is None else made


def _blank(slug: str, step: Step, row: Any, by: Any) -> forms.Form:
    """Return the form of a step as it begins; an instant that must be told begins with now."""
    initial = {"version": getattr(row, "version", 0)} | step.initial(row)
    form = step.form(auto_id=f"{slug}_%s", initial=initial, **step.options(by, row))
    for name, told in form.fields.items():
        if isinstance(told, Moment) and told.required and told.initial is None:
            form.initial.setdefault(name, localtime(clock.now()))
    return form


def see_again(form: forms.Form, version: int) -> None:
    """Let a form stand for the stored version: what was typed is kept, and saving again replaces it."""
    if isinstance(form.data, QueryDict):
        posted = form.data.copy()
        posted["version"] = str(version)
        form.data = posted
