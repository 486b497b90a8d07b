"""A mail of the press desk turns out to be a request for information: taken in, and put aside there."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import MOST_FILES, RequestContent, receive_request
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations.mail import discard_mail


@transaction.atomic
def request_from_mail(
    *, mail: IncomingMail, content: RequestContent, by: Actor, at: datetime
) -> tuple[InformationRequest, str]:
    """Take a request in from a mail that waits at the press desk; the mail stays there, put aside.

    Returns the request and its code. Raises what receiving raises, NotAllowed where the officer may not
    decide on mail, and press.operations.mail.AlreadyDecided where it was decided on before.
    """
    kept = attachments_of(mail).select_related("content").order_by("pk")[:MOST_FILES]
    files = [(one.name, bytes(one.content.data)) for one in kept]
    request, code = receive_request(content=content, files=files, by=by, at=at)
    reason = f"Đã lập yêu cầu cung cấp thông tin {request.symbol}"
    discard_mail(mail=mail, reason=reason, by=by, at=at)
    return request, code
