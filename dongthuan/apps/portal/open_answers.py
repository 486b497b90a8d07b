"""How open data is answered: streamed, with its mark and day of change, so that nothing is sent twice."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

from dongthuan.apps.portal.pages import KEPT_SECONDS

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def open_data(
    request: HttpRequest,
    *,
    state: object,
    changed: datetime | None,
    body: Callable[[], Iterator[str]],
    name: str,
) -> HttpResponseBase:
    """Return rows as a file to be copied freely, or that nothing changed since the asker's last copy.

    state: what differs when any row differs; changed: of the latest change, None = no rows; body: gives the
    lines; name: of the file, its ending (csv or json) says how it is written.
    """
    ending = name.rpartition(".")[2]
    mark = f"{name}{state}{request.get_host()}{get_language()}{settings.LANGUAGE_CODE}"
    etag = quote_etag(hashlib.sha256(mark.encode()).hexdigest()[:32])
    modified = int(changed.astimezone(UTC).timestamp()) if changed else None
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    if answer is None:
        answer = StreamingHttpResponse(body(), content_type=CONTENT_TYPES[ending])
        answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["ETag"] = etag
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return answer
