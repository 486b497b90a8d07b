"""Changes to the tables of monitoring."""
