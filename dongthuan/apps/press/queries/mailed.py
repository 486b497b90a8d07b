"""What became of the mails about a record of the desk."""

from django.db.models import Model

from dongthuan.apps.press.models.mailed import MailedOut


def mails_of(record: Model) -> list[MailedOut]:
    """Return the mails about a record in their order, each with its message."""
    rows = MailedOut.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return list(rows.select_related("message")[:100])
