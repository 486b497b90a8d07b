"""Changes to the tables of plans."""
