"""Hand a kept file out. The app that shows it asks first whether the officer may read its record."""

from io import BytesIO

from django.http import FileResponse, HttpResponse

from dongthuan.apps.files.models import Attachment, AttachmentContent

PLAIN = "application/octet-stream"
PICTURES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    **PICTURES,
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "eml": PLAIN,  # a browser would open what somebody else wrote
}


def download(attachment: Attachment) -> FileResponse:
    """Return the file as a download, never opened in the page, its type never guessed."""
    content = AttachmentContent.objects.get(pk=attachment.pk)
    media = MEDIA.get(attachment.kind, PLAIN)
    response = FileResponse(
        BytesIO(bytes(content.data)), as_attachment=True, filename=attachment.name, content_type=media
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def shown_picture(attachment: Attachment) -> HttpResponse:
    """Return a picture to be shown in a page; nothing in it can act, its type is never guessed.

    Only kinds of `PICTURES`. Who may see it, and how long it may be kept, is said by the app that shows it.
    """
    content = AttachmentContent.objects.get(pk=attachment.pk)
    response = HttpResponse(bytes(content.data), content_type=PICTURES[attachment.kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = "inline"
    return response


def private_picture(attachment: Attachment) -> HttpResponse:
    """Return a picture for one reader's page alone; no store on the way keeps it."""
    response = shown_picture(attachment)
    response["Cache-Control"] = "private, no-store"
    return response
