"""Tables of portal."""

from dongthuan.apps.portal.models import entries, subscriptions

__all__ = ["entries", "subscriptions"]
