"""Files that belong to an inquiry: the letter it came by, what the journalist sent along."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry


@transaction.atomic
def attach_file(*, inquiry: Inquiry, data: bytes, name: str, by: Actor, at: datetime) -> Attachment:
    """Keep a file with an inquiry, also a settled one; raises FileRefused, SecretMark."""
    require(DESK_ACCESS, DeskAct.REWRITE_INQUIRY, by, inquiry)
    refuse_secret_file(data, name)
    return files.keep(data=data, name=name, record=inquiry, unit=inquiry.unit, by=by, at=at)
