"""Tags that show texts on pages."""
