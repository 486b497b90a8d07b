"""Changes to the tables of units."""
