"""The words of mails to subscribers, in their language; nothing is read or sent here."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.apps.notices.letters import absolute, one_line
from dongthuan.apps.portal.models.subscriptions import Subscription
from dongthuan.apps.portal.queries.search_sources import Found
from dongthuan.apps.portal.subscription_links import confirm_url, end_url

LEAD = 300
MOST = 40


def asking(subscription: Subscription, code: str, *, agency: str) -> tuple[str, str]:
    """Return subject and body of the mail that asks whether its reader wants more of them."""
    with translation.override(subscription.language):
        subject = one_line(_("Confirm that you want mail from %(agency)s") % {"agency": agency})
        lines = [
            _("Somebody, we hope you, asked %(agency)s to send mail to this address.") % {"agency": agency},
            _("If it was you, open this page within two days and press the button:"),
            f"{confirm_url(code)}",
            _("If it was not you, do nothing: no other mail comes, and the address is deleted."),
            f"-- \n{agency}",
        ]
    return subject, "\n\n".join(lines) + "\n"


def telling(subscription: Subscription, things: Sequence[Found], *, agency: str) -> tuple[str, str]:
    """Return subject and body of a mail that tells of what was published."""
    with translation.override(subscription.language):
        count = len(things)
        words = ngettext("%(n)d thing published", "%(n)d things published", count) % {"n": count}
        subject = f"{agency}: {things[0].title if count == 1 else words}"
        lines = [entry for thing in things[:MOST] for entry in _entry(thing)]
        if count > MOST:
            lines.append(_("And %(n)d more on our pages.") % {"n": count - MOST})
        end = end_url(subscription.pk, subscription.asked_at)
        way_out = _("You get this mail because you asked for it. To end it: %(url)s") % {"url": end}
        lines += [f"-- \n{agency}", way_out]
    return one_line(subject, most=300), "\n\n".join(lines) + "\n"


def _entry(thing: Found) -> list[str]:
    lead = one_line(thing.lead, most=LEAD)
    parts = [f"{thing.label} · {thing.unit_name}", thing.title.upper(), lead, absolute(thing.path)]
    return ["\n".join(part for part in parts if part)]
