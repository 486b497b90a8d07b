"""Tags that show clearances on pages of other apps."""
