"""What one asks about disclosure."""
