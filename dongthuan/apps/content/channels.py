"""The channels a text can go to, as data: one line here adds one."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.content.lifecycle import AiLabel
from dongthuan.apps.content.paragraphs import plain_words
from dongthuan.apps.content.wholes import AI_WORDS, NOT_OFFICIAL, Whole


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. most_letters: 0 = no limit. platform: of `press.OfficialChannel`. hosts: of its posts.

    is_automatic: served by our portal, so that publishing is all there is to do.
    """

    code: str
    label: Promise
    is_automatic: bool = False
    most_letters: int = 0
    platform: str = ""
    hosts: tuple[str, ...] = ()
    checklist: tuple[tuple[str, Promise], ...] = ()


_SAME = ("same", _("The words are those cleared; nothing was added"))
_OWN = ("own", _("Posted from the agency's own page, with its mark of authenticity"))
_ALT = ("alt", _("Pictures have a description and enough contrast"))
_AI = ("ai", _("What artificial intelligence made or edited is labelled"))
_COMMENTS = ("comments", _("Somebody is named who looks after the comments"))

CHANNELS: dict[str, Channel] = {
    one.code: one
    for one in (
        Channel("portal", _("Portal"), is_automatic=True),
        Channel("feed", _("Feeds (Atom, JSON)"), is_automatic=True),
        Channel(
            "fanpage",
            _("Fan page (Facebook)"),
            most_letters=5000,
            platform="facebook",
            hosts=("facebook.com", "fb.com", "fb.watch"),
            checklist=(_SAME, _OWN, _ALT, _AI, _COMMENTS),
        ),
        Channel(
            "zalo",
            _("Zalo OA"),
            most_letters=2000,
            platform="zalo",
            hosts=("zalo.me", "oa.zalo.me", "rd.zapps.vn"),
            checklist=(_SAME, _OWN, _ALT, _AI),
        ),
        Channel(
            "youtube",
            _("YouTube"),
            most_letters=5000,
            platform="youtube",
            hosts=("youtube.com", "youtu.be"),
            checklist=(
                _SAME,
                _OWN,
                ("captions", _("The video has captions in Vietnamese")),
                _AI,
                _COMMENTS,
            ),
        ),
    )
}
MANUAL = tuple(one for one in CHANNELS.values() if not one.is_automatic)


def fitted(channel: Channel, whole: Whole, *, url: str) -> str:
    """Return the words of a text as they fit a channel; cut at a sentence, with the way to the whole.

    Only whole sentences of what was cleared are used, nothing is reworded. That it is not the official view
    and what a machine made stands there however short it is.
    """
    head = [] if whole.is_official else [NOT_OFFICIAL.upper()]
    parts = [*head, whole.title, plain_words(whole.lead), plain_words(whole.body), whole.said_by()]
    words = "\n\n".join(part for part in parts if part)
    ai = AI_WORDS[AiLabel(whole.ai_label)] if whole.ai_label else ""
    tail = "".join(f"\n\n{part}" for part in (ai, url) if part)
    room = channel.most_letters - len(tail)
    if not channel.most_letters or len(words) <= room:
        return words + tail
    cut = words[: max(room - 2, 0)]
    ends = [hit.end() for hit in re.finditer(r"[.!?…](?=\s|$)|\n\n", cut)]
    kept = cut[: ends[-1]].rstrip() if ends else cut.rsplit(" ", 1)[0]
    return f"{kept} …{tail}"


def is_of_channel(channel: Channel, url: str) -> bool:
    """Say whether an address is one of the channel's, over https.

    >>> is_of_channel(CHANNELS["youtube"], "https://www.youtube.com/watch?v=1")
    True
    >>> is_of_channel(CHANNELS["youtube"], "https://youtube.com.xau.vn/")
    False
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower().rstrip(".")
    except ValueError:
        return False
    has_name = parts.username is not None or parts.password is not None
    return (
        parts.scheme == "https"
        and not has_name
        and any(host == one or host.endswith(f".{one}") for one in channel.hosts)
    )
