"""Campaigns, what they set out to reach and reached, readings of texts, and state-funded tasks."""

from dongthuan.apps.measurement.models import campaigns, readings, science

__all__ = ["campaigns", "readings", "science"]
