"""Changes to the tables of accounts."""
