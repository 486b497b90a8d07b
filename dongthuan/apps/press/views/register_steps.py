"""What can be done on the page of one row: offered by state and rule, taken, told, or refused in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging
from dongthuan.apps.common.access import require
from dongthuan.apps.common.forms import Moment
from dongthuan.apps.common.steps import Offered, Step, see_again
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import documents as drawing
from dongthuan.apps.documents.wording import sentence as drawing_sentence
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.forms.register_fields import VersionForm
from dongthuan.apps.press.operations.versions import ChangedMeanwhile
from dongthuan.apps.press.register_wording import REFUSED, sentence_of
from dongthuan.apps.press.rules import ACCESS

DRAWING = (drawing.NoSubject, drawing.TooLong, SecretMark)
Done = TypeVar("Done")
Show = Callable[..., HttpResponse]
LAST_PAGE = 2_000


def offered(
    steps: Mapping[str, Step],
    row: Any,
    request: OfficerRequest,
    bound: Mapping[str, forms.Form] | None = None,
) -> list[Offered]:
    """Return the steps that state and rules let this officer take, in the order of the table."""
    at = clock.now()
    found = []
    for slug, step in steps.items():
        if step.is_open(row) and ACCESS[step.act](request.user, row):
            form = (bound or {}).get(slug) or _form_of(slug, step, row, at)
            found.append(Offered(slug, step, form, is_bare=not form.visible_fields()))
    return found


def _form_of(slug: str, step: Step, row: Any, at: datetime) -> forms.Form:
    initial = {"version": getattr(row, "version", 0)} | step.initial(row)
    form = step.form(auto_id=f"{slug}_%s", initial=initial)
    for field in form.fields.values():
        if isinstance(field, Moment) and field.required and field.initial is None:
            field.initial = localtime(at)
    return form


def take(
    request: OfficerRequest, steps: Mapping[str, Step], slug: str, row: Any, *, subject: str, show: Show
) -> HttpResponse:
    """Take one step and go back to the row, or on to the paper that was drawn up.

    subject: how the operation calls the row. show: draws the page with what was typed, where it is refused.
    """
    step = steps.get(slug)
    if step is None:
        raise Http404
    require(ACCESS, step.act, request.user, row)
    form = step.form(request.POST, request.FILES, auto_id=f"{slug}_%s")
    given = {} if not form.is_valid() else _given(form)
    result = attempt(request, form, step.operation, **{subject: row}, **given)
    if result is None:
        return show(request, row, {slug: form}, status=400)
    messages.success(request, str(step.done))
    if isinstance(result, OfficialDocument):
        return redirect("documents:document", pk=result.pk)
    return redirect(row)


def _given(form: Any) -> dict[str, Any]:
    given: dict[str, Any] = dict(form.given())
    return given | {"version": form.seen} if isinstance(form, VersionForm) else given


def attempt(
    request: OfficerRequest, form: forms.Form, act: Callable[..., Done], /, **given: Any
) -> Done | None:
    """Do one act with what a form holds; None where form or act refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return act(by=request.user, at=clock.now(), **given)
    except REFUSED as refusal:
        form.add_error(None, sentence_of(refusal))
        if isinstance(refusal, ChangedMeanwhile):
            see_again(form, refusal.version)
    except DRAWING as refusal:
        form.add_error(None, drawing_sentence(refusal))
    return None


def page_by_name(rows: Any, written: str, *, size: int = 50) -> paging.Page[Any]:
    """Return one page of a register that is read by name; written: the number of the page, else the first."""
    number = int(written) if written.isdecimal() and len(written) < 5 else 1
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    older = str(number + 1) if len(found) > size and number < LAST_PAGE else ""
    return paging.Page(found[:size], newer=str(number - 1) if number > 1 else "", older=older)


def title_for(record: Model | None) -> str:
    """Return how a record is called, to begin a title with; "" where there is none."""
    return str(getattr(record, "title", ""))[:500]
