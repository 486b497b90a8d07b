"""Campaigns, their figures, and the targets of decisions as counts of rows shown."""
