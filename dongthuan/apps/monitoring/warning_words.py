"""What raises a chance, in words an officer reads."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "chance_now": _("at the pace of the last hours the line would be reached"),
    "chance_day": _("at the pace of the last day the line would be reached"),
    "chance_usual": _("even at the usual pace the line is near"),
    "chance_all": _("much is said of the topic, and part of it is unfavourable"),
    "fullness": _("the 24-hour count stands close to the line"),
    "fullness_squared": _("the 24-hour count stands close to the line"),
    "lacking": _("few items are lacking to the line"),
    "last_hour": _("unfavourable items in the last hour"),
    "last_three": _("unfavourable items in the last three hours"),
    "last_six": _("unfavourable items in the last six hours"),
    "last_twelve": _("unfavourable items in the last twelve hours"),
    "last_three_days": _("unfavourable items in the last three days"),
    "line": _("the topic's line lies low"),
    "usual_volume": _("the topic is written about often"),
    "volume_rise": _("more is written than in a usual day"),
    "volume_now": _("more is written in these hours than usual"),
    "share": _("a greater share is unfavourable than usual"),
    "usual_share": _("the topic is often written about unfavourably"),
    "outlets": _("several outlets write unfavourably"),
    "outlets_beyond": _("several outlets write unfavourably"),
    "hostility": _("the tone is more hostile than usual"),
    "around": _("other topics turn unfavourable too"),
    "hour_sine": _("the hours ahead are busy ones"),
    "hour_cosine": _("the hours ahead are busy ones"),
}


def reasons_in_words(names: Iterable[str]) -> list[str]:
    """Return the reasons as sentences' parts, each once; names of another model are left out."""
    return list(dict.fromkeys(str(WORDS[name]) for name in names if name in WORDS))
