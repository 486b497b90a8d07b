"""The link in a mail by which somebody without an account confirms or ends being told of alerts."""

import hmac

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from dongthuan.apps.monitoring.models.alerts import AlertAddress


def token_of(address: AlertAddress) -> str:
    """Return the secret part of the link: 64 letters and digits, another for each row."""
    words = f"{address.pk}:{address.email}:{address.asked_at.isoformat()}"
    return salted_hmac("monitoring.alert_address", words, algorithm="sha256").hexdigest()


def is_token_of(address: AlertAddress, token: str) -> bool:
    """Say whether the secret part of a link belongs to the row."""
    return hmac.compare_digest(token_of(address).encode(), token.encode())


def link_of(address: AlertAddress) -> str:
    """Return the whole address of the page."""
    path = reverse("monitoring:alert-address", args=[address.pk, token_of(address)])
    return f"{settings.SITE_ADDRESS}{path}"
