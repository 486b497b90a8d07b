"""The links in mails to subscribers: one to confirm, kept only as a hash; one to end, signed."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from dongthuan.apps.notices.letters import absolute

_END = signing.Signer(salt="portal.subscription.end")


def new_code() -> str:
    """Return a new code of 43 letters for a link."""
    return secrets.token_urlsafe(32)


def hash_of(words: str) -> str:
    """Return what is kept of a code, a mail address or a network address: an SHA-256 with our own key."""
    return hashlib.sha256(f"{settings.SECRET_KEY}:{words}".encode("utf-8", "surrogatepass")).hexdigest()


def confirm_url(code: str) -> str:
    """Return the whole address at which a subscription is confirmed by the press of a button."""
    return absolute(reverse("portal:subscription-confirm", args=[code]))


def end_token(key: int, asked_at: datetime) -> str:
    """Return what ends the subscription of this key; nobody can make one up."""
    return _END.sign_object({"s": key, "t": int(asked_at.timestamp())})


def end_url(key: int, asked_at: datetime) -> str:
    """Return the whole address at which a subscription is ended by the press of a button."""
    return absolute(reverse("portal:subscription-end", args=[end_token(key, asked_at)]))


def key_in(token: str) -> int | None:
    """Return the key of the subscription that a token ends, or None where we did not make it."""
    try:
        return int(_END.unsign_object(token)["s"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
