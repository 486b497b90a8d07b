"""Tags that show clocks on pages of other apps."""
