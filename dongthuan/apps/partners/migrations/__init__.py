"""Changes to the tables of awareness."""
