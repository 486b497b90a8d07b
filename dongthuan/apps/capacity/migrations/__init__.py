"""Changes to the tables of capacity."""
