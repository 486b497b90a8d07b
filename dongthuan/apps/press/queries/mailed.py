"""What became of the mails about a record of the desk."""

from django.db.models import Model, Prefetch

from dongthuan.apps.notices.models import MessageFile
from dongthuan.apps.press.models.mailed import MailedOut


def mails_of(record: Model) -> list[MailedOut]:
    """Return the mails about a record in their order, each with its message and the names of its files."""
    rows = MailedOut.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    files = MessageFile.objects.defer("content")
    return list(rows.select_related("message").prefetch_related(Prefetch("message__files", files))[:100])
