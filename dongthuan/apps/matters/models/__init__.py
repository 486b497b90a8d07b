"""Tables of matters."""

from dongthuan.apps.matters.models import cards, matters, moods, verifications

__all__ = ["cards", "matters", "moods", "verifications"]
