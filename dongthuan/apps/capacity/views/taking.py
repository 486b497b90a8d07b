"""One act with what a form holds: done and told, or refused beside what was typed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.utils.functional import Promise

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.steps import see_again

Made = TypeVar("Made")


def taken(
    request: OfficerRequest, form: Any, act: Callable[..., Made], done: str | Promise, **given: Any
) -> Made | None:
    """Return what the act made; None where form or act refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        made = act(by=request.user, at=clock.now(), **given)
    except REFUSED as refusal:
        form.add_error(None, str(sentence_of(refusal)))
        if (version := getattr(refusal, "version", None)) is not None:
            see_again(form, version)
        return None
    messages.success(request, str(done))
    return made
