"""Where the public finds a text: the portal's page, once there is one."""

from django.urls import NoReverseMatch, reverse

from dongthuan.apps.notices.letters import absolute

# The portal lies above this app; only the name of its page is known here.
PAGE = "portal:text"


def public_url(slug: str) -> str:
    """Return the whole address of a text on the portal, or "" while the portal has no such page."""
    try:
        return absolute(reverse(PAGE, args=[slug]))
    except NoReverseMatch:
        return ""
