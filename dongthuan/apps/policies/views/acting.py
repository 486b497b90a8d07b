"""What can be done on the page of a row: offered by state and rule, taken, told, or refused in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import localtime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import Rule, require
from dongthuan.apps.common.forms import Moment
from dongthuan.apps.policies.dossiers_wording import REFUSED, sentence_of
from dongthuan.apps.policies.operations.versions import ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class Doing:
    """An act under way: on which row, by whom, when."""

    row: Any
    by: Officer
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step. form: makes the form, from what was posted or fresh; run: does it with a valid form."""

    act: Any
    form: Callable[..., forms.Form]
    run: Callable[[Doing, Any], object]
    icon: str
    label: str | Promise
    done: str | Promise
    is_open: Callable[[Doing], bool]
    hint: str | Promise = ""
    is_grave: bool = False
    options: Callable[[Doing], dict[str, Any]] = lambda _doing: {}
    asks: Callable[[Doing], Any] = lambda doing: doing.row


@dataclass(frozen=True, slots=True)
class Offered:
    """One step as the page offers it; is_bare: its button needs nothing filled in."""

    slug: str
    step: Step
    form: forms.Form
    is_bare: bool


def offered(
    steps: Mapping[str, Step],
    access: Mapping[Any, Rule],
    doing: Doing,
    bound: Mapping[str, forms.Form] | None = None,
) -> list[Offered]:
    """Return the steps that state and rules let this officer take, in the order of the table."""
    found = []
    for slug, step in steps.items():
        if step.is_open(doing) and access[step.act](doing.by, step.asks(doing)):
            form = (bound or {}).get(slug) or _fresh(slug, step, doing)
            found.append(Offered(slug, step, form, is_bare=not form.visible_fields()))
    return found


def _fresh(slug: str, step: Step, doing: Doing) -> forms.Form:
    initial = {"version": getattr(doing.row, "version", 0)}
    form = step.form(auto_id=f"{slug}_%s", initial=initial, **step.options(doing))
    for field in form.fields.values():
        if isinstance(field, Moment) and field.required and field.initial is None:
            field.initial = localtime(doing.at)
    return form


def take(
    request: OfficerRequest,
    steps: Mapping[str, Step],
    slug: str,
    access: Mapping[Any, Rule],
    row: Any,
    show: Callable[..., HttpResponse],
) -> HttpResponse:
    """Take one step and go back to the page of the row; where it is refused, `show` draws it again."""
    step, doing = steps.get(slug), Doing(row, request.user, clock.now())
    if step is None:
        raise Http404
    require(access, step.act, request.user, step.asks(doing))
    form = step.form(request.POST, auto_id=f"{slug}_%s", **step.options(doing))
    if attempt(form, lambda: step.run(doing, form)) is None:
        return show(request, row, {slug: form}, status=400)
    messages.success(request, str(step.done))
    return redirect(row.get_absolute_url())


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do what a valid form asks for; None where form or act refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        made = act()
    except REFUSED as refusal:
        form.add_error(None, sentence_of(refusal))
        if isinstance(refusal, ChangedMeanwhile) and isinstance(form.data, QueryDict):
            posted = form.data.copy()  # what was typed is kept; saving again replaces what stands
            posted["version"] = str(refusal.version)
            form.data = posted
        return None
    return True if made is None else made
