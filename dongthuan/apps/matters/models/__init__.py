"""Tables of matters."""

from dongthuan.apps.matters.models import cards, matters, moods, statements, verifications

__all__ = ["cards", "matters", "moods", "statements", "verifications"]
