"""What the pages of the desk share: one act with its refusal in words, the rows of a history."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.press.desk_wording import ACTS, REFUSED, sentence_of
from dongthuan.apps.press.queries.inquiries import history_of

attempt = attempting(REFUSED, sentence_of)


def fill(request: OfficerRequest, form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do what a valid form asks for; a refusal stands above the form, which keeps what was typed."""
    if not form.is_valid():
        return None
    try:
        return act()
    except REFUSED as refusal:
        form.add_error(None, sentence_of(refusal))
        return None


def tell_errors(request: OfficerRequest, form: forms.Form) -> None:
    """Say above the page what was wrong with a short form."""
    found = [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    messages.error(request, " ".join(found))


def status_of(request: OfficerRequest) -> int:
    """Return the status of a page with a form: a form that was refused is a bad request."""
    return 400 if request.method == "POST" else 200


def history_rows(record: Model) -> list[dict[str, Any]]:
    """Return what was done with a record, in words, the latest first."""
    return [{"entry": entry, "words": ACTS.get(entry.act, entry.act)} for entry in history_of(record)]
