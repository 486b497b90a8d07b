"""What an alert says in a notice and in a mail: what was counted, how unlikely it is, and where to look."""

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.common.wording import written
from dongthuan.apps.monitoring.alert_links import link_of
from dongthuan.apps.monitoring.models.alerts import Alert, AlertAddress
from dongthuan.apps.monitoring.models.signals import Ground, Signal
from dongthuan.apps.notices.outside import Letter
from dongthuan.apps.units.queries import current_agency

MOST_NAMED = 5


def notice_title(alert: Alert, level: int) -> str:
    """Return the line of a notice; from level 1 on it says that nobody has taken the alert up."""
    with translation.override(settings.LANGUAGE_CODE):
        values = {"topic": alert.signal.topic.name, "kind": alert.rule.get_kind_display()}
        if level:
            return _("Nobody has taken this alert up: %(topic)s – %(kind)s") % values
        return _("Alert: %(topic)s – %(kind)s") % values


def notice_body(alert: Alert) -> str:
    """Return the lines of a notice."""
    with translation.override(settings.LANGUAGE_CODE):
        return "\n".join(_reasons(alert.signal))


def mail_of(alert: Alert, address: AlertAddress) -> Letter:
    """Return the mail to somebody without an account; the way to end it is in it."""
    agency = current_agency()
    with translation.override(settings.LANGUAGE_CODE):
        lines = [_("Dear %(name)s,") % {"name": address.name}, "", *_reasons(alert.signal)]
        first = alert.signal.first_item
        if first is not None:
            lines += ["", _("First item: %(title)s") % {"title": first.title}, first.url]
        lines += ["", _("Sent by %(agency)s.") % {"agency": agency or "Đồng Thuận"}]
        lines += [_("To end these mails: %(link)s") % {"link": link_of(address)}]
        return Letter(address.email, notice_title(alert, 0), "\n".join(lines))


_WORDS = {
    Ground.HOUR: (
        gettext_lazy("%(hour)s: %(observed)s original items in the hour; usual are %(usual)s."),
        gettext_lazy("Chance of so many if nothing were the matter: %(chance)s%%."),
    ),
    Ground.LINE: (
        gettext_lazy("%(hour)s: %(observed)s original items within 24 hours; usual are %(usual)s."),
        gettext_lazy("Chance of so many if nothing were the matter: %(chance)s%%."),
    ),
    Ground.STORY: (
        gettext_lazy("%(hour)s: the story “%(story)s” has %(observed)s original items within 24 hours."),
        gettext_lazy("%(chance)s%% of the topic's stories grow as large; usual are %(usual)s items."),
    ),
    Ground.COPIES: (
        gettext_lazy("%(hour)s: the story “%(story)s” was copied %(observed)s times within 24 hours."),
        gettext_lazy("%(chance)s%% of the topic's stories are copied as often; usual are %(usual)s copies."),
    ),
    Ground.WARNING: (
        gettext_lazy("%(hour)s: %(observed)s negative items within 24 hours; the line is %(high)s."),
        gettext_lazy("Probability that the line is crossed within 12 hours: %(chance)s%%."),
    ),
}


def _reasons(signal: Signal) -> list[str]:
    counted, chance = _WORDS[signal.ground]
    values = {
        "hour": f"{localtime(signal.hour):%H:%M %d/%m/%Y}",
        "observed": written(signal.observed),
        "usual": written(signal.baseline, 1),
        "high": written(signal.expected_high, 1),
        "chance": written((signal.score if signal.warning_id else signal.p_value) * 100, 2),
        "story": signal.story.title if signal.story else "",
        "items": written(signal.item_count),
        "copies": written(signal.copy_count),
    }
    lines = [str(counted) % values, str(chance) % values]
    lines.append(_("Items behind it: %(items)s, of which %(copies)s are copies.") % values)
    outlets = ", ".join(f"{outlet} ({count})" for outlet, count in signal.outlets[:MOST_NAMED])
    terms = ", ".join(text for text, _count in signal.terms[:MOST_NAMED])
    if outlets:
        lines.append(_("Outlets: %(names)s") % {"names": outlets})
    if terms:
        lines.append(_("New words: %(words)s") % {"words": terms})
    if signal.silent_sources:
        silent = ", ".join(signal.silent_sources[:MOST_NAMED])
        lines.append(_("Sources that were silent: %(names)s") % {"names": silent})
    return lines
