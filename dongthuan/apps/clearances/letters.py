"""The letter that carries a link to clear a text by; nothing is read or sent here."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.models.clearances import ClearanceStep, OutsideLink
from dongthuan.apps.notices.letters import absolute
from dongthuan.apps.notices.outside import Letter


def link_letter(link: OutsideLink, step: ClearanceStep, token: str, sender: Officer) -> Letter:
    """Return the letter in the agency's language: which text, which part, the link and until when."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "name": link.name,
            "unit": step.clearance.unit.name,
            "title": step.clearance.title,
            "part": step.get_part_display(),
            "address": absolute(reverse("clearances:outside", args=[token])),
            "due": date_format(localtime(step.due_at), "H:i d/m/Y"),
            "until": date_format(localtime(link.expires_at), "H:i d/m/Y"),
            "sender": sender.full_name,
            "phone": f", {sender.phone}" if sender.phone else "",
        }
        subject = _("Please clear a text: %(title)s") % {"title": words["title"][:150]}
        body = (
            _(
                "To: %(name)s\n\n%(unit)s asks you to clear the text “%(title)s” (part: %(part)s) "
                "by %(due)s.\n\nOpen this address, read the text, then press “Approve” or “Return”:\n"
                "%(address)s\n\nIt decides once, until %(until)s. Opening it does no harm; only the press "
                "of a button decides. Whoever has the address can decide: do not pass it on.\n\n"
                "-- \n%(sender)s%(phone)s\nIf this letter is not for you, please tell the sender.\n"
            )
            % words
        )
    return Letter(to=link.email, subject=subject, body=body)
