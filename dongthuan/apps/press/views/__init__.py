"""Pages of press."""
