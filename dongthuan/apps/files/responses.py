"""Hand a kept file out. The app that shows it asks first whether the officer may read its record."""

from io import BytesIO

from django.http import FileResponse

from dongthuan.apps.files.models import Attachment, AttachmentContent

PLAIN = "application/octet-stream"
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
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
