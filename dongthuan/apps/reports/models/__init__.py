"""The tables of reports; Django asks that this one `__init__` import its modules."""

from dongthuan.apps.reports.models import rounds, statutory, syntheses, unit_reports

__all__ = ["rounds", "statutory", "syntheses", "unit_reports"]
