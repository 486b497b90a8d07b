"""Pages of commissioned press."""
