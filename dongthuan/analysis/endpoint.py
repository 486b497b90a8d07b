"""A larger model elsewhere: one POST to an OpenAI-compatible address, bounded in bytes and time."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final, NoReturn

LARGEST: Final = 20_000_000
PIECE: Final = 65_536
Clock = Callable[[], float]


class EndpointDown(Exception):
    """The model elsewhere gave no answer that can be used: unreachable, slow, refused or malformed."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers, such as http://10.0.0.5:8000/v1. seconds: for a whole answer, > 0."""

    address: str
    model: str
    key: str = ""
    seconds: float = 20.0

    def ask(self, path: str, question: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a question put to `path`; raises EndpointDown. Redirects are not followed."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = json.dumps({"model": self.model, **question}).encode()
        address = f"{self.address.rstrip('/')}/{path}"
        request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310  settings allow http(s) only
        try:
            answer = json.loads(_read(request, self.seconds))
        except (OSError, HTTPException, ValueError, RecursionError) as failed:
            raise EndpointDown(f"{type(failed).__name__}: {failed}"[:200]) from failed
        if not isinstance(answer, dict):
            raise EndpointDown("the answer is no object")
        return answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> NoReturn:
        raise urllib.error.HTTPError(req.full_url, code, "redirects are not followed", headers, fp)


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())


def _read(request: urllib.request.Request, seconds: float, clock: Clock = time.monotonic) -> bytes:
    """Return the body of an answer; a server that lets it drip runs out of time as one that is silent."""
    end, pieces, size = clock() + seconds, [], 0
    with _OPENER.open(request, timeout=seconds) as answer:
        while piece := answer.read1(PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST or clock() > end:
                raise ValueError("the answer is too large or too slow")
    return b"".join(pieces)
