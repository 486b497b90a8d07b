"""The tables of reports; Django asks that this one `__init__` import its modules."""

from dongthuan.apps.reports.models import rounds, syntheses, unit_reports

__all__ = ["rounds", "syntheses", "unit_reports"]
