"""What can be done on the page of a request: offered by state and rule, taken, told, or refused in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import localtime

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.forms import Moment
from dongthuan.apps.disclosure.forms.requests_acts import ActForm
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.disclosure.requests_wording import REFUSED, sentence_of


@dataclass(frozen=True, slots=True)
class Step:
    """One act: its rule, form and operation; the words of its button, of its success and of its hint.

    operation: takes request, version, by, at, and what the form holds under the names of its fields.
    """

    act: RequestAct
    form: type[ActForm]
    operation: Callable[..., object]
    icon: str
    label: str | Promise
    done: str | Promise
    is_open: Callable[[InformationRequest], bool]
    hint: str | Promise = ""
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """One act as the page offers it; is_bare: its button needs nothing filled in."""

    slug: str
    step: Step
    form: ActForm
    is_bare: bool


def offered(
    steps: Mapping[str, Step],
    row: InformationRequest,
    request: OfficerRequest,
    bound: Mapping[str, ActForm] | None = None,
) -> list[Offered]:
    """Return the acts that state and rules let this officer do, in the order of the table."""
    found = []
    for slug, step in steps.items():
        if step.is_open(row) and REQUEST_ACCESS[step.act](request.user, row):
            form = (bound or {}).get(slug) or _form_of(slug, step, row)
            found.append(Offered(slug, step, form, is_bare=not form.visible_fields()))
    return found


def _form_of(slug: str, step: Step, row: InformationRequest) -> ActForm:
    form = step.form(row=row, auto_id=f"{slug}_%s", initial={"version": row.version})
    for name, field in form.fields.items():
        if isinstance(field, Moment) and field.required:
            form.initial.setdefault(name, localtime(clock.now()))
    return form


def take(
    request: OfficerRequest,
    steps: Mapping[str, Step],
    slug: str,
    row: InformationRequest,
    show: Callable[..., HttpResponse],
) -> HttpResponse:
    """Do one act and go back to the request; show: draws the page with what was typed where it is refused."""
    step = steps.get(slug)
    if step is None:
        raise Http404
    require(REQUEST_ACCESS, step.act, request.user, row)
    form = step.form(request.POST, request.FILES, row=row, auto_id=f"{slug}_%s")
    if not form.is_valid() or not _done(request, step, row, form):
        return show(request, row, {slug: form}, status=400)
    messages.success(request, str(step.done))
    return redirect(row)


def _done(request: OfficerRequest, step: Step, row: InformationRequest, form: ActForm) -> bool:
    try:
        step.operation(request=row, version=form.seen, by=request.user, at=clock.now(), **form.given())
    except REFUSED as refusal:
        form.add_error(None, sentence_of(refusal))
        return False
    return True
