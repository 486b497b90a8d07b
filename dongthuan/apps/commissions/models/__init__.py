"""What is kept of an order: its parts, pieces, acceptances, payments."""

from dongthuan.apps.commissions.models import deliveries, orders

__all__ = ["deliveries", "orders"]
