"""One act of an officer from a page: done, or refused in a sentence that says what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.utils.functional import Promise

from dongthuan.apps.common import clock
from dongthuan.apps.common.steps import see_again


def attempting(
    refused: Sequence[type[Exception]], sentence: Callable[[Exception], str | Promise]
) -> Callable[..., Any]:
    """Return what does one act and says in words how it went.

    It is called with the request, the act, the words for "done" and what the act is given. It gives what the
    act made, True where that is nothing, and None where the act was refused; other faults go through.
    """
    kinds = tuple(refused)

    def attempt(request: HttpRequest, act: Callable[..., Any], done: str | Promise, **given: Any) -> Any:
        try:
            made = act(by=request.user, at=clock.now(), **given)
        except kinds as refusal:
            messages.error(request, str(sentence(refusal)))
            return None
        messages.success(request, str(done))
        return True if made is None else made

    return attempt


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an act by a form: that it is done, or what must be typed first."""

    done: str | Promise
    missing: str | Promise


def act_by_form(
    attempt: Callable[..., Any], request: HttpRequest, form: forms.Form, said: Said, **given: Any
) -> Any:
    """Do an act with what was typed into a form, or say what is missing and do nothing.

    attempt: made by `attempting`. given: `act`, and what it is given besides the form.
    """
    if form.is_valid():
        return attempt(request, done=said.done, **given, **form.cleaned_data)
    messages.error(request, str(said.missing))
    return None


def entering(
    refused: Sequence[type[Exception]], sentence: Callable[[Exception], str | Promise]
) -> Callable[..., Any]:
    """Return what does one act with what a form holds, or says beside what was typed why not.

    It is called with the request, the form, the act, the words for "done" and what the act is given. It gives
    what the act made, and None where form or act refused; a row saved meanwhile is shown as stored.
    """
    kinds = tuple(refused)

    def enter(
        request: HttpRequest, form: Form, act: Callable[..., Any], done: str | Promise, **given: Any
    ) -> Any:
        if not form.is_valid():
            return None
        try:
            made = act(by=request.user, at=clock.now(), **given)
        except kinds as refusal:
            form.add_error(None, str(sentence(refusal)))
            if (version := getattr(refusal, "version", None)) is not None:
                see_again(form, version)
            return None
        messages.success(request, str(done))
        return made

    return enter
