"""Pages of official documents."""
