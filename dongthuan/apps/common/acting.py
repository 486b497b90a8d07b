"""One act of an officer from a page: done, or refused in a sentence that says what to do."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from dongthuan.apps.common import clock


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
