"""Changes to the tables of official documents."""
